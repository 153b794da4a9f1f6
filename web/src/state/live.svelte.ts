import type { DeskEvent } from "../../../src/http/desk-port.ts";
import { dropKeptBefore, offline } from "./offline.svelte.ts";

type Type = DeskEvent["type"];
const listeners = new Map<Type, Set<(data: Record<string, unknown>) => void>>();

/** `up` is false while the stream of events is broken; the browser tries again by itself. */
export const live = $state({ up: false, everUp: false });

/** Calls the listener for each event of the type; gives back what ends it. */
export function onLive(type: Type, listener: (data: Record<string, unknown>) => void): () => void {
  const all = listeners.get(type) ?? new Set();
  listeners.set(type, all.add(listener));
  return () => all.delete(listener);
}

/** Opens the stream. After a break, or where what is shown was kept, everything is asked for again: events of the time between are lost. */
export function follow(): () => void {
  const source = new EventSource("/api/events");
  source.addEventListener("open", () => {
    const anew = (live.everUp && !live.up) || offline.since !== null;
    dropKeptBefore(anew ? Date.now() : performance.timeOrigin);
    if (anew) for (const type of listeners.keys()) tell(type, {});
    live.up = true;
    live.everUp = true;
  });
  source.addEventListener("error", () => (live.up = false));
  for (const type of [
    "record",
    "related",
    "recall",
    "notice",
    "source-recalled",
    "agreement",
    "partner",
    "quarantine",
    "waiting",
    "ledger-fork",
    "ledger-new",
    "consent",
    "task",
    "clash",
    "request",
    "warning",
    "journal",
    "handover",
    "people",
  ] as const)
    source.addEventListener(type, (event) => tell(type, parse(event.data)));
  return () => {
    source.close();
    live.up = false;
  };
}

function tell(type: Type, data: Record<string, unknown>): void {
  for (const listener of listeners.get(type) ?? []) listener(data);
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
