import type { Random } from "../domain/random.ts";
import type { Change, Store } from "../store/port.ts";
import { put, read } from "./documents.ts";

/**
 * Makes a restored store another incarnation of the node's: what was handed out by the one that it replaces is not valid
 * any more. Paging tokens of partners are void, people sign in again. `now`: ms UTC. Errors: those of the store.
 */
export async function beginIncarnation(store: Store, random: Random, now: number): Promise<void> {
  const key = put("setting", "token-key", Buffer.from(random(32)).toString("hex"));
  // Somebody may have signed out since.
  const sessions = (await store.documents("session")).map((session): Change => {
    return { do: "remove", kind: "session", key: session.key };
  });
  const group = [key, put("setting", "restored-at", now), ...sessions];
  await store.commit({ priority: "interactive", groups: [group] });
}

/** ms UTC: partners may hold versions from before then that this store does not know; 0: it is not a restored one. */
export async function restoredAt(store: Store): Promise<number> {
  const at = await read(store, "setting", "restored-at");
  return typeof at === "number" ? at : 0;
}
