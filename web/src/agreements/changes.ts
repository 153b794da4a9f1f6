import type { AgreementForm } from "../api/shapes.ts";
import { grantSentence, powerSentence, redLineSentence, type Words } from "../format/clause.ts";
import type { TextKey } from "../text/en.ts";

/** What one version of an agreement changes in the one before it. */
export interface Change {
  /** The clause's id; null: a part of the form. */
  clause: string | null;
  /** The part of the form, where it is no clause. */
  part: TextKey | null;
  /** In words; null: it was not there. */
  was: string | null;
  /** In words; null: it is there no more. */
  is: string | null;
}

type Say = (text: AgreementForm["title"]) => string;

/** Part by part, then clause by clause. `say`: a text in the reader's language. */
export function changesBetween(
  before: AgreementForm,
  after: AgreementForm,
  words: Words,
  say: Say,
): Change[] {
  const [old, now] = [partsOf(before, words, say), partsOf(after, words, say)];
  const parts = [...now].flatMap(([part, is]): Change[] => {
    const was = old.get(part) ?? null;
    return isSame(was?.value, is.value)
      ? []
      : [{ clause: null, part, was: was?.said || null, is: is.said || null }];
  });
  return [...parts, ...clauseChanges(clausesIn(before, words, say), clausesIn(after, words, say))];
}

function clauseChanges(old: Map<string, Said>, now: Map<string, Said>): Change[] {
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((clause) => {
    const [was, is] = [old.get(clause), now.get(clause)];
    if (isSame(was?.value, is?.value)) return [];
    return [{ clause, part: null, was: was?.said ?? null, is: is?.said ?? null }];
  });
}

interface Said {
  value: unknown;
  said: string;
}

function partsOf(form: AgreementForm, words: Words, say: Say): Map<TextKey, Said> {
  const { coalition, from, until } = form;
  const { t } = words;
  const validity = until
    ? t("agreements.validFromUntil", { from: words.date(from), until: words.date(until) })
    : t("agreements.validFrom", { from: words.date(from) });
  return new Map<TextKey, Said>([
    ["editor.name", { value: form.title, said: say(form.title) }],
    ["editor.purpose", { value: form.purpose, said: say(form.purpose) }],
    ["agreements.parties", { value: form.parties, said: words.names(form.parties) }],
    ["agreements.validity", { value: [from, until], said: validity }],
    [
      "agreements.lead",
      { value: coalition?.lead, said: coalition ? words.names([coalition.lead]) : "" },
    ],
    [
      "agreements.dutyToWarn",
      {
        value: coalition?.dutyToWarn ?? false,
        said: coalition?.dutyToWarn ? t("agreements.dutyToWarnText") : "",
      },
    ],
  ]);
}

function clausesIn(form: AgreementForm, words: Words, say: Say): Map<string, Said> {
  const { grants, redLines, coalition } = form;
  return new Map<string, Said>([
    ...grants.map((grant) => entry(grant, grantSentence(grant, form.parties, words))),
    ...redLines.map((line) => {
      const reason = words.t("clause.reason", { reason: say(line.reason) });
      return entry(line, `${redLineSentence(line, words)} ${reason}`);
    }),
    ...(coalition?.powers ?? []).map((power) => entry(power, powerSentence(power, words))),
  ]);
}

function entry(clause: { id: string }, said: string): [string, Said] {
  return [clause.id, { value: clause, said }];
}

/** Whether two values of JSON are the same, in whatever order their members stand. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => isSame(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}
