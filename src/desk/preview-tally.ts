import type { PartnerId } from "../domain/partner.ts";
import { flowChanges, type FlowChange } from "../release/preview.ts";
import type { Policy } from "../release/types.ts";
import type { InventoryGroup, StoredRecord } from "../store/port.ts";
import { partOf, subjectOf, type Part } from "./closure.ts";
import type { Desk } from "./desk.ts";
import type { Held } from "./hold.ts";
import { blockRows, standsOpen } from "./inventory.ts";
import type { Viewer } from "./viewer.ts";

export const mostSamples = 5;

/** Rows whose bodies are read at once. */
export const readAtOnce = 500;

/** Records that go out, or stop. */
export interface Flow {
  count: number;
  /** A record counts under each of its topics. */
  byTopic: Record<string, number>;
  /** Rows of the newest of them, at most `mostSamples`, newest first. */
  samples: number[];
}

export interface PartnerFlows {
  /** Goes at once. */
  opens: Flow;
  /** May go, and is kept back first; `secondPerson`: so many of them until a second person approves, the others for a delay. */
  held: Flow & { secondPerson: number };
  stops: Flow;
}

/** A change for one partner of records that are decided alike, counted as they are met. */
export interface Counted extends FlowChange {
  /** Number of the partner in this preview. */
  index: number;
  count: number;
  topics: readonly string[];
  flow: Flow;
}

/** null: nothing changes for these records; "each": one must be looked at by itself. */
export type Plan = Counted[] | "each" | null;

/** Who may not have a row, whatever the agreements say. */
export type Barred = ReadonlyMap<number, ReadonlySet<PartnerId> | "all">;

export interface Preview {
  desk: Desk;
  /** What this person may not see is not counted. */
  viewer: Viewer;
  policies: readonly [current: Policy, next: Policy];
  partners: PartnerId[];
  flows: Map<PartnerId, PartnerFlows>;
  counted: Counted[];
  plans: Map<number, Plan>;
  barred: Barred;
  held: HeldRows;
}

/** Content records that are kept back now, by row and partner. */
export type HeldRows = ReadonlyMap<number, ReadonlyMap<PartnerId, Held>>;

/** What all records of a group have in common, itself last. */
export function partsOfGroup(desk: Desk, { class: release, ...own }: InventoryGroup): Part[] {
  const { kind, label: labelId, originator } = own;
  const others = desk.classes
    .members(release)
    .filter(
      (one) =>
        one.source ||
        one.target ||
        one.kind !== kind ||
        one.labelId !== labelId ||
        one.originator !== originator,
    );
  return [...others, { kind, labelId, originator }].map(partOf);
}

/** null: nothing live and the latest is there. */
export function groupAt({ inventory }: Desk, row: number): InventoryGroup | null {
  const block = inventory.blocks[Math.floor(row / blockRows)];
  return (block && inventory.groups[block.group[row - block.from]!]) ?? null;
}

/** `parts`: the record itself last. What refers to something unknown has no audience. */
export function decide(preview: Preview, parts: readonly Part[]): Counted[] {
  const subjects = parts.map(({ member, particulars }) => {
    const subject = subjectOf(preview.desk, member);
    return subject && { subject, particulars };
  });
  if (!subjects.every((part) => part !== null)) return [];
  const topics = subjects.at(-1)?.subject.label.topics ?? [];
  const counted = flowChanges(...preview.policies, subjects).map((change): Counted => {
    const { partner, hold, stops } = change;
    const flows = flowsOf(preview, partner);
    const flow = stops ? flows.stops : hold > 0 ? flows.held : flows.opens;
    return { ...change, index: preview.partners.indexOf(partner), count: 0, topics, flow };
  });
  preview.counted.push(...counted);
  return counted;
}

export function flowsOf({ flows, partners }: Preview, partner: PartnerId): PartnerFlows {
  const known = flows.get(partner);
  if (known) return known;
  const fresh = { opens: noFlow(), held: { ...noFlow(), secondPerson: 0 }, stops: noFlow() };
  flows.set(partner, fresh);
  partners.push(partner);
  return fresh;
}

export function count(change: Counted, row: number): void {
  change.count++;
  const { samples } = change.flow;
  if (samples.length < mostSamples) samples.push(row);
  else if (row > samples[mostSamples - 1]!) samples[mostSamples - 1] = row;
  else return;
  samples.sort((a, b) => b - a);
}

/** Whether the change is one for this row. What is held now is looked at apart. */
export function holds(preview: Preview, change: FlowChange, row: number): boolean {
  const { stops, opensFrom, partner } = change;
  const place = placeOf(preview, row, partner);
  if (!place || place.barred) return false;
  if (stops) return place.stands;
  const waits = preview.held.get(row)?.has(partner) ?? false;
  return !place.stands && !waits && place.created >= opensFrom;
}

export interface Place {
  /** ms UTC. */
  created: number;
  /** Open in the partner's outbox. */
  stands: boolean;
  barred: boolean;
}

/** null: nothing live and the latest is there. */
export function placeOf({ desk, barred }: Preview, row: number, partner: PartnerId): Place | null {
  const block = desk.inventory.blocks[Math.floor(row / blockRows)];
  if (!block) return null;
  const at = row - block.from;
  const against = barred.get(row);
  return {
    created: block.created[at]!,
    stands: standsOpen(desk.inventory, row, partner),
    barred: against === "all" || against?.has(partner) === true,
  };
}

export function countOne(
  preview: Preview,
  partner: PartnerId,
  { row, label }: Pick<StoredRecord, "row" | "label">,
  hold: number,
): void {
  const flows = flowsOf(preview, partner);
  const topics = (label && preview.desk.labels.get(label)?.topics) || [];
  const flow = hold > 0 ? flows.held : flows.opens;
  const index = preview.partners.indexOf(partner);
  const change = { partner, opensFrom: -Infinity, hold, stops: false };
  const counted: Counted = { ...change, index, count: 0, topics, flow };
  preview.counted.push(counted);
  count(counted, row);
}

function noFlow(): Flow {
  return { count: 0, byTopic: {}, samples: [] };
}
