import type { FastifyInstance } from "fastify";
import { AppError } from "../errors.ts";
import { urlOf, type Route } from "./route.ts";

/** Answers every other method on the paths of these routes with 405 and what is allowed, before anything else is looked at. */
export function refuseOtherMethods(api: FastifyInstance, routes: readonly Route[]): void {
  for (const [url, ofUrl] of Map.groupBy(routes, urlOf)) {
    const methods = ofUrl.map(({ method }) => method as string);
    const allowed = methods.join(", ");
    api.route({
      method: api.supportedMethods.filter((method) => !methods.includes(method)),
      url,
      onRequest: async (_request, reply) => {
        void reply.header("allow", allowed);
        throw new AppError("method-wrong", { allowed });
      },
      handler: () => undefined,
    });
  }
}
