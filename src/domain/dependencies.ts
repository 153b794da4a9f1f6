import type { StixId } from "./stix.ts";

/** By part, the parts at the other end of its dependencies. */
export type Ends = (part: StixId) => Iterable<StixId>;

/** Everything that is reached from a part; itself only where a circle leads back to it. */
export function reachedFrom(part: StixId, ends: Ends): Set<StixId> {
  const reached = new Set<StixId>();
  const waiting = [part];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    for (const end of ends(one)) {
      if (reached.has(end)) continue;
      reached.add(end);
      waiting.push(end);
    }
  }
  return reached;
}

/** A part that would come to depend on itself, of all that are reached from these; null: none. `needs`: what each depends on. */
export function circleFrom(parts: Iterable<StixId>, needs: Ends): StixId | null {
  const sound = new Set<StixId>();
  for (const part of parts) {
    const path = [{ part, needed: needs(part)[Symbol.iterator]() }];
    const onPath = new Set([part]);
    for (let last = path.at(-1); last; last = path.at(-1)) {
      const { value, done } = last.needed.next();
      if (done) {
        path.pop();
        onPath.delete(last.part);
        sound.add(last.part);
      } else if (onPath.has(value)) return value;
      else if (!sound.has(value)) {
        path.push({ part: value, needed: needs(value)[Symbol.iterator]() });
        onPath.add(value);
      }
    }
  }
  return null;
}
