/** Which codes a caveat may have, as an `<input>` wants its pattern, and how many may be named. */
export interface CaveatRule {
  pattern: string;
  most: number;
}

/** On what is written here. */
export const onLabel: CaveatRule = { pattern: "[A-Za-z0-9][A-Za-z0-9 _\\-]{0,63}", most: 20 };
/** In what lets others see or have it: partners may have caveats in letters of their own. */
export const inGrant: CaveatRule = {
  pattern: "[\\p{L}\\p{N}][\\p{L}\\p{N} ._\\/\\-]{0,63}",
  most: 50,
};

/** Whether this may be the code of one. */
export function isCode(code: string, { pattern }: CaveatRule): boolean {
  return new RegExp(`^(?:${pattern})$`, "v").test(code);
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
