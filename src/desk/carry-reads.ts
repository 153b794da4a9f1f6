import type { Change, ReadLine, Store } from "../store/port.ts";
import { chainedRead, noReads, verifyReads } from "./read-log.ts";

/** What a restored store has of the log of reads that it replaces. */
export interface CarriedReads {
  /** Lines that the backup lacked. */
  lines: number;
  /** False: damage hid a part of them, or of the notices. */
  whole: boolean;
}

const pageSize = 500;

/**
 * Adds to a restored store, which nobody is served from yet, what the replaced one wrote down after the backup of who was given
 * what, and what was told to whom. Where the backup's log is a beginning of the replaced one, it becomes that one, line for
 * line, with the same hashes. Otherwise its lines are added as new ones, and one after them keeps the hash with which
 * that log ended. To be called before recalls come over. `now`: ms UTC. Errors: those of `restored`.
 */
export async function carryReads(old: Store, restored: Store, now: number): Promise<CarriedReads> {
  const { lines: standing } = await verifyReads(restored);
  const common = await commonLines(old, restored, standing).catch(() => null);
  if (common === null) return { lines: 0, whole: false };
  const carried: CarriedReads = { lines: 0, whole: true };
  let { lines: number, hash } = common;
  for (;;) {
    const page = await readableFrom(old, number);
    const sound = page.filter(({ line }) => {
      const next = chainedRead(hash, line);
      if (line.number !== number + 1 || next !== line.hash) return false;
      [number, hash] = [line.number, next];
      return true;
    });
    const groups = sound.map(({ read }): Change[] => [{ do: "read", read }]);
    if (groups.length > 0) await restored.commit({ priority: "bulk", groups });
    carried.lines += groups.length;
    if (page.length > 0 && sound.length === page.length) continue;
    const isEnd =
      page.length === 0 && (await old.readLog(number, 1).catch(() => null))?.length === 0;
    carried.whole = isEnd;
    break;
  }
  if (common.lines === standing) {
    // A line names versions by numbers: damage may lie in what they stand for.
    if (number > 0 && (await lineOf(restored, number))?.hash !== hash) carried.whole = false;
  } else if (carried.lines > 0) {
    const query = JSON.stringify({ lines: carried.lines, after: common.lines, head: hash });
    const read = { at: now, person: "tansiq restore", how: "carried-over", query, versions: [] };
    await restored.commit({ priority: "interactive", groups: [[{ do: "read", read }]] });
  }
  if (!(await carryNotices(old, restored))) carried.whole = false;
  return carried;
}

/** What follows on this line as far as it can be read: a page, or what stands before the first damage in it. */
async function readableFrom(old: Store, number: number) {
  const page = await old.readEntries(number, pageSize).catch(() => null);
  return page ?? (await old.readEntries(number, 1).catch(() => []));
}

async function lineOf(store: Store, number: number): Promise<ReadLine | undefined> {
  const [found] = await store.readLog(number - 1, 1);
  return found?.number === number ? found : undefined;
}

/** How many lines the two logs begin with alike, and the hash of the last of these. */
async function commonLines(
  old: Store,
  restored: Store,
  standing: number,
): Promise<{ lines: number; hash: string }> {
  const isCommon = async (number: number) =>
    (await lineOf(old, number))?.hash === (await lineOf(restored, number))?.hash;
  // Equal hashes of two lines say that all before them are equal.
  let [low, high] = [0, standing];
  if (high > 0 && (await isCommon(high))) low = high;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (await isCommon(middle)) low = middle;
    else high = middle - 1;
  }
  return { lines: low, hash: low === 0 ? noReads : (await lineOf(restored, low))!.hash };
}

/** False: not all could be read. */
async function carryNotices(old: Store, restored: Store): Promise<boolean> {
  for (let after = 0; ;) {
    const page = await old.everyNotice(after, pageSize).catch(() => null);
    if (!page) return false;
    const groups = page.map((notice): Change[] => [{ do: "notice", notice }]);
    if (groups.length > 0) await restored.commit({ priority: "bulk", groups });
    if (page.length < pageSize) return true;
    after = page.at(-1)!.row;
  }
}
