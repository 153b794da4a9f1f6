import { isControlKind, isKind, isSupportKind } from "../domain/kinds.ts";
import { classifications, type Classification, type Label } from "../domain/label.ts";
import type { PartnerId } from "../domain/partner.ts";
import { isTopic } from "../domain/topics.ts";
import { dutyToWarnGrant, type Grant, type RedLine } from "../domain/agreement.ts";
import { mentions, type GrantInForce } from "./in-force.ts";
import type { Particulars, Subject } from "./types.ts";

/** What a record, its label or a grant can say no for. */
export type Condition =
  | "kind"
  | "classification"
  | "topic"
  | "originator"
  | "release"
  | "listed"
  | "consent"
  | "reshare"
  | "received"
  | "grant-kinds"
  | "grant-no-topic"
  | "grant-topics"
  | "grant-beyond-topics"
  | "grant-up-to"
  | "grant-caveats"
  | "grant-reshare"
  | "grant-reshare-parties"
  | "grant-reshare-coalition"
  | "grant-within";

export interface Failure {
  condition: Condition;
  /** What stood in the way: a kind, a topic, a caveat, a classification; "" where the condition says it all. */
  of: string;
}

/** -1 for what is no classification. */
export function rank(classification: string): number {
  return classifications.indexOf(classification as Classification);
}

/** Whose records are in this one: its own originator's, and those of whom its label names. */
export function originatorsOf({
  originator,
  label,
}: Pick<Subject, "originator" | "label">): readonly PartnerId[] {
  return label.originators === undefined ? [originator] : [originator, ...label.originators];
}

/** Whether nothing of others is in it, so that it needs nobody's leave to go out. */
export function isOwn(subject: Pick<Subject, "originator" | "label">, self: PartnerId): boolean {
  return originatorsOf(subject).every((originator) => originator === self);
}

/** What makes a record unreleasable to anybody; null: nothing. */
export function subjectFailure(
  subject: Subject,
  known: (id: PartnerId) => boolean,
): Failure | null {
  const { kind, label } = subject;
  if (!isKind(kind) || isControlKind(kind)) return { condition: "kind", of: kind };
  if (rank(label.classification) < 0) {
    return { condition: "classification", of: label.classification };
  }
  const unknown = label.topics.find((topic) => !isTopic(topic));
  if (unknown !== undefined) return { condition: "topic", of: unknown };
  const stranger = originatorsOf(subject).find((originator) => !known(originator));
  if (stranger !== undefined) return { condition: "originator", of: stranger };
  if (label.release !== "agreements" && label.release !== "listed") {
    return { condition: "release", of: "" };
  }
  return null;
}

/** What a record's label has against this one recipient; null: nothing. `self`: the node that decides. */
export function labelFailure(
  subject: Subject,
  particulars: Particulars,
  self: PartnerId,
  to: PartnerId,
): Failure | null {
  const { label } = subject;
  if (label.release === "listed" && !particulars.recipients?.includes(to)) {
    return { condition: "listed", of: "" };
  }
  if (isOwn(subject, self)) return null;
  // Anything but a plain "no" means control.
  if (label.originatorControl !== false) {
    return particulars.consents?.includes(to) ? null : { condition: "consent", of: "" };
  }
  return label.reshare === "any" || label.reshare === "coalition"
    ? null
    : { condition: "reshare", of: "" };
}

/** The first condition of a grant that the record does not meet, its areas left aside; null: all are met. */
export function grantFailure(
  { grant, form, fellows }: GrantInForce,
  subject: Subject,
  self: PartnerId,
): Failure | null {
  const { label } = subject;
  const failure = coverFailure(grant, subject);
  if (failure !== null) return failure;
  if (isOwn(subject, self)) return null;
  // Nobody is bound to pass on what others warn of.
  if (grant.id === dutyToWarnGrant.id) return { condition: "grant-reshare", of: "" };
  if (label.originatorControl !== false) return null;
  return reshareFailure(grant.reshare ?? "none", label, form.coalition !== undefined, () =>
    originatorsOf(subject).every((originator) => originator === self || fellows.has(originator)),
  );
}

/** The first of a grant's kinds, topics, classification and caveats that the record does not meet; null: it is such a record. */
export function coverFailure(grant: Grant, { kind, label }: Subject): Failure | null {
  if (grant.kinds?.length === 0 || !(isSupportKind(kind) || mentions(grant.kinds, kind))) {
    return { condition: "grant-kinds", of: kind };
  }
  if (grant.topics !== undefined) {
    const allowed = grant.topics;
    if (label.topics.length === 0) return { condition: "grant-no-topic", of: "" };
    const other = label.topics.find((topic) => !allowed.includes(topic));
    if (other !== undefined) return { condition: "grant-topics", of: other };
    if (label.beyondTopics !== undefined) return { condition: "grant-beyond-topics", of: "" };
  }
  if (grant.upTo !== undefined && rank(label.classification) > rank(grant.upTo)) {
    return { condition: "grant-up-to", of: label.classification };
  }
  const caveat = label.caveats.find((text) => !grant.caveats?.includes(text));
  return caveat === undefined ? null : { condition: "grant-caveats", of: caveat };
}

function reshareFailure(
  scope: "none" | "parties" | "any",
  label: Label,
  charter: boolean,
  fromFellows: () => boolean,
): Failure | null {
  if (scope !== "parties" && scope !== "any") return { condition: "grant-reshare", of: "" };
  if (scope === "parties" && !fromFellows()) return { condition: "grant-reshare-parties", of: "" };
  if (label.reshare === "coalition" && !(charter && fromFellows())) {
    return { condition: "grant-reshare-coalition", of: "" };
  }
  return null;
}

/** A support record without an area of its own is not limited by one: it goes only where the record that needs it goes. */
export function isLimitedByArea(kind: string, areas: number): boolean {
  return areas > 0 || !isSupportKind(kind);
}

/** Whether a red line forbids this record to `to`: ANY of its topics, and any of its originators, is enough. */
export function redLineMatches(redLine: RedLine, subject: Subject, to: PartnerId): boolean {
  const { kind, label } = subject;
  return (
    mentions(redLine.to, to) &&
    originatorsOf(subject).some((originator) => mentions(redLine.origin, originator)) &&
    mentions(redLine.kinds, kind) &&
    (redLine.topics === undefined ||
      label.topics.some((topic) => mentions(redLine.topics, topic))) &&
    // An unknown bound forbids everything: rank is -1.
    (redLine.atLeast === undefined || rank(label.classification) >= rank(redLine.atLeast))
  );
}
