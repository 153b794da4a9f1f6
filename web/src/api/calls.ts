import type {
  AgreementDraft,
  Decision,
  FoundPlace,
  HandlingDraft,
  Lang,
  LedgerState,
  ListedAgreement,
  ListedRequest,
  ListedNotice,
  ListedPartner,
  ListedQuarantine,
  ListedRecord,
  ListedWarning,
  NodeAnswer,
  PlaceDraft,
  Preview,
  ReadMatrix,
  RecallStates,
  RecordSources,
  ReleaseState,
  ReportDraft,
  SessionAnswer,
  ShownVersion,
  StixObject,
  TextProposals,
  Waiting,
  WarningDraft,
} from "./shapes.ts";
import { request, requestBytes } from "./request.ts";

/** Every call that the page makes, one line each. */
export const api = {
  node: () => request<NodeAnswer>("/node"),
  session: () => request<SessionAnswer>("/session"),
  signIn: (name: string, password: string) =>
    request<SessionAnswer>("/session", { method: "POST", body: { name, password } }),
  signOut: (signal: AbortSignal) => request<void>("/session", { method: "DELETE", signal }),

  /** See `readChart`. */
  picture: (query: URLSearchParams, signal?: AbortSignal) =>
    requestBytes(`/picture?${query}`, signal ? { signal } : {}),
  /** Versions, each as id@modified, at most 100. */
  pictureRecords: (versions: readonly string[], taken = false) =>
    request<{ records: ListedRecord[] }>(
      `/picture/records?${new URLSearchParams([
        ...versions.map((version) => ["version", version]),
        ...(taken ? [["export", "true"]] : []),
      ])}`,
    ),
  /** `modified`: of the version; left out: the latest. */
  record: (id: string, modified?: string) =>
    request<ListedRecord>(
      `/records/${id}${modified === undefined ? "" : `?${new URLSearchParams({ modified })}`}`,
    ),
  records: (query: URLSearchParams, signal?: AbortSignal) =>
    request<{ records: ListedRecord[] }>(`/records?${query}`, signal ? { signal } : {}),
  versions: (id: string) => request<{ versions: ListedRecord[] }>(`/records/${id}/versions`),
  sources: (id: string) => request<RecordSources>(`/records/${id}/sources`),
  release: (id: string) => request<{ partners: ReleaseState[] }>(`/records/${id}/release`),
  recall: (id: string, body: { reason: string; from?: string[] }) =>
    request<{ recalledFrom: string[] }>(`/records/${id}/recall`, { method: "POST", body }),
  report: (draft: ReportDraft) =>
    request<{ record: StixObject; audience: string[]; held: string[] }>("/reports", {
      method: "POST",
      body: draft,
    }),
  /** An own report as it was written. */
  draft: (id: string) => request<{ report: ReportDraft; version: string }>(`/records/${id}/draft`),
  /** A new version of an own report. */
  revise: (id: string, report: ReportDraft, version: string) =>
    request<{ record: StixObject; audience: string[]; held: string[] }>(`/records/${id}/versions`, {
      method: "POST",
      body: { report, version },
    }),

  /** Who would get a report of this handling, and why the others not. */
  draftAudience: (draft: HandlingDraft, signal: AbortSignal) =>
    request<{ partners: ReleaseState[] }>("/reports/audience", {
      ...{ method: "POST", body: draft, signal },
    }),

  agreements: () => request<{ agreements: ListedAgreement[] }>("/agreements"),
  sign: (id: string, body: { act: string; reason?: string; version?: string }) =>
    request<ListedAgreement>(`/agreements/${id}/signature`, { method: "POST", body }),
  /** Confirms, refuses or takes back what waits for a second person. */
  decide: (body: Decision) => request<{ done: boolean }>("/waiting", { method: "POST", body }),
  /** Asks that it goes to this partner once; another person decides. */
  askOneOff: (id: string, body: { partner: string; reason: string }) =>
    request<{ done: boolean }>(`/records/${id}/one-off`, { method: "POST", body }),
  waiting: () => request<{ waiting: Waiting[]; total: number }>("/waiting"),
  decideWarning: (id: string, body: { approve: boolean; over: boolean; reason?: string }) =>
    request<{ audience: string[] | null }>(`/warnings/${id}/decision`, { method: "POST", body }),
  /** The places of an import that waits. */
  placesOfImport: (id: string) =>
    request<{ places: PlaceDraft[] }>(`/protected-places/imports/${id}`),
  decideImport: (id: string, body: { approve: boolean; reason?: string }) =>
    request<{ imported: number }>(`/protected-places/imports/${id}`, { method: "POST", body }),
  warnings: (query: URLSearchParams) =>
    request<{ warnings: ListedWarning[] }>(`/warnings?${query}`),
  askWarning: (body: WarningDraft) =>
    request<{ id: string; note: { ar: string; en: string } | null }>("/warnings", {
      method: "POST",
      body,
    }),
  askWarningEnd: (id: string) => request<object>(`/warnings/${id}/end`, { method: "POST" }),
  notices: () => request<{ notices: ListedNotice[] }>("/notices"),
  confirmNotice: (record: string, at: string) =>
    request<void>("/notices/confirm", { method: "POST", body: { record, at } }),
  recallStates: (id: string) => request<RecallStates>(`/records/${id}/recall`),
  ledger: () => request<{ links: LedgerState[] }>("/ledger"),
  acceptOriginator: (key: string) =>
    request<{ id: string; takenIn: boolean }>("/quarantine/accept", {
      method: "POST",
      body: { key },
    }),
  end: (id: string, body: { reason?: string }) =>
    request<ListedAgreement>(`/agreements/${id}/end`, { method: "POST", body }),
  preview: (form: object, signal: AbortSignal) =>
    request<Preview>("/agreements/preview", { method: "POST", body: form, signal }),
  /** What is proposed waits for a second person where the node asks for two. */
  /** `version`: the one that it was written from; null: a new agreement. */
  propose: (draft: AgreementDraft, version: string | null) =>
    request<ListedAgreement | Waiting>("/agreements", {
      method: "POST",
      body: { ...draft, ...(version !== null && { version }) },
    }),
  /** Newest first. */
  agreementVersions: (id: string) =>
    request<{ versions: ShownVersion[] }>(`/agreements/${id}/versions`),
  /** What of our own records goes to whom now, by topic. */
  matrix: (query: { kind: string; classification: string }, signal: AbortSignal) =>
    request<ReadMatrix>(`/agreements/matrix?${new URLSearchParams(query)}`, { signal }),

  partners: () => request<{ partners: ListedPartner[] }>("/partners"),
  quarantine: (query: URLSearchParams) =>
    request<{ quarantine: ListedQuarantine[]; next: string | null }>(`/quarantine?${query}`),

  requests: (query = "limit=100") =>
    request<{ requests: ListedRequest[]; more: boolean }>(`/requests?${query}`),
  askRequest: (body: object) =>
    request<{ audience: string[] }>("/requests", { method: "POST", body }),
  answerRequest: (id: string, body: object) =>
    request<object>(`/requests/${id}/answer`, { method: "POST", body }),
  endRequest: (id: string, state: string) =>
    request<object>(`/requests/${id}/end`, { method: "POST", body: { state } }),

  /** The gazetteer's places by name, best first. */
  places: (q: string, lang: Lang, signal?: AbortSignal) =>
    request<{ places: FoundPlace[] }>(
      `/places?${new URLSearchParams({ q, lang, limit: "8" })}`,
      signal ? { signal } : {},
    ),
  /** What a text says of where, when and by whom. `day`: YYYY-MM-DD, on which it was written. */
  textProposals: (text: string, day: string, signal: AbortSignal) =>
    request<TextProposals>("/text-proposals", { method: "POST", body: { text, day }, signal }),
  /** All places of the gazetteer within a box, for the map's labels. */
  placesWithin: (bbox: readonly number[]) =>
    request<{ places: FoundPlace[] }>(`/places?${new URLSearchParams({ bbox: bbox.join() })}`),
};
