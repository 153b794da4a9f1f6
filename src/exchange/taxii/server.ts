import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import type { PartnerId } from "../../domain/partner.ts";
import { AppError } from "../../errors.ts";
import type { Timers } from "../timers.ts";
import { basicLogin } from "./basic-login.ts";
import type { Call, CallAt } from "./call.ts";
import type { ServerDesk } from "./desk-port.ts";
import {
  getApiRoot,
  getCollection,
  getCollections,
  getDiscovery,
  getStatus,
} from "./info-routes.ts";
import { loginLimit } from "./login-limit.ts";
import { acceptsTaxii } from "./media-type.ts";
import { apiRootPath, discoveryPath, matchPath, type Target } from "./path.ts";
import { getManifest, getObject, getObjects, getVersions } from "./read-routes.ts";
import { sendTaxiiError } from "./taxii-error.ts";
import { deleteObject, postObjects } from "./write-routes.ts";

export interface TaxiiOptions {
  timers: Timers;
  /** Octets that a POST may have, told to partners in the API root. */
  maxContentLength: number;
}

type Method = "GET" | "POST" | "DELETE";
type Routes = {
  [At in Target["at"]]: Partial<Record<Method, (call: CallAt<At>) => Promise<void>>>;
};

const routes: Routes = {
  discovery: { GET: getDiscovery },
  "api-root": { GET: getApiRoot },
  status: { GET: getStatus },
  collections: { GET: getCollections },
  collection: { GET: getCollection },
  manifest: { GET: getManifest },
  objects: { GET: getObjects, POST: postObjects },
  object: { GET: getObject, DELETE: deleteObject },
  versions: { GET: getVersions },
};

/**
 * The TAXII 2.1 server: /taxii2/ and the API root /exchange/, everything below them, errors included.
 * One wildcard route each and our own table of paths: so that 404 and 405 are TAXII errors too, no HEAD
 * marks anything as served, and the length of an id is not the router's business.
 */
export function registerTaxii(app: FastifyInstance, desk: ServerDesk, options: TaxiiOptions): void {
  app.register(async (scope) => {
    const closing = new AbortController();
    const limit = loginLimit(options.timers, closing.signal);
    const partners = new WeakMap<FastifyRequest, PartnerId>();
    scope.addHook("preClose", async () => closing.abort());
    scope.removeAllContentTypeParsers();
    // The handler reads the body itself, after it has seen that the caller may write.
    scope.addContentTypeParser("*", (_request, _payload, done) => done(null));
    scope.setErrorHandler((error, _request, reply) => sendTaxiiError(reply, error));
    scope.addHook("onRequest", async (request, reply) => {
      reply.header("cache-control", "no-store");
      const login = basicLogin(request.headers.authorization);
      const partner = login && (await desk.login(login.username, login.password));
      if (partner !== null) return void partners.set(request, partner);
      reply.header("www-authenticate", 'Basic realm="TAXII", charset="UTF-8"');
      if (login !== null) await limit.failed(request.ip);
      throw new AppError("partner-login-wrong");
    });
    const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const { maxContentLength } = options;
      await route({ desk, partner: partners.get(request)!, maxContentLength, request, reply });
      return reply;
    };
    for (const root of [discoveryPath, apiRootPath]) {
      for (const url of [root.slice(0, -1), `${root}*`]) {
        scope.route({
          method: scope.supportedMethods,
          url,
          handler: answer,
        });
      }
    }
  });
}

async function route(call: Call): Promise<void> {
  const { request, reply } = call;
  if (!acceptsTaxii(request.headers.accept)) throw new AppError("taxii-not-acceptable");
  const path = pathOf(request);
  const target = matchPath(path.endsWith("/") ? path : `${path}/`);
  if (target === null) throw new AppError("not-found");
  if (!path.endsWith("/")) return redirectToSlash(request, reply);
  const handlers = routes[target.at];
  const handler = handlers[request.method as Method];
  if (handler === undefined) {
    const allowed = Object.keys(handlers).join(", ");
    reply.header("allow", allowed);
    throw new AppError("method-wrong", { allowed });
  }
  // Table and target agree by construction, which the compiler cannot see through the union.
  await (handler as (call: CallAt<Target["at"]>) => Promise<void>)({ ...call, target } as never);
}

/** Decoded, without the query. */
function pathOf(request: FastifyRequest): string {
  const rest = (request.params as { "*"?: string })["*"];
  const root = request.routeOptions.url ?? "";
  return rest === undefined ? root : root.slice(0, -1) + rest;
}

/** Every TAXII address ends in a slash; who forgot it is shown the way, whatever lies there. */
function redirectToSlash(request: FastifyRequest, reply: FastifyReply): void {
  const mark = request.url.indexOf("?");
  const query = mark < 0 ? "" : request.url.slice(mark);
  const encoded = pathOf(request).split("/").map(encodeURIComponent).join("/");
  reply.redirect(`${encoded}/${query}`, 308);
}
