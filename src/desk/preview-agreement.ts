import type { AgreementForm } from "../domain/agreement.ts";
import type { Bilingual } from "../domain/bilingual.ts";
import { isCarried } from "../domain/kinds.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { uuid4 } from "../domain/uuid.ts";
import { compilePolicy } from "../release/compile.ts";
import { conflicts } from "../release/conflicts.ts";
import {
  draftInput,
  mostSamples,
  preview,
  type Flow,
  type PreviewGroup,
} from "../release/preview.ts";
import type { Particulars, Policy, Subject } from "../release/types.ts";
import { validateAgreement } from "../release/validate-agreement.ts";
import { closureOf, needsParticulars, subjectOf, type Part } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { listed, type ListedRecord } from "./list-records.ts";

export interface AgreementPreview {
  partners: { partner: PartnerId; opens: ShownFlow; stops: ShownFlow }[];
  conflicts: { agreement: StixId | null; clause: string; text: Bilingual }[];
}

type ShownFlow = Omit<Flow, "samples"> & { samples: ListedRecord[] };

/**
 * What would newly flow or stop, per partner and topic, if all parties signed this form. Nothing is stored.
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
  const found = preview(desk.board.policy(), draft, groups);
  const partners = await Promise.all(
    found.map(async ({ partner, opens, stops }) => ({
      partner,
      opens: await shown(desk, opens),
      stops: await shown(desk, stops),
    })),
  );
  return { partners, conflicts: conflicts(form, input) };
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

/** Records of the store by release class; one by one where a class does not settle the decision. */
async function groupsOf(desk: Desk, policies: readonly Policy[]): Promise<PreviewGroup[]> {
  const byClass = new Map<
    number,
    { parts: PreviewGroup["parts"]; created: number[]; sample: StixId[] }
  >();
  const single: PreviewGroup[] = [];
  for (let after = 0; ;) {
    const page = await desk.store.scan(after, 1000);
    for (const { id, class: release, kind, body, modified } of page) {
      if (release === 0 || isCarried(kind) || desk.recalled.has(id)) continue;
      const created = Date.parse((JSON.parse(body) as { created: string }).created);
      const members = desk.classes.members(release);
      if (policies.some((policy) => needsParticulars(desk, policy, members))) {
        const { parts } = await closureOf(desk, id, modified);
        single.push({ parts: decided(desk, parts), created: [created], sample: [id] });
        continue;
      }
      const known = byClass.get(release);
      if (known) {
        known.created.push(created);
        if (known.sample.length < mostSamples) known.sample.push(id);
      } else {
        const parts = members.map((member) => ({ member, particulars: { areas: [] } }));
        byClass.set(release, { parts: decided(desk, parts), created: [created], sample: [id] });
      }
    }
    if (page.length < 1000) break;
    after = page.at(-1)!.row;
  }
  for (const group of byClass.values()) group.created.sort((a, b) => a - b);
  return [...byClass.values(), ...single];
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
