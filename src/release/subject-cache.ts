import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { Subject } from "./types.ts";

/** Subjects kept at once: partners may send labels without end. */
const most = 10_000;

/** Remembers `make` by label id, kind and originator. What throws is not remembered. */
export function subjectCache<T>(make: (subject: Subject) => T): (subject: Subject) => T {
  let byLabel = new Map<StixId, Map<string, Map<PartnerId, T>>>();
  let count = 0;
  // Records come in runs of one subject: one comparison instead of three look-ups.
  let last: { labelId: StixId; kind: string; originator: PartnerId; value: T } | undefined;

  return (subject) => {
    const { labelId, kind, originator } = subject;
    if (
      last !== undefined &&
      last.labelId === labelId &&
      last.kind === kind &&
      last.originator === originator
    )
      return last.value;
    const known = byLabel.get(labelId)?.get(kind)?.get(originator);
    if (known !== undefined) {
      last = { labelId, kind, originator, value: known };
      return known;
    }
    const value = make(subject);
    if (++count > most) {
      byLabel = new Map();
      count = 1;
    }
    const byKind = byLabel.get(labelId) ?? new Map<string, Map<PartnerId, T>>();
    const byOriginator = byKind.get(kind) ?? new Map<PartnerId, T>();
    byLabel.set(labelId, byKind.set(kind, byOriginator.set(originator, value)));
    last = { labelId, kind, originator, value };
    return value;
  };
}
