import type { Geometry } from "../domain/geometry.ts";
import { labelMarking } from "../domain/label-marking.ts";
import type { LabelChoice, ReportDraft } from "../domain/report-draft.ts";
import type { Desk } from "./desk.ts";
import type { ReleaseState } from "./explain-record.ts";
import { type Decided, releaseAhead } from "./release-ahead.ts";
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
  return { partners: releaseAhead(desk, partsOf(desk, draft)) };
}

/** The objects that the report would refer to, then the report: a record goes only where all of them may go. */
function partsOf(desk: Desk, draft: HandlingDraft): Decided[] {
  const label = chosenLabel(desk, draft);
  const labelId = labelMarking(label).id;
  const { kind, position, geometry, country, hasSpeaker, releasableTo: recipients } = draft;
  const point: Geometry[] = position ? [{ type: "Point", coordinates: position }] : [];
  const part = (of: string, areas: readonly Geometry[]): Decided => ({
    subject: { labelId, label, kind: of, originator: desk.self.id },
    particulars: { areas, ...(recipients && recipients.length > 0 && { recipients }) },
  });
  return [
    ...(kind === "report" && (position || country) ? [part("location", point)] : []),
    ...(kind === "report" && hasSpeaker ? [part("identity", [])] : []),
    part(kind, [...(geometry ? [geometry] : []), ...point]),
  ];
}
