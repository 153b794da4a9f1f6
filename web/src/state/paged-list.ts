/** What is shown of a list that is read page by page, newest first. */
export interface PagedList<Row> {
  /** null: nothing was answered yet. */
  rows: Row[] | null;
  /** From where the next page goes on; null: this is all. */
  next: string | null;
  /** Whether a further page is under way. */
  busy: boolean;
  error: unknown;
}

export interface Page<Row> {
  rows: Row[];
  next: string | null;
}

export const noPages = { rows: null, next: null, busy: false, error: null };

/**
 * Reads a list page by page and shows what it has then. `read` gets where to go on, undefined for the newest; `keyOf` tells rows apart.
 * - `anew`: another question; its answer takes the place of what is shown, whatever is answered to the one before.
 * - `refresh`: the same question again, as something changed; what further pages had loaded stays.
 * - `more`: one further page at a time.
 */
export function pagedList<Row>(
  read: (before: string | undefined) => Promise<Page<Row>>,
  keyOf: (row: Row) => string,
  show: (list: PagedList<Row>) => void,
): Record<"anew" | "refresh" | "more", () => Promise<void>> {
  let list: PagedList<Row> = noPages;
  /** Which question was asked last, and which one what is shown answers. */
  let question = 0;
  let answered = 0;
  let reading = 0;
  const set = (change: Partial<PagedList<Row>>): void => {
    list = { ...list, ...change };
    show(list);
  };

  async function first(): Promise<void> {
    const nth = ++reading;
    try {
      const page = await read(undefined);
      if (nth !== reading) return;
      const { rows, next } =
        answered === question ? refreshed(list.rows ?? [], list.next, page, keyOf) : page;
      answered = question;
      set({ rows, next, error: null });
    } catch (error) {
      if (nth === reading) set({ error });
    }
  }

  async function more(): Promise<void> {
    const { next } = list;
    const mine = question;
    if (list.busy || next === null || answered !== mine) return;
    set({ busy: true });
    try {
      const page = await read(next);
      // Where a newer first page took the place of all, this one does not go on from it.
      if (mine !== question || list.next !== next) return set({ busy: false });
      const rows = [...(list.rows ?? []), ...without(page.rows, list.rows ?? [], keyOf)];
      set({ rows, next: page.next, busy: false, error: null });
    } catch (error) {
      set({ busy: false, ...(mine === question && { error }) });
    }
  }

  return {
    anew: () => {
      question++;
      return first();
    },
    refresh: first,
    more,
  };
}

function without<Row>(rows: Row[], others: Row[], keyOf: (row: Row) => string): Row[] {
  const known = new Set(others.map(keyOf));
  return rows.filter((row) => !known.has(keyOf(row)));
}

/** The new first page, and behind it what was loaded beyond its last row; that page alone where the two do not meet. */
export function refreshed<Row>(
  rows: Row[],
  next: string | null,
  page: Page<Row>,
  keyOf: (row: Row) => string,
): Page<Row> {
  const last = page.rows.at(-1);
  if (page.next === null || last === undefined) return page;
  const at = rows.findIndex((row) => keyOf(row) === keyOf(last));
  const rest = at < 0 ? [] : without(rows.slice(at + 1), page.rows, keyOf);
  return rest.length > 0 ? { rows: [...page.rows, ...rest], next } : page;
}
