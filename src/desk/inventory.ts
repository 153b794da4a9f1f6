import type { PartnerId } from "../domain/partner.ts";
import type { Batch, Change, CommitResult, InventoryGroup, Store } from "../store/port.ts";

/** Rows in one block of columns: few enough that a walk over one takes about a millisecond. */
export const blockRows = 16_384;

/** A stretch of `blockRows` rows, from a multiple of it on. 12 bytes a row, and a bit for each partner with anything in it. */
export interface Block {
  /** Row of index 0. */
  from: number;
  /** Index into the inventory's groups; 0: nothing that is live and the latest. */
  group: Int32Array;
  /** ms UTC. */
  created: Float64Array;
  /** Bits: the row stands open in this partner's outbox. */
  open: Map<PartnerId, Uint32Array>;
}

/**
 * What this node holds of labelled records, latest versions, as columns by row: how each is decided, when it was created,
 * and in whose outbox it stands. Loaded when it is first asked for, and kept true by every commit after.
 */
export interface Inventory {
  /** Resolves when everything is there. Errors: those of the store. */
  ready(): Promise<void>;
  /** Index 0 stands for none. */
  readonly groups: readonly (InventoryGroup | null)[];
  /** Newest rows last. */
  readonly blocks: readonly (Block | undefined)[];
  /** Rows that take along content created before them, with the oldest of these, ms UTC. */
  readonly reachingBack: ReadonlyMap<number, number>;
  /** The same store, each commit of which is noted here. */
  watched(store: Store): Store;
}

const rowsAtOnce = 32_768;

/** `partners`: those whose outboxes are looked at when it is loaded. */
export function openInventory(store: Store, partners: () => Iterable<PartnerId>): Inventory {
  const groups: (InventoryGroup | null)[] = [null];
  const numbers = new Map<string, number>();
  const blocks: (Block | undefined)[] = [];
  const reachingBack = new Map<number, number>();
  let loading: Promise<void> | null = null;
  /** Commits since the loading began, to be noted when it is done. */
  let waiting: (() => void)[] | null = null;

  function blockOf(row: number): Block {
    const index = Math.floor(row / blockRows);
    return (blocks[index] ??= {
      from: index * blockRows,
      group: new Int32Array(blockRows),
      created: new Float64Array(blockRows),
      open: new Map(),
    });
  }

  function numberOf(group: InventoryGroup): number {
    const { class: release, kind, label, originator } = group;
    const key = `${release} ${kind} ${label} ${originator}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, groups.length);
    return groups.push(group) - 1;
  }

  function set(row: number, group: number, created: number, oldest: number): void {
    const block = blockOf(row);
    block.group[row - block.from] = group;
    block.created[row - block.from] = created;
    if (oldest < created) reachingBack.set(row, oldest);
  }

  function clear(row: number): void {
    const block = blocks[Math.floor(row / blockRows)];
    if (block) block.group[row - block.from] = 0;
    reachingBack.delete(row);
  }

  function move(partner: PartnerId, rows: Iterable<number>): void {
    for (const moved of rows) {
      const row = Math.abs(moved);
      const block = blockOf(row);
      let bits = block.open.get(partner);
      if (!bits) block.open.set(partner, (bits = new Uint32Array(blockRows / 32)));
      const at = row - block.from;
      if (moved > 0) bits[at >>> 5]! |= 1 << (at & 31);
      else bits[at >>> 5]! &= ~(1 << (at & 31));
    }
  }

  function note(groups: readonly Change[][], result: CommitResult): void {
    let index = 0;
    for (const change of groups.flat()) {
      if (change.do !== "record") continue;
      const { label, originator, kind, created, oldest = created, class: release } = change.row;
      const { outcome, row, replaced, latest } = result.records[index++]!;
      if (outcome !== "written") continue;
      if (replaced > 0) clear(replaced);
      if (!latest || release === 0) continue;
      const group = { class: release, kind, label: label ?? "", originator: originator ?? "" };
      set(row, numberOf(group), created, oldest);
    }
    for (const row of result.withdrawn) clear(row);
    for (const [partner, rows] of result.moved) move(partner, rows);
  }

  async function load(): Promise<void> {
    const missed: (() => void)[] = [];
    waiting = missed;
    try {
      for (let after = 0; ;) {
        const page = await store.inventory(after, rowsAtOnce);
        const names = page.groups.map(numberOf);
        page.row.forEach((row, index) => {
          set(row, names[page.group[index]!]!, page.created[index]!, page.oldest[index]!);
        });
        after = page.row.at(-1) ?? after;
        if (page.row.length < rowsAtOnce) break;
      }
      for (const partner of partners()) {
        for (let after = 0; ;) {
          const { rows, last } = await store.openRows(partner, after, rowsAtOnce);
          move(partner, rows);
          after = last;
          if (rows.length < rowsAtOnce) break;
        }
      }
    } catch (error) {
      [loading, waiting] = [null, null];
      blocks.length = 0;
      reachingBack.clear();
      throw error;
    }
    waiting = null;
    for (const commit of missed) commit();
  }

  return {
    ready: () => (loading ??= load()),
    groups,
    blocks,
    reachingBack,
    watched: (store) =>
      watched(store, (groups, result) => {
        if (waiting) waiting.push(() => note(groups, result));
        else if (loading) note(groups, result);
      }),
  };
}

/** Whether this version stands open in this partner's outbox. The inventory must be there. */
export function standsOpen(
  { blocks }: Pick<Inventory, "blocks">,
  row: number,
  partner: PartnerId,
): boolean {
  const block = blocks[Math.floor(row / blockRows)];
  const bits = block?.open.get(partner);
  if (!block || !bits) return false;
  const at = row - block.from;
  return ((bits[at >>> 5]! >>> (at & 31)) & 1) === 1;
}

/** A store that tells of everything that came to be on disk, before whoever committed it is told. */
function watched(
  store: Store,
  note: (groups: readonly Change[][], result: CommitResult) => void,
): Store {
  return {
    ...store,
    async commit(batch: Batch, written) {
      const result = await store.commit(batch, (part, groups) => {
        note(groups, part);
        written?.(part, groups);
      });
      if (batch.priority === "interactive") note(batch.groups, result);
      return result;
    },
  };
}
