import { readAtHeader } from "../offline/rules.ts";
import { ApiError, problemFrom } from "./problem.ts";

const onSignedOut = new Set<() => void>();
const onKept = new Set<(readAt: string) => void>();

/** Calls the listener when the node says that the session is over. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut.add(listener);
}

/** Calls the listener for each answer that did not come from the node but was kept here; `readAt` as ISO 8601 UTC. */
export function whenKept(listener: (readAt: string) => void): void {
  onKept.add(listener);
}

interface Asked {
  method?: string;
  body?: unknown;
  /** Instead of a body: sent as it is. */
  file?: Blob;
  signal?: AbortSignal;
}

/**
 * One call of our node's API, with the session's cookie.
 * @throws ApiError for every answer that is not 2xx, and with code "offline" where none came
 */
export async function request<T>(path: string, asked: Asked = {}): Promise<T> {
  const response = await ask(path, asked);
  return (await response.json().catch(() => undefined)) as T;
}

/** The same for an answer that is no JSON. */
export async function requestBytes(path: string, asked: Asked = {}): Promise<ArrayBuffer> {
  return (await ask(path, asked)).arrayBuffer();
}

async function ask(path: string, { method = "GET", body, file, signal }: Asked): Promise<Response> {
  const init: RequestInit = { method, credentials: "same-origin", headers: {} };
  if (signal) init.signal = signal;
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { "content-type": "application/json" };
  }
  if (file) {
    init.body = file;
    init.headers = { "content-type": "application/octet-stream" };
  }
  const response = await fetch(`/api${path}`, init).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiError({ status: 0, code: "offline", detail: { ar: "", en: "" } });
  });
  const readAt = response.headers.get(readAtHeader);
  if (readAt !== null) for (const listener of onKept) listener(readAt);
  if (response.ok) return response;
  if (response.status === 401 && path !== "/session")
    for (const listener of onSignedOut) listener();
  throw new ApiError(problemFrom(response.status, await response.json().catch(() => undefined)));
}
