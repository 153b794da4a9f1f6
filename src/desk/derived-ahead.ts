import { joinLabels, type Handling } from "../domain/join-labels.ts";
import { labelMarking } from "../domain/label-marking.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { LabelChoice } from "../domain/report-draft.ts";
import type { StixId } from "../domain/stix.ts";
import { isOwn } from "../release/conditions.ts";
import { addSources, type Closure, lendConsents, noClosure, subjectOf } from "./closure.ts";
import { handlingOf } from "./derive-report.ts";
import type { Desk } from "./desk.ts";
import type { ReleaseState } from "./explain-record.ts";
import { allowed } from "./plan-release.ts";
import { type Decided, releaseAhead } from "./release-ahead.ts";
import { chosenLabel } from "./write-down.ts";

/** What a report would rest on, as far as it decides where the report may go. */
export interface Ground {
  handling: Handling;
  topics: readonly string[];
  /** Partners to whom every originator consented. */
  consents: readonly PartnerId[];
}

/** One record as the source of a report. Error: record-not-found, also for what was taken back. */
export async function groundIn(
  desk: Desk,
  id: StixId,
): Promise<{ ground: Ground; closure: Closure }> {
  const handling = await handlingOf(desk, id);
  const closure = noClosure();
  const consents = await addSources(desk, [id], closure);
  lendConsents(desk, closure);
  const topics = closure.parts.flatMap(
    ({ member }) => desk.labels.get(member.labelId)?.topics ?? [],
  );
  return { ground: { handling, topics: [...new Set(topics)].sort(), consents }, closure };
}

export function joinGrounds(one: Ground, other: Ground): Ground {
  return {
    handling: joinLabels([one.handling, other.handling]),
    topics: [...new Set([...one.topics, ...other.topics])].sort(),
    consents: one.consents.filter((partner) => other.consents.includes(partner)),
  };
}

/** The report itself as `deriveReport` would write it: without a place, and of the topics of its ground where none are chosen. */
export function reportOn(
  desk: Desk,
  choice: Omit<LabelChoice, "topics">,
  { handling, topics, consents }: Ground,
): Decided {
  const { releasableTo } = choice;
  const chosen: Handling = {
    label: chosenLabel(desk, { ...choice, topics: [...topics] }),
    originators: [desk.self.id],
    ...(releasableTo && { recipients: releasableTo }),
  };
  const { label, recipients } = joinLabels([chosen, handling]);
  const labelId = labelMarking(label).id;
  const subject = { labelId, label, kind: "report", originator: desk.self.id };
  const needsConsent = !isOwn(subject, desk.self.id);
  return {
    subject,
    particulars: {
      areas: [],
      ...(recipients && { recipients }),
      ...(needsConsent && { consents }),
    },
  };
}

/**
 * Who would get a report that rests on these records if it were released now, and why the others not. For people of this node
 * only. Error: record-not-found.
 */
export async function derivedAhead(
  desk: Desk,
  choice: Omit<LabelChoice, "topics">,
  sources: readonly [StixId, ...StixId[]],
): Promise<ReleaseState[]> {
  const policy = desk.board.policy();
  const parts: Decided[] = [];
  const barred = new Set<PartnerId>();
  let whole: Ground | null = null;
  for (const id of sources) {
    const { ground, closure } = await groundIn(desk, id);
    whole = whole === null ? ground : joinGrounds(whole, ground);
    for (const { member, particulars } of closure.parts)
      parts.push({ subject: subjectOf(desk, member), particulars });
    // Beside what the policy says: what was taken back from a partner brings nothing to it.
    const may = allowed(desk, policy, id, closure);
    for (const partner of desk.partners.keys()) if (!may.includes(partner)) barred.add(partner);
  }
  const states = releaseAhead(desk, [...parts, reportOn(desk, choice, whole!)]);
  return states.map((state) =>
    state.released && barred.has(state.partner)
      ? { ...state, released: false, state: "withheld", decidedBy: [], reasons: [] }
      : state,
  );
}
