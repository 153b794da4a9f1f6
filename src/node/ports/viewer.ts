import { type Person, personKey } from "../../desk/people.ts";
import type { Viewer } from "../../desk/viewer.ts";
import { clears } from "../../domain/clearance.ts";
import type { Label } from "../../domain/label.ts";
import type { LabelChoice } from "../../domain/report-draft.ts";
import { AppError } from "../../errors.ts";

/** A person as the desk's verbs know who reads. */
export function viewerOf({ name, clearance }: Person): Viewer {
  return { name: personKey(name), clearance };
}

/** Nobody writes what that person could not read. Errors: clearance-exceeded, those of the label. */
export function mustClear(
  { clearance }: Person,
  { classification, caveats = [] }: Pick<LabelChoice, "classification" | "caveats">,
): void {
  const label = { classification, caveats } as Label;
  if (!clears(clearance, label)) throw new AppError("clearance-exceeded", { classification });
}
