import type { StixId } from "../domain/stix.ts";
import { uuid5, tansiqNamespace } from "../domain/uuid.ts";
import { AppError } from "../errors.ts";
import type { Change, StoredRecord } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { type Entry, lookAgainAtEntry } from "./look-again.ts";
import { mayBeCut, quarantined } from "./quarantined.ts";
import { seesHeld } from "./sees-held.ts";
import { settle } from "./settle.ts";
import type { Viewer } from "./viewer.ts";
import { isRecallable } from "./withdraw.ts";

/**
 * A person decides that an id is not that of the partner whose record is here, but of the one whose record waits in quarantine for
 * it (version-not-by-originator): what is here is set aside into quarantine, with its evidence, and what waits is looked
 * at again. No partner hears of it. What was passed on to others stays as it is: it is to be settled with them first.
 * `key`: of the quarantine entry. Errors: record-not-found, also for what this person may not see; record-not-own, where it
 * was passed on or is our own.
 */
export async function acceptOriginator(
  desk: Desk,
  viewer: Viewer,
  key: string,
): Promise<{ id: StixId; takenIn: boolean }> {
  const entry = await entryOf(desk, key);
  const { id } = entry;
  if (id === null || !(await seesHeld(desk, viewer, entry)))
    throw new AppError("record-not-found", { id: key });
  await desk.turns.records([id], async () => {
    const plan = async () => {
      const group = await setAside(desk, id);
      const batch = { priority: "interactive" as const, groups: [group] };
      return { batch, moves: true, value: group };
    };
    const { result, value } = await desk.board.commit(plan);
    settle(desk, [value], result);
  });
  await lookAgainAtEntry(desk, entry);
  return { id, takenIn: (await desk.store.heads([id])).get(id)?.live === true };
}

async function setAside(desk: Desk, id: StixId): Promise<Change[]> {
  const versions = await desk.store.versions(id, 1000);
  const [head] = versions;
  if (!head) return [];
  const offers = await desk.store.offersOf(id);
  const passedOn = offers.some(({ state }) => state !== "offered" && state !== "voided");
  if (passedOn || head.via === null || !isRecallable(desk, head)) {
    throw new AppError("record-not-own", { id, originator: head.originator ?? "?" });
  }
  desk.removals++;
  const at = desk.clock();
  const as = `${id.slice(0, id.indexOf("--"))}--${uuid5(tansiqNamespace, `aside ${id} ${at}`)}`;
  const kept = versions.filter(({ withdrawn }) => !withdrawn).map((one) => evidence(one, at));
  return [...kept, { do: "set-aside", id, as, reason: "of another originator", at }];
}

/** So that it can be read, and accepted in its turn. */
function evidence({ id, body, via, originator }: StoredRecord, at: number): Change {
  const detail = originator ?? "–";
  const code = "version-not-by-originator";
  return quarantined(via!, at, { code, detail, id, version: null, body });
}

async function entryOf(desk: Desk, key: string): Promise<Entry> {
  for (let before: number | undefined; ;) {
    const entries = await desk.store.quarantine(200, before);
    const found = entries.find((entry) => entry.key === key);
    if (found?.code === "version-not-by-originator" && !mayBeCut(found.body)) return found;
    before = entries.at(-1)?.row;
    if (found || before === undefined) throw new AppError("record-not-found", { id: key });
  }
}
