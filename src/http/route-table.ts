import type { DeskPort } from "./desk-port.ts";
import type { EventStream } from "./event-stream.ts";
import type { Limits } from "./limits.ts";
import type { Route } from "./route.ts";
import { agreementRoutes } from "./routes/agreements.ts";
import { basemapRoutes } from "./routes/basemap.ts";
import { bundleRoutes } from "./routes/bundles.ts";
import { consentRoutes } from "./routes/consents.ts";
import { eventRoutes } from "./routes/events.ts";
import { handoverRoutes } from "./routes/handovers.ts";
import { introductionRoutes } from "./routes/introductions.ts";
import { journalRoutes } from "./routes/journal.ts";
import { ledgerRoutes } from "./routes/ledger.ts";
import { nodeRoutes } from "./routes/node.ts";
import { openApiRoute } from "./routes/openapi.ts";
import { partnerRoutes } from "./routes/partners.ts";
import { pictureRoutes } from "./routes/picture.ts";
import { placeRoutes } from "./routes/places.ts";
import { quarantineRoutes } from "./routes/quarantine.ts";
import { waitingRoutes } from "./routes/waiting.ts";
import { recallRoutes } from "./routes/recalls.ts";
import { recordRoutes } from "./routes/records.ts";
import { reportRoutes } from "./routes/reports.ts";
import { requestRoutes } from "./routes/requests.ts";
import { checkRoutes } from "./routes/checks.ts";
import { protectedRoutes } from "./routes/protected.ts";
import { peopleRoutes } from "./routes/people.ts";
import { readsRoutes } from "./routes/reads.ts";
import { saidRoutes } from "./routes/said.ts";
import { sameEventRoutes } from "./routes/same-event.ts";
import { unitRoutes } from "./routes/units.ts";
import { warningRoutes } from "./routes/warnings.ts";
import { clashRoutes } from "./routes/clashes.ts";
import { taskDraftRoutes } from "./routes/task-drafts.ts";
import { taskPartRoutes } from "./routes/task-parts.ts";
import { taskRoutes } from "./routes/tasks.ts";
import { situationReportRoutes } from "./routes/situation-reports.ts";
import { textProposalRoutes } from "./routes/text-proposals.ts";
import { sessionRoutes } from "./routes/session.ts";
import { vocabularyRoutes } from "./routes/vocabulary.ts";
import type { SessionCookie } from "./session-token.ts";

export interface RouteContext {
  desk: DeskPort;
  limits: Limits;
  events: EventStream;
  session: SessionCookie;
  scheme: "http" | "https";
  /** File of the operator's own map; null: there is none. */
  basemap: string | null;
}

/** Every route of the API for people. The app serves these, the OpenAPI document describes these. */
export function routeTable({
  desk,
  limits,
  events,
  session,
  scheme,
  basemap,
}: RouteContext): Route[] {
  const routes = [
    ...sessionRoutes(desk, limits, session, scheme),
    ...reportRoutes(desk),
    ...recordRoutes(desk),
    ...pictureRoutes(desk),
    ...recallRoutes(desk),
    ...agreementRoutes(desk),
    ...partnerRoutes(desk),
    ...introductionRoutes(desk),
    ...quarantineRoutes(desk),
    ...ledgerRoutes(desk),
    ...journalRoutes(desk),
    ...bundleRoutes(desk, limits),
    ...handoverRoutes(desk),
    ...situationReportRoutes(desk),
    ...waitingRoutes(desk),
    ...requestRoutes(desk),
    ...protectedRoutes(desk),
    ...checkRoutes(desk),
    ...unitRoutes(desk),
    ...sameEventRoutes(desk),
    ...peopleRoutes(desk),
    ...readsRoutes(desk),
    ...saidRoutes(desk),
    ...warningRoutes(desk),
    ...taskRoutes(desk),
    ...taskDraftRoutes(desk),
    ...taskPartRoutes(desk),
    ...clashRoutes(desk),
    ...consentRoutes(desk),
    ...eventRoutes(events),
    ...vocabularyRoutes(),
    ...placeRoutes(desk),
    ...textProposalRoutes(desk),
    ...basemapRoutes(basemap),
    ...nodeRoutes(desk),
  ];
  return [...routes, openApiRoute(routes, desk.node().version)];
}
