import type { OutboxPage } from "../../src/exchange/taxii/desk-port.ts";
import { stixTime } from "../../src/domain/time.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import type { PartnerId } from "../../src/domain/partner.ts";
import { soundPorts, type Ports, type SimNode } from "./sim-node.ts";

/*
 * Mistakes that a node could make, each put between a desk and its transport: the simulator must find them.
 */

/** How far the exchange came is kept as a time on the node's own clock, instead of the place in the outbox. */
export const resumeByTimestamp: Ports = {
  ...soundPorts,
  exchange(desk, node) {
    const last = new Map<PartnerId, number>();
    const place = (partner: PartnerId): number => last.get(partner) ?? 0;
    return {
      ...desk,
      pushCursor: async (partner) => place(`push ${partner}`),
      pushed: async (partner, through, report) => {
        await desk.pushed(partner, through, report);
        last.set(`push ${partner}`, node.clock() * 1000);
      },
      pullCursor: async (partner) => ({ next: null, through: place(`pull ${partner}`) }),
      accept: async (partner, envelope, position) => {
        const status = await desk.accept(partner, envelope, position);
        last.set(`pull ${partner}`, node.clock() * 1000);
        return status;
      },
    };
  },
};

/** A page that was not answered for is sent again as it was decided the first time. */
export const noCheckOnResend: Ports = {
  ...soundPorts,
  exchange(desk) {
    const pages = new Map<PartnerId, OutboxPage>();
    return {
      ...desk,
      readOutbox: async (partner, request) => {
        const page = pages.get(partner) ?? (await desk.readOutbox(partner, request));
        if (page.entries.length > 0) pages.set(partner, page);
        return page;
      },
      pushed: async (partner, through, report) => {
        pages.delete(partner);
        await desk.pushed(partner, through, report);
      },
    };
  },
};

const writtenAfterMs = 20_000;

/** A delivery is answered for before it is on disk. */
export const earlyAcknowledgement: Ports = {
  ...soundPorts,
  server: (desk, node) => ({
    ...desk,
    async accept(partner, envelope, position) {
      const { objects } = JSON.parse(Buffer.from(envelope).toString()) as { objects: StixObject[] };
      node.later(writtenAfterMs, () => {
        desk.accept(partner, envelope, position).catch(() => undefined);
      });
      return acknowledged(node, objects);
    },
  }),
};

function acknowledged(node: SimNode, objects: readonly StixObject[]) {
  const at = node.clock();
  const successes = objects.map(({ id, modified, created }) => ({
    id,
    version: modified ?? created ?? stixTime(at),
  }));
  const id = "00000000-0000-4000-8000-000000000000";
  return { id, at, total: objects.length, successes, failures: [], pendings: [] };
}

/** A restored store goes on under the tokens that the lost one gave out. */
export const sameIncarnation: Ports = {
  ...soundPorts,
  restoring: 1,
  beginIncarnation: async () => undefined,
};

/** A restore takes nothing over of what was said after the backup. */
export const forgetfulRestore: Ports = {
  ...soundPorts,
  restoring: 1,
  carryOver: async () => ({ controlRecords: 0, reads: 0, whole: true }),
};

/** A bundle is taken in as if nothing had ever been taken back. */
export const revivingBundle: Ports = {
  ...soundPorts,
  carrying: 1,
  readBundle(desk, pieces, node) {
    node.disk.exec("DELETE FROM withdrawal");
    desk.recalledAhead.clear();
    return soundPorts.readBundle(desk, pieces, node);
  },
};

export const planted: Record<string, Ports> = {
  "resume by timestamp": resumeByTimestamp,
  "no check on re-send": noCheckOnResend,
  "early acknowledgement": earlyAcknowledgement,
  "the same incarnation after a restore": sameIncarnation,
  "a restore that forgets": forgetfulRestore,
  "a recall that a bundle undoes": revivingBundle,
};
