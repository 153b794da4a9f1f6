import type { Text } from "../../domain/bilingual.ts";
import { AppError } from "../../errors.ts";

/** A reason goes to partners as it was written. Error: reason-missing. */
export function inOneLanguage({ ar, en }: Text): string {
  const text = [ar, en].filter((part) => part !== undefined && part.trim() !== "").join(" — ");
  if (text === "") throw new AppError("reason-missing");
  return text;
}
