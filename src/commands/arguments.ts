import { parseStixTime, parseTaxiiTime } from "../domain/time.ts";
import { AppError } from "../errors.ts";

type Args = Record<string, unknown>;

/** A text among the arguments of a command. Error: argument-wrong, naming it. */
export function textArgument(args: Args, name: string): string {
  const value = args[name];
  if (typeof value !== "string" || value === "") throw argumentWrong(name, "a text", "نص");
  return value;
}

export function optionalText(args: Args, name: string): string | undefined {
  return args[name] === undefined ? undefined : textArgument(args, name);
}

/** A moment among the arguments: RFC 3339, or a date alone for its first moment in UTC; in ms. Error: argument-wrong. */
export function timeArgument(args: Args, name: string): number | undefined {
  const text = optionalText(args, name);
  if (text === undefined) return undefined;
  const time = parseStixTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  if (time === null) throw argumentWrong(name, "2015-03-11 or 2015-03-11T09:20:00Z");
  return time;
}

/** The same in µs, as exact as it is written: date_added of outboxes. Error: argument-wrong. */
export function microsArgument(args: Args, name: string): number | undefined {
  const text = optionalText(args, name);
  if (text === undefined) return undefined;
  const time = parseTaxiiTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  if (time === null) throw argumentWrong(name, "2015-03-11 or 2015-03-11T09:20:00.123456Z");
  return time;
}

/** A JSON object or list among the arguments; what is in it is for the verb to check. */
export function jsonArgument<T>(args: Args, name: string): T {
  const value = args[name];
  if (typeof value !== "object" || value === null)
    throw argumentWrong(name, "a JSON object or list", "كائن JSON أو قائمة");
  return value as T;
}

/** `expected`: in English, and in Arabic where that differs. */
export function argumentWrong(argument: string, expected: string, expectedAr = expected): AppError {
  return new AppError("argument-wrong", { argument, expected, expected_ar: expectedAr });
}
