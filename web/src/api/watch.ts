import type { ListedHandover } from "../../../src/desk/watch/hand-over.ts";
import type { ListedEntry } from "../../../src/desk/watch/journal-entry.ts";
import type {
  ListedSituationReport,
  SituationHead,
} from "../../../src/desk/watch/situation/keep-report.ts";
import type { ListedPoint } from "../../../src/desk/watch/watch-points.ts";
import { request } from "./request.ts";
import type { Classification, Lang, ReleaseState, StixObject, Text } from "./shapes.ts";

export type { ListedEntry, ListedHandover, ListedPoint, ListedSituationReport, SituationHead };

/** Classification and caveats of a text that stays at this node. */
export interface LocalLabel {
  classification: Classification;
  caveats: readonly string[];
}

export interface Handovers {
  handovers: ListedHandover[];
  next: string | null;
  points: ListedPoint[];
  people: string[];
}

export interface SituationOrder extends LocalLabel {
  lang: Lang;
  from: string;
  until: string;
  releasableTo?: string[];
}

export interface SituationSectionEdit {
  id?: string;
  heading: string;
  text: string;
  released?: boolean;
}

const post = <T>(path: string, body: object) => request<T>(path, { method: "POST", body });
const reportPath = (id: string) => `/situation-reports/${encodeURIComponent(id)}`;

/** The calls of the watch, one line each. */
export const watchApi = {
  journal: (query: URLSearchParams) =>
    request<{ entries: ListedEntry[]; next: string | null }>(`/journal?${query}`),
  write: (draft: LocalLabel & { text: string; records: string[]; partners: string[] }) =>
    post<ListedEntry>("/journal", draft),
  correct: (corrects: string, text: string) => post<ListedEntry>("/journal", { corrects, text }),

  handovers: (query: URLSearchParams) => request<Handovers>(`/handovers?${query}`),
  handOver: (draft: LocalLabel & { to: string; note?: string }) =>
    post<ListedHandover>("/handovers", draft),
  takeOver: (id: string) => post<ListedHandover>(`/handovers/${id}/take`, {}),
  openPoint: (draft: LocalLabel & { text: string }) =>
    post<ListedPoint>("/handovers/points", draft),
  closePoint: (id: string, note?: string | Text) =>
    post<ListedPoint>(`/handovers/points/${id}/close`, note ? { note } : {}),

  reports: (query: URLSearchParams) =>
    request<{ reports: SituationHead[]; next: string | null }>(`/situation-reports?${query}`),
  report: (id: string) => request<ListedSituationReport>(reportPath(id)),
  makeReport: (order: SituationOrder) => post<ListedSituationReport>("/situation-reports", order),
  saveReport: (
    id: string,
    edit: { version: number; title: string; sections: SituationSectionEdit[] },
  ) => post<ListedSituationReport>(reportPath(id), edit),
  reportAudience: (id: string) =>
    request<{ partners: ReleaseState[] }>(`${reportPath(id)}/audience`),
  releaseReport: (id: string, version: number) =>
    post<{ record: StixObject; audience: string[]; held: string[] }>(`${reportPath(id)}/release`, {
      version,
    }),
  /** Where the browser opens it. */
  printed: (id: string, as: "html" | "pdf") => `/api${reportPath(id)}.${as}`,
};
