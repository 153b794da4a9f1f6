import type {
  AgreementForm,
  AgreementSignature,
  Grant,
  RedLine,
  SignatureAct,
} from "../../domain/agreement.ts";
import type { Label } from "../../domain/label.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { Particulars, PolicyInput, Subject } from "../types.ts";

export const bilateralId = "agreement--00000000-0000-4000-8000-000000000001";
export const charterId = "agreement--00000000-0000-4000-8000-000000000002";
export const now = Date.UTC(2015, 2, 11);
export const nothing: Particulars = { areas: [] };

export function bilateral(part: Partial<AgreementForm> = {}): AgreementForm {
  return {
    id: bilateralId,
    title: { ar: "اتفاق الحدود", en: "Border agreement" },
    purpose: { ar: "حماية الحدود", en: "Protect the border" },
    parties: ["baghdad", "damascus"],
    from: "2015-01-01T00:00:00Z",
    until: null,
    grants: [{ id: "g1" }],
    redLines: [],
    ...part,
  };
}

export function charter(part: Partial<AgreementForm> = {}): AgreementForm {
  return {
    ...bilateral(),
    id: charterId,
    title: { ar: "ميثاق التحالف", en: "Charter" },
    parties: ["washington", "baghdad", "amman"],
    coalition: {
      id: "coalition",
      lead: "washington",
      powers: [{ id: "p1", to: ["damascus"] }],
    },
    ...part,
  };
}

export function redLine(part: Partial<RedLine> = {}): RedLine {
  return { id: "r1", by: "baghdad", reason: { ar: "سيادة", en: "Sovereignty" }, ...part };
}

export function says(
  by: PartnerId,
  act: SignatureAct = "sign",
  part: Partial<AgreementSignature> = {},
): AgreementSignature {
  return { agreement: bilateralId, version: 1, by, act, at: 1, ...part };
}

/** Every form as version 1, 2 … of its id, and every party's signature on each in turn. */
export function signedBy(
  forms: readonly AgreementForm[],
  self: PartnerId = "baghdad",
  part: Partial<PolicyInput> = {},
): PolicyInput {
  const versions = forms.map((form, index) => {
    const modified = forms.slice(0, index + 1).filter(({ id }) => id === form.id).length;
    return { form, proposer: form.parties[0]!, modified };
  });
  return {
    self,
    partners: ["amman", "baghdad", "damascus", "washington"],
    versions,
    signatures: versions.flatMap(({ form, modified }) =>
      form.parties.map((by) =>
        says(by, "sign", { agreement: form.id, version: modified, at: modified }),
      ),
    ),
    at: now,
    ...part,
  };
}

export function withGrant(grant: Partial<Grant>): PolicyInput {
  return signedBy([bilateral({ grants: [{ id: "g1", ...grant }] })]);
}

/** The same, where washington gives baghdad all and lets it pass on. */
export function withReceived(
  grant: Partial<Grant>,
  received: Partial<Grant> = { reshare: "any" },
): PolicyInput {
  const from = bilateral({
    id: "agreement--00000000-0000-4000-8000-000000000003",
    parties: ["washington", "baghdad"],
    grants: [{ id: "in", ...received }],
  });
  return signedBy([bilateral({ grants: [{ id: "g1", ...grant }] }), from]);
}

export function subject(
  label: Partial<Label> = {},
  part: Partial<Omit<Subject, "label">> = {},
): Subject {
  const whole: Label = {
    classification: "restricted",
    topics: ["border"],
    caveats: [],
    reshare: "none",
    originatorControl: false,
    release: "agreements",
    ...label,
  };
  return {
    labelId: JSON.stringify(whole),
    label: whole,
    kind: "incident",
    originator: "baghdad",
    ...part,
  };
}
