import type { ServerOptions } from "node:https";
import cookie from "@fastify/cookie";
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyServerOptions,
} from "fastify";
import { AppError } from "../errors.ts";
import { admit } from "./admit.ts";
import type { DeskPort } from "./desk-port.ts";
import { answerError } from "./error-answer.ts";
import { eventStream } from "./event-stream.ts";
import { refuseOtherMethods } from "./other-methods.ts";
import { strictHeaders } from "./headers.ts";
import { readJsonBodies } from "./json-body.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { checkHost } from "./origin.ts";
import { serveFiles, servePage } from "./page.ts";
import { urlOf, type Route } from "./route.ts";
import { routeTable } from "./route-table.ts";
import { sessionCookie } from "./session-token.ts";
import { compileValidator } from "./validate.ts";

export interface AppOptions {
  desk: DeskPort;
  /** The built page; null: none is served. */
  webDir: string | null;
  /** PMTiles file of the operator's own map; left out: there is none. */
  basemap?: string | null;
  log: FastifyBaseLogger;
  /** Names under which plain HTTP is served besides the loopback ones; without port. */
  hosts?: readonly string[];
  /** Key and certificate; left out: plain HTTP, for loopback only. */
  https?: ServerOptions;
  limits?: Partial<Limits>;
}

/**
 * The node's HTTP app with the API for people and the page; not listening yet. Other transports register
 * their own routes on it. Closing it ends the event streams.
 */
export function buildApp(options: AppOptions): FastifyInstance {
  const { desk, webDir, basemap = null, log, hosts = [], https } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const scheme = https ? "https" : "http";
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    bodyLimit: limits.bodyBytes,
    requestTimeout: 120_000,
    ...(https && { https: { minVersion: "TLSv1.2", ...https } }),
    // Addresses that no hook sees because they cannot be decoded.
    frameworkErrors: (error, request, reply) =>
      void answerError(error, request, reply.headers(strictHeaders), limits.bodyBytes),
  } as FastifyServerOptions) as FastifyInstance;

  const knownHosts = new Set(["localhost", "127.0.0.1", "[::1]", ...hosts]);
  app.addHook("onRequest", async (request, reply) => {
    void reply.headers(strictHeaders);
    if (request.url.startsWith("/api")) void reply.header("cache-control", "no-store");
    if (!https) checkHost(request.headers.host, knownHosts);
  });
  app.setErrorHandler<Parameters<typeof answerError>[0]>((error, request, reply) =>
    answerError(error, request, reply, request.routeOptions.bodyLimit ?? limits.bodyBytes),
  );
  serveFiles(app, webDir);
  servePage(app, webDir);

  const session = sessionCookie(desk.node().id, https !== undefined);
  const events = eventStream(desk, limits);
  app.addHook("preClose", async () => events.close());
  const routes = routeTable({ desk, limits, events, session, scheme, basemap });

  void app.register(async (api) => {
    await api.register(cookie);
    readJsonBodies(api);
    api.setValidatorCompiler(compileValidator as never);
    api.decorateRequest("person", null);
    api.decorateRequest("sessionToken", null);
    for (const route of routes) if (!route.upload) serve(api, route);
    void api.register(async (uploads) => {
      uploads.removeAllContentTypeParsers();
      uploads.addContentTypeParser("*", (_request, _payload, done) =>
        done(new AppError("upload-type-wrong")),
      );
      for (const route of routes) if (route.upload) serveUpload(uploads, route, route.upload);
    });
    refuseOtherMethods(api, routes);
  });

  /** Its body passes through: nothing of it is read here, and no other route takes one like it. */
  function serveUpload(api: FastifyInstance, route: Route, { mediaType }: { mediaType: string }) {
    if (!api.hasContentTypeParser(mediaType)) {
      api.addContentTypeParser(mediaType, (_request, payload, done) => done(null, payload));
    }
    serve(api, route);
  }

  function serve(api: FastifyInstance, route: Route): void {
    api.route({
      method: route.method,
      url: urlOf(route),
      ...(route.bodyOctets !== undefined && { bodyLimit: route.bodyOctets }),
      schema: {
        ...(route.params && { params: route.params }),
        ...(route.query && { querystring: route.query }),
        ...(route.body && { body: route.body }),
      },
      onRequest: (request, reply) =>
        admit(request, reply, route, { desk, cookieName: session.name, scheme }),
      preValidation: async (request) => {
        // No body is an empty one: the schema says which fields are then missing.
        if (route.body) request.body ??= {};
      },
      handler: async (request, reply) => {
        void reply.code(route.answer.status);
        const { person, params, query, body } = request;
        return route.handler({ person, params, query, body, http: request }, reply);
      },
    });
  }

  return app;
}
