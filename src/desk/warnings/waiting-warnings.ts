import type { Text } from "../../domain/bilingual.ts";
import type { Geometry } from "../../domain/geometry.ts";
import { stixTime } from "../../domain/time.ts";
import type { Danger, WarningDraft } from "../../domain/warning.ts";
import type { Desk } from "../desk.ts";
import { readAll } from "../documents.ts";
import type { LiveRecord } from "../live-records.ts";
import { type Asked, waitsFor } from "../two-people.ts";
import { sees, type Viewer } from "../viewer.ts";
import { nothing, shownRefusal, type Waiting } from "../waiting.ts";

/** Warnings, and ends of warnings, that a second person has to approve. */
export async function waitingWarnings(desk: Desk, viewer: Viewer): Promise<Waiting[]> {
  const found: Waiting[] = [];
  for (const [id, waiting] of await readAll(desk.store, "warning-asked")) {
    if (waitsFor(waiting, viewer.name)) found.push(shown("warning", id, waiting, waiting.draft));
  }
  for (const [id, waiting] of await readAll(desk.store, "warning-over")) {
    const warning = desk.live.get(id);
    if (!warning || !sees(desk, viewer, warning) || !waitsFor(waiting, viewer.name)) continue;
    found.push(shown("warning-over", id, waiting, saidBy(warning)));
  }
  return found;
}

function shown(
  kind: Waiting["kind"],
  id: string,
  { asked, refused }: Asked,
  warning: WarningDraft,
): Waiting {
  const since = stixTime(asked.at);
  return {
    ...{ ...nothing, kind, id, modified: null, version: since, since, by: asked.by },
    ...{ warning, refused: shownRefusal(refused) },
  };
}

function saidBy({ object }: LiveRecord): WarningDraft {
  const { instructions, stop_time: until } = object;
  return {
    danger: object["danger"] as Danger,
    headline: object["headline"] as Text,
    ...(instructions !== undefined && { instructions: instructions as Text }),
    geometry: object["geometry"] as Geometry,
    from: object["start_time"] as string,
    ...(until !== undefined && { until: until as string }),
  };
}
