import Type from "typebox";
import { AppError } from "../../errors.ts";
import type { EventStream } from "../event-stream.ts";
import { may } from "../roles.ts";
import { defineRoute, type Route } from "../route.ts";

export function eventRoutes(events: EventStream): Route[] {
  return [
    defineRoute({
      method: "GET",
      path: "/api/events",
      summary: "What changes, as it happens (server-sent events)",
      roles: may.read,
      answer: {
        status: 200,
        description:
          "Events `record`, `related` (what was said of `records`, or which others tell of the same event, changed), `recall`, `notice` (something for this person in /api/notices), `agreement`, `partner`, `quarantine`, `journal`, `handover`, `waiting`, `consent`, `ledger-fork`, `ledger-new`, `task` (`because`: late, or suspended: something that it depends on), `clash`, `request`, `unit`, `warning` with JSON data. Past events are not sent again: read the list anew after a reconnection.",
        mediaType: "text/event-stream",
        schema: Type.String(),
        example:
          'event: record\ndata: {"id":"incident--8d8e8f10-4f6c-4c1e-9d2b-5a7f0c1e2d3a","modified":"2015-03-11T09:20:00.000Z","kind":"incident","originator":"baghdad"}\n\n',
      },
      errors: [new AppError("busy")],
      handler({ person, http }, reply) {
        events.checkRoom();
        reply.hijack();
        for (const [name, value] of Object.entries(reply.getHeaders()))
          if (value !== undefined) reply.raw.setHeader(name, value);
        reply.raw.writeHead(200, { "content-type": "text/event-stream" });
        events.add(reply.raw, person, http.sessionToken!);
        return reply;
      },
    }),
  ];
}
