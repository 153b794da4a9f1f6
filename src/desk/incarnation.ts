import type { Random } from "../domain/random.ts";
import type { Change, Store } from "../store/port.ts";
import { put } from "./documents.ts";

/**
 * Makes a restored store another incarnation of the node's: what was handed out by the one that it replaces is not valid
 * any more. Paging tokens of partners are void, people sign in again. Errors: those of the store.
 */
export async function beginIncarnation(store: Store, random: Random): Promise<void> {
  const key = put("setting", "token-key", Buffer.from(random(32)).toString("hex"));
  // Somebody may have signed out since.
  const sessions = (await store.documents("session")).map((session): Change => {
    return { do: "remove", kind: "session", key: session.key };
  });
  await store.commit({ priority: "interactive", groups: [[key, ...sessions]] });
}
