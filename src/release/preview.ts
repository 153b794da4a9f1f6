import type { AgreementForm } from "../domain/agreement.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { parseStixTime } from "../domain/time.ts";
import { compilePolicy } from "./compile.ts";
import type { Particulars, Policy, PolicyInput, Subject } from "./types.ts";

/** Records that are decided alike. */
export interface PreviewGroup {
  /** A record with all that it refers to, itself last: it flows only where every part may. */
  parts: readonly { subject: Subject; particulars: Particulars }[];
  records: readonly PreviewRecord[];
}

export interface PreviewRecord {
  id: StixId;
  /** ms UTC. */
  created: number;
  /** It, or something that it refers to, was taken back from these: it goes to them no more. */
  recalledFrom?: ReadonlySet<PartnerId>;
}

export interface Flow {
  count: number;
  /** A record counts under each of its topics. */
  byTopic: Record<string, number>;
  /** At most `mostSamples`. */
  samples: StixId[];
}

export interface PartnerPreview {
  partner: PartnerId;
  /** Records that go out at once when the draft comes into force: a grant reaches back to them (`backfillFrom`). */
  opens: Flow;
  /** Those that the partner may have now but may not have under the draft. */
  stops: Flow;
}

export const mostSamples = 5;

/**
 * What a draft would let flow or stop, for each partner that it changes anything for, in the order of the draft's
 * partners. `stands`: whether the record stands in that partner's outbox already, so that it does not go out anew.
 */
export function preview(
  current: Policy,
  draft: PolicyInput,
  groups: Iterable<PreviewGroup>,
  stands: (partner: PartnerId, id: StixId) => boolean = () => false,
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
    for (const partner of then) {
      const reach = backfillOf(next, group, partner);
      const goes = group.records.filter(
        ({ id, created, recalledFrom }) =>
          created >= reach && !recalledFrom?.has(partner) && !stands(partner, id),
      );
      if (goes.length > 0) add(of(partner).opens, group, goes);
    }
    for (const partner of now) {
      if (then.includes(partner)) continue;
      const had = group.records.filter(({ recalledFrom }) => !recalledFrom?.has(partner));
      if (had.length > 0) add(of(partner).stops, group, had);
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

function add(flow: Flow, { parts }: PreviewGroup, records: readonly PreviewRecord[]): void {
  flow.count += records.length;
  for (const topic of parts.at(-1)!.subject.label.topics) {
    flow.byTopic[topic] = (flow.byTopic[topic] ?? 0) + records.length;
  }
  const room = mostSamples - flow.samples.length;
  flow.samples.push(...records.slice(0, room).map(({ id }) => id));
}

function noFlow(): Flow {
  return { count: 0, byTopic: {}, samples: [] };
}
