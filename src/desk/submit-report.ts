import { composeReport } from "../domain/compose-report.ts";
import { labelMarking } from "../domain/label-marking.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { ReportDraft } from "../domain/report-draft.ts";
import { labelOfDraft, validateDraft } from "../domain/report-draft.ts";
import { areasOf } from "../domain/areas.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import { canonical } from "../proof/canonical.ts";
import { signObject } from "../proof/signature.ts";
import type { Change } from "../store/port.ts";
import { recordRow } from "./check/record-row.ts";
import type { Desk } from "./desk.ts";
import { put } from "./documents.ts";
import { planRelease, type Incoming } from "./plan-release.ts";
import { settle } from "./settle.ts";

export interface Submitted {
  record: StixObject;
  audience: PartnerId[];
}

/**
 * Writes a report down: validated, labelled, signed, its audience decided, all in one commit.
 * Resolves when it is on disk. Errors: those of the draft (named by field), partner-unknown.
 */
export async function submitReport(desk: Desk, draft: ReportDraft): Promise<Submitted> {
  const [submitted] = await submitReports(desk, [draft]);
  return submitted!;
}

/** Several at once, in one commit each of up to `chunk` reports: for imports. */
export async function submitReports(
  desk: Desk,
  drafts: readonly ReportDraft[],
): Promise<Submitted[]> {
  const submitted: Submitted[] = [];
  const chunk = 50;
  for (let start = 0; start < drafts.length; start += chunk) {
    submitted.push(...(await submitChunk(desk, drafts.slice(start, start + chunk))));
  }
  return submitted;
}

async function submitChunk(desk: Desk, drafts: readonly ReportDraft[]): Promise<Submitted[]> {
  const written = drafts.map((draft) => compose(desk, draft));
  const records = written.flatMap(({ records }) => records);
  const sources = written.flatMap(({ source }) => source);
  const { result, value } = await desk.board.commit(async (policy) => {
    const { groups, audiences } = await planRelease(desk, policy, records, null, new Map());
    const group = [...desk.classes.unsaved(), ...groups.flat(), ...sources];
    return {
      batch: { priority: "interactive", groups: [group] },
      value: { groups: [group], audiences },
    };
  });
  settle(desk, value.groups, result);
  return written.map(({ main }) => {
    const index = records.findIndex(({ row }) => row.id === main.id);
    return { record: main, audience: [...value.audiences[index]!] };
  });
}

interface Composed {
  main: StixObject;
  records: Incoming[];
  source: Change[];
}

function compose(desk: Desk, draft: ReportDraft): Composed {
  const now = desk.clock();
  validateDraft(draft, now);
  const stranger = draft.releasableTo?.find((partner) => !desk.partners.has(partner));
  if (stranger !== undefined) throw new AppError("partner-unknown", { partner: stranger });
  const label = labelOfDraft(draft);
  const marking = labelMarking(label);
  const composed = composeReport(draft, {
    originator: desk.self.id,
    label,
    now,
    mode: desk.mode,
    random: desk.random,
  });
  const recipients = draft.releasableTo?.length ? draft.releasableTo : undefined;
  const records: Incoming[] = [];
  desk.labels.set(marking.id, label);
  if (!desk.labelsStored.has(marking.id)) {
    const row = recordRow(marking.object, canonical(marking.object), null, null);
    records.push({ row, areas: [] });
  }
  for (const object of composed.all) {
    records.push(incoming(desk, object, marking.id, recipients));
  }
  const main = composed.main.id;
  const signed = records.find(({ row }) => row.id === main)!;
  const name = draft.source;
  return {
    main: JSON.parse(signed.row.body) as StixObject,
    records,
    source: name ? [put("source", main, { name })] : [],
  };
}

function incoming(
  desk: Desk,
  object: StixObject,
  label: StixId,
  recipients: readonly PartnerId[] | undefined,
): Incoming {
  const { object: signed, body } = signObject(object, desk.signer);
  const row = recordRow(signed, body, desk.self.id, label);
  return { row, areas: areasOf(signed), ...(recipients && { recipients }) };
}
