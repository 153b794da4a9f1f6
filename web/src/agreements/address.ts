const stixId = "[a-z][a-z0-9-]*--[0-9a-f-]{36}";
const written = new RegExp(
  `^(?:(new|matrix)|(${stixId})(?:/(new)|/clause/([A-Za-z0-9][A-Za-z0-9._-]{0,63}))?)$`,
);

/** What may stand behind "agreements/" in the address: an agreement, a clause of it, one being written, or the matrix. */
export const agreementsAddress = written;

export interface AgreementsPlace {
  show: "list" | "matrix" | "editor";
  agreement: string | null;
  /** Of that agreement, to be read first. */
  clause: string | null;
}

/** Reads the part of the address behind "agreements/"; null and what is none of these is the list. */
export function readAgreementsAddress(part: string | null): AgreementsPlace {
  const [, view, agreement = null, version, clause = null] = written.exec(part ?? "") ?? [];
  if (view === "matrix") return { show: "matrix", agreement: null, clause: null };
  const show = view === "new" || version === "new" ? "editor" : "list";
  return { show, agreement, clause };
}

/** The agreement that the address asks for, the first where it asks for none; null: it is not among them. */
export function shownOf<A extends { form: { id: string } }>(
  list: readonly A[],
  wanted: string | null,
): A | null {
  const shown = wanted === null ? list[0] : list.find(({ form }) => form.id === wanted);
  return shown ?? null;
}

/** The address of a clause that is named as `agreement-id/clause-id`. */
export function clauseHref(clause: string): string {
  return `#/agreements/${clause.replace("/", "/clause/")}`;
}
