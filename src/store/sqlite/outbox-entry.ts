import type { OutboxEntry, SizedEntry } from "../port.ts";
import type { NameReader } from "./names.ts";
import { objectIdOfText } from "./object-key.ts";
import * as state from "./state.ts";

/** A row of an outbox before its numbers become names. */
export interface EntryRow {
  seq: number;
  row: number;
  added: number;
  control: number;
  class: number;
  /** Of the record. */
  state: number;
  /** As `localAsText` gives it. */
  local: string;
  type: number;
  modified: number;
  kind: number;
}

/** Of a row that is to be read: its text's size is known without the text. */
export interface SizedRow extends EntryRow {
  octets: number;
}

export function sizedEntry(names: NameReader, r: SizedRow): SizedEntry {
  return { ...outboxEntry(names, r), octets: r.octets };
}

export function outboxEntry(names: NameReader, r: EntryRow): OutboxEntry {
  return {
    seq: r.seq,
    row: r.row,
    dateAdded: r.added,
    class: r.class,
    settled: (r.state & state.unsettled) === 0,
    latest: (r.state & state.latest) !== 0,
    control: r.control === 1,
    id: objectIdOfText(names.text(r.type) ?? "", r.local),
    modified: r.modified,
    kind: names.text(r.kind)!,
  };
}
