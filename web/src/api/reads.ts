import type { ListedRead } from "../../../src/desk/list-reads.ts";
import type { CheckState } from "../../../src/desk/long-check.ts";
import type { ReadLogState } from "../../../src/desk/read-log.ts";
import { request } from "./request.ts";

export type { ListedRead };
export type ReadsCheck = CheckState<ReadLogState>;

/** The calls of an admin about who read what, one line each. */
export const readsApi = {
  reads: (query: URLSearchParams) =>
    request<{ reads: ListedRead[]; next: number | null }>(`/reads?${query}`),
  verify: () => request<ReadsCheck>("/reads-verification", { method: "POST" }),
  verification: () => request<{ verification: ReadsCheck | null }>("/reads-verification"),
};
