import { type Dispatcher, Pool } from "undici";

import type { PartnerId } from "../../domain/partner.ts";
import { parseTaxiiTime, taxiiTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import type { Released } from "../../release/released.ts";
import { deliveryHeaders, readLedgerHeader } from "./delivery-headers.ts";
import type { DeliveryPosition, PullCursor, StatusDetail } from "./desk-port.ts";
import { taxiiMediaType } from "./media-type.ts";
import { pageHead } from "./page-head.ts";
import { boundedBody, isTaxiiAnswer, linkFault, refusal } from "./partner-answer.ts";
import { apiRootPath } from "./path.ts";
import { pinnedConnector } from "./pinned-connector.ts";

/** Where and how a partner's node is called: what its card says. */
export interface PartnerAddress {
  partner: PartnerId;
  /** The node's origin, e.g. https://node.example:8701. */
  url: string;
  username: string;
  password: string;
  /** SHA-256 of its certificate (see certificatePin); null only over plain http to this very machine. */
  pin: string | null;
}

export interface PulledPage {
  envelope: Uint8Array;
  /** False: the envelope holds no objects. */
  objects: boolean;
  more: boolean;
  next: string | null;
  /** date_added of the last object, µs since 1970, UTC; null: the server did not say. */
  through: number | null;
  /** What the server says of its ledger. */
  ledger?: string;
}

/** Calls one partner's node. Every failure is an AppError partner-*; nothing is tried again here. */
export interface TaxiiClient {
  /** Octets that a POST may have there. */
  maxContentLength(signal: AbortSignal): Promise<number>;
  /** Posts an envelope to the partner's inbox; what the partner did not accept comes back. */
  post(envelope: Released, at: DeliveryPosition, signal: AbortSignal): Promise<StatusDetail[]>;
  /** A page of all versions in the partner's outbox, from `next` if there is one, else what was added after `through`. AppError token-unknown where `next` is not valid there any more. */
  page(from: PullCursor, limit: number, signal: AbortSignal): Promise<PulledPage>;
  /** All versions of these objects in the partner's outbox, as many as go into a page. */
  named(ids: readonly string[], limit: number, signal: AbortSignal): Promise<PulledPage>;
  close(): Promise<void>;
}

/** One HTTP exchange after the other with one server: an undici Pool, or what a simulated network puts in its place. */
export interface HttpCaller {
  request(
    options: Dispatcher.RequestOptions,
  ): Promise<Pick<Dispatcher.ResponseData, "statusCode" | "headers" | "body">>;
  destroy(): Promise<void>;
}

/** In ms: to open a connection; silence before and within an answer; one whole request. */
export interface ClientTimeouts {
  connect: number;
  silence: number;
  whole: number;
}

const usualTimeouts: ClientTimeouts = { connect: 10_000, silence: 30_000, whole: 300_000 };
const pageBytes = 64 * 1024 * 1024;
const resourceBytes = 4 * 1024 * 1024;
const outbox = `${apiRootPath}collections/outbox/objects/`;
const inbox = `${apiRootPath}collections/inbox/objects/`;

/** Opens nothing yet. AppError partner-url-insecure where the address may not be called. */
export function taxiiClient(
  address: PartnerAddress,
  timeouts = usualTimeouts,
  caller = pooled,
): TaxiiClient {
  const origin = safeOrigin(address);
  const pool = caller(origin, address.pin, timeouts);
  const login = Buffer.from(`${address.username}:${address.password}`).toString("base64");
  const headers = { authorization: `Basic ${login}`, accept: taxiiMediaType };

  /** One request; the answer's body at most `limit` bytes, its status the one wanted. */
  async function call(
    request: Omit<Dispatcher.RequestOptions, "origin" | "headers"> & {
      headers?: Record<string, string>;
    },
    wanted: number,
    limit: number,
    signal: AbortSignal,
  ): Promise<{ headers: Dispatcher.ResponseData["headers"]; body: Buffer }> {
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeouts.whole)]);
    try {
      const answer = await pool.request({
        ...request,
        origin,
        headers: { ...headers, ...request.headers },
        signal: deadline,
      });
      const isTaxii = isTaxiiAnswer(answer.headers);
      if (answer.statusCode !== wanted) {
        await answer.body.dump({ limit: 65_536 });
        throw refusal(answer.statusCode, isTaxii);
      }
      const body = await boundedBody(answer.body, limit);
      if (!isTaxii) throw new AppError("partner-answer-wrong", { reason: "not TAXII 2.1" });
      return { headers: answer.headers, body };
    } catch (error) {
      throw linkFault(error);
    }
  }

  async function read(
    asked: { next?: string; added_after?: string; "match[id]"?: string },
    limit: number,
    signal: AbortSignal,
  ): Promise<PulledPage> {
    const query = new URLSearchParams({ limit: String(limit), "match[version]": "all", ...asked });
    const request = { method: "GET", path: `${outbox}?${query}` } as const;
    const answer = await call(request, 200, pageBytes, signal).catch((error: AppError) => {
      if (error.code !== "partner-refused-objects") throw error;
      if (asked.next !== undefined) throw new AppError("token-unknown", {}, error);
      throw new AppError("partner-failing", error.parts, error);
    });
    const last = answer.headers["x-taxii-date-added-last"];
    const ledger = readLedgerHeader(answer.headers);
    return {
      ...pageHead(answer.body),
      envelope: answer.body,
      through: typeof last === "string" ? parseTaxiiTime(last) : null,
      ...(ledger !== undefined && { ledger }),
    };
  }

  return {
    async maxContentLength(signal) {
      const { body } = await call({ method: "GET", path: apiRootPath }, 200, resourceBytes, signal);
      const limit = json(body)["max_content_length"];
      if (typeof limit === "number" && limit > 0) return limit;
      throw new AppError("partner-answer-wrong", { reason: "max_content_length" });
    },
    async post(body, at, signal) {
      const kind = { "content-type": taxiiMediaType, ...deliveryHeaders(at) };
      const request = { method: "POST", path: inbox, body, headers: kind } as const;
      const answer = await call(request, 202, resourceBytes, signal);
      return failuresOf(json(answer.body));
    },
    page({ next, through }, limit, signal) {
      if (next !== null) return read({ next }, limit, signal);
      return read(through > 0 ? { added_after: taxiiTime(through) } : {}, limit, signal);
    },
    named: (ids, limit, signal) => read({ "match[id]": ids.join(",") }, limit, signal),
    close: () => pool.destroy(),
  };
}

function pooled(origin: string, pin: string | null, timeouts: ClientTimeouts): HttpCaller {
  return new Pool(origin, {
    connections: 2,
    pipelining: 1,
    connect: pinnedConnector(pin, timeouts.connect),
    headersTimeout: timeouts.silence,
    bodyTimeout: timeouts.silence,
    keepAliveTimeout: 60_000,
    keepAliveMaxTimeout: 60_000,
  });
}

/** https with a pin, or http to this machine: a log-in is never sent in the clear over a network. */
function safeOrigin({ url, pin }: PartnerAddress): string {
  const parsed = URL.parse(url);
  const local = ["127.0.0.1", "[::1]", "localhost"].includes(parsed?.hostname ?? "");
  const pinned = parsed?.protocol === "https:" && /^[0-9a-f]{64}$/.test(pin ?? "");
  if (!pinned && !(parsed?.protocol === "http:" && local && pin === null)) {
    throw new AppError("partner-url-insecure");
  }
  return parsed!.origin;
}

function json(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below, together with what is JSON but no object.
  }
  throw new AppError("partner-answer-wrong", { reason: "not JSON" });
}

/** The failures of a status resource, as far as they are well-formed: they are only told to people. */
function failuresOf(status: Record<string, unknown>): StatusDetail[] {
  if (typeof status["total_count"] !== "number") {
    throw new AppError("partner-answer-wrong", { reason: "no status" });
  }
  const failures = Array.isArray(status["failures"]) ? (status["failures"] as unknown[]) : [];
  return failures.flatMap((failure) => {
    const { id, version, message } = Object(failure) as Record<string, unknown>;
    if (typeof id !== "string" || typeof version !== "string") return [];
    return [{ id, version, ...(typeof message === "string" && { message }) }];
  });
}
