import type { AgreementDraft, Grant, Power, RedLine } from "../api/shapes.ts";
import { fits, inGrant } from "../format/caveat.ts";
import type { TextKey } from "../text/en.ts";

/** What a draft lacks before it can be proposed. */
export interface Lack {
  /** Clause id, or the part of the form. */
  at: string;
  key: TextKey;
  /** A text is missing: what would flow can be told all the same. */
  text?: true;
}

const shortName = /^[a-z][a-z0-9-]{1,62}$/;

/**
 * All that is missing, in the order in which it is asked for. Empty: it can be proposed. `typed`: by grant the code of a
 * caveat that was written and not added.
 */
export function lacks(draft: AgreementDraft, typed: Readonly<Record<string, string>> = {}): Lack[] {
  const found: Lack[] = [];
  const say = (at: string, key: TextKey) => found.push({ at, key });
  const sayText = (at: string, key: TextKey) => found.push({ at, key, text: true });
  if (!isBoth(draft.title)) sayText("title", "editor.lack.title");
  if (!isBoth(draft.purpose)) sayText("purpose", "editor.lack.purpose");
  if (draft.parties.length < 2) say("parties", "editor.lack.parties");
  if (!draft.from) say("dates", "editor.lack.from");
  else if (draft.until !== null && !(Date.parse(draft.until) > Date.parse(draft.from)))
    say("dates", "editor.lack.until");
  const { coalition, grants, redLines } = draft;
  if (coalition && !shortName.test(coalition.id)) say("coalition", "editor.lack.coalition");
  if (coalition && !draft.parties.includes(coalition.lead)) say("coalition", "editor.lack.lead");
  for (const clause of [...grants, ...redLines, ...(coalition?.powers ?? [])]) {
    const empty = emptyList(clause);
    if (empty) say(clause.id, `editor.empty.${empty}`);
  }
  for (const { id, hold } of grants) {
    if (!fits(typed[id] ?? "", inGrant)) say(id, "editor.lack.caveat");
    if (typeof hold === "object" && !isMinutes(hold.minutes)) say(id, "editor.lack.minutes");
  }
  for (const { id, by, reason } of redLines) {
    if (!draft.parties.includes(by)) say(id, "editor.lack.by");
    if (!isBoth(reason)) sayText(id, "editor.lack.reason");
  }
  if (grants.length + redLines.length === 0) say("clauses", "editor.lack.clauses");
  return found;
}

/** What the node takes: up to a year. */
function isMinutes(minutes: number): boolean {
  return Number.isInteger(minutes) && minutes > 0 && minutes <= 525_600;
}

const lists = ["from", "origin", "to", "kinds", "topics"] as const;

/** The first list of a clause in which nothing is chosen, so that it could never match. */
function emptyList(clause: Grant | RedLine | Power): (typeof lists)[number] | undefined {
  const parts: Partial<Record<(typeof lists)[number], string[]>> = clause;
  return lists.find((list) => parts[list]?.length === 0);
}

function isBoth({ ar, en }: { ar: string; en: string }): boolean {
  return ar.trim() !== "" && en.trim() !== "";
}
