import type { Batch, Change, Offer, RecordRow } from "../port.ts";

/** The id of the n-th sample object. */
export function sampleId(n: number, type = "incident"): string {
  return `${type}--00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
}

/** A record version with everything filled in; `over` changes what a test is about. */
export function sample(n: number, modified: number, over: Partial<RecordRow> = {}): RecordRow {
  const id = over.id ?? sampleId(n, over.kind);
  return {
    id,
    modified,
    created: 1,
    kind: "incident",
    originator: "baghdad",
    via: null,
    label: sampleId(1, "marking-definition"),
    body: JSON.stringify({ id, modified }),
    class: 1,
    at: 1_426_000_000_000 + n,
    position: [43.1, 34.4],
    grade: "F6",
    words: "",
    refs: [],
    revoked: false,
    ...over,
  };
}

export function record(row: RecordRow): Change {
  return { do: "record", row };
}

export function offer(
  { id, modified }: Pick<RecordRow, "id" | "modified">,
  partner: string,
  over: Partial<Offer> = {},
): Change {
  return { do: "offer", offer: { partner, id, modified, control: false, ...over } };
}

/** One interactive batch of one group. */
export function together(...changes: Change[]): Batch {
  return { priority: "interactive", groups: [changes] };
}
