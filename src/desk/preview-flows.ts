import { setImmediate as nextTurn } from "node:timers/promises";
import { isContentKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { Policy } from "../release/types.ts";
import type { InventoryGroup } from "../store/port.ts";
import { closureOf, needsParticulars, subjectOf } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { sees, type Viewer } from "./viewer.ts";
import { blockRows, type Block } from "./inventory.ts";
import { countTakenAlong } from "./preview-along.ts";
import { countFreed, heldRows } from "./preview-held.ts";
import {
  count,
  decide,
  holds,
  partsOfGroup,
  readAtOnce,
  type Barred,
  type PartnerFlows,
  type Plan,
  type Preview,
} from "./preview-tally.ts";

/**
 * Content records that go out, or stop, when `next` takes the place of `current`, by partner. Out goes what a grant
 * reaches back to, with what it refers to, and what is held now and need not wait any longer then; what stands in that outbox
 * already, or is held on, does not go anew. What stops stands in the outbox, served or not, may leave now, and may not then.
 */
export async function previewFlows(
  desk: Desk,
  viewer: Viewer,
  current: Policy,
  next: Policy,
): Promise<ReadonlyMap<PartnerId, PartnerFlows>> {
  await desk.inventory.ready();
  const preview: Preview = {
    ...{ desk, viewer, policies: [current, next], partners: [], flows: new Map(), counted: [] },
    ...{ plans: new Map(), barred: await barredRows(desk), held: await heldRows(desk, viewer) },
  };
  const { groups, blocks } = desk.inventory;
  groups.forEach((group, index) => {
    if (group && isContentKind(group.kind) && sees(desk, viewer, { id: "", ...group }))
      preview.plans.set(index, planOf(preview, group));
  });
  const plans = groups.map((_, index) => preview.plans.get(index) ?? null);
  const each: number[] = [];
  for (const block of blocks.toReversed()) {
    if (!block) continue;
    countIn(preview, block, plans, each);
    await nextTurn();
  }
  await countEach(preview, each);
  await countTakenAlong(preview, await countFreed(preview));
  for (const { partner, flow, hold, count, topics } of preview.counted) {
    flow.count += count;
    if (hold === Infinity) preview.flows.get(partner)!.held.secondPerson += count;
    if (count > 0)
      for (const topic of topics) flow.byTopic[topic] = (flow.byTopic[topic] ?? 0) + count;
  }
  return preview.flows;
}

function planOf(preview: Preview, group: InventoryGroup): Plan {
  const { desk, policies } = preview;
  const { kind, label: labelId, originator } = group;
  const members = desk.classes.members(group.class);
  if (policies.some((policy) => needsParticulars(desk, policy, members))) return "each";
  const subject = subjectOf(desk, { kind, labelId, originator });
  if (subject && policies[1].reachNeedsParticulars(subject)) return "each";
  const counted = decide(preview, partsOfGroup(desk, group));
  return counted.length > 0 ? counted : null;
}

/** One walk over a block, newest first; gives the rows that must be looked at by themselves. */
function countIn(
  { partners, barred, held }: Preview,
  block: Block,
  plans: readonly Plan[],
  each: number[],
): void {
  const open = partners.map((partner) => block.open.get(partner));
  for (let at = blockRows - 1; at >= 0; at--) {
    const plan = plans[block.group[at]!] ?? null;
    if (plan === null) continue;
    const row = block.from + at;
    if (plan === "each") {
      each.push(row);
      continue;
    }
    const against = barred.size > 0 ? barred.get(row) : undefined;
    const waits = held.size > 0 ? held.get(row) : undefined;
    const created = block.created[at]!;
    for (const change of plan) {
      const bits = open[change.index];
      const stands = bits !== undefined && ((bits[at >>> 5]! >>> (at & 31)) & 1) === 1;
      if (change.stops ? !stands : stands || created < change.opensFrom) continue;
      if (!change.stops && waits?.has(change.partner)) continue;
      if (against !== undefined && (against === "all" || against.has(change.partner))) continue;
      count(change, row);
    }
  }
}

/** Records that their class does not decide, with their own particulars and those of what they refer to. */
async function countEach(preview: Preview, rows: readonly number[]): Promise<void> {
  for (let from = 0; from < rows.length; from += readAtOnce) {
    for (const record of await preview.desk.store.bareRows(rows.slice(from, from + readAtOnce))) {
      const { parts } = await closureOf(preview.desk, record.id, record.modified);
      for (const change of decide(preview, parts)) {
        if (holds(preview, change, record.row)) count(change, record.row);
      }
    }
  }
}

/** What refers to something withdrawn goes to nobody; what was taken back from some, or refers to such, not to these. */
async function barredRows({ store, recalled }: Desk): Promise<Barred> {
  const barred = new Map<number, Set<PartnerId> | "all">();
  const [broken = []] = await store.dependents("withdrawn");
  for (const row of broken) barred.set(row, "all");
  const taken = [...recalled];
  for (let from = 0; from < taken.length; from += readAtOnce) {
    const some = taken.slice(from, from + readAtOnce);
    const found = await store.dependents(some.map(([id]) => id));
    for (const [index, [, { partners }]] of some.entries()) {
      for (const row of found[index]!) {
        const before = barred.get(row);
        if (before === "all") continue;
        barred.set(row, partners === "all" ? "all" : new Set([...(before ?? []), ...partners]));
      }
    }
  }
  return barred;
}
