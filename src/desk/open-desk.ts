import type { Logger } from "pino";
import { readConsent } from "../domain/consent.ts";
import { readLabel } from "../domain/label-marking.ts";
import type { Label } from "../domain/label.ts";
import type { Partner, PartnerId } from "../domain/partner.ts";
import type { Random } from "../domain/random.ts";
import type { StixId, StixObject } from "../domain/stix.ts";
import { openPicture } from "../picture/picture.ts";
import type { Signer } from "../proof/signature.ts";
import type { Store } from "../store/port.ts";
import { openBoard, type Clock } from "./board.ts";
import type { Checker } from "./check/checker.ts";
import { openClasses } from "./classes.ts";
import { openConsents, type Consents } from "./consents.ts";
import type { Desk, Mode } from "./desk.ts";
import { put, read, readAll } from "./documents.ts";
import { minutesOf } from "./hold.ts";
import { nodeEvents } from "./events.ts";
import { openPlaces } from "./protected/registry.ts";
import { openLiveRecords } from "./live-records.ts";
import { openLiveRelations } from "./live-relations.ts";
import { openInventory } from "./inventory.ts";
import { publishIdentity } from "./own-identity.ts";
import { openTurns } from "./in-turn.ts";
import { openTaskBoard } from "./tasks/task-board.ts";
import type { ActOfTwo } from "./two-people.ts";

export interface DeskParts {
  self: Partner;
  mode: Mode;
  twoPeople: ReadonlySet<ActOfTwo>;
  signer: Signer;
  /** Canonical texts of the node's own signed identity: all versions, oldest first. */
  identities: readonly string[];
  store: Store;
  checker: Checker;
  clock: Clock;
  random: Random;
  log: Logger;
  offered: (partners: readonly PartnerId[]) => void;
}

/** Builds what the verbs work with from the store: everything in memory comes from there. */
export async function openDesk(parts: DeskParts): Promise<Desk> {
  const { identities, ...given } = parts;
  const { self, clock, random } = given;
  const inventory = openInventory(given.store, () => partners.keys());
  const store = inventory.watched(given.store);
  const [holds, partners, introduced, sessions, recalled, recalledAhead, labels, columns, classes] =
    await Promise.all([
      readHolds(store),
      readAll(store, "partner"),
      readAll(store, "introduced"),
      readAll(store, "session"),
      readAll(store, "recalled"),
      readAll(store, "recalled-ahead"),
      readLabels(store),
      store.pictureColumns(),
      openClasses(store),
    ]);
  const parties = [[self.id, ...partners.keys()], [...introduced.keys()]] as const;
  const board = await openBoard(store, self.id, parties, clock);
  const live = await openLiveRecords(store);
  const related = [...live.ofKind("task-part"), ...live.ofKind("unit")].map(({ id }) => id);
  const events = nodeEvents();
  const places = openPlaces(await readAll(store, "protected-place"));
  const desk: Desk = {
    ...given,
    store,
    inventory,
    live,
    relations: await openLiveRelations(store, related),
    tasks: openTaskBoard({ live, places, self: self.id, clock, emit: events.emit }),
    places,
    picture: openPicture(columns),
    board,
    classes,
    consents: await readConsents(store, self.id),
    drafts: await readAll(store, "task-draft"),
    events,
    turns: openTurns(),
    partners,
    introduced,
    labels,
    labelsStored: new Set(labels.keys()),
    labelsOf: new Map(),
    searches: new Map(),
    unseen: new Map(),
    datesAhead: new Map(),
    sessions,
    recalled,
    takenBack: Map.groupBy((await readAll(store, "taken-back")).values(), ({ object }) => object),
    recalledAhead,
    ...holds,
    carried: new Set(),
    gaps: new Map(),
    unwrittenReads: [],
    removals: 0,
    loading: (await read(store, "setting", "loading")) === true,
    unpublished: null,
    tokenKey: await tokenKeyOf(store, random),
  };
  await publishIdentity(desk, identities);
  return desk;
}

async function readHolds(
  store: Store,
): Promise<Pick<Desk, "held" | "waited" | "oneOffs" | "toConfirm">> {
  const waited = new Map<string, number>();
  for (const [key, one] of await readAll(store, "waited")) waited.set(key, minutesOf(one));
  return {
    held: await readAll(store, "held"),
    waited,
    oneOffs: await readAll(store, "one-off"),
    toConfirm: await readAll(store, "to-confirm"),
  };
}

async function readConsents(store: Store, self: PartnerId): Promise<Consents> {
  const consents = openConsents(self);
  for (let after = 0; ;) {
    const page = await store.ofKind("consent", after, 1000);
    for (const { body, via, row } of page) {
      consents.learn(readConsent(JSON.parse(body) as StixObject), via);
      after = row;
    }
    if (page.length < 1000) return consents;
  }
}

async function readLabels(store: Store): Promise<Map<StixId, Label>> {
  const labels = new Map<StixId, Label>();
  for (let after = 0; ;) {
    const page = await store.ofKind("marking-definition", after, 1000);
    for (const { id, body, row } of page) {
      labels.set(id, readLabel(JSON.parse(body) as StixObject).label);
      after = row;
    }
    if (page.length < 1000) return labels;
  }
}

/** Of this incarnation of the store: a restored copy gets a new one, and old tokens are refused. */
async function tokenKeyOf(store: Store, random: Random): Promise<Uint8Array> {
  const known = await read(store, "setting", "token-key");
  if (typeof known === "string") return Buffer.from(known, "hex");
  const key = random(32);
  const change = put("setting", "token-key", Buffer.from(key).toString("hex"));
  await store.commit({ priority: "interactive", groups: [[change]] });
  return key;
}
