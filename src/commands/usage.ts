import type { Program } from "./programs.ts";

/** Columns of a terminal. */
const width = 80;

/** The names of all programs, each with what it does. */
export function usageOfAll(programs: Readonly<Record<string, Program>>): string {
  const rows = Object.entries(programs).map(([name, { summary }]) => [name, summary] as const);
  return `tansiq COMMAND [--help]\n\n${table(rows)}`;
}

/** What one program does and takes. */
export function usageOf(name: string, { summary, operands, options }: Program): string {
  const rows = Object.entries(options).map(([option, { about, required, flag }]) => {
    const shown = `--${option}${flag ? "" : " VALUE"}`;
    return [shown, `${about}${required ? " (required)" : ""}`] as const;
  });
  const said = wrapped(summary, width).join("\n");
  const first = `tansiq ${name}${operands ? ` ${operands}` : ""} [options]\n${said}\n`;
  return rows.length > 0 ? `${first}\n${table(rows)}` : first;
}

/** What somebody is told who asked for what is no program. `words`: the first two that were given. */
export function unknownProgram(
  programs: Readonly<Record<string, Program>>,
  words: readonly string[],
): string {
  const [first = ""] = words;
  const kin = Object.keys(programs).filter((name) => name.startsWith(`${first} `));
  const next = kin.map((name) => name.slice(first.length + 1));
  if (next.length > 0)
    return [
      `tansiq ${first} is followed by one of: ${next.join(", ")}`,
      `يتبع tansiq ${first} أحد هذه: ${next.join("، ")}\n`,
    ].join("\n");
  return [
    `There is no command "${first}". tansiq --help lists all of them.`,
    `لا يوجد أمر باسم «${first}». يسرد tansiq --help جميع الأوامر.\n`,
  ].join("\n");
}

function table(rows: readonly (readonly [string, string])[]): string {
  const column = Math.max(...rows.map(([name]) => name.length)) + 4;
  return rows
    .map(([name, text]) => {
      const [first = "", ...others] = wrapped(text, width - column);
      const lines = [`  ${name}`.padEnd(column) + first];
      return [...lines, ...others.map((line) => " ".repeat(column) + line)].join("\n");
    })
    .join("\n")
    .concat("\n");
}

function wrapped(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
