import { whenKept } from "../api/request.ts";
import { answersName, type Told } from "../offline/rules.ts";
import { whenForgotten } from "./forget.ts";

/** `since`: when the oldest was read of what is shown without the node, ISO 8601 UTC; null: all came from the node. */
export const offline: { since: string | null } = $state({ since: null });

whenKept((readAt) => {
  if (offline.since === null || readAt < offline.since) offline.since = readAt;
});

whenForgotten(clearKept);

const refreshMs = 60_000;
let refreshing: ReturnType<typeof setTimeout> | undefined;

/** Starts the worker that keeps what is read, where the browser lets pages have one: over HTTPS that it trusts, and on this machine itself. */
export async function keepReadable(): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker || import.meta.env.DEV) return;
  if (!serviceWorker.controller)
    // What was read before the worker was there is read once more, to be kept.
    serviceWorker.addEventListener("controllerchange", askAgain, { once: true });
  await serviceWorker.register("/worker.js").catch(() => undefined);
}

/** The record was recalled, or is not this person's to read any more: it leaves this machine. */
export function forgetKept(id: string): void {
  tell({ do: "forget", id });
}

/** The stream of events is open: what was read before `at` (ms) may miss what happened since. */
export function dropKeptBefore(at: number): void {
  offline.since = null;
  tell({ do: "opened", at });
}

/** Records came or changed: what is kept of the picture follows, in one go for all that come within a minute. */
export function refreshKept(): void {
  refreshing ??= setTimeout(() => {
    refreshing = undefined;
    tell({ do: "refresh" });
  }, refreshMs);
}

/** The session is over. The page deletes by itself too: after a forced reload no worker hears it. */
export function clearKept(): void {
  clearTimeout(refreshing);
  refreshing = undefined;
  offline.since = null;
  tell({ do: "clear" });
  if ("caches" in globalThis) void caches.delete(answersName);
}

function askAgain(): void {
  const addresses = performance.getEntriesByType("resource").map(({ name }) => name);
  tell({ do: "ask", addresses });
}

function tell(told: Told): void {
  void navigator.serviceWorker?.ready.then(({ active }) => active?.postMessage(told));
}
