import type { Reach } from "../desk/submit-report.ts";
import type { HandlingDraft } from "../desk/explain-draft.ts";
import type { ReleaseState } from "../desk/explain-record.ts";
import type { ListedPartner } from "../desk/list-partners.ts";
import type { ListedQuarantine } from "../desk/list-quarantine.ts";
import type { ShownImage } from "../desk/read-image.ts";
import type { NamedSources } from "../desk/read-source.ts";
import type { RecordSources } from "../desk/read-sources.ts";
import type { ListedRecord } from "../desk/list-records.ts";
import type { Waiting } from "../desk/waiting.ts";
import type { ListedWords } from "../desk/list-words.ts";
import type { ListedNotice, ListedReader } from "../desk/notices.ts";
import type { RecallStates } from "../desk/recall-states.ts";
import type { ShownCard } from "../desk/partners.ts";
import type { Person } from "../desk/people.ts";
import type { ConfirmKind } from "../desk/two-people.ts";
import type { Chart, ChartQuery, VersionName } from "../desk/chart-records.ts";
import type { RecordQuery } from "../desk/search-records.ts";
import type { Bilingual, Lang, Text } from "../domain/bilingual.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { PlaceCandidate, TextProposals } from "../domain/text-proposals.ts";
import type { ReportDraft as WrittenDraft } from "../domain/report-draft.ts";
import type { AgreementPort } from "./ports/agreements.ts";
import type { BundlePort } from "./ports/bundles.ts";
import type { PeoplePort } from "./ports/people.ts";
import type { ProtectedPort } from "./ports/protected.ts";
import type { ConsentPort } from "./ports/consents.ts";
import type { IntroductionPort } from "./ports/introductions.ts";
import type { LedgerPort } from "./ports/ledger.ts";
import type { NodeHealthPort } from "./ports/node-health.ts";
import type { ReadsPort } from "./ports/reads.ts";
import type { RequestPort } from "./ports/requests.ts";
import type { SaidPort } from "./ports/said.ts";
import type { SameEventPort } from "./ports/same-event.ts";
import type { TaskPort } from "./ports/tasks.ts";
import type { UnitPort } from "./ports/units.ts";
import type { WarningPort } from "./ports/warnings.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import type { WatchPort } from "./ports/watch.ts";

/*
 * What the API needs of the desk, with the desk already bound. Every time that stands in an answer
 * is RFC 3339 text in UTC ("2015-03-11T00:00:00.000Z"); every time that is asked for is ms since
 * 1970, UTC. Errors are AppError.
 */

/** A verb may answer at once or later. */
type Later<T> = T | Promise<T>;

export interface NodeState {
  id: PartnerId;
  name: Bilingual;
  /** null: in earnest. */
  mode: "demonstration" | "exercise" | null;
  version: string;
  /** Whether the operator has put a map of its own here (GET /api/basemap). */
  basemap: boolean;
  /** False until everything is loaded and exchanged. */
  ready: boolean;
}

/** Body of POST /api/reports as the person wrote it; its meaning is checked by the desk. */
export type ReportDraft = Omit<WrittenDraft, "recordedAt">;

export interface FoundPlace {
  id: string;
  name: Bilingual;
  /** area, line: `position` is where its name is drawn, and nothing more. */
  extent: PlaceCandidate["extent"];
  /** [longitude, latitude], degrees. */
  position: [number, number];
  kind: string;
  country: string;
}

export interface DeskEvent {
  type:
    | "record"
    | "related"
    | "recall"
    | "notice"
    | "source-recalled"
    | "agreement"
    | "partner"
    | "quarantine"
    | "journal"
    | "handover"
    | "people"
    | "waiting"
    | "consent"
    | "ledger-fork"
    | "ledger-new"
    | "task"
    | "clash"
    | "request"
    | "unit"
    | "warning";
  /** JSON; the same for every person who may see this event. */
  data: object;
  /** Whether this person may be told of it, its role apart. Left out: everybody. */
  sees?(person: Person): boolean | Promise<boolean>;
}

export interface DeskPort
  extends
    AgreementPort,
    BundlePort,
    ConsentPort,
    IntroductionPort,
    LedgerPort,
    NodeHealthPort,
    PeoplePort,
    ProtectedPort,
    ReadsPort,
    RequestPort,
    SaidPort,
    SameEventPort,
    UnitPort,
    TaskPort,
    WarningPort,
    WatchPort {
  node(): NodeState;
  /** Counts milliseconds, UTC: for the limits on log-in. */
  now(): number;

  /** AppError sign-in-failed, the same for an unknown name and a wrong password. */
  signIn(
    name: string,
    password: string,
  ): Promise<{ token: string; person: Person; expires: string }>;
  session(token: string): Later<Person | null>;
  /** Until when the token is good, ISO 8601 UTC; null when it is unknown. */
  sessionExpires(token: string): string | null;
  signOut(token: string): Later<void>;

  submitReport(person: Person, draft: ReportDraft): Promise<{ record: StixObject } & Reach>;
  /** A new version of an own report. AppError record-not-found for what is not this node's own, or of another kind. */
  reviseReport(
    person: Person,
    id: StixId,
    draft: ReportDraft,
    version: string,
  ): Promise<{ record: StixObject } & Reach>;
  /** A new record with what the draft leaves of another; `why`: for what reason it may be looser. AppError redact-not-allowed. */
  redactRecord(
    person: Person,
    id: StixId,
    draft: ReportDraft,
    why?: string,
  ): Promise<{ record: StixObject } & Reach>;
  /** What a record was derived from here. AppError record-not-found. */
  readSources(person: Person, id: StixId): Promise<RecordSources>;
  listWords(person: Person): Later<ListedWords>;
  searchRecords(
    person: Person,
    query: RecordQuery,
  ): Promise<{ records: ListedRecord[]; next: string | null }>;
  chartRecords(person: Person, query: ChartQuery): Promise<Chart>;
  /** `how` is written down. */
  readCharted(
    person: Person,
    versions: readonly VersionName[],
    how: "listed" | "exported",
  ): Promise<ListedRecord[]>;
  /** `modified` left out: the latest version. AppError record-not-found. */
  readRecord(person: Person, id: StixId, modified?: number): Promise<ListedRecord>;
  /** Newest first. */
  readVersions(person: Person, id: StixId): Promise<ListedRecord[]>;
  /** Of another's record: to whom this node passes it on. AppError record-not-found. */
  /** Who will get a report of this handling, and why the others not. AppError draft-invalid, topic-unknown, partner-unknown, clearance-exceeded. */
  explainDraft(person: Person, draft: HandlingDraft): Later<{ partners: ReleaseState[] }>;
  explainRecord(person: Person, id: StixId): Promise<{ partners: ReleaseState[] }>;
  /** Only of this node's own: AppError record-not-own. null: none was named. */
  readSource(person: Person, id: StixId): Promise<NamedSources>;
  /** One image that a version of the record shows. AppError record-not-found, record-recalled. */
  readImage(person: Person, id: StixId, image: StixId): Promise<ShownImage>;
  /** An own report as a person would write it. AppError record-not-found, record-not-own. */
  readReportDraft(person: Person, id: StixId): Promise<{ report: ReportDraft; version: string }>;
  recallRecord(
    person: Person,
    id: StixId,
    order: { reason: Text; from?: PartnerId[] },
  ): Promise<{ recalledFrom: PartnerId[] }>;

  /** AppError record-not-found for what is not this node's own. */
  recallStates(person: Person, id: StixId): Promise<RecallStates>;
  listReaders(person: Person, id: StixId): Promise<ListedReader[]>;
  listNotices(person: Person): Promise<ListedNotice[]>;
  /** `at`: ms UTC. */
  confirmNotice(person: Person, id: StixId, at: number): Promise<void>;

  /** What this person may see of what waits for a second one; `may`: the kinds that its role decides on. */
  listWaiting(
    person: Person,
    may: (kind: Waiting["kind"]) => boolean,
  ): Promise<{ waiting: Waiting[]; total: number }>;
  /** `version`: of what was read. AppError waiting-gone, second-person-needed, one-off-forbidden. */
  decideWaiting(
    person: Person,
    decision: {
      kind: "held" | "one-off";
      id: StixId;
      partner: PartnerId;
      version: string;
      approve: boolean;
    },
  ): Promise<void>;
  /**
   * Confirms or refuses what another person signed or proposed, or takes back what oneself did. `version`: of what was read.
   * AppError waiting-gone, second-person-needed, reason-missing, agreement-changed.
   */
  decideConfirm(
    person: Person,
    decision: {
      kind: ConfirmKind;
      id: StixId;
      version: string;
      approve: boolean;
      reason?: Text;
    },
  ): Promise<void>;
  /** AppError record-not-found, record-not-own, partner-unknown, one-off-forbidden, one-off-needless. */
  askOneOff(person: Person, id: StixId, order: { partner: PartnerId; reason: Text }): Promise<void>;

  listPartners(person: Person): Later<ListedPartner[]>;
  /** What a card says, for a person to look at before it is added. AppError card-invalid, card-for-another. */
  showCard(person: Person, card: Record<string, unknown>): Later<ShownCard>;
  /** `card`: what the other side's `partner card` wrote; `kid`: of the key that the person compared. AppError card-key-differs. */
  addPartner(person: Person, card: Record<string, unknown>, kid: string): Promise<ListedPartner>;
  /** The card holds a secret, made once and never shown again; none where `url` is null. `kid`: of this node's key. */
  issueCard(
    person: Person,
    forPartner: PartnerId,
    url: string | null,
  ): Promise<{ card: Record<string, unknown>; kid: string }>;

  /** Newest first; `before`: only what came before the entry of this `row`. */
  listQuarantine(
    person: Person,
    query: { limit: number; before?: number },
  ): Promise<ListedQuarantine[]>;

  /** `takenIn`: what waited passed the checks. AppError record-not-found, record-not-own. */
  acceptOriginator(person: Person, key: string): Promise<{ id: StixId; takenIn: boolean }>;

  /** Ranked, best first. `q` in either language. */
  findPlaces(query: { q: string; lang: Lang; limit: number }): Later<FoundPlace[]>;

  /**
   * What a text of at most `maxPastedLength` says of where, when and by whom. `day`: YYYY-MM-DD, on which it was written; null: today
   * (UTC). The text is kept nowhere. AppError fields-invalid where the calendar has no such day.
   */
  proposeFromText(text: string, day: string | null): Later<TextProposals>;

  /** All places of the gazetteer in [west, south, east, north], degrees; in no order. */
  placesWithin(box: [number, number, number, number]): Later<FoundPlace[]>;

  /** Calls the listener for each event until the returned function is called. */
  onEvent(listener: (event: DeskEvent) => void): () => void;
}
