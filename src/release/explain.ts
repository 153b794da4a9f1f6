import type { PartnerId } from "../domain/partner.ts";
import { isReleased, type Findings } from "./findings.ts";
import {
  failureText,
  grantText,
  labelText,
  nothingText,
  recipientText,
  redLineText,
  unevaluatedText,
} from "./reason-texts.ts";
import type { Decision, Reason } from "./types.ts";

/** For what could not be evaluated. */
export const unexplained: Decision = {
  released: false,
  decidedBy: [],
  reasons: [{ agreement: null, clause: "error", effect: "not-covered", text: unevaluatedText }],
};

/**
 * Puts the findings on one record and recipient into words. What decided comes first: the grants that release it, or
 * every red line against it, or the label; otherwise nothing did, and each grant says which condition failed first.
 */
export function explainFindings(
  findings: Findings,
  to: PartnerId,
  idleReasons: (to: PartnerId) => readonly Reason[],
): Decision {
  const failed: Reason[] = findings.failed.map(({ grant: { form, grant }, failure }) => ({
    agreement: form.id,
    clause: grant.id,
    effect: failure.condition.startsWith("grant-reshare") ? "reshare" : "not-covered",
    text: failureText(form, grant, failure),
  }));
  if (isReleased(findings)) {
    const released: Reason[] = findings.covering.map(({ form, grant }) => ({
      agreement: form.id,
      clause: grant.id,
      effect: "released",
      text: grantText(form, grant),
    }));
    return decision(true, released.map(clauseName), [...released, ...failed]);
  }
  const { recipient } = findings;
  if (recipient !== null) {
    return decision(false, [], [label("recipient", "not-covered", recipientText(recipient, to))]);
  }
  const redLines: Reason[] = findings.redLines.map(({ form, redLine }) => ({
    agreement: form.id,
    clause: redLine.id,
    effect: "red-line",
    text: redLineText(form, redLine),
  }));
  const labels: Reason[] = [findings.record, findings.label]
    .filter((failure) => failure !== null)
    .map((failure) => {
      const isReshare = failure.condition === "consent" || failure.condition === "reshare";
      const [clause, effect] = isReshare
        ? (["reshare", "reshare"] as const)
        : (["release", "label"] as const);
      return label(clause, effect, labelText(failure));
    });
  const decided = redLines.length > 0 ? redLines : labels;
  const reasons = [...redLines, ...labels, ...failed, ...idleReasons(to)];
  if (reasons.length === 0) reasons.push(label("grants", "not-covered", nothingText(to)));
  return decision(false, [...new Set(decided.map(clauseName))], reasons);
}

/** Frozen: it is kept and given out again. */
function decision(released: boolean, decidedBy: string[], reasons: Reason[]): Decision {
  Object.freeze(decidedBy);
  Object.freeze(reasons);
  return Object.freeze({ released, decidedBy, reasons });
}

function label(clause: string, effect: Reason["effect"], text: Reason["text"]): Reason {
  return { agreement: null, clause, effect, text };
}

function clauseName({ agreement, clause }: Reason): string {
  return `${agreement ?? "label"}/${clause}`;
}
