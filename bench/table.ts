/** One line of the table: what was measured, what came out, what was wanted. */
export interface Line {
  what: string;
  figure: number;
  unit: string;
  /** Bound that the figure is to keep, from above or from below. */
  target: { least: number } | { most: number } | null;
}

export function isMet({ figure, target }: Line): boolean {
  if (target === null) return true;
  return "least" in target ? figure >= target.least : figure <= target.most;
}

/** The table for people to read. */
export function table(lines: readonly Line[]): string {
  const cells = lines.map((line) => [
    line.what,
    `${line.figure.toLocaleString("en")} ${line.unit}`,
    targetText(line),
    line.target === null ? "" : isMet(line) ? "met" : "MISSED",
  ]);
  const rows = [["", "figure", "target", ""], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function targetText({ target, unit }: Line): string {
  if (target === null) return "";
  return "least" in target
    ? `≥ ${target.least.toLocaleString("en")} ${unit}`
    : `≤ ${target.most.toLocaleString("en")} ${unit}`;
}
