import type { AgreementForm } from "../domain/agreement.ts";
import type { Bilingual } from "../domain/bilingual.ts";
import { contentKinds, isContentKind } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import { references } from "../domain/references.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { uuid4 } from "../domain/uuid.ts";
import { compilePolicy } from "../release/compile.ts";
import { conflicts } from "../release/conflicts.ts";
import {
  draftInput,
  preview,
  type Flow,
  type PreviewGroup,
  type PreviewRecord,
} from "../release/preview.ts";
import type { Particulars, Policy, Subject } from "../release/types.ts";
import { validateAgreement } from "../release/validate-agreement.ts";
import { closureOf, needsParticulars, subjectOf, type Part } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { partyOf } from "./parties.ts";
import { listed, type ListedRecord } from "./list-records.ts";
import { isRecalledFrom } from "./plan-release.ts";

export interface AgreementPreview {
  partners: { partner: PartnerId; opens: ShownFlow; stops: ShownFlow }[];
  conflicts: { agreement: StixId | null; clause: string; text: Bilingual }[];
}

/** What would go out at once, or stop, for one partner. */
export type ShownFlow = Omit<Flow, "samples"> & { samples: ListedRecord[] };

/**
 * What would go out at once or stop, per partner and topic, if all parties signed this form: content records, not
 * the places and translations that go with them. Nothing is stored.
 * Errors: agreement-invalid.
 */
export async function previewAgreement(
  desk: Desk,
  proposed: Omit<AgreementForm, "id"> & { id?: StixId },
): Promise<AgreementPreview> {
  const id = proposed.id ?? `agreement--${uuid4(desk.random)}`;
  const form = validateAgreement({ ...proposed, id });
  const input = desk.board.input();
  const draft = draftInput(input, form);
  const groups = await groupsOf(desk, [desk.board.policy(), compilePolicy(draft)]);
  const opening = preview(desk.board.policy(), draft, groups).filter(
    ({ opens }) => opens.count > 0,
  );
  const standing = new Map<PartnerId, ReadonlySet<StixId>>();
  for (const { partner } of opening) standing.set(partner, await outboxOf(desk, partner));
  const stands = (partner: PartnerId, id: StixId) => standing.get(partner)?.has(id) === true;
  const found = preview(desk.board.policy(), draft, groups, stands);
  const partners = await Promise.all(
    found.map(async ({ partner, opens, stops }) => ({
      partner,
      opens: await shown(desk, opens),
      stops: await shown(desk, stops),
    })),
  );
  const nameOf = (partner: PartnerId) => partyOf(desk, partner)?.name;
  return { partners, conflicts: conflicts(form, input, nameOf) };
}

async function shown(desk: Desk, { samples, ...flow }: Flow): Promise<ShownFlow> {
  const records = await Promise.all(samples.map((id) => desk.store.record(id)));
  return {
    ...flow,
    samples: await listed(
      desk,
      records.filter((record) => record !== null),
    ),
  };
}

/** Ids of the content records of which a version stands open in this outbox. */
async function outboxOf(desk: Desk, partner: PartnerId): Promise<ReadonlySet<StixId>> {
  const ids = new Set<StixId>();
  const kinds = [...contentKinds];
  for (let afterSeq = 0; ;) {
    const query = { partner, kinds, afterSeq, versions: ["all" as const], limit: 1000 };
    const { entries, more } = await desk.store.outbox(query);
    for (const { id } of entries) ids.add(id);
    const last = entries.at(-1);
    if (!more || !last) return ids;
    afterSeq = last.seq;
  }
}

/** Content records of the store by release class; one by one where a class does not settle the decision. */
async function groupsOf(desk: Desk, policies: readonly Policy[]): Promise<PreviewGroup[]> {
  const byClass = new Map<number, { parts: PreviewGroup["parts"]; records: PreviewRecord[] }>();
  const single: PreviewGroup[] = [];
  for (let after = 0; ;) {
    const page = await desk.store.scan(after, 1000);
    for (const { id, class: release, kind, body, modified } of page) {
      if (release === 0 || !isContentKind(kind)) continue;
      const record = previewRecord(desk, JSON.parse(body) as StixObject);
      const members = desk.classes.members(release);
      if (policies.some((policy) => needsParticulars(desk, policy, members))) {
        const { parts } = await closureOf(desk, id, modified);
        single.push({ parts: decided(desk, parts), records: [record] });
        continue;
      }
      const known = byClass.get(release);
      if (known) known.records.push(record);
      else {
        const parts = members.map((member) => ({ member, particulars: { areas: [] } }));
        byClass.set(release, { parts: decided(desk, parts), records: [record] });
      }
    }
    if (page.length < 1000) break;
    after = page.at(-1)!.row;
  }
  return [...byClass.values(), ...single];
}

function previewRecord(desk: Desk, object: StixObject): PreviewRecord {
  const record = { id: object.id, created: Date.parse(String(object.created)) };
  if (desk.recalled.size === 0) return record;
  const ids = [object.id, ...references(object)];
  const partners = [...desk.partners.keys()].filter((partner) =>
    ids.some((id) => isRecalledFrom(desk, id, partner)),
  );
  return partners.length === 0 ? record : { ...record, recalledFrom: new Set(partners) };
}

/** Parts with what decides about them; what refers to something unknown has no audience. */
function decided(
  desk: Desk,
  parts: readonly Part[],
): { subject: Subject; particulars: Particulars }[] {
  const subjects = parts.map(({ member, particulars }) => {
    const subject = subjectOf(desk, member);
    return subject && { subject, particulars };
  });
  return subjects.every((part) => part !== null) ? subjects : [];
}
