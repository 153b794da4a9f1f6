import { isContentKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { Geometry } from "../release/types.ts";
import type { Head, RecordRow } from "../store/port.ts";
import {
  addSources,
  asTarget,
  consentsTo,
  isAnchor,
  lendConsents,
  noClosure,
  visit,
  type Closure,
  type Coming,
} from "./closure.ts";
import type { Desk } from "./desk.ts";

/** A checked record version on its way into the store. */
export interface Incoming {
  row: Omit<RecordRow, "class" | "via">;
  areas: readonly Geometry[];
  /** For `release: listed`; known only for own records. */
  recipients?: readonly PartnerId[];
  /** Of an own record that was derived here: what it rests on, by which it is decided too. */
  sources?: readonly StixId[];
}

/**
 * The closures of records that come together, in the order in which these are to be written: as given, but each after what it needs.
 * Whatever one refers to, directly or by way of what is stored, is taken as it comes along, otherwise as it is stored.
 * What was taken back up to a later version than it comes in is not here. `newest`: the latest `modified` of each id, here or
 * coming; `heads`: what is here of it.
 */
export async function closuresOf(
  desk: Desk,
  records: readonly Incoming[],
  newest: ReadonlyMap<StixId, number>,
  heads: ReadonlyMap<StixId, Head>,
): Promise<Map<Incoming, Closure>> {
  const latest = new Map<StixId, Incoming>();
  for (const record of records) {
    if (newest.get(record.row.id) === record.row.modified) latest.set(record.row.id, record);
  }
  const made = new Map<Incoming, Closure>();
  const making = new Set<Incoming>();

  const coming: Coming = async (id) => {
    const record = latest.get(id);
    if (!record) return null;
    const { modified, kind, originator } = record.row;
    const isGone = modified <= (heads.get(id)?.goneThrough ?? 0);
    if (isGone || making.has(record) || recalledAhead(desk, record) !== null) return "unreleasable";
    return { need: { id, modified, kind, originator }, closure: await of(record) };
  };

  async function of(record: Incoming): Promise<Closure> {
    const known = made.get(record);
    if (known) return known;
    // A long chain must not become a deep stack.
    if (making.size > 0) await Promise.resolve();
    making.add(record);
    const { row, areas, recipients, sources } = record;
    const closure = noClosure();
    const seen = new Set<StixId>([row.id]);
    for (const target of row.refs) {
      if (isAnchor(desk, target)) continue;
      const before = closure.parts.length;
      await visit(desk, target, undefined, closure, seen, { coming });
      closure.parts.push(...closure.parts.splice(before).map((part) => asTarget(desk, part)));
    }
    if (isContentKind(row.kind)) closure.oldest = Math.min(closure.oldest, row.created);
    const fromSources = sources && (await addSources(desk, sources, closure, coming));
    const member = { labelId: row.label ?? "", kind: row.kind, originator: row.originator ?? "" };
    const consents = consentsTo(desk, row.id, member, fromSources);
    closure.parts.push({
      member,
      particulars: { areas, ...(recipients && { recipients }), ...(consents && { consents }) },
    });
    lendConsents(desk, closure);
    making.delete(record);
    made.set(record, closure);
    return closure;
  }

  for (const record of records) await of(record);
  return made;
}

/** Up to which version (ms UTC) its originator took it back before it came; null: it did not. */
export function recalledAhead(desk: Desk, { row }: Incoming): number | null {
  const early = desk.recalledAhead.get(`${row.originator} ${row.id}`);
  return early !== undefined && early.through >= row.modified ? early.through : null;
}
