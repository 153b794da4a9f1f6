import type { TextKey } from "../text/en.ts";

/** Which codes a caveat may have, as an `<input>` wants its pattern, how many may be named, and how that is said. */
export interface CaveatRule {
  pattern: string;
  most: number;
  hint: TextKey;
}

const latin = { pattern: "[A-Za-z0-9][A-Za-z0-9 _\\-]{0,63}", hint: "caveats.latinHint" } as const;

/** On what is written here. */
export const onLabel: CaveatRule = { ...latin, most: 20 };
/** In what an agreement gives. */
export const inGrant: CaveatRule = { ...latin, most: 50 };
/** In what a person may see: partners may have caveats in letters of their own. */
export const inClearance: CaveatRule = {
  pattern: "[\\p{L}\\p{N}][\\p{L}\\p{N} ._\\/\\-]{0,63}",
  most: 50,
  hint: "caveats.anyScriptHint",
};

/** Whether this may be the code of one. */
export function isCode(code: string, { pattern }: CaveatRule): boolean {
  return new RegExp(`^(?:${pattern})$`, "v").test(code);
}

/** Whether what somebody typed can be added, or is nothing. */
export function fits(typed: string, rule: CaveatRule): boolean {
  const code = typed.trim();
  return code === "" || isCode(code, rule);
}

/** The caveats with a code that somebody typed; the same where that is none, stands there already, or would be too many. */
export function withCode(
  caveats: readonly string[],
  typed: string,
  rule: CaveatRule,
): readonly string[] {
  const code = typed.trim();
  const more = isCode(code, rule) && caveats.length < rule.most && !caveats.includes(code);
  return more ? [...caveats, code] : caveats;
}
