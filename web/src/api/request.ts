import { readAtHeader } from "../offline/rules.ts";
import { ApiError, problemFrom } from "./problem.ts";

const onSignedOut = new Set<() => void>();
const onKept = new Set<(readAt: string) => void>();
/** Counts up as people leave. */
let left = 0;

/** Calls the listener when the node says that the session is over. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut.add(listener);
}

/** Calls the listener for each answer that did not come from the node but was kept here; `readAt` as ISO 8601 UTC. */
export function whenKept(listener: (readAt: string) => void): void {
  onKept.add(listener);
}

/** Who was at the page has left: nothing that was asked for them is answered any more, neither in what came nor in a fault. */
export function dropAnswers(): void {
  left++;
}

interface Asked {
  method?: string;
  body?: unknown;
  /** Instead of a body: sent as it is. */
  file?: Blob;
  signal?: AbortSignal;
}

/**
 * One call of our node's API, with the session's cookie. What comes after `dropAnswers` never settles.
 * @throws ApiError for every answer that is not 2xx, and with code "offline" where none came whole
 * @throws what `signal` was aborted with
 */
export async function request<T>(path: string, asked: Asked = {}): Promise<T> {
  const response = await ask(path, asked);
  return toWhoAsked(path, bodyOf(response, asked.signal)) as Promise<T>;
}

/** The same for an answer that is no JSON. */
export async function requestBytes(path: string, asked: Asked = {}): Promise<ArrayBuffer> {
  const response = await ask(path, asked);
  return toWhoAsked(path, response.arrayBuffer().catch(cut(asked.signal)));
}

/** The session's own answers are no person's: its end is waited for by who comes next. */
async function toWhoAsked<T>(path: string, answer: Promise<T>): Promise<T> {
  const before = left;
  await answer.catch(() => undefined);
  return left === before || path === "/session" ? answer : new Promise(() => undefined);
}

/** undefined where there is none, or it is no JSON. */
function bodyOf(response: Response, signal?: AbortSignal): Promise<unknown> {
  return response.json().catch((cause: unknown) => {
    if (!(cause instanceof SyntaxError)) cut(signal)(cause);
  });
}

const cut =
  (signal?: AbortSignal) =>
  (cause: unknown): never => {
    if (signal?.aborted) throw cause;
    throw new ApiError({ status: 0, code: "offline", detail: { ar: "", en: "" } });
  };

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
  const response = await toWhoAsked(path, fetch(`/api${path}`, init).catch(cut(signal)));
  const readAt = response.headers.get(readAtHeader);
  if (readAt !== null) for (const listener of onKept) listener(readAt);
  if (response.ok) return response;
  const problem = toWhoAsked(
    path,
    response.json().catch(() => undefined),
  );
  if (response.status === 401 && path !== "/session")
    for (const listener of onSignedOut) listener();
  throw new ApiError(problemFrom(response.status, await problem));
}
