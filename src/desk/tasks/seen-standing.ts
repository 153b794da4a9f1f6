import type { Standing } from "../../domain/task-state.ts";
import type { Desk } from "../desk.ts";
import type { LiveRecord } from "../live-records.ts";
import { sees, type Viewer } from "../viewer.ts";
import { commitmentOf } from "./joint-task.ts";

/** What a part's performer said of it, as far as this person may see that; null: nothing. */
export function seenCommitment(desk: Desk, viewer: Viewer, part: LiveRecord): LiveRecord | null {
  const said = commitmentOf(desk.live, part);
  return said && sees(desk, viewer, said) ? said : null;
}

/** Where a part stands as this person may know it: what is said above the clearance counts as not said. null: its task is gone. */
export function seenStanding(desk: Desk, viewer: Viewer, part: LiveRecord): Standing | null {
  return desk.tasks.standing(part, seenCommitment(desk, viewer, part));
}
