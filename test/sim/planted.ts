import { recordRow } from "../../src/desk/check/record-row.ts";
import type { LiveRecord } from "../../src/desk/live-records.ts";
import type { CommitmentState } from "../../src/domain/task.ts";
import type { Standing } from "../../src/domain/task-state.ts";
import type { OutboxPage } from "../../src/exchange/taxii/desk-port.ts";
import { stixTime } from "../../src/domain/time.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import type { PartnerId } from "../../src/domain/partner.ts";
import type { Batch, Change } from "../../src/store/port.ts";
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

/** What is not its performer's goes to quarantine and counts all the same. */
export const commitmentByAnother: Ports = {
  ...soundPorts,
  desk(desk) {
    const { commit } = desk.store;
    const counted = (change: Change): Change[] => {
      if (change.do !== "quarantine" || change.entry.code !== "commitment-by-another") return [];
      const { body, partner: via } = change.entry;
      const object = JSON.parse(body) as StixObject;
      const [label] = object.object_marking_refs!;
      const row = recordRow(object, body, via, label!);
      return [{ do: "record", row: { ...row, class: 0, via, oldest: row.created } }];
    };
    Object.assign(desk.store, {
      commit: (batch: Batch) =>
        commit({ ...batch, groups: [...batch.groups, batch.groups.flat().flatMap(counted)] }),
    });
    return desk;
  },
};

/** Whoever said "ready" is ready, whatever clashes since. */
export const readyInAClash: Ports = {
  ...soundPorts,
  desk(desk) {
    const { standing } = desk.tasks;
    Object.assign(desk.tasks, {
      standing(part: LiveRecord): Standing | null {
        const stands = standing(part);
        return stands?.blocked ? { ...stands, state: "ready", blocked: false } : stands;
      },
    });
    return desk;
  },
};

/** What was accepted once stays accepted when it is changed. */
export const changeThatDoesNotAsk: Ports = {
  ...soundPorts,
  desk(desk) {
    const { standing } = desk.tasks;
    Object.assign(desk.tasks, {
      standing(part: LiveRecord): Standing | null {
        const stands = standing(part);
        if (!stands?.askedAgain || stands.state !== "proposed") return stands;
        const word = desk.live
          .referring(part.id, "commitment")
          .find(({ originator }) => originator === part.object["performer"]);
        const state = word!.object["commitment_state"] as CommitmentState;
        return { ...stands, state, askedAgain: false };
      },
    });
    return desk;
  },
};

export const planted: Record<string, Ports> = {
  "resume by timestamp": resumeByTimestamp,
  "no check on re-send": noCheckOnResend,
  "early acknowledgement": earlyAcknowledgement,
  "the same incarnation after a restore": sameIncarnation,
  "a restore that forgets": forgetfulRestore,
  "a recall that a bundle undoes": revivingBundle,
  "a commitment by another that counts": commitmentByAnother,
  "ready in an open clash": readyInAClash,
  "a change that does not ask again": changeThatDoesNotAsk,
};
