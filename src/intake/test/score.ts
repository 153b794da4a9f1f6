import type { TextProposal } from "../../domain/text-proposals.ts";
import type { Labelled, Mark } from "./labelled.ts";

export interface Score {
  precision: number;
  recall: number;
  f1: number;
  /** What was marked and not proposed so, and what was proposed and not marked so; for whoever tunes. */
  wrong: string[];
}

/**
 * How well proposals fit what a person marked. A proposal is right where its best candidate is what was meant; where it stands
 * need only overlap, but of a speaker half of all the words that either has.
 */
export function score(
  kind: Mark["kind"],
  sentences: readonly Labelled[],
  propose: (text: string) => readonly TextProposal[],
): Score {
  let right = 0;
  let proposed = 0;
  let marked = 0;
  const wrong: string[] = [];
  for (const { text, marks } of sentences) {
    const wanted = marks.filter((mark) => mark.kind === kind);
    const given = propose(text).filter((proposal) => proposal.kind === kind);
    const missed = new Set(wanted);
    for (const proposal of given) {
      const mark = [...missed].find((one) => fits(proposal, one));
      if (mark === undefined) wrong.push(`+ ${proposal.text} = ${meantBy(proposal)} | ${text}`);
      else missed.delete(mark);
    }
    for (const mark of missed)
      wrong.push(`- ${text.slice(mark.start, mark.end)} = ${mark.meant} | ${text}`);
    marked += wanted.length;
    proposed += given.length;
    right += wanted.length - missed.size;
  }
  const precision = right / proposed;
  const recall = right / marked;
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall), wrong };
}

function fits(proposal: TextProposal, mark: Mark): boolean {
  const shared = Math.min(proposal.end, mark.end) - Math.max(proposal.start, mark.start);
  if (proposal.kind !== "speaker") return shared > 0 && meantBy(proposal) === mark.meant;
  const all = Math.max(proposal.end, mark.end) - Math.min(proposal.start, mark.start);
  return shared / all >= 0.5;
}

/** The best candidate in the form in which people mark it. */
function meantBy(proposal: TextProposal): string {
  if (proposal.kind === "place") return proposal.candidates[0]!.id;
  if (proposal.kind === "speaker") return "";
  const { at, until, precision } = proposal.candidates[0]!;
  const cut = (time: string) => time.slice(0, { year: 4, month: 7, day: 10 }[precision]);
  return until === null ? cut(at) : `${cut(at)}/${cut(until)}`;
}
