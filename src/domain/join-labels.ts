import {
  type Classification,
  classifications,
  type Label,
  type ReshareScope,
  reshareScopes,
} from "./label.ts";
import { checkLabel } from "./label-marking.ts";
import type { PartnerId } from "./partner.ts";

/** What decides how a record may be handled: its label, and what is kept or said beside it. */
export interface Handling {
  label: Label;
  /** Where the label says "listed": the recipients that this node knows of. Absent: none. */
  recipients?: readonly PartnerId[];
  /** Who made the record, and whoever its label names; never empty. */
  originators: readonly PartnerId[];
}

/**
 * How what is derived from these records may be handled: the loosest handling that is as narrow as each of them.
 * Classification is the highest; caveats, topics and originators are united; re-share and release are the narrowest,
 * originator control that of any. Recipients are intersected, and where none is left nothing is released. Where some
 * sources have topics and some have none, a red line on any topic must hold and a grant limited to topics must not:
 * `beyondTopics`. The result's label names all originators, so that it says the same wherever the record goes.
 *
 * It is a least upper bound: order, grouping and repetition of the sources mean nothing. What a person says of the
 * derived record is joined as one more source, so it can only narrow. Throws RangeError for no sources, or one without
 * an originator; AppError `label-unknown` or `topic-unknown` for a label that we do not understand.
 */
export function joinLabels(sources: readonly Handling[]): Handling {
  if (sources.length === 0) throw new RangeError("no labels to join");
  const labels = sources.map(({ label }) => label);
  for (const label of labels) checkLabel(label, label.classification);
  if (sources.some(({ originators }) => originators.length === 0))
    throw new RangeError("a source without an originator");
  const { release, recipients } = narrowestRelease(sources);
  const topics = union(labels.map((label) => label.topics));
  const originators = union([
    ...sources.map((source) => source.originators),
    ...labels.map((label) => label.originators ?? []),
  ]);
  const label: Label = {
    classification: highest(labels),
    topics,
    ...(topics.length > 0 && labels.some(isBeyondTopics) && { beyondTopics: true }),
    caveats: union(labels.map((label) => label.caveats)),
    reshare: narrowestScope(labels),
    originatorControl: labels.some((label) => label.originatorControl),
    originators,
    release,
  };
  return { label, ...(recipients && { recipients }), originators };
}

/** Whether some of what it says has no topic, so that a grant limited to topics does not cover it. */
function isBeyondTopics({ topics, beyondTopics }: Label): boolean {
  return topics.length === 0 || beyondTopics === true;
}

function narrowestRelease(sources: readonly Handling[]): {
  release: Label["release"];
  recipients?: PartnerId[];
} {
  if (sources.some(({ label }) => label.release === "none")) return { release: "none" };
  const lists = sources
    .filter(({ label }) => label.release === "listed")
    .map(({ recipients = [] }) => recipients);
  const [first, ...rest] = lists;
  if (first === undefined) return { release: "agreements" };
  const recipients = first.filter((partner) => rest.every((list) => list.includes(partner)));
  return recipients.length === 0
    ? { release: "none" }
    : { release: "listed", recipients: union([recipients]) };
}

function highest(labels: readonly Label[]): Classification {
  const ranks = labels.map((label) => classifications.indexOf(label.classification));
  return classifications[Math.max(...ranks)]!;
}

function narrowestScope(labels: readonly Label[]): ReshareScope {
  const ranks = labels.map((label) => reshareScopes.indexOf(label.reshare));
  return reshareScopes[Math.min(...ranks)]!;
}

function union(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())].sort();
}
