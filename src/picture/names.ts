/** Small integers for names that recur: kinds, partners, labels, grades. */
export interface Names {
  readonly list: string[];
  index(name: string): number;
  /** -1 where the name never occurred. */
  find(name: string): number;
}

export function namesFrom(list: string[]): Names {
  const byName = new Map(list.map((name, index) => [name, index]));
  return {
    list,
    find: (name) => byName.get(name) ?? -1,
    index(name) {
      const known = byName.get(name);
      if (known !== undefined) return known;
      byName.set(name, list.length);
      return list.push(name) - 1;
    },
  };
}
