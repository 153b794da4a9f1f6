import type { NodeState } from "../../../src/http/desk-port.ts";
import type { Person } from "../../../src/desk/people.ts";

/*
 * What the page sends and gets: the types are the server's own, so that a change there fails the
 * page's type check. Types only: no server code comes into the page.
 */
export type { FoundPlace, ReportDraft } from "../../../src/http/desk-port.ts";
export type {
  AgreementDraft,
  ListedAgreement,
  ListedSignature,
  ShownVersion,
} from "../../../src/http/ports/agreements.ts";
export type {
  DateCandidate,
  PlaceCandidate,
  SpeakerCandidate,
  TextProposal,
  TextProposals,
} from "../../../src/domain/text-proposals.ts";
export type { ShownLedgerState as LedgerState } from "../../../src/desk/list-ledger.ts";
export type { Waiting } from "../../../src/desk/waiting.ts";
export type { ListedNotice } from "../../../src/desk/notices.ts";
export type { RecallStates } from "../../../src/desk/recall-states.ts";
export type { ListedPartner } from "../../../src/desk/list-partners.ts";
export type { ListedQuarantine } from "../../../src/desk/list-quarantine.ts";
export type { ListedRecord } from "../../../src/desk/list-records.ts";
export type { ListedTask } from "../../../src/desk/tasks/list-tasks.ts";
export type { ListedPart } from "../../../src/desk/tasks/list-parts.ts";
export type { DraftHead, ListedDraft } from "../../../src/desk/tasks/task-drafts.ts";
export type { PartDraft } from "../../../src/desk/tasks/task-draft.ts";
export type { ProposedTask, TaskDraft } from "../../../src/desk/tasks/write-task.ts";
export type { TaskAudience } from "../../../src/desk/tasks/task-audience.ts";
export type { WrittenPart } from "../../../src/desk/tasks/write-parts.ts";
export type { ListedNote } from "../../../src/desk/tasks/task-notes.ts";
export type { HistoryLine } from "../../../src/desk/tasks/task-history.ts";
export type { PartWritten, TaskWritten } from "../../../src/http/ports/tasks.ts";
export type { ListedUnit } from "../../../src/desk/units/list-units.ts";
export type { ListedCheck } from "../../../src/desk/tasks/list-checks.ts";
export type { ListedClash } from "../../../src/desk/tasks/list-clashes.ts";
export type { ListedRequest } from "../../../src/desk/requests/list-requests.ts";
export type { ListedWarning } from "../../../src/desk/warnings/list-warnings.ts";
export type { WarningDraft } from "../../../src/domain/warning.ts";
export type { ProtectedPlaceDraft as PlaceDraft } from "../../../src/domain/protected-place.ts";
export type { Person } from "../../../src/desk/people.ts";
export type {
  AgreementPreview as Preview,
  ShownFlow as PreviewFlow,
} from "../../../src/desk/preview-agreement.ts";
export type { ReadMatrix } from "../../../src/desk/read-matrix.ts";
export type { MatrixCell, RuleChange, Scope } from "../../../src/release/matrix.ts";
export type { AlikeDraft } from "../../../src/http/ports/same-event.ts";
export type { AlikeRecord } from "../../../src/desk/same-event/find-alike.ts";
export type { EventLink, EventSources } from "../../../src/desk/same-event/event-of.ts";
export type { Likeness } from "../../../src/domain/likeness.ts";
export type { ListedSaid } from "../../../src/desk/said/list-said.ts";
export type { DraftImage } from "../../../src/domain/report-images.ts";
export type { OpinionValue } from "../../../src/domain/opinion.ts";
export type { Reach } from "../../../src/desk/submit-report.ts";
export type { RecordSources } from "../../../src/desk/read-sources.ts";
export type { HandlingDraft } from "../../../src/desk/explain-draft.ts";
export type { ReleaseState } from "../../../src/desk/explain-record.ts";
export type { Role } from "../../../src/desk/documents.ts";
export type { Lang, Text } from "../../../src/domain/bilingual.ts";
export type { AgreementForm, Area, Grant, Power, RedLine } from "../../../src/domain/agreement.ts";
export type { Classification } from "../../../src/domain/label.ts";
export type { StixObject } from "../../../src/domain/stix.ts";

/** GET /api/node: needs no session. */
export type NodeAnswer = Omit<NodeState, "ready">;

export interface SessionAnswer {
  person: Person;
}

/** A second person's word on what waits, or the first one's who takes it back. */
export interface Decision {
  kind: string;
  id: string;
  version: string;
  approve: boolean;
  partner?: string;
  reason?: string;
}

/** RFC 9457 problem details as this node writes them. */
export interface Problem {
  status: number;
  code: string;
  detail: { ar: string; en: string };
}
