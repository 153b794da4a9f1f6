import type { PartnerId } from "../../domain/partner.ts";
import type { Random } from "../../domain/random.ts";
import type { AppError } from "../../errors.ts";
import type { Loop } from "../loop.ts";
import type { Timers } from "../timers.ts";
import { type PartnerAddress, taxiiClient, type TaxiiClient } from "./client.ts";
import type { PullDesk, PushDesk } from "./desk-port.ts";
import { startPullLoop } from "./pull-loop.ts";
import { startPushLoop } from "./push-loop.ts";

/** What the last exchange with a partner's node came to. */
export interface LinkReport {
  partner: PartnerId;
  way: "push" | "pull";
  state: "up" | "down" | "certificate-changed";
  /** ms since 1970, UTC. */
  at: number;
  /** null: it went well. */
  fault: AppError | null;
}

export interface LinkOptions {
  desk: PushDesk & PullDesk;
  timers: Timers;
  random: Random;
  pullEveryMs: number;
  /** How a partner's node is called; left out: over the network. */
  client?: (address: PartnerAddress) => TaxiiClient;
  /** Told after every exchange and every failure. */
  report(report: LinkReport): void;
}

/** The links of this node to its partners' nodes: one push loop and one pull loop each. */
export interface Links {
  /** Begins to exchange; a partner that is linked already gets the new address. AppError partner-url-insecure. */
  add(address: PartnerAddress): Promise<void>;
  remove(partner: PartnerId): Promise<void>;
  /** Something was released to these partners. */
  outboxGrew(partners: readonly PartnerId[]): void;
  /** Reads this partner's outbox now. */
  pullNow(partner: PartnerId): void;
  stop(): Promise<void>;
}

interface Link {
  push: Loop;
  pull: Loop;
  client: TaxiiClient;
}

/** No link yet: `add` them. */
export function startLinks({
  desk,
  timers,
  random,
  pullEveryMs,
  client: clientOf = (address) => taxiiClient(address),
  report,
}: LinkOptions): Links {
  const links = new Map<PartnerId, Link>();

  function open(partner: PartnerId, client: TaxiiClient): Link {
    let away = false;
    const contextOf = (way: "push" | "pull") => ({
      partner,
      client,
      timers,
      random,
      exchanged() {
        report({ partner, way, state: "up", at: timers.now(), fault: null });
        // While it was away it may have written for us; and what we have for it need not wait any longer.
        if (away) {
          away = false;
          for (const loop of [push, pull]) {
            loop.retry();
            loop.wake();
          }
        }
      },
      failed(fault: AppError) {
        away = true;
        const changed = fault.code === "partner-certificate-changed";
        const state = changed ? "certificate-changed" : "down";
        report({ partner, way, state, at: timers.now(), fault });
      },
    });
    const push = startPushLoop(contextOf("push"), desk);
    const pull = startPullLoop(contextOf("pull"), desk, pullEveryMs);
    return { push, pull, client };
  }

  async function remove(partner: PartnerId): Promise<void> {
    const link = links.get(partner);
    if (link === undefined) return;
    links.delete(partner);
    await Promise.all([link.push.stop(), link.pull.stop()]);
    await link.client.close();
  }

  return {
    async add(address) {
      const { partner } = address;
      const client = clientOf(address);
      await remove(partner);
      links.set(partner, open(partner, client));
    },
    remove,
    outboxGrew(partners) {
      for (const partner of partners) links.get(partner)?.push.wake();
    },
    pullNow: (partner) => links.get(partner)?.pull.wake(),
    async stop() {
      await Promise.all([...links.keys()].map(remove));
    },
  };
}
