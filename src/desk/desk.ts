import type { Logger } from "pino";
import type { Label } from "../domain/label.ts";
import type { Partner, PartnerId } from "../domain/partner.ts";
import type { Random } from "../domain/random.ts";
import type { StixId } from "../domain/stix.ts";
import type { Picture } from "../picture/picture.ts";
import type { Signer } from "../proof/signature.ts";
import type { ReadEntry, Store } from "../store/port.ts";
import type { Board, Clock } from "./board.ts";
import type { Checker } from "./check/checker.ts";
import type { Classes } from "./classes.ts";
import type { Consents } from "./consents.ts";
import type {
  Documents,
  IntroducedDocument,
  PartnerDocument,
  SessionDocument,
} from "./documents.ts";
import type { NodeEvents } from "./events.ts";
import type { Inventory } from "./inventory.ts";
import type { PlaceRegistry } from "./protected/registry.ts";
import type { LiveRecords } from "./live-records.ts";
import type { LiveRelations } from "./live-relations.ts";
import type { Turns } from "./in-turn.ts";
import type { Search } from "./look-again.ts";
import type { Gap } from "./outbox-gaps.ts";
import type { TaskBoard } from "./tasks/task-board.ts";
import type { ActOfTwo } from "./two-people.ts";

/** Marks that every record of this node bears: it is for show, or for practice; null: it is real. */
export type Mode = "demonstration" | "exercise" | null;

/** What every verb works with. Opened by open-desk.ts; nothing in it is reached in another way. */
export interface Desk {
  /** Replaced with `signer` when the key rolls over. */
  self: Partner;
  readonly mode: Mode;
  /** What one person alone may not do here. */
  readonly twoPeople: ReadonlySet<ActOfTwo>;
  signer: Signer;
  readonly store: Store;
  readonly picture: Picture;
  readonly inventory: Inventory;
  /** Work that is going on: requests, units, joint tasks. */
  readonly live: LiveRecords;
  /** Between these. */
  readonly relations: LiveRelations;
  readonly tasks: TaskBoard;
  /** Joint tasks in the making, by id. */
  readonly drafts: Map<StixId, Documents["task-draft"]>;
  /** Protected places of this node. */
  readonly places: PlaceRegistry;
  readonly board: Board;
  readonly classes: Classes;
  readonly consents: Consents;
  readonly checker: Checker;
  readonly events: NodeEvents;
  readonly turns: Turns;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** By id; this node's own partner is not among them. */
  readonly partners: Map<PartnerId, PartnerDocument>;
  /** Parties of charters without a link, known by their lead's introduction; nobody is here and among `partners`. */
  readonly introduced: Map<PartnerId, IntroducedDocument>;
  readonly labels: Map<StixId, Label>;
  /** Those of the labels whose marking-definition is known to be on disk. */
  readonly labelsStored: Set<StixId>;
  /** By partner: those that it can know to be here, as far as it was asked since the start (known-labels.ts). */
  readonly labelsOf: Map<PartnerId, Map<StixId, Label>>;
  /** By sender: what its entries in quarantine are to be looked through for (look-again.ts). */
  readonly searches: Map<PartnerId, Search[]>;
  /** By sender: what something of its own in quarantine waits for that is here, though nothing told it so (unseen.ts). */
  readonly unseen: Map<PartnerId, Set<StixId>>;
  /** By sender: dates too far ahead for which something waits in quarantine. */
  readonly datesAhead: Map<PartnerId, Set<string>>;
  /** By the SHA-256 of the token. */
  readonly sessions: Map<string, SessionDocument>;
  /** Records taken back, by id. */
  readonly recalled: Map<StixId, Documents["recalled"]>;
  /** By record: the versions that a restore knows only as taken back from some, whatever it has of them. */
  readonly takenBack: ReadonlyMap<StixId, readonly Documents["taken-back"][]>;
  /** Recalls that came before their record, by `originator id`. */
  readonly recalledAhead: Map<string, Documents["recalled-ahead"]>;
  /** What is released and kept back, by `id partner`. */
  readonly held: Map<string, Documents["held"]>;
  /** Minutes that entries waited which left their hold and were not served yet, by `id modified-ms partner`. */
  readonly waited: Map<string, number>;
  /** By `id partner`. */
  readonly oneOffs: Map<string, Documents["one-off"]>;
  /** What one person did and a second one has to confirm, by `kind id`. */
  readonly toConfirm: Map<string, Documents["to-confirm"]>;
  /** `partner id` of labels and identities that stand in an outbox already: saves writing them again. */
  readonly carried: Set<string>;
  /** By partner: where something that its outbox holds may have lost what it needs. */
  readonly gaps: Map<PartnerId, Gap>;
  /** What people were given while the disk was full, not written down yet. */
  readonly unwrittenReads: ReadEntry[];
  /** Advances before and after the commit of every recall and void, so that a page in the making is read again. */
  removals: number;
  /** A scenario is being loaded: the node says that it is not ready. */
  loading: boolean;
  /** This node's identity with a new key that is not in the store yet; null: it is there. */
  unpublished: string | null;
  /** Seals the paging tokens of partners; changes when a backup is restored. */
  readonly tokenKey: Uint8Array;
  /** Told after commits that put something into outboxes. */
  readonly offered: (partners: readonly PartnerId[]) => void;
}
