import type { AgreementForm } from "../domain/agreement.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { parseStixTime } from "../domain/time.ts";
import { compilePolicy } from "./compile.ts";
import type { Particulars, Policy, PolicyInput, Subject } from "./types.ts";

/** Records that are decided alike. */
export interface PreviewGroup {
  /** One record with all that it refers to, itself last: it flows only where every part may. */
  parts: readonly { subject: Subject; particulars: Particulars }[];
  /** When each record of the group was created, ms UTC, ascending. */
  created: ArrayLike<number>;
  /** A few of the records. */
  sample: readonly StixId[];
}

export interface Flow {
  count: number;
  /** Of `count`, those that go out at once because a grant reaches back to them (`backfillFrom`). */
  backfill: number;
  /** A record counts under each of its topics. */
  byTopic: Record<string, number>;
  /** At most `mostSamples`. */
  samples: StixId[];
}

export interface PartnerPreview {
  partner: PartnerId;
  /** Records of the groups that the partner may have under the draft but may not have now. */
  opens: Flow;
  /** Those that it may have now but may not have under the draft. */
  stops: Flow;
}

export const mostSamples = 5;

/**
 * What a draft would let flow or stop, for each partner that it changes anything for, in the order of the draft's
 * partners. Where a partner may have records already but the draft reaches further back, those between the two dates
 * count as opening too: at most as many, since some of them may have gone out.
 */
export function preview(
  current: Policy,
  draft: PolicyInput,
  groups: Iterable<PreviewGroup>,
): PartnerPreview[] {
  const next = compilePolicy(draft);
  const found = new Map<PartnerId, PartnerPreview>();
  const of = (partner: PartnerId): PartnerPreview => {
    const known = found.get(partner) ?? { partner, opens: noFlow(), stops: noFlow() };
    found.set(partner, known);
    return known;
  };
  for (const group of groups) {
    const now = audienceOf(current, group);
    const then = audienceOf(next, group);
    const count = group.created.length;
    for (const partner of then) {
      const reach = backfillOf(next, group, partner);
      if (!now.includes(partner)) {
        add(of(partner).opens, group, count, count - firstFrom(group.created, reach));
        continue;
      }
      const before = backfillOf(current, group, partner);
      const further = firstFrom(group.created, before) - firstFrom(group.created, reach);
      if (further > 0) add(of(partner).opens, group, further, further);
    }
    for (const partner of now) {
      if (!then.includes(partner)) add(of(partner).stops, group, count, 0);
    }
  }
  return draft.partners.flatMap((partner) => found.get(partner) ?? []);
}

/**
 * The input as it would be if all parties signed this form, at the moment from which it holds. `form` is a new
 * agreement or a new version of a known one.
 */
export function draftInput(input: PolicyInput, form: AgreementForm): PolicyInput {
  const known = input.versions.filter((version) => version.form.id === form.id);
  const signatures = input.signatures.filter(({ agreement }) => agreement === form.id);
  const modified = Math.max(input.at, ...known.map((version) => version.modified + 1));
  const at = Math.max(input.at, ...signatures.map((signature) => signature.at + 1));
  return {
    ...input,
    versions: [...input.versions, { form, proposer: known[0]?.proposer ?? input.self, modified }],
    signatures: [
      ...input.signatures,
      ...form.parties.map((by) => {
        return { agreement: form.id, version: modified, by, act: "sign" as const, at };
      }),
    ],
    at: Math.max(input.at, parseStixTime(form.from) ?? input.at),
  };
}

function audienceOf(policy: Policy, { parts }: PreviewGroup): readonly PartnerId[] {
  const main = parts.at(-1);
  if (!main) return [];
  const audience = policy.audience(main.subject, main.particulars);
  if (parts.length === 1 || audience.length === 0) return audience;
  return audience.filter((partner) =>
    parts.every(({ subject, particulars }) => policy.admits(subject, particulars, partner)),
  );
}

function backfillOf(policy: Policy, { parts }: PreviewGroup, partner: PartnerId): number {
  const { subject, particulars } = parts.at(-1)!;
  return policy.backfillFrom(subject, particulars, partner);
}

function add(flow: Flow, group: PreviewGroup, count: number, backfill: number): void {
  flow.count += count;
  flow.backfill += backfill;
  for (const topic of group.parts.at(-1)!.subject.label.topics) {
    flow.byTopic[topic] = (flow.byTopic[topic] ?? 0) + count;
  }
  flow.samples.push(...group.sample.slice(0, mostSamples - flow.samples.length));
}

function noFlow(): Flow {
  return { count: 0, backfill: 0, byTopic: {}, samples: [] };
}

/** Index of the first of these ascending numbers that is not below `least`. */
function firstFrom(ascending: ArrayLike<number>, least: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
