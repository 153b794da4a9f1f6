import { request } from "./request.ts";
import type {
  AlikeDraft,
  AlikeRecord,
  EventSources,
  ListedSaid,
  OpinionValue,
  Reach,
  Text,
} from "./shapes.ts";

const post = <T>(path: string, body: object, signal?: AbortSignal) =>
  request<T>(path, { method: "POST", body, ...(signal && { signal }) });

/** The calls of one event, its sources, and what partners say of them, one line each. */
export const sameEventApi = {
  alike: (id: string) => request<{ alike: AlikeRecord[] }>(`/records/${id}/alike`),
  alikeDraft: (draft: AlikeDraft, signal: AbortSignal) =>
    post<{ alike: AlikeRecord[] }>("/reports/alike", draft, signal),
  sources: (id: string) => request<EventSources>(`/records/${id}/same-event`),
  link: (id: string, record: string) =>
    post<{ id: string } & Reach>(`/records/${id}/same-event`, { record }),
  unlink: (id: string, link: string) =>
    request<void>(`/records/${id}/same-event/${link}`, { method: "DELETE" }),
  /** Of at most 100 records, those that are of one event with each, itself first. */
  events: (records: readonly string[]) =>
    post<{ events: string[][] }>("/records-events", { records }),
  said: (id: string) => request<{ said: ListedSaid[] }>(`/records/${id}/said`),
  sayOpinion: (id: string, body: { opinion: OpinionValue; explanation: Text }) =>
    post<{ id: string } & Reach>(`/records/${id}/opinion`, body),
  sayNote: (id: string, body: { content: Text }) =>
    post<{ id: string } & Reach>(`/records/${id}/notes`, body),
  takeBack: (id: string, said: string) =>
    request<Reach>(`/records/${id}/said/${said}`, { method: "DELETE" }),
};
