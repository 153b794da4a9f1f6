import { setTimeout as pause } from "node:timers/promises";
import { startNode, type BenchNode } from "./node-process.ts";
import { signIn, type SignedIn } from "./person.ts";
import { processorMs } from "./process-use.ts";
import { rounded } from "./statistics.ts";

const lookEveryMs = 500;
/** A partner that does not come to the end of it in this time is not waited for. */
const mostMs = 15 * 60_000;

export interface CatchUpFigures {
  /** Outbox entries that the partner's receipts came to cover. */
  objects: number;
  objectsPerSecond: number;
  /** Processor time for each object at the node that gives, and at the partner, µs. */
  giverUs: number;
  partnerUs: number;
}

/**
 * Starts the node of a partner that was away, and waits until its signed receipts cover all that stands in its outbox: every
 * object decided again, served, verified there, decided there, stored and synced. `admin` is signed in at the node that gives.
 */
export async function benchCatchUp(
  admin: SignedIn,
  giverPid: number,
  partner: BenchNode,
): Promise<CatchUpFigures> {
  const objects = await pendingOf(admin, partner.id);
  const giverBefore = await processorMs(giverPid);
  const began = performance.now();
  const running = await startNode(partner);
  try {
    let left = objects;
    while (left > 0) {
      if (performance.now() - began > mostMs) throw new Error(`${left} of ${objects} did not come`);
      await pause(lookEveryMs);
      left = await pendingOf(admin, partner.id);
    }
    const seconds = (performance.now() - began) / 1000;
    await mustHaveAll(partner);
    const each = (ms: number): number => rounded((ms * 1000) / objects);
    return {
      objects,
      objectsPerSecond: rounded(objects / seconds),
      giverUs: each((await processorMs(giverPid)) - giverBefore),
      partnerUs: each(await processorMs(running.pid)),
    };
  } finally {
    await running.stop();
  }
}

async function pendingOf(admin: SignedIn, id: string): Promise<number> {
  const listed = JSON.parse(String(await admin.get("/api/partners"))) as {
    partners: { id: string; link: { pending: number | null } }[];
  };
  const pending = listed.partners.find((one) => one.id === id)?.link.pending;
  if (typeof pending !== "number") throw new Error(`no state of ${id}: ${JSON.stringify(listed)}`);
  return pending;
}

/** A receipt covers what went to quarantine too: the figures mean nothing then. */
async function mustHaveAll(partner: BenchNode): Promise<void> {
  const admin = await signIn(partner, "admin");
  const { quarantine } = JSON.parse(String(await admin.get("/api/quarantine?limit=1"))) as {
    quarantine: object[];
  };
  await admin.close();
  if (quarantine.length > 0) throw new Error(`quarantined: ${JSON.stringify(quarantine)}`);
}
