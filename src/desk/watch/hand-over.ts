import type { Text } from "../../domain/bilingual.ts";
import { clears, lowestClearance } from "../../domain/clearance.ts";
import type { LocalLabel } from "../../domain/journal.ts";
import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import type { Change } from "../../store/port.ts";
import type { Desk } from "../desk.ts";
import {
  type HandoverDocument,
  put,
  read,
  readAll,
  readLast,
  type WatchPoint,
} from "../documents.ts";
import { commitEntry, entryChange } from "./journal-entry.ts";
import { listPeople, type Person, personKey, samePerson } from "../people.ts";
import type { Viewer } from "../viewer.ts";
import {
  idAfter,
  type ListedPoint,
  listPoints,
  type PointDraft,
  pointOf,
  putPoint,
  seenPoints,
  watchTurn,
} from "./watch-points.ts";
import { checkedText, exceeded } from "./write-entry.ts";

export interface HandoverDraft {
  /** Who takes over. */
  to: string;
  note?: string | Text;
  label: LocalLabel;
  /** Come to those that are open already. */
  points: readonly PointDraft[];
}

/** A handover as people read it. Times RFC 3339, UTC. */
export interface ListedHandover extends LocalLabel {
  id: string;
  from: string;
  to: string;
  at: string;
  note: Text | null;
  state: "given" | "taken" | "replaced";
  taken: string | null;
  /** As they were at the handover: open, or closed since the one before. */
  points: ListedPoint[];
}

/** Who may have the watch. */
const watchRoles: readonly string[] = ["watch", "liaison", "admin"];

/**
 * Hands the watch over to another person, with all that is open; it takes the place of a handover that nobody took over yet.
 * Errors: handover-person-unfit, those of openPoint.
 */
export async function handOver(
  desk: Desk,
  person: Viewer,
  draft: HandoverDraft,
): Promise<ListedHandover> {
  const note = draft.note === undefined ? undefined : checkedText(draft.note);
  const { label } = draft;
  if (!clears(person.clearance, label)) throw exceeded(label);
  return desk.turns.whole(watchTurn, async () => {
    const to = await whoTakesOver(desk, person, draft);
    const fresh = await Promise.all(draft.points.map((point) => pointOf(desk, person, point)));
    const standing = [...(await readAll(desk.store, "watch-point"))];
    const points = [...standing, ...fresh];
    await mustSeeThem(desk, person, to, points);
    const [last] = await readLast(desk.store, "handover", 1);
    const now = desk.clock();
    const id = idAfter(last?.[0], now);
    const handover: HandoverDocument = {
      ...{ from: person.name, to: to.name, at: now, label, taken: null, points },
      ...(note && { note }),
    };
    const holder = await lastHolder(desk);
    await commitHandover(desk, person, id, holder, handover, [
      ...replaced(last),
      ...fresh.map(([key, point]) => putPoint(key, point)),
      // The handover keeps what was closed; it is told no further.
      ...standing.flatMap(([key, { closed }]): Change[] =>
        closed ? [{ do: "remove", kind: "watch-point", key }] : [],
      ),
    ]);
    return shown(desk, person, id, handover);
  });
}

/** Errors: handover-unknown, handover-not-yours, handover-settled. */
export async function takeOver(desk: Desk, person: Viewer, id: string): Promise<ListedHandover> {
  return desk.turns.whole(watchTurn, async () => {
    const handover = await read(desk.store, "handover", id);
    if (!handover || !clears(person.clearance, handover.label))
      throw new AppError("handover-unknown", { id });
    if (!samePerson(handover.to, person.name))
      throw new AppError("handover-not-yours", { person: handover.to });
    if (handover.taken !== null || handover.replaced) throw new AppError("handover-settled");
    const taken = { ...handover, taken: desk.clock() };
    await commitHandover(desk, person, id, null, taken, []);
    return shown(desk, person, id, taken);
  });
}

/** What this person may see, newest first; who may take the watch over, and what is open now. Error: cursor-unknown. */
export async function listHandovers(
  desk: Desk,
  viewer: Viewer,
  { limit, before }: { limit: number; before?: string },
): Promise<{
  handovers: ListedHandover[];
  next: string | null;
  points: ListedPoint[];
  people: string[];
}> {
  const found: [string, HandoverDocument][] = [];
  for (let key = before; found.length <= limit;) {
    const page = await readLast(desk.store, "handover", limit + 1, key);
    found.push(...page.filter(([, { label }]) => clears(viewer.clearance, label)));
    if (page.length <= limit) break;
    key = page.at(-1)![0];
  }
  const handovers = found.slice(0, limit);
  const people = await listPeople(desk);
  return {
    handovers: await Promise.all(handovers.map(([id, one]) => shown(desk, viewer, id, one))),
    next: found.length > limit ? handovers.at(-1)![0] : null,
    points: await listPoints(desk, viewer),
    people: people
      .filter(({ role, disabled }) => watchRoles.includes(role) && !disabled)
      .map(({ name }) => name),
  };
}

async function whoTakesOver(
  desk: Desk,
  from: Viewer,
  { to, label }: HandoverDraft,
): Promise<Person> {
  const known = await read(desk.store, "person", personKey(to));
  if (!known || known.disabled)
    throw unfit(to, "there is nobody of that name here", "لا يوجد أحد بهذا الاسم هنا");
  const { name, role, clearance = lowestClearance } = known;
  if (samePerson(name, from.name))
    throw unfit(name, "nobody takes over from themselves", "لا يستلم المرء من نفسه");
  if (!watchRoles.includes(role))
    throw unfit(name, "the role does not allow it", "دوره لا يسمح بذلك");
  if (!clears(clearance, label))
    throw unfit(name, "the note is above that person's clearance", "الملاحظة أعلى من صلاحية اطّلاعه");
  return { name, role, clearance };
}

/** Who takes over must see what who hands over sees of the open points; what neither sees goes on for others. */
async function mustSeeThem(
  desk: Desk,
  from: Viewer,
  to: Viewer,
  points: readonly [string, WatchPoint][],
): Promise<void> {
  const theirs = new Set((await seenPoints(desk, to, points)).map(({ id }) => id));
  const open = (await seenPoints(desk, from, points)).filter(({ closed }) => closed === null);
  if (open.some(({ id }) => !theirs.has(id)))
    throw unfit(
      to.name,
      "open points are above that person's clearance: close them or hand over to somebody who may see them",
      "في الأمور المفتوحة ما هو أعلى من صلاحية اطّلاعه: أغلقها أو سلّم إلى من يحقّ له الاطّلاع عليها",
    );
}

function unfit(person: string, reason: string, reason_ar: string): AppError {
  return new AppError("handover-person-unfit", { person, reason, reason_ar });
}

/** So many of the last handovers are looked through for one that was taken over. */
const lookedAt = 50;

/** Who took the watch over last; null: nobody yet. */
async function lastHolder(desk: Desk): Promise<string | null> {
  const latest = await readLast(desk.store, "handover", lookedAt);
  return latest.find(([, { taken }]) => taken !== null)?.[1].to ?? null;
}

function replaced(last: [string, HandoverDocument] | undefined): Change[] {
  if (!last || last[1].taken !== null) return [];
  return [put("handover", last[0], { ...last[1], replaced: true })];
}

/** `holder`: who took the watch over last, where this one hands it over; the journal says so where it is somebody else. */
async function commitHandover(
  desk: Desk,
  person: Viewer,
  id: string,
  holder: string | null,
  handover: HandoverDocument,
  more: readonly Change[],
): Promise<void> {
  const { from, to, label, note, taken, at } = handover;
  const said =
    taken === null
      ? { ar: `سُلّمت المناوبة من ${from} إلى ${to}.`, en: `Watch handed over by ${from} to ${to}.` }
      : { ar: `استلم ${to} المناوبة من ${from}.`, en: `Watch taken over by ${to} from ${from}.` };
  const also = taken === null ? (note ?? {}) : {};
  const isAnother = holder !== null && !samePerson(holder, from);
  const text = {
    ar: [said.ar, isAnother && `وكان آخر من استلمها ${holder}.`, also.ar].filter(Boolean).join(" "),
    en: [said.en, isAnother && `${holder} had taken it over last.`, also.en]
      .filter(Boolean)
      .join(" "),
  };
  const written = { person: person.name, text, records: [], partners: [] };
  const entry = entryChange(taken ?? at, label, { kind: "handover", ...written });
  await commitEntry(desk, entry, [put("handover", id, handover), ...more]);
  desk.events.emit({ type: "handover", data: { id }, about: { local: label, links: [] } });
}

async function shown(
  desk: Desk,
  viewer: Viewer,
  id: string,
  { from, to, at, label, note, taken, replaced, points }: HandoverDocument,
): Promise<ListedHandover> {
  return {
    ...{ id, from, to, at: stixTime(at), ...label, note: note ?? null },
    state: taken !== null ? "taken" : replaced ? "replaced" : "given",
    taken: taken === null ? null : stixTime(taken),
    points: await seenPoints(desk, viewer, points),
  };
}
