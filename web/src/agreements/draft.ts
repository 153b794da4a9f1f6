import type { AgreementDraft, AgreementForm, Area, Power } from "../api/shapes.ts";
import { circle } from "../format/area.ts";

/*
 * A draft has the API's own shape, so that a clause that nobody touches stays word for word what the parties signed: only such a
 * clause goes on between the signatures on a new version. What is not chosen yet is an empty text or list.
 */

/** Each sort of clause with the letter that its ids begin with. */
export const letters = { grants: "g", redLines: "r", powers: "p" } as const;
export type Sort = keyof typeof letters;

/** Nothing but ourselves; `from`: RFC 3339, UTC. */
export function emptyDraft(us: string, from: string): AgreementDraft {
  return {
    title: { ar: "", en: "" },
    purpose: { ar: "", en: "" },
    parties: [us],
    from,
    until: null,
    grants: [],
    redLines: [],
  };
}

/** A new version begins as the one that stands. */
export function draftOf(form: AgreementForm): AgreementDraft {
  return structuredClone(form);
}

/** What the API is sent: the texts without blanks around them. */
export function formOf(draft: AgreementDraft): AgreementDraft {
  return withTexts(draft, (text) => text.trim());
}

/** The same to be previewed while texts are still missing, which decide nothing. */
export function formToPreview(draft: AgreementDraft): AgreementDraft {
  return withTexts(draft, (text) => text.trim() || "…");
}

function withTexts(draft: AgreementDraft, write: (text: string) => string): AgreementDraft {
  const both = ({ ar, en }: { ar: string; en: string }) => ({ ar: write(ar), en: write(en) });
  return {
    ...draft,
    title: both(draft.title),
    purpose: both(draft.purpose),
    redLines: draft.redLines.map((line) => ({ ...line, reason: both(line.reason) })),
  };
}

/** Adds a clause that says nothing yet, and gives its id: what a grant gives has to be chosen. */
export function addClause(draft: AgreementDraft, sort: Sort, us: string): string {
  const id = nextId(draft, sort);
  const others = draft.parties.filter((party) => party !== us);
  if (sort === "grants")
    draft.grants.push({
      ...{ id, from: [us], to: others, topics: [] },
      ...{ upTo: "restricted", hold: "none", reshare: "none" },
    });
  else if (sort === "redLines")
    draft.redLines.push({ id, by: us, topics: [], reason: { ar: "", en: "" } });
  else draft.coalition?.powers.push({ id, topics: [] });
  return id;
}

/** The clauses of a sort; of a bilateral agreement no powers. */
export function clausesOf(draft: AgreementDraft, sort: Sort): { id: string }[] {
  return sort === "powers" ? (draft.coalition?.powers ?? []) : draft[sort];
}

function nextId(draft: AgreementDraft, sort: Sort): string {
  const taken = (["grants", "redLines", "powers"] as const).flatMap((each) =>
    clausesOf(draft, each).map(({ id }) => id),
  );
  const numbers = taken.map((id) => Number(/^[a-z](\d{1,6})$/.exec(id)?.[1] ?? 0));
  return `${letters[sort]}${Math.max(0, ...numbers) + 1}`;
}

/** Sets a part of a clause; undefined leaves it out, which means any. */
export function put<C extends object, K extends keyof C>(
  clause: C,
  part: K,
  value: C[K] | undefined,
): void {
  if (value === undefined) delete clause[part];
  else clause[part] = value;
}

/** Makes a charter of it with ourselves in the lead, or an agreement without one. */
export function setCharter(draft: AgreementDraft, charter: boolean, lead: string): void {
  if (!charter) delete draft.coalition;
  else draft.coalition ??= { id: "", lead, powers: [] as Power[] };
}

/** The area with a circle around this position added. `km`: its radius. */
export function withCircle(
  area: Area | undefined,
  at: readonly [number, number],
  km: number,
): Area {
  const { coordinates } = circle(at, km * 1000);
  if (!area) return { type: "Polygon", coordinates };
  const before = area.type === "Polygon" ? [area.coordinates] : (area.coordinates as unknown[]);
  return { type: "MultiPolygon", coordinates: [...before, coordinates] };
}
