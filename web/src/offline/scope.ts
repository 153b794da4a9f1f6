/* What of a service worker's world is used here; the types of a page, which all else is checked with, lack it. */

export interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}

export interface Asked extends Extendable {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

export interface Told extends Extendable {
  data: unknown;
}

interface Scope {
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Extendable) => void): void;
  addEventListener(type: "fetch", listener: (event: Asked) => void): void;
  addEventListener(type: "message", listener: (event: Told) => void): void;
}

export const scope = globalThis as unknown as Scope;
