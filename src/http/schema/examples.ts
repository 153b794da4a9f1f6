import type { ListedAgreement } from "../ports/agreements.ts";
import type { ReadMatrix } from "../../desk/read-matrix.ts";
import type { ShownWritten } from "../../desk/bundle-log.ts";
import type { ShownBundle } from "../ports/bundles.ts";
import type { ListedConsent } from "../../desk/list-consents.ts";
import type { ListedPartner } from "../../desk/list-partners.ts";
import type { ReleaseState } from "../../desk/explain-record.ts";
import type { ListedRecord } from "../../desk/list-records.ts";
import type { Person } from "../../desk/people.ts";

/* What the OpenAPI document shows. Every one is checked against its schema by a test. */

export const examplePerson: Person = {
  name: "watch",
  role: "watch",
  clearance: { upTo: "confidential", caveats: [] },
};

const incidentId = "incident--8d8e8f10-4f6c-4c1e-9d2b-5a7f0c1e2d3a";
const labelId = "marking-definition--3f1c2a68-0b57-5d0e-8c55-2a3f5b9d7e10";
export const agreementId = "agreement--0f2d8a3e-6c1b-4b5d-9e7f-1a2b3c4d5e6f";

export const exampleRecord: ListedRecord = {
  id: incidentId,
  modified: "2015-03-11T09:20:00.000Z",
  kind: "incident",
  originator: "baghdad",
  label: {
    id: labelId,
    classification: "restricted",
    topics: ["border", "supply-route"],
    caveats: [],
    reshare: "none",
    originatorControl: false,
    release: "agreements",
  },
  grade: "B2",
  name: { ar: "قطع طريق الإمداد قرب القائم", en: "Supply road cut near al-Qaim" },
  description: {
    ar: "الطريق مغلق أمام الشاحنات في الاتجاهين.",
    en: "The road is closed to lorries in both directions.",
  },
  translatedBy: "baghdad",
  at: "2015-03-11T06:00:00.000Z",
  position: [41.02, 34.37],
  record: {
    type: "incident",
    id: incidentId,
    spec_version: "2.1",
    created: "2015-03-11T09:20:00.000Z",
    modified: "2015-03-11T09:20:00.000Z",
    name: "قطع طريق الإمداد قرب القائم",
    lang: "ar",
    object_marking_refs: [labelId],
  },
};

export const exampleDraft = {
  kind: "incident" as const,
  name: { ar: "قطع طريق الإمداد قرب القائم", en: "Supply road cut near al-Qaim" },
  description: {
    ar: "الطريق مغلق أمام الشاحنات في الاتجاهين.",
    en: "The road is closed to lorries in both directions.",
  },
  lang: "ar" as const,
  at: "2015-03-11T06:00:00Z",
  position: [41.02, 34.37] as [number, number],
  place: "القائم",
  topics: ["border", "supply-route"],
  classification: "restricted" as const,
  reliability: "B" as const,
  credibility: "2" as const,
  source: "Border post 3",
};

/** What of it decides who gets it. */
export const exampleHandling = {
  kind: exampleDraft.kind,
  position: exampleDraft.position,
  topics: exampleDraft.topics,
  classification: exampleDraft.classification,
};

export const exampleRelease: { partners: ReleaseState[] } = {
  partners: [
    {
      partner: "damascus",
      released: true,
      state: "received",
      decidedBy: ["agreement--0f2d8a3e-6c1b-4b5d-9e7f-1a2b3c4d5e6f/g1"],
      reasons: [
        {
          agreement: "agreement--0f2d8a3e-6c1b-4b5d-9e7f-1a2b3c4d5e6f",
          clause: "g1",
          effect: "released",
          text: { ar: "يشمله إذن التمرير g1", en: "The grant g1 covers it" },
        },
      ],
    },
  ],
};

export const exampleForm = {
  title: { ar: "اتفاق الحدود", en: "Border agreement" },
  purpose: { ar: "تبادل ما يخصّ الحدود", en: "To share what concerns the border" },
  parties: ["baghdad", "damascus"],
  from: "2015-01-01T00:00:00Z",
  until: null,
  grants: [
    {
      id: "g1",
      from: ["baghdad"],
      to: ["damascus"],
      topics: ["border", "supply-route"],
      upTo: "restricted" as const,
      backfillFrom: null,
      hold: "none" as const,
      reshare: "none" as const,
    },
  ],
  redLines: [
    {
      id: "r1",
      by: "baghdad",
      to: ["damascus"],
      topics: ["force-position"],
      reason: { ar: "مواضع القوات لا تُمرَّر", en: "Force positions are not shared" },
    },
  ],
};

export const exampleAgreement: ListedAgreement = {
  form: { id: agreementId, ...exampleForm },
  proposer: "baghdad",
  modified: "2015-01-01T08:00:00.000Z",
  state: "proposed",
  signed: ["baghdad"],
  awaiting: ["damascus"],
  grantsInForce: [],
  grantsVoided: [],
  redLinesInForce: ["r1"],
  signatures: [
    {
      by: "baghdad",
      act: "sign",
      version: "2015-01-01T08:00:00.000Z",
      at: "2015-01-01T08:00:01.000Z",
    },
  ],
  toConfirm: null,
};

export const exampleVersion = {
  form: exampleAgreement.form,
  proposer: "baghdad",
  modified: exampleAgreement.modified,
};

export const exampleMatrix: ReadMatrix = {
  about: {
    ...{ originator: "baghdad", kind: "incident", classification: "restricted" },
    at: "2015-03-11T09:20:00.000Z",
  },
  partners: [
    {
      partner: "damascus",
      cells: [
        {
          ...{ topic: "force-position", state: "blocked", hold: "none" },
          redLines: [`${agreementId}/r1`],
          reason: {
            ...{ agreement: agreementId, clause: "r1", effect: "red-line" },
            text: {
              ar: "اتفاق الحدود، الخط الأحمر «\u2068r1\u2069» (وضعته «\u2068baghdad\u2069»): يمنع التمرير. السبب: مواضع القوات لا تُمرَّر",
              en: "Border agreement, red line “r1” (drawn by “baghdad”): forbids it. Reason: Force positions are not shared",
            },
          },
        },
      ],
    },
  ],
};

export const examplePartner: ListedPartner = {
  id: "damascus",
  name: { ar: "دمشق", en: "Damascus" },
  self: false,
  link: { state: "up", lastExchange: "2015-03-11T09:20:01.000Z", lagMs: 120, pending: 0 },
};

export const exampleConsent: ListedConsent = {
  id: "consent--1b671a64-40d5-5e1e-99b0-da01ff1f3341",
  record: incidentId,
  originator: "baghdad",
  holder: "damascus",
  to: "amman",
  state: "asked",
  asked: {
    at: "2015-03-11T09:40:00.000Z",
    reason: "Its convoys take this road tomorrow",
    by: null,
  },
  answer: null,
  possible: true,
};

export const exampleWords = {
  kinds: ["incident", "report"],
  topics: ["border"],
  partners: ["baghdad", "damascus"],
};

export const exampleWritten: ShownWritten = {
  at: "2015-03-11T09:20:00.000Z",
  by: "liaison",
  partner: "damascus",
  bundle: "6b1f0a86-6f0c-4d55-9c5e-2d1f4a7c9e01",
  objects: 12,
  state: "open",
};

export const exampleBundle: ShownBundle = {
  partner: "damascus",
  bundle: "2f0b6c1e-6a52-4c0e-8f0a-3d6f3f3d9b11",
  written: "2015-03-11T09:20:00.000Z",
  objects: 12,
  held: 0,
};
