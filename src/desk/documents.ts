import type { AgreementForm } from "../domain/agreement.ts";
import type { WarningDraft } from "../domain/warning.ts";
import type { Clearance } from "../domain/clearance.ts";
import type { Bilingual, Lang, Text } from "../domain/bilingual.ts";
import type { LocalLabel } from "../domain/journal.ts";
import type { Geometry } from "../domain/geometry.ts";
import type { ProtectedPlaceDraft, ProtectedPlaceKind } from "../domain/protected-place.ts";
import type { Partner, PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import type { Change, Store } from "../store/port.ts";
import type { TaskDraft, TaskIds } from "./tasks/write-task.ts";
import type { Asked } from "./two-people.ts";

/** The kinds of small documents that the desk keeps, with the shape of their JSON. */
export interface Documents {
  partner: PartnerDocument;
  introduced: IntroducedDocument;
  person: PersonDocument;
  session: SessionDocument;
  /** Key: `id modified-ms` of a record with `release: listed`. */
  recipients: string[];
  /** Key: record id. Sticky: later versions stay away from them too. */
  recalled: { partners: string[] | "all"; reason: string; at: number };
  /**
   * Key: id of a recall notice that a restore brought along. The versions of `object` up to `through` (ms UTC) were taken back from
   * these partners; the newer version for which they were may be lost, so that one of them is the latest here.
   */
  "taken-back": { object: StixId; through: number; partners: PartnerId[] };
  /** Key: record id. To whom the store that this one replaced had given it, unknown to this one otherwise. */
  "given-before": { to: PartnerId[]; originator: PartnerId | null };
  /** Key: id of a record derived or redacted here. Never leaves the node. `why`: for what reason it is looser than its source. */
  "derived-from": { sources: string[]; redacted?: true; why?: string; by?: string };
  /** Key: `id source` of a record derived here whose source was taken back; `by`: who took it back. */
  "source-recalled": { by: string; reason: string; at: number };
  /** Key: record id. The named source behind a record, and the independent ones that confirm it; never leaves the node. */
  source: { name?: string; confirmedBy?: string; note?: string };
  /** Key: `originator id`. A recall that arrived before what it recalls; value: up to which version (ms UTC). */
  "recalled-ahead": { through: number };
  /**
   * Key: `id partner` of a record that this partner brought after it was here by another way. ms UTC: up to which version it
   * took it back, and the newest version that it brought before this node passed that version on; 0: none.
   */
  brought: { takenBack: number | null; independent: number };
  /** Key: `id partner` of what a partner's receipt said it did not accept; value: up to which date_added (µs UTC) it spoke. */
  "not-accepted": { through: number };
  /** Key: `id partner`. Released to the partner and kept back by a grant's hold. */
  held: {
    id: string;
    partner: PartnerId;
    /** ms UTC, the version; a newer one takes its place. */
    modified: number;
    /** ms UTC, from which the delay counts. */
    since: number;
    /** ms UTC; null: until a second person approves. */
    until: number | null;
    /** It does not go. */
    refused?: Deciding;
  };
  /** Key: `id modified-ms partner` of an entry that left its hold and was not served yet. null: a second person approved. */
  waited: { minutes: number | null };
  /** Key: `id modified-ms` of an own report. Its author is not the second person who approves it; never leaves the node. */
  author: string;
  /** Key: `id partner`. One record that two people let go to one partner, once. Who they are never leaves the node. */
  "one-off": {
    id: string;
    partner: PartnerId;
    /** ms UTC, the version that is meant. */
    modified: number;
    asked: Deciding & { reason: string };
    /** null: awaited. */
    approved: Deciding | null;
    /** `id modified-ms` of all that goes: the record, what it needs, and the parts that tell of it. */
    covers: string[];
  };
  /** Key: `id modified-ms` of an own consent record. Who asked or answered; never leaves the node. */
  "consent-by": { by: string; reason?: string };
  /** Key: `kind id`. What one person did and a second one has to confirm. Who they are never leaves the node. */
  "to-confirm": ToConfirm;
  /** Key: when it was begun (ms UTC, 15 digits) and its UUID. A bundle that was written here; `through`: null: not to its end. */
  "bundle-written": { by: string; partner: PartnerId; objects: number; through: number | null };
  /** Key: partner. Up to which date_added (µs UTC) of its outbox here it said, in a receipt or a bundle, that it has all. */
  answered: number;
  /** Key: its id. A protected place of this node; never leaves it. `answerTo`: null: checks of all partners are answered with it. */
  "protected-place": {
    name: Text;
    kind: ProtectedPlaceKind;
    geometry: Geometry;
    /** Metres to keep away. */
    radius: number;
    answerTo: string[] | null;
    by: string;
    at: number;
  };
  /** Key: id of a partner's part. What a person lets its originator know of its clashes; `version`: ms UTC, of the part. */
  "check-said": {
    clash: "clash" | "no-clash" | "cannot-say";
    lang?: Lang;
    remark?: Text;
    geometry?: Geometry;
    version: number;
    by: string;
  };
  /** Key: partner. Areas to keep away from that it was told within a day from `since` (ms UTC), by two of their corners. */
  "areas-told": { since: number; areas: string[] };
  /** Key: a person. How many protected places that one wrote down or took off alone, within a day from `since` (ms UTC). */
  "places-by-hand": { since: number; count: number };
  /** Key: its id. Protected places that one person wants to import and a second one has to approve. */
  "protected-import": { file: string; count: number } & Asked;
  /** Key: id of the import. */
  "protected-import-places": ProtectedPlaceDraft[];
  /** Key: id that the warning will have. What one person wants to warn of and a second one has to approve. */
  "warning-asked": { draft: WarningDraft } & Asked;
  /** Key: id of a clash that one person wants to accept without the word of those who may be unable to answer. */
  "acceptance-alone": {
    about: { versions: Record<string, string>; areas?: string };
    asked: Deciding;
  };
  /** Key: id of an own warning of which one person says that the danger is over and a second one has to approve it. */
  "warning-over": Asked;
  /** Key: partner. The last checkpoint of this node's present ledger for it that it signed too. */
  "ledger-cosigned": { origin: string; size: number; note: string; at: number };
  /**
   * Key: partner. Its ledger for this node as far as it was followed, with the last checkpoint, signed by both. `root` in
   * hexadecimal; `unseen`: leaves of it that never came.
   */
  "ledger-seen": LedgerSeen;
  /** Key: partner. Its earlier ledgers as far as they were followed, until it began another one (ms UTC); newest first. */
  "ledger-earlier": (LedgerSeen & { until: number })[];
  /** Key: `partner incarnation` of its ledger, or `own partner incarnation` of ours for it; both notes are evidence. */
  "ledger-fork": { at: number; known: string | null; claimed: string };
  /**
   * Key: partner. What an admin said of its introduction: the lead whose word counts before we signed (`kid`: for this key alone,
   * which was compared), and the `kid` of keys that no lead brings any more.
   */
  introduction: { acceptedFrom: string | null; kid?: string; refused: string[] };
  /** Key: id. Open at the watch, or closed since the last handover, which keeps it then. */
  "watch-point": WatchPoint;
  /** Key: id, ascending with time. */
  handover: HandoverDocument;
  /** Key: id of a joint task in the making, which goes to nobody. */
  "task-draft": { ids: TaskIds; by: string; at: number; draft: TaskDraft };
  /** Key: id, ascending with time. The latest version. */
  "situation-report": SituationReport;
  /** Key: `id version`. The earlier ones, as they were saved. */
  "situation-report-before": SituationReport;
  setting: unknown;
}

export interface LedgerSeen {
  origin: string;
  size: number;
  root: string;
  note: string;
  unseen: number;
}

export type ToConfirm = Asked &
  (
    | {
        kind: "signature";
        /** Of the agreement. */
        id: string;
        /** ms UTC, the version that the first person signed. */
        version: number;
        reason?: Bilingual;
      }
    | { kind: "proposal"; id: string; form: AgreementForm }
    | {
        kind: "bundle";
        /** Of the partner's identity. */
        id: string;
        partner: PartnerId;
        /** date_added (µs UTC) after which it begins; left out: behind what the partner answered for. */
        after?: number;
        /** It may be written once. */
        confirmed?: Deciding;
      }
  );

/** What a person said, and when (ms UTC). */
export interface Deciding {
  by: string;
  at: number;
}

/** A situation report as a document of this node: a draft until it is released. */
export interface SituationReport {
  /** Saved so many times. */
  version: number;
  lang: Lang;
  /** ms UTC, inclusive and exclusive. */
  from: number;
  until: number;
  label: LocalLabel;
  /** Made for these partners: of nothing that could not go to each of them then. */
  releasableTo: string[];
  title: string;
  sections: SituationSection[];
  /** The records of the period. Whatever a person strikes out, it rests on all of them. */
  sources: string[];
  made: Deciding;
  saved: Deciding;
  /** The last row when it was made: what the next of the same label and partners tells of as late came after it. */
  lastRow: number;
  released: (Deciding & { id: string }) | null;
}

export interface SituationSection {
  /** Of the node's own making, otherwise a person's. */
  id: string;
  heading: string;
  /** Lines; those that begin with "- " are items of a list. */
  text: string;
  /** Whether it goes along when the report is released; "never": it tells of what has no label. */
  released: boolean | "never";
  /** What it rests on besides the sources of the report. */
  sources: string[];
}

/** Something that the watch has to see to. */
export interface WatchPoint {
  text: Text;
  label: LocalLabel;
  records: string[];
  opened: Deciding;
  closed?: Deciding & { note?: Text };
}

export interface HandoverDocument {
  from: string;
  to: string;
  /** ms UTC. */
  at: number;
  label: LocalLabel;
  note?: Text;
  /** ms UTC; null: `to` did not take over yet. */
  taken: number | null;
  /** Another handover was given before anybody took over. */
  replaced?: true;
  /** As they were when the watch was handed over, by id. */
  points: [id: string, point: WatchPoint][];
}

export interface PartnerDocument {
  id: string;
  name: { ar: string; en: string };
  identity: string;
  keys: { kty: "OKP"; crv: "Ed25519"; x: string; kid: string; retired?: string }[];
  /** Where its node is reached; null: never called by us (a client that only polls). */
  url: string | null;
  /** SHA-256 of its certificate, hex; null over plain loopback HTTP. */
  pin: string | null;
  /** SHA-256 (hex) of the token with which it logs in here; null until a card was written for it. */
  tokenHash: string | null;
  /** Accept unsigned objects from it (for own people only, marked so). */
  unsignedAllowed: boolean;
  /** How far its outbox was read: TAXII `next` token and date_added (µs UTC). */
  cursor: { next: string | null; through: number };
  /** date_added (µs UTC) up to which it answered for what we pushed. */
  pushed: number;
  /** ms UTC of the last successful exchange in either direction. */
  lastExchange: number | null;
}

/** A partner without a link here, whose keys are known because a lead introduced it. */
export interface IntroducedDocument extends Partner {
  /** The lead. */
  by: PartnerId;
}

export interface PersonDocument {
  name: string;
  role: Role;
  /** Left out: the lowest. */
  clearance?: Clearance;
  /** May not sign in. */
  disabled?: true;
  /** scrypt, hex. */
  salt: string;
  hash: string;
}

export const roles = ["watch", "liaison", "admin", "reader"] as const;
export type Role = (typeof roles)[number];

export interface SessionDocument {
  person: string;
  /** ms UTC. */
  expires: number;
}

export function put<K extends keyof Documents>(kind: K, key: string, value: Documents[K]): Change {
  return { do: "put", document: { kind, key, value: JSON.stringify(value) } };
}

export async function read<K extends keyof Documents>(
  store: Store,
  kind: K,
  key: string,
): Promise<Documents[K] | null> {
  const found = await store.document(kind, key);
  return found && (JSON.parse(found.value) as Documents[K]);
}

/** The last of a kind with a key before this one (left out: of all), the last first. */
export async function readLast<K extends keyof Documents>(
  store: Store,
  kind: K,
  limit: number,
  before?: string,
): Promise<[key: string, value: Documents[K]][]> {
  const found = await store.lastDocuments(kind, before, limit);
  return found.map(({ key, value }) => [key, JSON.parse(value) as Documents[K]]);
}

export async function readAll<K extends keyof Documents>(
  store: Store,
  kind: K,
): Promise<Map<string, Documents[K]>> {
  const found = await store.documents(kind);
  return new Map(found.map(({ key, value }) => [key, JSON.parse(value) as Documents[K]]));
}
