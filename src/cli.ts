import { parseArgs } from "node:util";
import { programs, usage } from "./commands/programs.ts";
import { AppError, problem } from "./errors.ts";

/** `tansiq <command> [subcommand] [--options]`: finds the program, parses its options, prints its result. */
async function main(argv: readonly string[]): Promise<number> {
  const two = programs[`${argv[0]} ${argv[1]}`];
  const program = two ?? programs[argv[0] ?? ""];
  if (!program) {
    const asked = argv.length === 0 || ["help", "--help", "-h"].includes(argv[0]!);
    (asked ? process.stdout : process.stderr).write(usage());
    return asked ? 0 : 2;
  }
  const rest = argv.slice(two ? 2 : 1);
  if (rest.includes("--help")) {
    process.stdout.write(usage(program));
    return 0;
  }
  const options = Object.fromEntries(
    Object.entries(program.options).map(([name, { flag }]) => {
      return [name, { type: flag ? ("boolean" as const) : ("string" as const) }];
    }),
  );
  let parsed;
  try {
    parsed = parseArgs({ args: rest, options, allowPositionals: true, strict: true });
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage(program)}`);
    return 2;
  }
  for (const [name, { required }] of Object.entries(program.options)) {
    if (required && parsed.values[name] === undefined) {
      process.stderr.write(`--${name} is missing\n\n${usage(program)}`);
      return 2;
    }
  }
  const values = parsed.values as Record<string, string | boolean | undefined>;
  const result = await program.run({ values, files: parsed.positionals });
  if (typeof result === "string") process.stdout.write(`${result}\n`);
  else if (result !== undefined) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { code, detail } = problem(error);
  const cause = error instanceof AppError ? "" : `\n${(error as Error).stack}`;
  process.stderr.write(`${code}: ${detail.en}\n${detail.ar}${cause}\n`);
  process.exitCode = 1;
}
