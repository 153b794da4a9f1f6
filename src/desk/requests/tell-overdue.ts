import { isOverdue } from "../../domain/request.ts";
import { parseStixTime } from "../../domain/time.ts";
import type { Desk } from "../desk.ts";
import { put, read } from "../documents.ts";
import { isLate } from "./list-requests.ts";

/** ms UTC. */
const toldUntil = "overdue-told-until";

/**
 * Tells people of requests of which the due time passed, since this was done last, while an answer was awaited: each once, also
 * where it passed while the node was down. How many.
 */
export async function tellOverdue(desk: Desk): Promise<number> {
  const now = desk.clock();
  const before = await read(desk.store, "setting", toldUntil);
  const since = typeof before === "number" ? before : now;
  let told = 0;
  for (const request of desk.live.ofKind("request")) {
    const { id, kind, originator, label, object } = request;
    if (originator === null || !isOverdue(object, null, now)) continue;
    if (parseStixTime(object["due_time"] as string)! <= since || !(await isLate(desk, request)))
      continue;
    const about = { label, class: request.class };
    desk.events.emit({ type: "request", data: { id, kind, originator }, about });
    told++;
  }
  if (told > 0 || before === null) {
    const group = [put("setting", toldUntil, now)];
    await desk.store.commit({ priority: "interactive", groups: [group] });
  }
  return told;
}
