import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import type { Released } from "../../release/released.ts";

/**
 * What the TAXII server and the push and pull loops need of the desk. Everything that depends on a
 * partner sees only what was released to that partner: errors and timing too.
 */
export interface ServerDesk {
  node: NodeDescription;
  /** null: wrong. Takes the same time for an unknown user name and a wrong password. */
  login(username: string, password: string): Promise<PartnerId | null>;
  readOutbox(partner: PartnerId, request: OutboxRequest): Promise<OutboxPage>;
  /** The same selection without bodies; marks nothing as served. */
  readManifest(partner: PartnerId, request: OutboxRequest): Promise<ManifestPage>;
  accept: Accept;
  /** null: unknown, another partner's, or older than 24 h. */
  status(partner: PartnerId, id: string): Promise<AcceptStatus | null>;
}

/**
 * Takes in an envelope as received, not parsed. Resolves after the commit; the link's cursor moves to
 * `position` once the objects are on disk. AppError where the whole envelope is at fault.
 */
export type Accept = (
  partner: PartnerId,
  envelope: Uint8Array,
  position?: DeliveryPosition,
) => Promise<AcceptStatus>;

/** Where a delivery stands in the sender's outbox: what was pushed need not be pulled again. */
export interface DeliveryPosition {
  /** The sender says that everything up to here (date_added, µs since 1970, UTC) was delivered before. */
  after: number;
  /** date_added of the last object delivered. */
  through: number;
  /** `next` with which a pull goes on; left out by pushes. */
  next?: string | null;
  /** What the sender says of its ledger, as it came with the delivery. */
  ledger?: string;
}

/** How the node introduces itself to a partner that logged in. */
export interface NodeDescription {
  id: PartnerId;
  title: string;
  description: string;
}

/** A TAXII filter over the caller's outbox. Values of one field are ORed, fields ANDed. */
export interface OutboxRequest {
  /** A `next` that was given to the same partner; AppError token-unknown if it is malformed or of an earlier epoch. */
  token?: string;
  /** Entries with date_added > this; µs since 1970, UTC. */
  addedAfter?: number;
  ids?: StixId[];
  kinds?: string[];
  specVersions?: string[];
  /** Numbers are `modified` in ms. Default ["last"], among what this partner was released. */
  versions?: VersionMatch[];
  limit: number;
  /** Of a page's body, at most, though one object always goes; left out: any. */
  octets?: number;
}

export type VersionMatch = "first" | "last" | "all" | number;

export interface ManifestEntry {
  id: StixId;
  /** ms since 1970, UTC. */
  modified: number;
  /** µs since 1970, UTC; strictly ascending within one outbox. */
  dateAdded: number;
  kind: string;
}

/**
 * Decided again at this moment, ascending by date_added. A page is filled up to `limit` and `octets` by what leaves while
 * anything remains: a shorter page with `more` would tell that something was withheld.
 */
export interface ManifestPage {
  entries: ManifestEntry[];
  /** Exactly: something that the caller may see now remains after the last entry. */
  more: boolean;
  /** Opaque token of the place after the last entry, also where `more` is false; null only for an empty page. */
  next: string | null;
}

/** Marked as served, durably, before it was handed out. */
export interface OutboxPage extends ManifestPage {
  /** The bodies of `entries`, in order, joined by commas; UTF-8. */
  body: Released;
  /** What it is in the ledger, one line of ASCII of at most 12 KiB: goes along with the page. */
  ledger?: string;
}

export interface StatusDetail {
  id: StixId;
  /** The object's `modified`, else `created`, as it stood there. */
  version: string;
  message?: string;
}

/** What became of one posted envelope; kept for 24 h. */
export interface AcceptStatus {
  /** UUIDv4. */
  id: string;
  /** ms since 1970, UTC: when the request came. */
  at: number;
  total: number;
  successes: StatusDetail[];
  failures: StatusDetail[];
  pendings: StatusDetail[];
}

/**
 * What the push loop needs. How far a partner answered for what we pushed is a date_added (µs since
 * 1970, UTC): unlike a token it is still good after a backup was restored.
 */
export interface PushDesk {
  readOutbox(partner: PartnerId, request: OutboxRequest): Promise<OutboxPage>;
  /** The same selection without bodies; marks nothing as served. */
  readManifest(partner: PartnerId, request: OutboxRequest): Promise<ManifestPage>;
  /** 0: nothing was pushed to this partner yet. */
  pushCursor(partner: PartnerId): Promise<number>;
  /** The partner answered for everything up to `through`; durable when it resolves. */
  pushed(partner: PartnerId, through: number, report: PushReport): Promise<void>;
}

export interface PushReport {
  /** ms since 1970, UTC. */
  at: number;
  sent: number;
  /** What the partner did not accept; it stays readable in its outbox. */
  failures: StatusDetail[];
}

/** What the pull loop needs. */
export interface PullDesk {
  /** As the last `accept` with a position left it; `through` 0 before the first. */
  pullCursor(partner: PartnerId): Promise<PullCursor>;
  accept: Accept;
  /** This envelope is accepted next, once the one before it is stored: what can be looked at without that may be already. */
  checkAhead(partner: PartnerId, envelope: Uint8Array): void;
  /** Ids that what waits here of this partner's refers to, to be asked for now; the next call gives others. */
  missing(partner: PartnerId): Promise<string[]>;
}

/** How far a partner's outbox has come to us. */
export interface PullCursor {
  /** Valid at that partner until its epoch changes. */
  next: string | null;
  /** date_added, µs since 1970, UTC. */
  through: number;
}
