import type { ListedPart } from "../../api/shapes.ts";
import { timeToField } from "../../format/time.ts";
import type { PartFields, StretchFields } from "./fields.ts";

/** When a part occupies what it clashes about: of a thing that it needs for itself only as long as it needs it. */
export function occupiedIn(part: ListedPart, about: string | null): StretchFields {
  const uses = (part.record["uses"] ?? []) as {
    key: string;
    start_time: string;
    stop_time: string;
  }[];
  const use = uses.find(({ key }) => key === about);
  return use ? { from: use.start_time, until: use.stop_time } : part;
}

/** By how much `mine` has to move to begin as `other` ends, or to end as it begins: ms, RFC 3339 in. */
export function wayOut(mine: StretchFields, other: StretchFields, to: "after" | "before"): number {
  return to === "after"
    ? Date.parse(other.until) - Date.parse(mine.from)
    : Date.parse(other.from) - Date.parse(mine.until);
}

/** The part moved by so many ms from where it `stands`, with all that it needs for itself; it goes by its phase no more. */
export function movePart(part: PartFields, stands: ListedPart, ms: number): PartFields {
  const moved = ({ from, until }: StretchFields) => ({
    from: timeToField(Date.parse(from) + ms),
    until: timeToField(Date.parse(until) + ms),
  });
  return {
    ...part,
    ...moved(stands),
    asPhase: false,
    uses: part.uses.map((use) => ({ ...use, ...moved(occupiedIn(stands, use.key)) })),
  };
}
