import { AppError } from "../../errors.ts";
import { type Loop, startLoop } from "../loop.ts";
import type { PulledPage } from "./client.ts";
import type { PullCursor, PullDesk } from "./desk-port.ts";
import type { LinkContext } from "./link-context.ts";
import { pageLimit } from "./read-query.ts";

/**
 * Reads a partner's outbox from where it last came to: at the start, when woken, every `everyMs`. The place is kept in the same
 * commit as the objects. Where `next` is not valid any more (a restored backup), it goes on by date_added. At the end it asks by id for what is missing of what came.
 */
export function startPullLoop(context: LinkContext, desk: PullDesk, everyMs: number): Loop {
  const { partner, client } = context;
  /** The page after the one that is being stored. */
  let ahead: { from: PullCursor; page: Promise<PulledPage> } | null = null;

  async function step(signal: AbortSignal): Promise<"again" | "rest"> {
    const cursor = await desk.pullCursor(partner);
    const page = await nextPage(cursor, signal);
    if (page.objects) {
      const through = page.through ?? cursor.through;
      const next = page.more ? page.next : null;
      if (page.more && through <= cursor.through && (next === null || next === cursor.next)) {
        throw new AppError("partner-answer-wrong", { reason: "the same page again" });
      }
      if (page.more) readAhead({ next, through }, signal);
      await desk.accept(partner, page.envelope, {
        ...{ after: cursor.through, through, next },
        ...(page.ledger !== undefined && { ledger: page.ledger }),
      });
      const moved = await desk.pullCursor(partner);
      if (page.more && moved.through <= cursor.through && moved.next === cursor.next) {
        throw new AppError("partner-answer-wrong", { reason: "a date far ahead" });
      }
    } else if (page.more) {
      throw new AppError("partner-answer-wrong", { reason: "an empty page with more" });
    }
    context.exchanged();
    return page.more || (await askForMissing(signal)) ? "again" : "rest";
  }

  /** What came of it may be what other things wait for, or itself lack something. */
  async function askForMissing(signal: AbortSignal): Promise<boolean> {
    const ids = await desk.missing(partner);
    if (ids.length === 0) return false;
    const { objects, envelope } = await client.named(ids, pageLimit, signal);
    if (objects) await desk.accept(partner, envelope);
    return objects;
  }

  /** While this node stores a page, its partner makes the next one, and that is checked. */
  function readAhead(from: PullCursor, signal: AbortSignal): void {
    const page = pageFrom(from, signal).then((read) => {
      if (read.objects) desk.checkAhead(partner, read.envelope);
      return read;
    });
    // Told by the step that wants it.
    page.catch(() => undefined);
    ahead = { from, page };
  }

  function nextPage(cursor: PullCursor, signal: AbortSignal): Promise<PulledPage> {
    const { from, page } = ahead ?? {};
    ahead = null;
    const stands = from && from.next === cursor.next && from.through === cursor.through;
    return stands && page ? page : pageFrom(cursor, signal);
  }

  async function pageFrom(cursor: PullCursor, signal: AbortSignal): Promise<PulledPage> {
    try {
      return await client.page(cursor, pageLimit, signal);
    } catch (error) {
      if (!(error instanceof AppError && error.code === "token-unknown")) throw error;
      return await client.page({ ...cursor, next: null }, pageLimit, signal);
    }
  }

  return startLoop({ ...context, restMs: everyMs }, step);
}
