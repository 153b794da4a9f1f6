import { heldText } from "../release/reason-texts.ts";
import type { Decision, Particulars, Reason, Subject } from "../release/types.ts";
import type { Desk } from "./desk.ts";
import type { ReleaseState } from "./explain-record.ts";

/** What decides whether something may go to a partner; `subject` null: nobody may have it. */
export interface Decided {
  subject: Subject | null;
  particulars: Particulars;
}

/**
 * Who would get what is only thought of, and why the others not, as `explainRecord` would tell afterwards. `parts`: what it refers to,
 * itself last; it goes only where all of them may go. For people of this node only.
 */
export function releaseAhead(desk: Desk, parts: readonly Decided[]): ReleaseState[] {
  const policy = desk.board.policy();
  const partners = [...desk.partners.keys()].filter((partner) => partner !== desk.self.id).sort();
  return partners.map((partner): ReleaseState => {
    const decisions = parts.map(({ subject, particulars }): Decision =>
      subject
        ? policy.explain(subject, particulars, partner)
        : { released: false, decidedBy: [], reasons: [] },
    );
    const refusal = decisions.find(({ released }) => !released);
    const decision = refusal ?? decisions.at(-1)!;
    if (refusal) return { partner, state: "withheld", ...decision };
    const held = Math.max(
      ...parts.map(({ subject, particulars }) => policy.hold(subject!, particulars, partner)),
    );
    if (held === 0) return { partner, state: "offered", ...decision };
    const text = heldText(held === Infinity ? null : desk.clock() + held * 60_000);
    const first: Reason = { agreement: null, clause: "hold", effect: "hold", text };
    return { partner, state: "held", ...decision, reasons: [first, ...decision.reasons] };
  });
}
