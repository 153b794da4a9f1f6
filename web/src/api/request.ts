import { ApiError, problemFrom } from "./problem.ts";

const onSignedOut = new Set<() => void>();

/** Calls the listener when the node says that the session is over. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut.add(listener);
}

/**
 * One call of our node's API, with the session's cookie.
 * @throws ApiError for every answer that is not 2xx, and with code "offline" where none came
 */
export async function request<T>(
  path: string,
  { method = "GET", body, signal }: { method?: string; body?: unknown; signal?: AbortSignal } = {},
): Promise<T> {
  const init: RequestInit = { method, credentials: "same-origin", headers: {} };
  if (signal) init.signal = signal;
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { "content-type": "application/json" };
  }
  const response = await fetch(`/api${path}`, init).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiError({ status: 0, code: "offline", detail: { ar: "", en: "" } });
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer as T;
  if (response.status === 401 && path !== "/session")
    for (const listener of onSignedOut) listener();
  throw new ApiError(problemFrom(response.status, answer));
}
