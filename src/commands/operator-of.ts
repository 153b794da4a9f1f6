import { operator, type Viewer } from "../desk/viewer.ts";
import { optionalText } from "./arguments.ts";

/** Who runs a command; `by`: the account at the machine, which the command line names. */
export function operatorOf(args: Record<string, unknown>): Viewer {
  return operator(optionalText(args, "by") ?? "unknown");
}
