import { request } from "./request.ts";
import type { AlikeDraft, AlikeRecord, EventSources, Reach } from "./shapes.ts";

const post = <T>(path: string, body: object, signal?: AbortSignal) =>
  request<T>(path, { method: "POST", body, ...(signal && { signal }) });

/** The calls of one event and its sources, one line each. */
export const sameEventApi = {
  alike: (id: string) => request<{ alike: AlikeRecord[] }>(`/records/${id}/alike`),
  alikeDraft: (draft: AlikeDraft, signal: AbortSignal) =>
    post<{ alike: AlikeRecord[] }>("/reports/alike", draft, signal),
  sources: (id: string) => request<EventSources>(`/records/${id}/same-event`),
  link: (id: string, record: string) =>
    post<{ id: string } & Reach>(`/records/${id}/same-event`, { record }),
  unlink: (id: string, link: string) =>
    request<void>(`/records/${id}/same-event/${link}`, { method: "DELETE" }),
};
