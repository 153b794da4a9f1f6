import { stixTime } from "../../domain/time.ts";
import type { Desk } from "../desk.ts";
import { readAll } from "../documents.ts";
import type { Viewer } from "../viewer.ts";
import { nothing, type Waiting } from "../waiting.ts";
import { partsIn } from "./clash-state.ts";
import { performerOf, taskOf } from "./joint-task.ts";
import { seesClash } from "./list-clashes.ts";

/** Clashes that one person wants to accept without the word of those who may be unable to answer. */
export async function waitingAcceptances(desk: Desk, viewer: Viewer): Promise<Waiting[]> {
  const found: Waiting[] = [];
  for (const [id, { asked }] of await readAll(desk.store, "acceptance-alone")) {
    const known = desk.tasks.clash(id);
    const parts = known ? partsIn(desk.live, known.clash) : [];
    const part = parts.find((one) => performerOf(one) === desk.self.id) ?? parts[0];
    if (!known || !part || known.state !== "open" || !seesClash(desk, viewer, known.clash))
      continue;
    const since = stixTime(asked.at);
    found.push({
      ...{ ...nothing, kind: "acceptance-alone", id, modified: null, version: since },
      ...{ since, by: asked.by, task: taskOf(part) },
    });
  }
  return found;
}
