import type { FastifyInstance } from "fastify";
import type { Dispatcher } from "undici";
import type { PartnerId } from "../../src/domain/partner.ts";
import type { HttpCaller } from "../../src/exchange/taxii/client.ts";
import type { World } from "./world.ts";

export interface Request {
  from: PartnerId;
  to: PartnerId;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer | undefined;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** A process that can be reached, or null while there is none. */
export type Reached = (id: PartnerId) => { app: FastifyInstance; gone: AbortSignal } | null;

export interface WireOptions {
  reached: Reached;
  /** Whoever calls by this is still running. */
  isAlive(gone: AbortSignal): boolean;
  /** Bytes leave a node for another. */
  leaves(from: PartnerId, to: PartnerId, body: Buffer, what: string): void;
  /** A node answered. */
  answered(request: Request, answer: Answer): void;
}

/** The network between the nodes: what is sent may be lost, come twice, late and in another order. */
export interface Wire {
  caller(from: PartnerId, gone: AbortSignal): (origin: string) => HttpCaller;
  /** Nothing from `from` reaches `to`; the other way is not touched. */
  cut(from: PartnerId, to: PartnerId): void;
  /** Ends all cuts and all faults. */
  heal(): void;
  faulty: boolean;
}

/** Each node's address, from which the network knows it. */
export function addressOf(id: PartnerId): string {
  return `http://127.0.0.1:${10_000 + ([...id].reduce((sum, one) => sum * 31 + one.charCodeAt(0), 7) % 50_000)}`;
}

export function openWire(
  world: World,
  nodes: readonly PartnerId[],
  { reached, leaves, answered }: WireOptions,
): Wire {
  const byAddress = new Map(nodes.map((id) => [addressOf(id), id]));
  const cuts = new Set<string>();
  const isCut = (from: PartnerId, to: PartnerId): boolean => cuts.has(`${from} ${to}`);

  /** Mostly quick, at times so slow that others overtake it. */
  function delay(): number {
    if (!wire.faulty || !world.chance(0.05)) return 5 + world.roll(100);
    world.befell("overtaken");
    return world.roll(90_000);
  }

  function deliver(request: Request, then: (answer: Answer | Error) => void): void {
    const { from, to, method, path, headers, body } = request;
    if (isCut(from, to)) {
      world.befell("held up by a partition");
      return then(failure("ECONNREFUSED"));
    }
    const node = reached(to);
    if (!node) return then(failure("ECONNREFUSED"));
    const done = world.busy();
    let open = true;
    const finish = (answer: Answer | Error): void => {
      if (!open) return;
      open = false;
      node.gone.removeEventListener("abort", broken);
      done();
      then(answer);
    };
    const broken = (): void => finish(failure("ECONNRESET"));
    node.gone.addEventListener("abort", broken);
    node.app
      .inject({ method: method as "GET", url: path, headers, ...(body && { payload: body }) })
      .then(
        (response) => {
          if (!open) return;
          const answer = {
            status: response.statusCode,
            headers: response.headers as Answer["headers"],
            body: response.rawPayload,
          };
          if (answer.status === 200 && path.includes("/objects/")) {
            leaves(to, from, answer.body, "answer");
          }
          answered(request, answer);
          finish(answer);
        },
        (error: unknown) => {
          world.fail(`${to} does not answer ${method} ${path}: ${String(error)}`);
          finish(failure("ECONNRESET"));
        },
      );
  }

  const wire: Wire = {
    faulty: false,
    cut: (from, to) => void cuts.add(`${from} ${to}`),
    heal() {
      cuts.clear();
      wire.faulty = false;
    },
    caller: (from, gone) => (origin) => {
      const to = byAddress.get(origin);
      if (!to) throw new Error(`nobody lives at ${origin}`);
      return {
        request: (options) => exchange(from, to, gone, options),
        destroy: async () => undefined,
      };
    },
  };

  function exchange(
    from: PartnerId,
    to: PartnerId,
    gone: AbortSignal,
    options: Dispatcher.RequestOptions,
  ): ReturnType<HttpCaller["request"]> {
    const { method, path } = options;
    const body = options.body ? Buffer.from(options.body as Uint8Array) : undefined;
    const headers = { ...(options.headers as Record<string, string>) };
    if (body) headers["content-length"] = String(body.length);
    const request: Request = { from, to, method, path, headers, body };
    const name = `${from} → ${to} ${method} ${path.slice(0, 60)}`;
    if (gone.aborted) return new Promise(() => undefined);
    if (body) leaves(from, to, body, "post");
    return new Promise((resolve, reject) => {
      const signal = options.signal as AbortSignal | null;
      const settle = (answer: Answer | Error): void => {
        signal?.removeEventListener("abort", cancelled);
        if (gone.aborted) return;
        if (answer instanceof Error) reject(answer);
        else resolve(asResponse(answer));
      };
      const lost = (what: string): void => {
        world.befell(what);
        world.later(1_000 + world.roll(29_000), `${name}: ${what}`, () =>
          settle(failure("UND_ERR_HEADERS_TIMEOUT")),
        );
      };
      const cancelled = (): void => settle(failure("UND_ERR_ABORTED"));
      // As long as it listens, Node keeps the signal with all that belongs to it.
      signal?.addEventListener("abort", cancelled);
      if (wire.faulty && world.chance(0.06)) return lost("request lost");
      if (wire.faulty && world.chance(0.06)) {
        world.befell("duplicate");
        const late = world.chance(0.3) ? world.roll(600_000) : delay();
        world.later(late, `${name}: comes twice`, () => deliver(request, () => undefined));
      }
      world.later(delay(), name, () =>
        deliver(request, (answer) => {
          if (answer instanceof Error) {
            world.later(delay(), `${name}: ${answer.message}`, () => settle(answer));
          } else if (isCut(to, from)) lost("answer held up by a partition");
          else if (wire.faulty && world.chance(0.06)) lost("answer lost");
          else world.later(delay(), `${name}: ${answer.status}`, () => settle(answer));
        }),
      );
    });
  }

  return wire;
}

function asResponse({ status, headers, body }: Answer): Awaited<ReturnType<HttpCaller["request"]>> {
  const stream = {
    async *[Symbol.asyncIterator]() {
      yield body;
    },
    dump: async () => undefined,
  };
  return {
    statusCode: status,
    headers,
    body: stream as unknown as Dispatcher.ResponseData["body"],
  };
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}
