import type { ReportDraft } from "../domain/report-draft.ts";
import type { Gazetteer } from "./gazetteer.ts";
import { isAreaPlace } from "./places.ts";
import type { ScenarioEvent } from "./scenario.ts";

/** The draft that a partner's watch officer would have written for a row of a scenario. */
export function draftOfEvent(event: ScenarioEvent, gazetteer: Gazetteer): ReportDraft {
  const place = event.place === null ? undefined : gazetteer.byId(event.place);
  const { control, speaker, source } = event;
  return {
    kind: event.kind,
    name: event.name,
    lang: event.lang,
    description: event.description,
    at: event.at,
    precision: event.precision,
    recordedAt: event.recordedAt,
    topics: event.topics,
    caveats: event.caveats,
    classification: event.classification,
    reliability: source.reliability,
    credibility: source.credibility,
    sourceType: source.type,
    source: event.sourceNote,
    ...(event.until !== null && { until: event.until }),
    // An area has no one position, and a record names no place without one: the text names it.
    ...(place && !isAreaPlace(place) && { place: place.name, position: place.position }),
    ...(event.release === "none" && { releasableTo: [] }),
    ...(event.release === "listed" && { releasableTo: event.releasableTo }),
    ...(speaker && {
      speaker: {
        identityClass: speaker.class,
        name: speaker.name,
        ...(speaker.office && { office: speaker.office }),
      },
    }),
    ...(control && { control }),
  };
}
