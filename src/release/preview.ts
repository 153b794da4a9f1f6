import type { AgreementForm, SignatureAct } from "../domain/agreement.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { parseStixTime } from "../domain/time.ts";
import type { Particulars, Policy, PolicyInput, Subject } from "./types.ts";

/** A record with all that it refers to, itself last: it flows only where every part may. */
export type PreviewParts = readonly { subject: Subject; particulars: Particulars }[];

/** What would become other for one partner, of records that are decided alike. */
export interface FlowChange {
  partner: PartnerId;
  /** Those created since then (ms UTC) go out if they did not yet: a grant reaches back to them. Infinity: none. */
  opensFrom: number;
  /** Minutes for which these are kept back first; 0: they go at once; Infinity: until a second person approves. */
  hold: number;
  /** The partner may have them now and may not then. */
  stops: boolean;
}

/** For each partner to whom anything may go out, or stop, when `next` takes the place of `current`. */
export function flowChanges(current: Policy, next: Policy, parts: PreviewParts): FlowChange[] {
  const main = parts.at(-1);
  if (!main) return [];
  const then = audienceOf(next, parts);
  const opens = then.flatMap((partner): FlowChange[] => {
    const opensFrom = next.backfillFrom(main.subject, main.particulars, partner);
    if (opensFrom === Infinity) return [];
    return [{ partner, opensFrom, hold: holdOn(next, parts, partner), stops: false }];
  });
  const stops = audienceOf(current, parts)
    .filter((partner) => !then.includes(partner))
    .map((partner): FlowChange => ({ partner, opensFrom: Infinity, hold: 0, stops: true }));
  return [...opens, ...stops];
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

/** The input as it would be if this node now said so of an agreement that it knows: what it gave ends. */
export function withdrawnInput(
  input: PolicyInput,
  { agreement, act }: { agreement: StixId; act: Exclude<SignatureAct, "sign" | "refuse"> },
): PolicyInput {
  const { self, versions, signatures } = input;
  const modified = versions.filter(({ form }) => form.id === agreement).map((one) => one.modified);
  const own = signatures.filter((one) => one.agreement === agreement && one.by === self);
  const at = Math.max(input.at, ...own.map((signature) => signature.at + 1));
  const word = { agreement, version: Math.max(...modified), by: self, act, at };
  return { ...input, signatures: [...signatures, word] };
}

function holdOn(policy: Policy, parts: PreviewParts, partner: PartnerId): number {
  if (!policy.holds) return 0;
  const holds = parts.map((part) => policy.hold(part.subject, part.particulars, partner));
  return Math.max(...holds);
}

function audienceOf(policy: Policy, parts: PreviewParts): readonly PartnerId[] {
  const main = parts.at(-1)!;
  const audience = policy.audience(main.subject, main.particulars);
  if (parts.length === 1 || audience.length === 0) return audience;
  return audience.filter((partner) =>
    parts.every(({ subject, particulars }) => policy.admits(subject, particulars, partner)),
  );
}
