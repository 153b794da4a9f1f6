import { composeReport } from "../domain/compose-report.ts";
import type { PartnerId } from "../domain/partner.ts";
import { draftFault, type ReportDraft } from "../domain/report-draft.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import type { Change, Head } from "../store/port.ts";
import { isAnchor } from "./closure.ts";
import type { Desk } from "./desk.ts";
import { heldKey } from "./hold.ts";
import type { Incoming } from "./incoming.ts";
import { planRelease } from "./plan-release.ts";
import { settle } from "./settle.ts";
import { linksToSame } from "./same-event/own-links.ts";
import { authorKept, chosenLabel, labelFor, sourceRegistered, writeDown } from "./write-down.ts";

export interface Submitted extends Reach {
  record: StixObject;
}

/** How far a record went when it was written. */
export interface Reach {
  /** Partners to whom it goes now. */
  audience: PartnerId[];
  /** Partners for whom a grant keeps it back first, for a time or until a second person approves. */
  held: PartnerId[];
}

/** Of a report that is written in the course of other work. */
export interface Alongside {
  /** What it refers to, having neither place nor speaker. */
  about?: readonly StixId[];
  /** Goes into the commit of this record. */
  also?(main: StixId): Change[];
}

/** Reports of one commit, while an import goes on. */
const chunk = 50;

/**
 * Writes a report down: validated, labelled, signed, its audience decided, all in one commit.
 * Resolves when it is on disk. `author`: the person who signs in, who is not the second one that a hold asks for. Errors: those of the draft (named by field), partner-unknown.
 */
export async function submitReport(
  desk: Desk,
  draft: ReportDraft,
  author?: string,
  alongside: Alongside = {},
): Promise<Submitted> {
  const written = compose(desk, draft, author, alongside);
  const [submitted] = await commitRecords(
    desk,
    [written, ...(await links(desk, written, draft))],
    noHeads,
  );
  return submitted!;
}

/** Several at once, some dozens in one commit: for imports. */
export async function submitReports(
  desk: Desk,
  drafts: readonly ReportDraft[],
  author?: string,
): Promise<Submitted[]> {
  const submitted: Submitted[] = [];
  for (let start = 0; start < drafts.length; start += chunk) {
    const written = drafts
      .slice(start, start + chunk)
      .map((draft) => compose(desk, draft, author, {}));
    submitted.push(...(await commitRecords(desk, written, noHeads)));
  }
  return submitted;
}

/** Links of a new report with other records of the same event. */
async function links(desk: Desk, { main }: Written, draft: ReportDraft): Promise<Written[]> {
  const handling = { label: chosenLabel(desk, draft), recipients: draft.releasableTo };
  return linksToSame(desk, main, draft.sameEventAs ?? [], handling);
}

/** What one report comes to, signed. */
export interface Written {
  /** Id of the incident or report among the records. */
  main: StixId;
  records: Incoming[];
  /** Goes into the same commit. */
  aside: Change[];
}

function compose(
  desk: Desk,
  draft: ReportDraft,
  author: string | undefined,
  { about, also }: Alongside,
): Written {
  if (draft.derivedFrom !== undefined) {
    draftFault("derivedFrom", "only a person's own report has it", "يُذكر في تقرير الشخص وحده");
  }
  const now = desk.clock();
  const label = labelFor(desk, draft, now);
  const { self, mode, random } = desk;
  const { main, all } = composeReport(draft, {
    ...{ originator: self.id, label, now, mode, random },
    ...(about && { about }),
  });
  return {
    main: main.id,
    records: writeDown(desk, all, label, draft.releasableTo),
    aside: [
      ...sourceRegistered(main.id, draft),
      ...authorKept(main, author),
      ...(also?.(main.id) ?? []),
    ],
  };
}

/** Reads what the store has of these ids. */
type HeadsOf = (ids: readonly StixId[]) => Promise<ReadonlyMap<StixId, Head>>;

/** Of ids that were made just now. */
export const noHeads: HeadsOf = async () => new Map();

/**
 * Own records into the store, in a turn of their own, with the offers to all who may have them: ahead of deliveries, since a new
 * version may be for fewer. Error: busy, where what they
 * were made from is not so any more (`still`).
 */
export async function commitRecords(
  desk: Desk,
  written: readonly Written[],
  headsOf: HeadsOf,
  still: () => Promise<boolean> = async () => true,
): Promise<Submitted[]> {
  const records = eachOnce(written.flatMap(({ records }) => records));
  const ids = records.flatMap(({ row }) => [row.id, ...row.refs]);
  const touched = ids.filter((id) => !isAnchor(desk, id));
  return desk.turns.ahead(touched, async () => {
    if (!(await still())) throw new AppError("busy");
    const heads = await headsOf(records.map(({ row }) => row.id));
    return commitInTurn(desk, written, records, heads);
  });
}

/** What several of them need, their label, stands before the first alone. */
function eachOnce(records: readonly Incoming[]): Incoming[] {
  const seen = new Set<string>();
  return records.filter(({ row }) => seen.size < seen.add(`${row.id} ${row.modified}`).size);
}

async function commitInTurn(
  desk: Desk,
  written: readonly Written[],
  records: readonly Incoming[],
  heads: ReadonlyMap<StixId, Head>,
): Promise<Submitted[]> {
  const aside = written.flatMap(({ aside }) => aside);
  const { result, value } = await desk.board.commit(async (policy) => {
    const { groups, audiences } = await planRelease(desk, policy, records, null, heads);
    const group = [...desk.classes.unsaved(), ...groups.flat(), ...aside];
    return {
      batch: { priority: "interactive", groups: [group] },
      value: { groups: [group], audiences },
    };
  });
  settle(desk, value.groups, result);
  // Other content under the same date, which only a second node with our key can have made: it must not be told as written.
  if (result.records.some(({ outcome }) => outcome === "conflict")) {
    throw new AppError("version-conflict", { id: written[0]!.main });
  }
  return written.map(({ main }) => {
    const index = records.findIndex(({ row }) => row.id === main);
    const record = JSON.parse(records[index]!.row.body) as StixObject;
    return { record, ...reachOf(main, value.audiences[index]!, value.groups.flat()) };
  });
}

function reachOf(id: StixId, allowed: readonly PartnerId[], changes: readonly Change[]): Reach {
  const keys = changes.flatMap((change) =>
    change.do === "put" && change.document.kind === "held" ? [change.document.key] : [],
  );
  const { true: held = [], false: audience = [] } = Object.groupBy(allowed, (partner) =>
    keys.includes(heldKey(id, partner)) ? "true" : "false",
  );
  return { audience, held };
}
