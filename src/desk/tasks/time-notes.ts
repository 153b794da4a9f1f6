import type { Bilingual } from "../../domain/bilingual.ts";
import type { StixObject } from "../../domain/stix.ts";
import { parseStixTime } from "../../domain/time.ts";
import type { Desk } from "../desk.ts";

/* What may be meant so and is more often a slip: times that do not fit each other. It is told and stops nothing. */

/** ms UTC, half-open. */
export interface Span {
  start: number;
  stop: number;
}

export function spanOf({ start_time, stop_time }: Record<string, unknown>): Span {
  return {
    start: parseStixTime(start_time as string)!,
    stop: parseStixTime(stop_time as string)!,
  };
}

/** What a part depends on, as its writer named it. */
export interface Need extends Span {
  name: string;
}

/** Of a part: against its task, its phase, what it uses and what it depends on. `frame` null: that is not sound yet. */
export function timeNotes(
  part: StixObject,
  frame: StixObject | null,
  needs: readonly Need[],
): Bilingual[] {
  const own = spanOf(part);
  const phases = (frame?.["phases"] ?? []) as ({ key: string } & Record<string, unknown>)[];
  const phase = phases.find(({ key }) => key === part["phase"]);
  const uses = (part["uses"] ?? []) as ({ key: string } & Record<string, unknown>)[];
  const notes: Bilingual[] = [];
  if (frame && !isWithin(own, spanOf(frame)))
    notes.push({
      ar: "يقع هذا الجزء كله أو بعضه خارج مدة مهمته.",
      en: "All or some of this part lies outside the time of its task.",
    });
  if (phase && !isWithin(own, spanOf(phase)))
    notes.push({
      ar: `يقع هذا الجزء كله أو بعضه خارج مرحلته «${phase.key}».`,
      en: `All or some of this part lies outside its phase "${phase.key}".`,
    });
  for (const use of uses) {
    if (isWithin(spanOf(use), own)) continue;
    notes.push({
      ar: `يستعمل «${use.key}» خارج مدته.`,
      en: `It uses "${use.key}" outside its own time.`,
    });
  }
  for (const { name, start, stop } of needs) {
    if (start > own.start)
      notes.push({
        ar: `يتوقف على «${name}»، وذاك يبدأ بعده.`,
        en: `It depends on "${name}", which begins later.`,
      });
    if (stop > own.stop)
      notes.push({
        ar: `يتوقف على «${name}»، وذاك ينتهي بعده.`,
        en: `It depends on "${name}", which ends after it.`,
      });
  }
  return notes;
}

/** Its whole time is past. A demonstration tells of what is long past. */
export function pastNote(
  { mode, clock }: Pick<Desk, "mode" | "clock">,
  { stop }: Span,
): Bilingual[] {
  if (mode === "demonstration" || stop > clock()) return [];
  return [
    {
      ar: "مضى وقته كله: تحقّق من التاريخ.",
      en: "Its whole time is past: check the date.",
    },
  ];
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.stop <= outer.stop;
}
