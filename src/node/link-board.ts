import { randomBytes } from "node:crypto";
import { acceptObjects } from "../desk/accept-records.ts";
import { changeLink } from "../desk/change-link.ts";
import { checkAhead } from "../desk/check-ahead.ts";
import { missingReferences } from "../desk/missing-references.ts";
import type { Desk } from "../desk/desk.ts";
import { readManifest, readOutbox } from "../desk/read-outbox.ts";
import type { Secrets } from "../desk/secrets.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { PullDesk, PushDesk } from "../exchange/taxii/desk-port.ts";
import { startLinks, type LinkReport, type Links } from "../exchange/taxii/links.ts";
import { systemTimers } from "../exchange/timers.ts";

const pullEveryMs = 5 * 60_000;

/** The links to partners' nodes and the last word of each. */
export interface LinkBoard {
  start(desk: Desk, secrets: Secrets): Promise<void>;
  /** The partner's address is new or changed. */
  linked(desk: Desk, secrets: Secrets, partner: PartnerId): Promise<void>;
  outboxGrew(partners: readonly PartnerId[]): void;
  reports: ReadonlyMap<PartnerId, LinkReport>;
  stop(): Promise<void>;
}

export function linkBoard(): LinkBoard {
  const reports = new Map<PartnerId, LinkReport>();
  let links: Links | null = null;

  async function linked(desk: Desk, secrets: Secrets, partner: PartnerId): Promise<void> {
    const known = desk.partners.get(partner);
    const password = secrets.token(partner);
    if (!links || !known) return;
    // A card may have taken the address away that an earlier one gave.
    if (known.url === null) {
      await links.remove(partner);
      reports.delete(partner);
    }
    if (known.url === null || password === null) return;
    const { url, pin } = known;
    await links.add({ partner, url, pin, username: desk.self.id, password });
  }

  return {
    reports,
    linked,
    outboxGrew: (partners) => links?.outboxGrew(partners),
    async start(desk, secrets) {
      links = startLinks({
        desk: exchangeDesk(desk),
        timers: systemTimers,
        random: (bytes) => randomBytes(bytes),
        pullEveryMs,
        report(report) {
          const before = reports.get(report.partner);
          reports.set(report.partner, report);
          if (before?.state === report.state) return;
          const { partner, state, fault } = report;
          desk.log.info({ partner, state, fault: fault?.code }, "link");
          desk.events.emit({ type: "partner", data: { partner, state } });
        },
      });
      for (const partner of desk.partners.keys()) await linked(desk, secrets, partner);
    },
    async stop() {
      await links?.stop();
      links = null;
    },
  };
}

/** The desk as the loops see it. How far we pushed is kept with the partner. */
export function exchangeDesk(desk: Desk): PushDesk & PullDesk {
  return {
    readOutbox: (partner, request) => readOutbox(desk, partner, request),
    readManifest: (partner, request) => readManifest(desk, partner, request),
    accept: (partner, envelope, position) => acceptObjects(desk, partner, envelope, position),
    checkAhead: (partner, envelope) => checkAhead(desk, partner, envelope),
    missing: (partner) => missingReferences(desk, partner),
    pushCursor: async (partner) => desk.partners.get(partner)?.pushed ?? 0,
    pullCursor: async (partner) => desk.partners.get(partner)?.cursor ?? { next: null, through: 0 },
    async pushed(partner, through, { at, failures }) {
      if (!desk.partners.has(partner)) return;
      for (const { id, message } of failures) {
        desk.log.warn({ partner, id, message }, "not accepted by the partner");
      }
      await changeLink(desk, partner, (link) => ({
        pushed: Math.max(link.pushed, through),
        lastExchange: at,
      }));
    },
  };
}
