import type { ShownWritten } from "../../../src/desk/bundle-log.ts";
import type { ShownIntroduction } from "../../../src/desk/introductions.ts";
import type { ListedConsent } from "../../../src/desk/list-consents.ts";
import type { LedgerLine } from "../../../src/desk/list-ledger.ts";
import type { CheckState } from "../../../src/desk/long-check.ts";
import type { LedgerVerified } from "../../../src/desk/verify-ledger.ts";
import type { ListedPartner } from "../../../src/desk/list-partners.ts";
import type { ShownCard } from "../../../src/desk/partners.ts";
import type { ConsentAnswer } from "../../../src/domain/consent.ts";
import type { ShownBundle } from "../../../src/http/ports/bundles.ts";
import { request, requestBytes } from "./request.ts";

export type { CheckState, ConsentAnswer, LedgerLine, LedgerVerified, ListedConsent };
export type { ShownBundle, ShownIntroduction };
export type { ShownCard, ShownWritten };

export type LedgerCheck = CheckState<LedgerVerified>;

/** The calls about what is exchanged with partners, one line each. */
export const exchangeApi = {
  ledgerOf: (partner: string, query: URLSearchParams) =>
    request<{ lines: LedgerLine[]; next: string | null }>(`/ledger/${partner}?${query}`),
  verifyLedger: () => request<LedgerCheck>("/ledger-verification", { method: "POST" }),
  ledgerVerification: () => request<{ verification: LedgerCheck | null }>("/ledger-verification"),

  bundles: (query: URLSearchParams) =>
    request<{ bundles: ShownWritten[]; next: string | null }>(`/bundles?${query}`),
  writeBundle: (partner: string) => requestBytes("/bundles", { method: "POST", body: { partner } }),
  readBundle: (file: Blob) => request<ShownBundle>("/bundles/read", { method: "POST", file }),

  /** Changes nothing. */
  showCard: (card: object) =>
    request<ShownCard>("/partners/card", { method: "POST", body: { card } }),
  /** `kid`: of the key that the person compared. */
  addPartner: (card: object, kid: string) =>
    request<ListedPartner>("/partners", { method: "POST", body: { card, kid } }),
  writeCard: (partner: string, url: string | null) =>
    request<{ card: object; kid: string }>(`/partners/${partner}/card`, {
      method: "POST",
      body: { url },
    }),

  introductions: () =>
    request<{ introductions: ShownIntroduction[]; more: boolean }>("/introductions"),
  decideIntroduction: (
    { party, lead, kid }: Pick<ShownIntroduction, "party" | "lead" | "kid">,
    accept: boolean,
  ) =>
    request<{ known: boolean }>(`/introductions/${party}`, {
      method: "POST",
      body: { lead, kid, accept },
    }),

  /** `record`: only what decides on it. */
  consents: (record?: string) =>
    request<{ consents: ListedConsent[]; total: number }>(
      record ? `/consents?record=${record}` : "/consents",
    ),
  askConsent: (record: string, body: { partner: string; reason: string }) =>
    request<{ asked: string[] }>(`/records/${record}/consents`, { method: "POST", body }),
  answerConsent: (id: string, body: { answer: ConsentAnswer; reason?: string }) =>
    request<ListedConsent>(`/consents/${id}`, { method: "POST", body }),
};
