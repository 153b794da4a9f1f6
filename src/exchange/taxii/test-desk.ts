import { createHash } from "node:crypto";

import type { PartnerId } from "../../domain/partner.ts";
import { parseStixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import { mintReleased } from "../../release/mint-released.ts";
import type {
  AcceptStatus,
  DeliveryPosition,
  ManifestEntry,
  ManifestPage,
  OutboxRequest,
  PullCursor,
  PullDesk,
  PushDesk,
  PushReport,
  ServerDesk,
} from "./desk-port.ts";

interface TestEntry extends ManifestEntry {
  seq: number;
  body: string;
  withheld: boolean;
}

/** A desk in memory that keeps the promises of desk-port.ts, for tests of the exchange alone. */
export interface TestDesk extends ServerDesk, PushDesk, PullDesk {
  release(partner: PartnerId, object: object, at?: number): void;
  /** As when the agreement ends: the partner sees these no more. */
  withhold(partner: PartnerId, id: string): void;
  /** As after a backup was restored. */
  newEpoch(): void;
  accepted: { partner: PartnerId; envelope: Uint8Array; position: DeliveryPosition | undefined }[];
  /** Envelopes that were to be checked ahead. */
  ahead: Uint8Array[];
  /** Ids to ask the partner for. */
  wanted: string[];
  reports: PushReport[];
  served: Set<string>;
  /** Thrown by the next `accept`. */
  fault: Error | null;
}

/** As many as are not longer than so many octets, joined by commas; the first always. */
function within(entries: TestEntry[], octets = Infinity): TestEntry[] {
  let sum = -1;
  const over = entries.findIndex(({ body }, index) => {
    sum += 1 + Buffer.byteLength(body);
    return index > 0 && sum > octets;
  });
  return over < 0 ? entries : entries.slice(0, over);
}

export function testDesk(id: PartnerId, logins: Record<string, string>): TestDesk {
  const outboxes = new Map<PartnerId, TestEntry[]>();
  const statuses = new Map<string, AcceptStatus>();
  const pushed = new Map<PartnerId, number>();
  const pulled = new Map<PartnerId, PullCursor>();
  let epoch = 1;

  function select(
    partner: PartnerId,
    request: OutboxRequest,
  ): ManifestPage & { rows: TestEntry[] } {
    const visible = (outboxes.get(partner) ?? []).filter(({ withheld }) => !withheld);
    const from = request.token === undefined ? 0 : openToken(request.token, partner);
    const matching = visible.filter(
      (entry) => entry.seq > from && matches(entry, request, visible),
    );
    const rows = within(matching.slice(0, request.limit), request.octets);
    const last = rows.at(-1);
    const next = last === undefined ? null : `${epoch}.${partner}.${last.seq}`;
    return { rows, entries: rows, more: matching.length > rows.length, next };
  }

  function openToken(token: string, partner: PartnerId): number {
    const [tokenEpoch, owner, seq] = token.split(".");
    if (tokenEpoch !== String(epoch) || owner !== partner) throw new AppError("token-unknown");
    return Number(seq);
  }

  const desk: TestDesk = {
    node: { id, title: `Node ${id}`, description: "For tests" },
    accepted: [],
    ahead: [],
    wanted: [],
    reports: [],
    served: new Set(),
    fault: null,
    login: async (username, password) =>
      Object.hasOwn(logins, username) && logins[username] === password ? username : null,
    async readOutbox(partner, request) {
      const { rows, ...page } = select(partner, request);
      for (const row of rows) desk.served.add(row.id);
      return { ...page, body: mintReleased(Buffer.from(rows.map(({ body }) => body).join(","))) };
    },
    readManifest: async (partner, request) => select(partner, request),
    async accept(partner, envelope, position) {
      if (desk.fault !== null) {
        const { fault } = desk;
        desk.fault = null;
        throw fault;
      }
      const objects = readEnvelope(envelope);
      desk.accepted.push({ partner, envelope, position });
      if (position !== undefined) movePulled(pulled, partner, position);
      const details = objects.map((object) => ({
        id: object.id,
        version: String(object["modified"] ?? object["created"]),
      }));
      const wrong = new Set(
        objects.filter((object) => object["name"] === "wrong").map(({ id }) => id),
      );
      const status: AcceptStatus = {
        id: uuid(`${partner} ${desk.accepted.length}`),
        at: Date.UTC(2015, 2, 11),
        total: objects.length,
        successes: details.filter(({ id }) => !wrong.has(id)),
        failures: details
          .filter(({ id }) => wrong.has(id))
          .map((detail) => ({ ...detail, message: "held for checking" })),
        pendings: [],
      };
      statuses.set(`${partner} ${status.id}`, status);
      return status;
    },
    checkAhead: (_partner, envelope) => void desk.ahead.push(envelope),
    missing: async () => desk.wanted.splice(0),
    status: async (partner, id) => statuses.get(`${partner} ${id}`) ?? null,
    pushCursor: async (partner) => pushed.get(partner) ?? 0,
    async pushed(partner, through, report) {
      pushed.set(partner, through);
      desk.reports.push(report);
    },
    pullCursor: async (partner) => pulled.get(partner) ?? { next: null, through: 0 },
    release(partner, object, at = Date.UTC(2015, 2, 11) * 1000) {
      const outbox = outboxes.get(partner) ?? [];
      outboxes.set(partner, outbox);
      const { id, type, modified, created } = object as Record<string, string>;
      outbox.push({
        id: id!,
        kind: type!,
        modified: parseStixTime(modified ?? created!)!,
        dateAdded: Math.max(at, (outbox.at(-1)?.dateAdded ?? 0) + 1),
        seq: outbox.length + 1,
        body: JSON.stringify(object),
        withheld: false,
      });
    },
    withhold(partner, id) {
      for (const entry of outboxes.get(partner) ?? []) if (entry.id === id) entry.withheld = true;
    },
    newEpoch: () => void epoch++,
  };
  return desk;
}

function matches(entry: TestEntry, request: OutboxRequest, all: readonly TestEntry[]): boolean {
  const { addedAfter, ids, kinds, specVersions, versions = ["last"] } = request;
  const times = all.filter(({ id }) => id === entry.id).map(({ modified }) => modified);
  const version = versions.some((wanted) => {
    if (wanted === "all") return true;
    if (wanted === "first") return entry.modified === Math.min(...times);
    if (wanted === "last") return entry.modified === Math.max(...times);
    return entry.modified === wanted;
  });
  return (
    version &&
    (addedAfter === undefined || entry.dateAdded > addedAfter) &&
    (ids === undefined || ids.includes(entry.id)) &&
    (kinds === undefined || kinds.includes(entry.kind)) &&
    (specVersions === undefined || specVersions.includes("2.1"))
  );
}

function readEnvelope(envelope: Uint8Array): { id: string; [name: string]: unknown }[] {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(envelope).toString("utf8"));
  } catch (error) {
    throw new AppError("json-malformed", { reason: "syntax" }, error);
  }
  const { objects } = Object(value) as { objects?: unknown };
  if (!Array.isArray(objects))
    throw new AppError("envelope-wrong", { reason: "no objects", reason_ar: "لا كائنات" });
  return objects as { id: string }[];
}

function movePulled(
  pulled: Map<PartnerId, PullCursor>,
  partner: PartnerId,
  { after, through, next }: DeliveryPosition,
): void {
  const cursor = pulled.get(partner) ?? { next: null, through: 0 };
  const contiguous = after <= cursor.through;
  pulled.set(partner, {
    next: next === undefined ? cursor.next : next,
    through: contiguous ? Math.max(cursor.through, through) : cursor.through,
  });
}

export interface TestObject {
  type: string;
  spec_version: string;
  id: string;
  created: string;
  modified: string;
  name: string;
}

/** Deterministic, in the form of a UUIDv4. */
export function uuid(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** An incident whose id follows from its name; `day` of March 2015 is its version. */
export function incident(name: string, day = 1): TestObject {
  const modified = `2015-03-${String(day).padStart(2, "0")}T00:00:00.000Z`;
  const created = "2015-03-01T00:00:00.000Z";
  const id = `incident--${uuid(name)}`;
  return { type: "incident", spec_version: "2.1", id, created, modified, name };
}
