import { checkPlace } from "../../deconflict/check.ts";
import { coarsen } from "../../deconflict/coarsen.ts";
import { draftFault } from "../../domain/report-draft.ts";
import {
  keepAwayCell,
  type ProtectedPlaceDraft,
  protectedPlaceKinds,
  usualKeepAway,
} from "../../domain/protected-place.ts";
import { uuid4 } from "../../domain/uuid.ts";
import { AppError, problem } from "../../errors.ts";
import type { Change } from "../../store/port.ts";
import type { Desk } from "../desk.ts";
import { put, read } from "../documents.ts";
import { mostAreas } from "./keep-away.ts";
import { withinADay } from "./within-a-day.ts";
import { type Answer, meant } from "../two-people.ts";
import type { Viewer } from "../viewer.ts";

/** Places of one import. */
export const mostPlaces = 20_000;
/** Places that one person alone writes down, or takes off the list, within a day: what is more needs a second one. */
export const mostByHand = 20;
/** Of one commit. */
const chunk = 1000;

/**
 * Writes one protected place down; gives its id. It stays at this node. Errors: draft-invalid, protected-place-invalid, partner-unknown,
 * protected-places-by-hand.
 */
export async function addPlace(
  desk: Desk,
  person: string,
  draft: ProtectedPlaceDraft,
): Promise<string> {
  checkDraft(desk, draft);
  const id = uuid4(desk.random);
  await commitByHand(desk, person, [placeChange(desk, id, draft, person)]);
  return id;
}

/**
 * Takes a place off the list; who did so stands in the log of reads by the same commit. Errors: protected-place-unknown,
 * protected-places-by-hand.
 */
export async function removePlace(desk: Desk, viewer: Viewer, id: string): Promise<void> {
  const place = desk.places.get(id);
  if (!place) throw new AppError("protected-place-unknown", { id });
  const query = JSON.stringify({ protectedPlaceRemoved: id, name: place.name });
  const seen = { at: desk.clock(), person: viewer.name, how: "listed", versions: [], query };
  await commitByHand(desk, viewer.name, [
    { do: "remove", kind: "protected-place", key: id },
    { do: "read", read: seen },
  ]);
}

/**
 * Keeps what one person wants to import until a second one approves it; gives the id of the import. All of it is checked
 * before. Errors: those of addPlace with the number of the place, protected-import-size.
 */
export async function askImport(
  desk: Desk,
  person: string,
  file: string,
  drafts: readonly ProtectedPlaceDraft[],
): Promise<string> {
  if (drafts.length === 0 || drafts.length > mostPlaces) {
    throw new AppError("protected-import-size", { count: drafts.length, most: mostPlaces });
  }
  drafts.forEach((draft, index) => {
    try {
      checkDraft(desk, draft);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { field, reason, reason_ar } = error.parts;
      const { ar, en } = problem(error).detail;
      const at = `${file} #${index + 1}${field === undefined ? "" : ` ${field}`}`;
      draftFault(at, String(reason ?? en), String(reason_ar ?? ar));
    }
  });
  const id = uuid4(desk.random);
  const asked = { by: person, at: desk.clock() };
  await commit(desk, [
    put("protected-import", id, { file, count: drafts.length, asked }),
    put("protected-import-places", id, [...drafts]),
  ]);
  desk.events.emit({ type: "waiting", data: {} });
  return id;
}

/**
 * A second person's word on an import; the first may take it back, also what was refused. What waits under an id never
 * changes. `imported`: how many places came of it. A crash in the middle
 * leaves the import waiting, and what is imported twice has the same ids. Errors: waiting-gone, second-person-needed, reason-missing.
 */
export async function decideImport(
  desk: Desk,
  person: string,
  id: string,
  answer: Answer,
): Promise<{ imported: number }> {
  return desk.turns.whole([`protected-import ${id}`], async () => {
    const waiting = await read(desk.store, "protected-import", id);
    if (!waiting) throw new AppError("waiting-gone");
    const word = meant(waiting, person, answer);
    const places =
      word === "approved" ? await read(desk.store, "protected-import-places", id) : null;
    for (let start = 0; places && start < places.length; start += chunk) {
      const some = places.slice(start, start + chunk);
      await commit(
        desk,
        some.map((draft, index) =>
          placeChange(desk, `${id}-${start + index}`, draft, waiting.asked.by),
        ),
      );
    }
    const refused = typeof word === "object" && { by: person, at: desk.clock(), ...word };
    await commit(
      desk,
      refused
        ? [put("protected-import", id, { ...waiting, refused })]
        : [
            { do: "remove", kind: "protected-import", key: id },
            { do: "remove", kind: "protected-import-places", key: id },
          ],
    );
    desk.events.emit({ type: "waiting", data: {} });
    return { imported: places?.length ?? 0 };
  });
}

function placeChange(
  desk: Desk,
  id: string,
  { name, kind, geometry, radius = usualKeepAway, answerTo }: ProtectedPlaceDraft,
  by: string,
): Change {
  const at = desk.clock();
  const place = { name, kind, geometry, radius, answerTo: answerTo ?? null, by, at };
  return put("protected-place", id, place);
}

function checkDraft(desk: Desk, draft: ProtectedPlaceDraft): void {
  const { kind, geometry, radius = usualKeepAway, answerTo = [] } = draft;
  if (!protectedPlaceKinds.includes(kind))
    draftFault("kind", "it is not a kind of protected place", "ليس نوعاً من المواقع المحمية");
  checkPlace({ id: "", geometry, radius });
  const told = coarsen({ id: "", geometry, radius }, keepAwayCell).geometry;
  if ((told.coordinates as unknown[]).length > mostAreas)
    draftFault(
      "geometry",
      `it has more than ${mostAreas} areas apart; write them as places of their own`,
      `فيه أكثر من ${mostAreas} رقعة منفصلة، فاكتبها مواقع متعددة`,
    );
  const stranger = answerTo.find((partner) => !desk.partners.has(partner));
  if (stranger !== undefined) throw new AppError("partner-unknown", { partner: stranger });
}

/** What one person does alone, counted. */
async function commitByHand(desk: Desk, person: string, changes: Change[]): Promise<void> {
  await desk.turns.whole([`places-by-hand ${person}`], async () => {
    const now = desk.clock();
    const kept = withinADay(await read(desk.store, "places-by-hand", person), now);
    const { since, count } = kept ?? { since: now, count: 0 };
    if (count >= mostByHand) throw new AppError("protected-places-by-hand", { most: mostByHand });
    await commit(desk, [...changes, put("places-by-hand", person, { since, count: count + 1 })]);
  });
}

async function commit(desk: Desk, changes: Change[]): Promise<void> {
  await desk.store.commit({ priority: "interactive", groups: [changes] });
  desk.places.settle(changes);
}
