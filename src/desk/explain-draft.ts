import type { Geometry } from "../domain/geometry.ts";
import { labelMarking } from "../domain/label-marking.ts";
import type { LabelChoice, ReportDraft } from "../domain/report-draft.ts";
import { heldText } from "../release/reason-texts.ts";
import type { Particulars, Reason, Subject } from "../release/types.ts";
import type { Desk } from "./desk.ts";
import type { ReleaseState } from "./explain-record.ts";
import { chosenLabel } from "./write-down.ts";

/** Of a report that is being written, what decides who gets it. */
export type HandlingDraft = LabelChoice &
  Pick<ReportDraft, "kind" | "position" | "geometry" | "country"> & {
    /** A statement: its speaker goes with it. */
    hasSpeaker?: boolean;
  };

/**
 * Who will get a report of this handling if it is written now, and why the others not, as `explainRecord` would tell afterwards. Nothing is
 * read from the store. For people of this node only. Errors: draft-invalid, topic-unknown, partner-unknown.
 */
export function explainDraft(desk: Desk, draft: HandlingDraft): { partners: ReleaseState[] } {
  const policy = desk.board.policy();
  const parts = partsOf(desk, draft);
  const partners = [...desk.partners.keys()].filter((partner) => partner !== desk.self.id).sort();
  return {
    partners: partners.map((partner): ReleaseState => {
      const decisions = parts.map(([subject, own]) => policy.explain(subject, own, partner));
      const refusal = decisions.find(({ released }) => !released);
      const decision = refusal ?? decisions.at(-1)!;
      if (refusal) return { partner, state: "withheld", ...decision };
      const held = Math.max(...parts.map(([subject, own]) => policy.hold(subject, own, partner)));
      if (held === 0) return { partner, state: "offered", ...decision };
      const text = heldText(held === Infinity ? null : desk.clock() + held * 60_000);
      const first: Reason = { agreement: null, clause: "hold", effect: "hold", text };
      return { partner, state: "held", ...decision, reasons: [first, ...decision.reasons] };
    }),
  };
}

/** The objects that the report would refer to, then the report: a record goes only where all of them may go. */
function partsOf(desk: Desk, draft: HandlingDraft): (readonly [Subject, Particulars])[] {
  const label = chosenLabel(desk, draft);
  const labelId = labelMarking(label).id;
  const { kind, position, geometry, country, hasSpeaker, releasableTo: recipients } = draft;
  const point: Geometry[] = position ? [{ type: "Point", coordinates: position }] : [];
  const part = (of: string, areas: readonly Geometry[]) =>
    [
      { labelId, label, kind: of, originator: desk.self.id },
      { areas, ...(recipients && recipients.length > 0 && { recipients }) },
    ] as const;
  return [
    ...(kind === "report" && (position || country) ? [part("location", point)] : []),
    ...(kind === "report" && hasSpeaker ? [part("identity", [])] : []),
    part(kind, [...(geometry ? [geometry] : []), ...point]),
  ];
}
