import { readFileSync } from "node:fs";

/** What a person marked in a sentence. */
export interface Mark {
  start: number;
  end: number;
  kind: "place" | "date" | "speaker";
  /** Id of the place; the date as YYYY[-MM[-DD]] or two of them with a slash; "" of a speaker. */
  meant: string;
}

export interface Labelled {
  text: string;
  marks: Mark[];
}

/** Sentences of a file beside this one; its first lines say how they are written. */
export function readLabelled(file: string): Labelled[] {
  const lines = readFileSync(new URL(file, import.meta.url), "utf8").split("\n");
  return lines
    .filter((line) => /^(ar|en) /.test(line))
    .map((line) => read(line.replace(/^.*?: /, "")));
}

function read(line: string): Labelled {
  const open: number[] = [];
  const marks: Mark[] = [];
  let text = "";
  for (let at = 0; at < line.length; at++) {
    if (line[at] === "[") open.push(text.length);
    else if (line[at] !== "]") text += line[at];
    else {
      const label = /^\]\((.*?)\)/.exec(line.slice(at));
      const start = open.pop();
      if (label === null || start === undefined) throw new Error(`not labelled well: ${line}`);
      const meant = label[1]!;
      const kind = meant === "speaker" ? "speaker" : /^\d{4}/.test(meant) ? "date" : "place";
      marks.push({ start, end: text.length, kind, meant: kind === "speaker" ? "" : meant });
      at += label[0].length - 1;
    }
  }
  if (open.length > 0) throw new Error(`not labelled well: ${line}`);
  return { text, marks };
}
