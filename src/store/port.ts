import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";

/** One record version as the store keeps it; everything is computed beforehand, the store only writes it down. */
export interface RecordRow {
  id: StixId;
  /** ms since 1970, UTC. For a marking-definition its `created`. */
  modified: number;
  created: number;
  /** `created` of the oldest content record that goes along where this one goes; left out: nothing older does. */
  oldest?: number;
  kind: string;
  /** null for what has no originator: labels, extension definitions. */
  originator: PartnerId | null;
  /** The partner it came through; null: written here. */
  via: PartnerId | null;
  /** marking-definition id; null for control records and labels themselves. */
  label: StixId | null;
  /** Canonical JSON (RFC 8785) with its signature. */
  body: string;
  /** The integer of its release class (see `class` change). 0: never offered as a record (control). */
  class: number;
  /** When it happened, ms UTC; null: not shown in the picture. */
  at: number | null;
  /** When it ended, ms UTC; left out: nothing says so. */
  until?: number;
  /** When this node came to know it, ms UTC; left out: `modified`. */
  known?: number;
  /** Says who holds a settlement. */
  control?: boolean;
  /** Has a line or an area. */
  shape?: boolean;
  /** [longitude, latitude], degrees. */
  position: [number, number] | null;
  /** Admiralty, e.g. "F6"; null where none. */
  grade: string | null;
  /** Search words, already normalised (domain/search-words.ts), space-separated; "" where not searchable. */
  words: string;
  refs: StixId[];
  revoked: boolean;
}

export interface Offer {
  partner: PartnerId;
  id: StixId;
  /** Left out: the latest version that the store has, and nothing if any version stands in that outbox already. */
  modified?: number;
  /** Stands there outside grants and red lines: a control record, or a label or identity that goes with others. */
  control: boolean;
  /** Only offered if this outbox holds an entry of that id that was served already: a recall-notice must not tell of what never left. */
  ifServed?: StixId;
  /** The clauses that let it go, as `agreement-id/clause-id`; kept for the ledger. */
  decidedBy?: readonly string[];
}

/** Leaves for a partner's ledger: of what is served for the first time. */
export interface Leaves {
  /** Of the store: a restored one goes on in a ledger of its own. */
  incarnation: string;
  seqs: readonly number[];
  /** For each of them the hash of its leaf, 32 bytes, one behind the other. */
  hashes: Uint8Array;
  /** For each of them the clauses under which it was offered, one in each line; empty: none. */
  clauses: readonly string[];
  /** By sequence: the clauses that let it go, where they are others than it was offered under. */
  decidedBy?: ReadonlyMap<number, readonly string[]>;
}

/** Small things kept whole, by kind and key: partners, people, sessions, links, settings, named sources, recipients of listed records. */
export interface Document {
  kind: string;
  key: string;
  /** JSON. */
  value: string;
}

/** The durable effects. Applied in order, in one transaction. */
export type Change =
  /** Inserts; an exact duplicate is skipped; same id+modified with another body is reported as a conflict and not written. */
  | { do: "record"; row: RecordRow }
  /** Interns a release class: `key` is its meaning (JSON), `class` the integer that the caller chose; `class-taken` where it means something else. */
  | { do: "class"; class: number; key: string }
  /** Appends to a partner's outbox: sequence and date_added are given here. Skipped where that version stands there already (also one taken back by `recall-offer`; one taken out by `void` is offered anew), where it is unknown or withdrawn, and where this batch's record of it was refused. */
  | { do: "offer"; offer: Offer }
  /** Takes entries out of a partner's outbox that it was not served yet; served ones are left (a recall-notice must follow). */
  | { do: "void"; partner: PartnerId; id: StixId; modified?: number }
  /** Takes out of these outboxes whatever refers to `id`, directly or by way of what is latest, and was not served yet; never what is offered as `control`. */
  | { do: "withhold"; id: StixId; partners: readonly PartnerId[] }
  /** The classes of these and of whatever refers to `id` or to one of them, directly or by way of what is latest, do not tell any more what they rest on. */
  | { do: "unsettle"; id: StixId; derived: readonly StixId[] }
  /** Refuses the batch with `epoch-moved` unless this version is the latest of its id and live. */
  | { do: "expect"; id: StixId; modified: number }
  /** Closes all entries of `id` up to `throughModified` in this outbox: never served again. Served ones are told as recalled, others as voided. */
  | { do: "recall-offer"; partner: PartnerId; id: StixId; throughModified: number; at: number }
  /**
   * All entries up to `seq` were served (watermark, only moves forward), or just the entries `only`. `leaves` are appended
   * to the ledger in this order; what has one in any ledger of this partner, or is open no more, is skipped.
   */
  | {
      do: "served";
      partner: PartnerId;
      seq: number;
      only?: number[];
      leaves?: Leaves;
      at: number;
    }
  /** This node's note of how the chain over when and why (`ServedChain`) stood after `size` leaves; one of fewer leaves than are signed for is skipped. */
  | { do: "sign-served"; ledger: LedgerName; size: number; note: string }
  /** The recipient's receipt covers all entries with date_added ≤ `through` (µs); later entries are dated behind it. */
  | { do: "received"; partner: PartnerId; through: number; at: number }
  /** Hides all versions of `id` with modified ≤ `throughModified`: out of the picture, search and every outbox; the body is replaced by evidence (its SHA-256). Later arrivals of them are skipped. */
  | { do: "withdraw"; id: StixId; throughModified: number; reason: string; at: number }
  /** Appends to the log of reads. A version that was withdrawn meanwhile is told to the reader at once. */
  | { do: "read"; read: ReadEntry }
  /** Tells everybody who was given a version up to `throughModified` that it was taken back; once for each reason. */
  | {
      do: "tell-readers";
      id: StixId;
      throughModified: number;
      by: PartnerId;
      reason: string;
      at: number;
    }
  /** Appends to the journal, under the next number of the entry's series. */
  | { do: "journal"; entry: JournalEntry }
  /** Puts a notice as it stood in another store; where it is here already, it is confirmed if this one is. */
  | { do: "notice"; notice: PutNotice }
  /** This person confirms what was told of `id` up to now. */
  | { do: "confirm-notice"; person: string; id: StixId; at: number }
  /** Hides all versions of `id`, as `withdraw` does, under another id of the same type: this one is free again. Nothing of it may have been served. */
  | { do: "set-aside"; id: StixId; as: StixId; reason: string; at: number }
  | { do: "quarantine"; entry: QuarantineEntry }
  | { do: "quarantine-remove"; key: string }
  | { do: "status"; status: StatusRow }
  | { do: "put"; document: Document }
  | { do: "remove"; kind: string; key: string };

/** One answer that gave a person records. */
export interface ReadEntry {
  /** ms UTC. */
  at: number;
  person: string;
  /** In what way: a word of the desk's. */
  how: string;
  /** What was asked for, as JSON; left out where the versions say it all. */
  query?: string;
  versions: { id: StixId; modified: number }[];
}

/** How often one person was given one version in one way. */
export interface RecordReader {
  person: string;
  how: string;
  modified: number;
  /** ms UTC. */
  first: number;
  last: number;
  times: number;
}

/** Told to one person: a record that this person was given was taken back. */
export interface ReadNotice {
  id: StixId;
  by: PartnerId;
  reason: string;
  /** ms UTC. */
  at: number;
  /** The ways in which this person was given it. */
  how: string[];
}

/** A notice as it is kept. */
export interface PutNotice extends Omit<ReadNotice, "how"> {
  person: string;
  throughModified: number;
  /** ms UTC; null: not yet. */
  confirmed: number | null;
}

/** A line of the log of reads: `hash` (hex) is the SHA-256 of the hash before (32 bytes; zeros at first) and the text. */
export interface ReadLine {
  number: number;
  text: string;
  hash: string;
}

/** A line of the log of reads as people are shown it. */
export interface LoggedRead extends ReadEntry {
  number: number;
  /** How many versions it names; `versions`: the first of them. */
  count: number;
}

export interface LoggedReads {
  /** Newest first. */
  reads: LoggedRead[];
  /** Number of the last line that was looked at, for the next page; null: there is none before it. */
  next: number | null;
}

export interface ReadsQuery {
  /** Only lines before this number. */
  before?: number;
  /** Only what this person was given; lines are not found by it, so that a page of it may be short or empty. */
  person?: string;
  limit: number;
  /** So many lines are looked at, at most. */
  within: number;
  /** Of each line so many versions, at most. */
  versions: number;
}

/** What is written into the journal; never changed afterwards. */
export interface JournalEntry {
  /** Entries are numbered series by series, from 1; a word of the desk's. */
  series: string;
  /** ms UTC. */
  at: number;
  /** Number of the entry of this series that this one corrects; left out: it corrects none. */
  corrects?: number;
  /** JSON. */
  value: string;
  /** Search words, already normalised (domain/search-words.ts), space-separated. */
  words: string;
  /** Found by each of these as it is: no spaces in it. */
  marks: readonly string[];
}

/** An entry of the journal as it is read. */
export interface JournalLine {
  series: string;
  number: number;
  at: number;
  corrects: number | null;
  /** Numbers of the entries of its series that correct it, ascending. */
  correctedBy: number[];
  value: string;
}

/**
 * Entries of these series, newest first: by time, and where that is the same by the order of writing. Where words or marks are
 * asked for, by the order of writing alone.
 */
export interface JournalQuery {
  series: readonly string[];
  /** Only what comes behind this entry in that order. */
  behind?: { series: string; number: number };
  /** ms UTC, inclusive. */
  from?: number;
  /** ms UTC, exclusive. */
  until?: number;
  /** All of them, as prefixes, normalised. */
  words?: readonly string[];
  marks?: readonly string[];
  limit: number;
}

/** A line of a log chained by hashes, as it lies on disk; see ReadLine. */
export interface JournalLogLine extends ReadLine {
  /** Where the entry is found by: must say what `text` says. */
  series: string;
  seriesNumber: number;
  at: number;
}

export interface QuarantineEntry {
  /** Unique; SHA-256 of partner and body, so that a repetition is one entry. */
  key: string;
  partner: PartnerId;
  /** ms UTC. */
  at: number;
  /** Code in the error catalogue. */
  code: string;
  id: StixId | null;
  /** As received, cut at 64 KiB. */
  body: string;
  detail: string;
}

/** A TAXII status resource (section 4.4), kept for 24 h. */
export interface StatusRow {
  id: string;
  partner: PartnerId;
  at: number;
  /** JSON of the resource without the fields that are derived. */
  value: string;
}

export interface Batch {
  /** The epoch that decisions in this batch were made under; the whole batch is refused with `epoch-moved` if the store's is another. */
  epoch?: number;
  /** Set the store's epoch to this in the same commit (agreements changed, a boundary passed). */
  nextEpoch?: number;
  /** `bulk` gives way to `interactive` and may be split: each part is atomic; use it only where every part is whole by itself (a record with its offers). Where a later part fails, the parts before it stay; sent again they are duplicates. */
  priority: "interactive" | "bulk";
  /** Groups that must not be torn apart; a batch without need of splitting has one. */
  groups: Change[][];
}

/** What became of a `record` change, in the order of the batch. */
export interface RecordOutcome {
  /** Row number, ascending with arrival; 0 where nothing was written. */
  row: number;
  outcome: "written" | "duplicate" | "conflict" | "withdrawn";
  /** Row of the version that this one replaces as the latest of its id; 0: none. */
  replaced: number;
  /** False: a newer version was there already. */
  latest: boolean;
}

export interface CommitResult {
  records: RecordOutcome[];
  /** Partners whose outbox grew. */
  offered: PartnerId[];
  /** Rows hidden by `withdraw`. */
  withdrawn: number[];
  /** By partner, in order: rows that came to stand open in its outbox, and (negative) those that no longer do. */
  moved: Map<PartnerId, number[]>;
  /** People to whom a notice was put. */
  told: string[];
  /** Numbers given to `journal` changes, in the order of the batch. */
  journal: number[];
}

/**
 * Told of each part of a bulk batch when it is on disk, in the order of all commits, before `commit` settles: also of the
 * parts before one that failed.
 */
export type PartWritten = (part: CommitResult, groups: Change[][]) => void;

export interface StoredRecord {
  row: number;
  id: StixId;
  modified: number;
  kind: string;
  originator: PartnerId | null;
  via: PartnerId | null;
  label: StixId | null;
  class: number;
  latest: boolean;
  revoked: boolean;
  /** null: live. */
  withdrawn: { at: number; reason: string } | null;
  body: string;
}

/** A record without its text. */
export type BareRecord = Omit<StoredRecord, "body">;

export interface Head {
  row: number;
  modified: number;
  originator: PartnerId | null;
  class: number;
  live: boolean;
  /** ms UTC: all its versions up to here were taken back, also such as come later; 0 where the latest is live. */
  goneThrough: number;
}

export interface OutboxEntry {
  seq: number;
  row: number;
  /** µs since 1970, UTC; strictly ascending within one outbox. */
  dateAdded: number;
  class: number;
  /** Its class tells what it rests on. */
  settled: boolean;
  /** No newer version is here. */
  latest: boolean;
  control: boolean;
  id: StixId;
  modified: number;
  kind: string;
}

export interface OutboxAnswer {
  entries: SizedEntry[];
  more: boolean;
  /** The sequence at which the query begins: what it asks to come after, as a number or a date. */
  from: number;
}

/** With the octets of its text, UTF-8. */
export interface SizedEntry extends OutboxEntry {
  octets: number;
}

/** A TAXII filter over one partner's outbox. Values of one field are ORed, fields ANDed. */
export interface OutboxQuery {
  partner: PartnerId;
  /** Entries with seq > this. */
  afterSeq?: number;
  /** Entries with date_added > this (µs). */
  addedAfter?: number;
  ids?: StixId[];
  kinds?: string[];
  specVersions?: string[];
  /** What the PARTNER was released decides what "last" is. Numbers are `modified` in ms. Default ["last"]. */
  versions?: ("first" | "last" | "all" | number)[];
  limit: number;
  /** Entries whose texts together have at most so many octets, and at least one; left out: any. */
  octets?: number;
}

export interface ClassQuestion {
  afterSeq: number;
  classes: readonly number[];
}

export interface OfferState {
  partner: PartnerId;
  seq: number;
  modified: number;
  dateAdded: number;
  state: "offered" | "served" | "received" | "recalled" | "voided";
  /** The recall-notice itself was received; only for recalled. */
  acknowledged: boolean;
}

export interface OutboxState {
  last: number;
  /** Watermarks. */
  served: number;
  received: number;
  /** Entries that a pull of last versions would bring and that no receipt covers; without receipts, for which nobody signs. */
  pending: number;
  /** date_added (µs UTC) of the oldest of them; null: there is none. */
  pendingSince: number | null;
  /** ms UTC. */
  servedAt: number | null;
  receivedAt: number | null;
}

/** Of the nodes above the leaves of a ledger, those of every so many levels are kept. */
export const ledgerLevels = 4;

/** Which ledger: of a partner, and of an incarnation of the store. */
export interface LedgerName {
  partner: PartnerId;
  incarnation: string;
}

export interface LedgerSize extends LedgerName {
  /** Number of leaves. */
  size: number;
}

/** The chain over when and under which clauses the leaves of a ledger were served (proof/served-log.ts). */
export interface ServedChain {
  /** Number of leaves. */
  size: number;
  /** After the last of them, 32 bytes. */
  head: Uint8Array;
  /** How many leaves this node signed for, and its note of that; 0 and null: none. */
  signed: number;
  note: string | null;
  /** Entries of this outbox up to this sequence were offered before there were ledgers. */
  unlogged: number;
}

/** One leaf of a ledger with what is stored of the entry that it speaks of. */
export interface LedgerEntry {
  /** Index, from 0. */
  leaf: number;
  seq: number;
  /** ms UTC: when it was first served; never goes back within a ledger. */
  at: number;
  /** 32 bytes, as it was appended. */
  hash: Uint8Array;
  /** null: the record or its offer is gone or is another's, which never happens by itself. */
  served: LedgerServed | null;
}

export interface LedgerServed {
  id: StixId;
  modified: number;
  kind: string;
  /** What decides who of this node's people may see it: see StoredRecord. */
  label: StixId | null;
  class: number;
  /** date_added, µs UTC. */
  added: number;
  /** Of the stored text, computed now, or what is kept of a withdrawn one; hexadecimal. */
  sha256: string;
  decidedBy: string[];
  state: "open" | "recalled" | "voided";
}

export interface LedgerQuery extends LedgerName {
  afterLeaf: number;
  limit: number;
  /** Served at or after this, ms UTC. */
  from?: number;
  /** Served before this, ms UTC. */
  until?: number;
}

/** A page that was served, seen as the leaves [first, size) of a ledger. */
export interface LedgerStretch {
  first: number;
  size: number;
  /** Roots of the complete subtrees left of `first`, larger ones first; 32 bytes each. */
  frontier: Uint8Array;
  /** Of the leaves [0, size). */
  root: Uint8Array;
  /** That the tree of `first` begins with that of `earlier`; empty where `earlier` is 0 or `first`. */
  proof: Uint8Array;
}

/** Columns for the picture, all of the same length, one entry per live latest version with a time; row ascending. */
export interface PictureColumns {
  row: Int32Array;
  at: Float64Array;
  /** 1e-7 degrees; 0x7fffffff where there is no position. */
  lon: Int32Array;
  lat: Int32Array;
  /** Indexes into `names`, where "" stands for none. */
  kind: Uint16Array;
  originator: Uint16Array;
  label: Uint16Array;
  grade: Uint16Array;
  names: { kind: string[]; originator: string[]; label: string[]; grade: string[] };
}

/** Bits of `VersionColumns.marks`. */
export const versionMarks = { control: 1, shape: 2 } as const;

/** Columns of the versions of records in the picture, all of the same length; those of one record follow each other, oldest first. */
export interface VersionColumns {
  row: Int32Array;
  /** 16 bytes each: the part of the id behind "kind--". */
  uuid: Uint8Array;
  /** ms UTC. */
  at: Float64Array;
  /** ms UTC; NaN: nothing says when it ended. */
  until: Float64Array;
  modified: Float64Array;
  /** When this node came to know it, ms UTC. */
  known: Float64Array;
  /** 1e-7 degrees; 0x7fffffff where there is no position. */
  lon: Int32Array;
  lat: Int32Array;
  class: Int32Array;
  /** Indexes into `names`, where "" stands for none. */
  kind: Uint16Array;
  originator: Uint16Array;
  label: Uint16Array;
  grade: Uint16Array;
  /** See `versionMarks`. */
  marks: Uint8Array;
  names: PictureColumns["names"];
}

/** What decides about records by themselves alike: a release class and, of its members, the record's own. */
export interface InventoryGroup {
  class: number;
  kind: string;
  label: StixId;
  originator: PartnerId;
}

/** Columns of live latest records that bear a label, all of the same length; row ascending. */
export interface InventoryColumns {
  row: Int32Array;
  /** Index into `groups`. */
  group: Int32Array;
  /** ms UTC. */
  created: Float64Array;
  /** See RecordRow. */
  oldest: Float64Array;
  groups: InventoryGroup[];
}

/**
 * Durable state. Every promise of `commit` resolves only after the data is on disk (WAL, synchronous=FULL).
 * Rejects with AppError: `store-full` (no space left), `epoch-moved`, `class-taken`, `store-broken`, `store-corrupt`, `store-closed`.
 */
export interface Store {
  commit(batch: Batch, written?: PartWritten): Promise<CommitResult>;
  epoch(): Promise<number>;
  /** The latest live or withdrawn version, or the one asked for. */
  record(id: StixId, modified?: number): Promise<StoredRecord | null>;
  /** Newest first, at most `limit`. */
  versions(id: StixId, limit: number): Promise<StoredRecord[]>;
  /** Live versions of all these ids together, by `modified` and then row, newest first, at most `limit`; `before`: older than this one. */
  history(
    ids: readonly StixId[],
    before: { modified: number; row: number } | null,
    limit: number,
  ): Promise<StoredRecord[]>;
  /** In the order asked; withdrawn and unknown rows are left out. */
  byRows(rows: readonly number[]): Promise<StoredRecord[]>;
  /** As `record` and `byRows`, without their texts, which may be long and are not read. */
  bare(id: StixId, modified?: number): Promise<BareRecord | null>;
  bareRows(rows: readonly number[]): Promise<BareRecord[]>;
  /** What was taken back here from `from` until before `until` (ms UTC), the earliest first, at most `limit`; the record itself may be unknown. */
  withdrawals(
    from: number,
    until: number,
    limit: number,
  ): Promise<{ id: StixId; at: number; reason: string }[]>;
  /** The latest version of each of these ids that is known, withdrawn ones included (`live: false`); unknown ids are left out. */
  heads(ids: readonly StixId[]): Promise<Map<StixId, Head>>;
  /** Live latest versions of a kind with row > `afterRow`, ascending by row; for control records all versions. */
  ofKind(kind: string, afterRow: number, limit: number): Promise<StoredRecord[]>;
  /** Live latest own or foreign records with row > afterRow, ascending, at most `limit` and 16 MiB of text, but one: for back-fill and re-evaluation. Empty: there is no further one. */
  scan(afterRow: number, limit: number): Promise<StoredRecord[]>;
  /** ms UTC of the newest version that this partner made, 0: there is none. Walks all records: for rare questions. */
  newestBy(originator: PartnerId): Promise<number>;
  /** Live latest records that refer to `id`, ascending by row: of one originator, or of all; with row > `afterRow`. */
  referrers(
    id: StixId,
    limit: number,
    of?: { originator?: PartnerId; afterRow?: number },
  ): Promise<StoredRecord[]>;
  /** Live latest records of this kind that refer to `id`, newest row first. */
  newestReferrers(id: StixId, kind: string, limit: number): Promise<StoredRecord[]>;
  /** language-content of these objects, latest first. */
  translations(ids: readonly StixId[]): Promise<StoredRecord[]>;
  /** Rows whose words match all given words (each already normalised; prefix match), newest row first, at most `limit`; rows of language-content are replaced by the row of the object they translate. */
  search(words: readonly string[], limit: number): Promise<Int32Array>;
  pictureColumns(): Promise<PictureColumns>;
  /** All live versions of the objects of these rows (each the latest of its id), in this order. */
  versionColumns(rows: Int32Array): Promise<VersionColumns>;
  classes(): Promise<{ class: number; key: string }[]>;
  /** Of records with row > `afterRow`, ascending, at most `limit`. */
  inventory(afterRow: number, limit: number): Promise<InventoryColumns>;
  /** Rows that stand open in this outbox after `afterSeq`, in its order, at most `limit`; `last`: sequence of the last of them. */
  openRows(
    partner: PartnerId,
    afterSeq: number,
    limit: number,
  ): Promise<{ rows: Int32Array; last: number }>;
  /**
   * For each of these ids, in order: rows of live latest records of it and of all that refer to it, directly or by way
   * of others. `withdrawn`: one list, of all that refer to something withdrawn.
   */
  dependents(ids: readonly StixId[] | "withdrawn"): Promise<number[][]>;

  /** One page, ascending; never a voided or recalled entry. `more` is exact. */
  outbox(query: OutboxQuery): Promise<OutboxAnswer>;
  /** The stored bodies of these rows joined by commas: UTF-8, ready for an envelope. Rows that are gone are left out. */
  bodies(rows: readonly number[]): Promise<Uint8Array>;
  /** Highest sequence, watermarks and time of the last serving and receipt. */
  outboxState(partner: PartnerId): Promise<OutboxState>;
  offersOf(id: StixId): Promise<OfferState[]>;
  /**
   * For each question, in order: the first open entry of this outbox, of any version, after `afterSeq` whose release class is
   * one of `classes`; null where there is none. One walk for all of them, which ends when all are answered.
   */
  firstOfClasses(
    partner: PartnerId,
    questions: readonly ClassQuestion[],
  ): Promise<(OutboxEntry | null)[]>;
  /**
   * For each of these rows, in order: open entries of this outbox, of any version, without control records, of one of these
   * release classes, that refer to the row's object (for language-content: to what it translates) and whose row comes before
   * `before`. Latest arrival first, at most `limit` for each.
   */
  referring(
    partner: PartnerId,
    questions: readonly { row: number; before: number }[],
    classes: readonly number[],
    limit: number,
  ): Promise<OutboxEntry[][]>;
  /** Open entries after `afterSeq` up to `throughSeq` that are not the last version in this outbox and were not served one by one; ascending, at most `limit`. */
  superseded(
    partner: PartnerId,
    afterSeq: number,
    throughSeq: number,
    limit: number,
  ): Promise<OutboxEntry[]>;
  /** Those of these sequences that were served, by the watermark or one by one. */
  servedOf(partner: PartnerId, seqs: readonly number[]): Promise<number[]>;

  /**
   * Of the entries of an outbox with these rows, in this order, those without a leaf, with the hash that each would have and the
   * clauses under which it was offered, one in each line; withdrawn ones are left out.
   */
  unlogged(
    partner: PartnerId,
    rows: readonly number[],
  ): Promise<{ seqs: number[]; hashes: Uint8Array; clauses: string[] }>;
  /** null: these entries are not leaves of this ledger in one row. `earlier` > first is taken as `first`. Error: store-corrupt. */
  ledgerStretch(
    ledger: LedgerName,
    seqs: readonly number[],
    earlier: number,
  ): Promise<LedgerStretch | null>;
  /** Root of the first `size` leaves; null: there are not so many. Error: store-corrupt. */
  ledgerRoot(ledger: LedgerName, size: number): Promise<Uint8Array | null>;
  /** null: there is no such ledger, or it is from before there were chains. */
  servedChain(ledger: LedgerName): Promise<ServedChain | null>;
  /** All ledgers, oldest first. */
  ledgers(): Promise<LedgerSize[]>;
  /** Ascending by leaf. */
  ledgerEntries(query: LedgerQuery): Promise<LedgerEntry[]>;
  /** The kept nodes of a ledger above its leaves, ascending by level and position, at most `limit` after the given one. */
  ledgerNodes(
    ledger: LedgerName,
    after: { level: number; position: number },
    limit: number,
  ): Promise<{ level: number; position: number; hash: Uint8Array }[]>;
  /**
   * Entries of records with afterRow < row ≤ throughRow that were served and have no leaf in any ledger. `before`: said to be
   * from before there were ledgers, and no leaf is older. Earlier versions of control records are left out: who asks for
   * last versions goes past them.
   */
  servedUnlogged(
    afterRow: number,
    throughRow: number,
  ): Promise<{ partner: PartnerId; seq: number; before: boolean }[]>;
  /** The highest row of any record. */
  lastRow(): Promise<number>;

  /** Newest first; `before`: the `row` of the last entry seen. */
  quarantine(limit: number, before?: number): Promise<(QuarantineEntry & { row: number })[]>;
  quarantineCount(most?: number): Promise<number>;
  /** Entries whose `detail` or own id is one of these, of one sender or (null) of all, with row > `afterRow`, ascending. */
  quarantinedFor(
    details: readonly string[],
    partner: PartnerId | null,
    afterRow: number,
    limit: number,
  ): Promise<(QuarantineEntry & { row: number })[]>;
  /** Entries with an own id of this type, by id, at most `limit`. */
  quarantinedOfType(type: string, limit: number): Promise<(QuarantineEntry & { row: number })[]>;
  /** Ascending, at most `limit`. */
  readLog(afterNumber: number, limit: number): Promise<ReadLine[]>;
  /** The same lines with what they say, so that it can be written down again; versions that are not known are left out. */
  readEntries(afterNumber: number, limit: number): Promise<{ line: ReadLine; read: ReadEntry }[]>;
  /** A page of the log as people are shown it, newest first. */
  lastReads(query: ReadsQuery): Promise<LoggedReads>;
  /** Everybody who was given a version of it, first read first. */
  readersOf(id: StixId): Promise<RecordReader[]>;
  /** What this person did not confirm yet, newest first, at most `limit`. */
  notices(person: string, limit: number): Promise<ReadNotice[]>;
  /** Every notice that was put, confirmed or not, ascending by `row`. */
  everyNotice(afterRow: number, limit: number): Promise<(PutNotice & { row: number })[]>;
  journal(query: JournalQuery): Promise<JournalLine[]>;
  journalEntry(series: string, number: number): Promise<JournalLine | null>;
  /** All series that have an entry, in no order. */
  journalSeries(): Promise<string[]>;
  /** In the order of writing, at most `limit`. */
  journalLog(afterNumber: number, limit: number): Promise<JournalLogLine[]>;
  status(id: string): Promise<StatusRow | null>;
  documents(kind: string): Promise<Document[]>;
  /** Those with a key before this one (left out: all), the last first, at most `limit`. */
  lastDocuments(kind: string, before: string | undefined, limit: number): Promise<Document[]>;
  document(kind: string, key: string): Promise<Document | null>;
  /** A consistent copy into a new file while the node runs; `backup-exists` where there is one. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}
