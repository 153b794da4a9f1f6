import { setImmediate as nextTurn } from "node:timers/promises";
import { isCarried, isContentKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { flowChanges, type FlowChange } from "../release/preview.ts";
import type { Policy } from "../release/types.ts";
import type { InventoryGroup } from "../store/port.ts";
import { closureOf, needsParticulars, partOf, subjectOf, type Part } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { sees, type Viewer } from "./viewer.ts";
import { blockRows, type Block } from "./inventory.ts";

export const mostSamples = 5;

/** Records that go out, or stop. */
export interface Flow {
  count: number;
  /** A record counts under each of its topics. */
  byTopic: Record<string, number>;
  /** Rows of the newest of them, at most `mostSamples`, newest first. */
  samples: number[];
}

export interface PartnerFlows {
  opens: Flow;
  stops: Flow;
}

/** A change for one partner of records that are decided alike, counted as they are met. */
interface Counted extends FlowChange {
  /** Number of the partner in this preview. */
  index: number;
  count: number;
  topics: readonly string[];
  flow: Flow;
}

/** null: nothing changes for these records; "each": one must be looked at by itself. */
type Plan = Counted[] | "each" | null;

/** Who may not have a row, whatever the agreements say. */
type Barred = ReadonlyMap<number, ReadonlySet<PartnerId> | "all">;

interface Preview {
  desk: Desk;
  /** What this person may not see is not counted. */
  viewer: Viewer;
  policies: readonly [current: Policy, next: Policy];
  partners: PartnerId[];
  flows: Map<PartnerId, PartnerFlows>;
  counted: Counted[];
  plans: Map<number, Plan>;
  barred: Barred;
}

/** Rows whose bodies are read at once. */
const readAtOnce = 500;

/**
 * Content records that go out at once, or stop, when `next` takes the place of `current`, by partner. Out goes what a grant
 * reaches back to, with what it refers to; what stands in that outbox already does not go anew. What stops stands in
 * the outbox, served or not, may leave now, and may not then.
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
    ...{ plans: new Map(), barred: await barredRows(desk) },
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
  await countTakenAlong(preview);
  for (const { flow, count, topics } of preview.counted) {
    flow.count += count;
    if (count > 0)
      for (const topic of topics) flow.byTopic[topic] = (flow.byTopic[topic] ?? 0) + count;
  }
  return preview.flows;
}

function planOf(preview: Preview, { class: release, ...own }: InventoryGroup): Plan {
  const { desk, policies } = preview;
  const { kind, label: labelId, originator } = own;
  const members = desk.classes.members(release);
  if (policies.some((policy) => needsParticulars(desk, policy, members))) return "each";
  const others = members.filter(
    (one) =>
      one.source ||
      one.target ||
      one.kind !== kind ||
      one.labelId !== labelId ||
      one.originator !== originator,
  );
  const parts = [...others, { kind, labelId, originator }].map(partOf);
  const counted = decide(preview, parts);
  return counted.length > 0 ? counted : null;
}

/** `parts`: the record itself last. What refers to something unknown has no audience. */
function decide(preview: Preview, parts: readonly Part[]): Counted[] {
  const subjects = parts.map(({ member, particulars }) => {
    const subject = subjectOf(preview.desk, member);
    return subject && { subject, particulars };
  });
  if (!subjects.every((part) => part !== null)) return [];
  const topics = subjects.at(-1)?.subject.label.topics ?? [];
  const counted = flowChanges(...preview.policies, subjects).map((change): Counted => {
    const { partner, stops } = change;
    let flows = preview.flows.get(partner);
    if (!flows) {
      preview.flows.set(partner, (flows = { opens: noFlow(), stops: noFlow() }));
      preview.partners.push(partner);
    }
    const flow = stops ? flows.stops : flows.opens;
    return { ...change, index: preview.partners.indexOf(partner), count: 0, topics, flow };
  });
  preview.counted.push(...counted);
  return counted;
}

/** One walk over a block, newest first; gives the rows that must be looked at by themselves. */
function countIn(
  { partners, barred }: Preview,
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
    const created = block.created[at]!;
    for (const change of plan) {
      const bits = open[change.index];
      const stands = bits !== undefined && ((bits[at >>> 5]! >>> (at & 31)) & 1) === 1;
      if (change.stops ? !stands : stands || created < change.opensFrom) continue;
      if (against !== undefined && (against === "all" || against.has(change.partner))) continue;
      count(change, row);
    }
  }
}

function count(change: Counted, row: number): void {
  change.count++;
  const { samples } = change.flow;
  if (samples.length < mostSamples) samples.push(row);
  else if (row > samples[mostSamples - 1]!) samples[mostSamples - 1] = row;
  else return;
  samples.sort((a, b) => b - a);
}

/** Whether the change is one for this row. */
function holds({ desk, barred }: Preview, change: FlowChange, row: number): boolean {
  const block = desk.inventory.blocks[Math.floor(row / blockRows)];
  if (!block) return false;
  const at = row - block.from;
  const against = barred.get(row);
  if (against === "all" || against?.has(change.partner)) return false;
  const bits = block.open.get(change.partner);
  const stands = bits !== undefined && ((bits[at >>> 5]! >>> (at & 31)) & 1) === 1;
  return change.stops ? stands : !stands && block.created[at]! >= change.opensFrom;
}

/** Records that their class does not decide, with their own particulars and those of what they refer to. */
async function countEach(preview: Preview, rows: readonly number[]): Promise<void> {
  for (let from = 0; from < rows.length; from += readAtOnce) {
    for (const record of await preview.desk.store.byRows(rows.slice(from, from + readAtOnce))) {
      const { parts } = await closureOf(preview.desk, record.id, record.modified);
      for (const change of decide(preview, parts)) {
        if (holds(preview, change, record.row)) count(change, record.row);
      }
    }
  }
}

/** Content that is older than a grant reaches back to, but goes where something goes that refers to it. */
async function countTakenAlong(preview: Preview): Promise<void> {
  const { desk } = preview;
  const taken = new Set<string>();
  const rows = [...desk.inventory.reachingBack.keys()];
  for (let from = 0; from < rows.length; from += readAtOnce) {
    for (const record of await desk.store.byRows(rows.slice(from, from + readAtOnce))) {
      if (isCarried(record.kind) || !sees(desk, preview.viewer, record)) continue;
      const { parts, needs } = await closureOf(desk, record.id, record.modified);
      for (const change of decide(preview, parts)) {
        if (change.stops || !holds(preview, change, record.row)) continue;
        for (const { id, kind, originator } of needs) {
          if (originator !== change.partner && isContentKind(kind))
            await takeAlong(preview, change.partner, id, taken);
        }
      }
    }
  }
}

async function takeAlong(
  preview: Preview,
  partner: PartnerId,
  id: StixId,
  taken: Set<string>,
): Promise<void> {
  const { desk } = preview;
  const record = await desk.store.record(id);
  if (!record || !sees(desk, preview.viewer, record) || taken.has(`${partner} ${record.row}`))
    return;
  taken.add(`${partner} ${record.row}`);
  const { parts } = await closureOf(desk, id, record.modified);
  const own = decide(preview, parts).filter((change) => change.partner === partner);
  if (own.some((change) => !change.stops && holds(preview, change, record.row))) return;
  const flow = preview.flows.get(partner)!.opens;
  const topics = (record.label && desk.labels.get(record.label)?.topics) || [];
  const change = { partner, opensFrom: -Infinity, stops: false };
  if (!holds(preview, change, record.row)) return;
  const counted = { ...change, index: preview.partners.indexOf(partner), count: 0, topics, flow };
  preview.counted.push(counted);
  count(counted, record.row);
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

function noFlow(): Flow {
  return { count: 0, byTopic: {}, samples: [] };
}
