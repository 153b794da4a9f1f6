import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import { enveloped } from "../../release/released.ts";
import { type Loop, startLoop } from "../loop.ts";
import type {
  DeliveryPosition,
  OutboxPage,
  OutboxRequest,
  PushDesk,
  StatusDetail,
} from "./desk-port.ts";
import type { LinkContext } from "./link-context.ts";

/** Objects and octets of one POST, at most. */
const batchObjects = 1_000;
const batchBytes = 5 * 1024 * 1024;
const prefix = Buffer.from('{"objects":[');
const suffix = Buffer.from("]}");

/**
 * Posts a partner's outbox to its inbox: in order, one batch at a time, all versions, from where the partner last answered.
 * Nothing counts as delivered without an answer; what goes twice is a duplicate there. One object that the
 * partner will not take by itself is reported and passed over: it stays readable in the outbox.
 */
export function startPushLoop(context: LinkContext, desk: PushDesk): Loop {
  const { partner, client, timers } = context;
  let objects = batchObjects;
  let octets: number | null = null;

  async function step(signal: AbortSignal): Promise<"again" | "rest"> {
    const after = await desk.pushCursor(partner);
    const request: OutboxRequest = {
      ...(after > 0 && { addedAfter: after }),
      versions: ["all"],
      limit: objects,
    };
    if (octets === null) {
      // Asked before anything is decided and marked as served: its answer may be long in coming, or never come.
      const { entries } = await desk.readManifest(partner, { ...request, limit: 1 });
      if (entries.length === 0) return "rest";
      octets = Math.min(batchBytes, await client.maxContentLength(signal));
    }
    const forObjects = octets - prefix.length - suffix.length;
    const page = await desk.readOutbox(partner, { ...request, octets: forObjects });
    const through = page.entries.at(-1)?.dateAdded;
    if (through === undefined) return "rest";
    const position = {
      ...{ after, through },
      ...(page.ledger !== undefined && { ledger: page.ledger }),
    };
    const failures = await post(page, position, octets, signal);
    if (failures === "smaller") {
      objects = Math.ceil(page.entries.length / 2);
      return "again";
    }
    const sent = page.entries.length;
    await desk.pushed(partner, through, { at: timers.now(), sent, failures });
    objects = Math.min(batchObjects, objects * 2);
    context.exchanged();
    return page.more ? "again" : "rest";
  }

  async function post(
    page: OutboxPage,
    position: DeliveryPosition,
    octets: number,
    signal: AbortSignal,
  ): Promise<StatusDetail[] | "smaller"> {
    const envelope = enveloped(prefix, page.body, suffix);
    const refused = (message: string): StatusDetail[] | "smaller" => {
      if (page.entries.length > 1) return "smaller";
      return page.entries.map(({ id, modified }) => ({ id, version: stixTime(modified), message }));
    };
    if (envelope.length > octets) return refused(`larger than ${octets} octets`);
    try {
      return await client.post(envelope, position, signal);
    } catch (error) {
      if (!(error instanceof AppError && error.code === "partner-refused-objects")) throw error;
      return refused(error.message);
    }
  }

  return startLoop({ ...context, restMs: 60_000 }, (signal) =>
    step(signal).catch((error) => {
      // It may be another server by the time it answers again.
      octets = null;
      throw error;
    }),
  );
}
