import { composeReport } from "../../domain/compose-report.ts";
import type { Label } from "../../domain/label.ts";
import { labelMarking } from "../../domain/label-marking.ts";
import type { Partner } from "../../domain/partner.ts";
import { identityId } from "../../domain/partner-identity.ts";
import type { Random } from "../../domain/random.ts";
import { labelOfDraft, type ReportDraft } from "../../domain/report-draft.ts";
import type { StixObject } from "../../domain/stix.ts";
import { publicKeyOf, signerFrom, signObject } from "../../proof/signature.ts";
import type { CheckContext } from "./checked.ts";

/* Records for tests: two partners with fixed keys, and what Baghdad would write. */

const baghdadPem = pem("MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g");
const damascusPem = pem("MC4CAQAwBQYDK2VwBCIEIEzNaQcKsFUdFHl1Fzbmn5bE4mY8N1X2a8aR8mYqQ0x7");

export const baghdadSigner = signerFrom(baghdadPem);
export const damascusSigner = signerFrom(damascusPem);
export const baghdad = partner("baghdad", { ar: "بغداد", en: "Baghdad" }, baghdadPem);
export const damascus = partner("damascus", { ar: "دمشق", en: "Damascus" }, damascusPem);

/** 12 March 2015, UTC. */
export const sampleNow = Date.UTC(2015, 2, 12);

export const roadCut: ReportDraft = {
  kind: "incident",
  name: { ar: "قطع طريق الإمداد", en: "Supply road cut" },
  lang: "en",
  description: { ar: "قُطع الطريق قرب القائم", en: "The road near al-Qaim was cut at dawn." },
  at: "2015-03-11T04:00:00Z",
  position: [41.0, 34.37],
  place: { ar: "القائم", en: "al-Qaim" },
  topics: ["supply-route", "border"],
  classification: "restricted",
  reliability: "B",
  credibility: 2,
  source: "a name that must not travel",
};

export const sampleLabel: Label = labelOfDraft(roadCut);

export const checkContext: CheckContext = {
  partners: [baghdad, damascus],
  labels: new Map([[labelMarking(sampleLabel).id, sampleLabel]]),
  now: sampleNow,
  maxAheadMs: 24 * 60 * 60 * 1000,
  allowUnsigned: false,
};

/** Bytes that depend on nothing but how often it was asked. */
export function countingRandom(): Random {
  let count = 0;
  return (bytes) => {
    count++;
    return Uint8Array.from(
      { length: bytes },
      (_, index) => (count * 31 + index * 7) >>> (index % 3),
    );
  };
}

/** The unsigned objects of `roadCut`, in order of dependency. */
export function composedReport(draft: ReportDraft = roadCut) {
  return composeReport(draft, {
    originator: "baghdad",
    label: labelOfDraft(draft),
    now: sampleNow,
    mode: "exercise",
    random: countingRandom(),
  });
}

export function signed(object: StixObject): StixObject {
  return signObject(object, baghdadSigner).object;
}

/** One unsigned incident. */
export function incident(): StixObject {
  return composedReport().main;
}

export function signedIncidents(count: number): StixObject[] {
  const model = incident();
  return Array.from({ length: count }, (_, index) =>
    signed({
      ...model,
      id: `incident--00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    }),
  );
}

export function envelopeOf(objects: readonly unknown[]): Uint8Array {
  return Buffer.from(JSON.stringify({ objects }));
}

function partner(id: string, name: Partner["name"], privatePem: string): Partner {
  return { id, name, identity: identityId(id), keys: [publicKeyOf(privatePem)] };
}

function pem(base64: string): string {
  return `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----\n`;
}
