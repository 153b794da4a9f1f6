import type { Bilingual } from "../domain/bilingual.ts";
import type { TableRow } from "./table.ts";

const arabic = /\p{Script=Arabic}/u;
const latin = /\p{Script=Latin}/u;
const slug = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** `<name>_ar` and `<name>_en`; both must be there, each in its own script. */
export function bilingualCell(row: TableRow, name: string): Bilingual {
  const ar = requiredCell(row, `${name}_ar`);
  const en = requiredCell(row, `${name}_en`);
  if (!arabic.test(ar))
    row.wrong(`${name}_ar`, { ar: "ليس فيه حروف عربية", en: "it has no Arabic letters" });
  if (!latin.test(en) || arabic.test(en))
    row.wrong(`${name}_en`, { ar: "ليس بحروف لاتينية", en: "it is not in Latin letters" });
  return { ar, en };
}

export function requiredCell(row: TableRow, column: string): string {
  const text = row.cell(column);
  return text === "" ? row.wrong(column, { ar: "الخانة فارغة", en: "it is empty" }) : text;
}

/** One of `members`. */
export function memberCell<T extends string>(
  row: TableRow,
  column: string,
  members: readonly T[],
): T {
  return memberOf(row, column, row.cell(column), members);
}

/** Like `memberCell`, for each part of a list. */
export function membersCell<T extends string>(
  row: TableRow,
  column: string,
  members: readonly T[],
): T[] {
  return row.list(column).map((text) => memberOf(row, column, text, members));
}

function memberOf<T extends string>(
  row: TableRow,
  column: string,
  text: string,
  members: readonly T[],
): T {
  const found = members.find((member) => member === text);
  if (found !== undefined) return found;
  return row.wrong(column, {
    ar: `القيم المقبولة: ${members.join("، ")}`,
    en: `"${text}" is none of ${members.join(", ")}`,
  });
}

/** The row's id: lower-case words with hyphens, unique in `taken`, to which it is added. */
export function idCell(row: TableRow, taken: Set<string>): string {
  const id = row.cell("id");
  if (!slug.test(id))
    row.wrong("id", {
      ar: "حروف لاتينية صغيرة وأرقام وشرطات فقط",
      en: "write lower-case letters, digits and single hyphens",
    });
  if (taken.has(id))
    row.wrong("id", { ar: "المعرّف مكرر", en: `"${id}" stands on an earlier row too` });
  taken.add(id);
  return id;
}
