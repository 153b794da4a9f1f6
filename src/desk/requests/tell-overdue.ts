import { isOverdue } from "../../domain/request.ts";
import { parseStixTime } from "../../domain/time.ts";
import type { Desk } from "../desk.ts";
import { isLate } from "./list-requests.ts";

/** Tells people of requests of which the due time passed after `since` (ms UTC) while an answer was awaited; how many. */
export async function tellOverdue(desk: Desk, since: number): Promise<number> {
  const now = desk.clock();
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
  return told;
}
