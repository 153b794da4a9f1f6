import { AppError } from "../errors.ts";

type Args = Record<string, unknown>;

/** A text among the arguments of a command. Error: argument-wrong, naming it. */
export function textArgument(args: Args, name: string): string {
  const value = args[name];
  if (typeof value !== "string" || value === "") throw wrong(name, "a text");
  return value;
}

export function optionalText(args: Args, name: string): string | undefined {
  return args[name] === undefined ? undefined : textArgument(args, name);
}

/** A JSON object or list among the arguments; what is in it is for the verb to check. */
export function jsonArgument<T>(args: Args, name: string): T {
  const value = args[name];
  if (typeof value !== "object" || value === null) throw wrong(name, "JSON");
  return value as T;
}

function wrong(argument: string, expected: string): AppError {
  return new AppError("argument-wrong", { argument, expected });
}
