import type { PartnerId } from "../domain/partner.ts";
import type { Failure } from "./conditions.ts";
import { isReleased, type Findings } from "./findings.ts";
import { holdOf } from "./hold.ts";
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

/** Texts kept for one clause: records may hold words without end. */
const mostTexts = 1000;

/**
 * Puts findings on one record and recipient into words. What decided comes first: the grants that release it, or every
 * red line against it, or the label; otherwise nothing did, and each grant says which condition failed first.
 * `idleReasons`: of the grants that are not in force towards a partner, the same for every record.
 */
export function explainer(
  idleReasons: (to: PartnerId) => readonly Reason[],
): (findings: Findings, to: PartnerId) => Decision {
  const said = new Map<object, Map<string, Reason>>();
  const idle = new Map<PartnerId, readonly Reason[]>();

  /** The same words for the same clause and failure are made once. */
  function once(clause: object, key: string, make: () => Reason): Reason {
    let reasons = said.get(clause);
    if (!reasons || reasons.size > mostTexts) said.set(clause, (reasons = new Map()));
    let reason = reasons.get(key);
    if (!reason) reasons.set(key, (reason = Object.freeze(make())));
    return reason;
  }

  function failureReason({ grant, failure }: Findings["failed"][number]): Reason {
    return once(grant, `${failure.condition} ${failure.of}`, () => ({
      agreement: grant.form.id,
      clause: grant.grant.id,
      effect: failure.condition.startsWith("grant-reshare") ? "reshare" : "not-covered",
      text: failureText(grant.form, grant.grant, failure),
    }));
  }

  function releaseReason(grant: Findings["covering"][number]): Reason {
    return once(grant, "", () => ({
      agreement: grant.form.id,
      clause: grant.grant.id,
      effect: holdOf(grant.grant) === 0 ? "released" : "hold",
      text: grantText(grant.form, grant.grant),
    }));
  }

  function redLineReason(line: Findings["redLines"][number]): Reason {
    return once(line, "", () => ({
      agreement: line.form.id,
      clause: line.redLine.id,
      effect: "red-line",
      text: redLineText(line.form, line.redLine),
    }));
  }

  return (findings, to) => {
    const failed = findings.failed.map(failureReason);
    if (isReleased(findings)) {
      const released = findings.covering.map(releaseReason);
      return decision(true, released.map(clauseName), [...released, ...failed]);
    }
    if (findings.recipient !== null) {
      const text = recipientText(findings.recipient, to);
      return decision(false, [], [own("recipient", "not-covered", text)]);
    }
    const redLines = findings.redLines.map(redLineReason);
    const { record, label, received } = findings;
    const labels = [record, label, received].flatMap((failure) =>
      failure ? [labelReason(failure)] : [],
    );
    const decided = redLines.length > 0 ? redLines : labels;
    const rest = idle.get(to) ?? idleReasons(to);
    idle.set(to, rest);
    const reasons = [...redLines, ...labels, ...failed, ...rest];
    if (reasons.length === 0) reasons.push(own("grants", "not-covered", nothingText(to)));
    return decision(false, [...new Set(decided.map(clauseName))], reasons);
  };
}

function labelReason(failure: Failure): Reason {
  const text = labelText(failure);
  return ["consent", "reshare", "received"].includes(failure.condition)
    ? own("reshare", "reshare", text)
    : own("release", "label", text);
}

/** Frozen: it is kept and given out again. */
function decision(released: boolean, decidedBy: string[], reasons: Reason[]): Decision {
  Object.freeze(decidedBy);
  Object.freeze(reasons);
  return Object.freeze({ released, decidedBy, reasons });
}

/** Of the label or the node itself, not of an agreement. */
function own(clause: string, effect: Reason["effect"], text: Reason["text"]): Reason {
  return { agreement: null, clause, effect, text };
}

function clauseName({ agreement, clause }: Reason): string {
  return `${agreement ?? "label"}/${clause}`;
}
