import { parseArgs } from "node:util";
import { AppError, problem } from "../errors.ts";
import { type Given, programs } from "./programs.ts";
import { unknownProgram, usageOf, usageOfAll } from "./usage.ts";

/** Where the words of a command go. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/**
 * `tansiq <command> [subcommand] [--options]`: finds the program, parses its options, prints its result, or what went wrong
 * in both languages. Gives the exit code: 0, 1 where the command failed, 2 where it was called wrongly.
 */
export async function commandLine(argv: readonly string[], output: Output): Promise<number> {
  try {
    return await run(argv, output);
  } catch (error) {
    const { code, detail } = problem(error);
    const cause = error instanceof AppError ? "" : `\n${(error as Error).stack}`;
    output.err(`${code}: ${detail.en}\n${detail.ar}${cause}\n`);
    return 1;
  }
}

async function run(argv: readonly string[], { out, err }: Output): Promise<number> {
  const two = programs[`${argv[0]} ${argv[1]}`];
  const program = two ?? programs[argv[0] ?? ""];
  if (!program) {
    const asked = argv.length === 0 || ["help", "--help", "-h"].includes(argv[0]!);
    if (asked) out(usageOfAll(programs));
    else err(unknownProgram(programs, argv));
    return asked ? 0 : 2;
  }
  const usage = usageOf(two ? `${argv[0]} ${argv[1]}` : argv[0]!, program);
  const rest = argv.slice(two ? 2 : 1);
  if (rest.includes("--help")) {
    out(usage);
    return 0;
  }
  const options = Object.fromEntries(
    Object.entries(program.options).map(([name, { flag, many = false }]) => {
      return [name, { type: flag ? ("boolean" as const) : ("string" as const), multiple: many }];
    }),
  );
  let parsed;
  try {
    parsed = parseArgs({ args: rest, options, allowPositionals: true, strict: true });
  } catch (error) {
    err(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  for (const [name, { required }] of Object.entries(program.options)) {
    if (required && parsed.values[name] === undefined) {
      err(`--${name} is missing\n\n${usage}`);
      return 2;
    }
  }
  const values = parsed.values as Given["values"];
  const result = await program.run({ values, files: parsed.positionals });
  if (typeof result === "string") out(`${result}\n`);
  else if (result !== undefined) out(`${JSON.stringify(result, null, 2)}\n`);
  return 0;
}
