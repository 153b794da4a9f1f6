import { randomUUID } from "node:crypto";
import { composeReport } from "../src/domain/compose-report.ts";
import { extensionIds } from "../src/domain/extensions.ts";
import { labelMarking } from "../src/domain/label-marking.ts";
import { labelOfDraft, type ReportDraft } from "../src/domain/report-draft.ts";
import type { StixObject } from "../src/domain/stix.ts";
import { stixTime } from "../src/domain/time.ts";
import { signObject, type Signer } from "../src/proof/signature.ts";
import { mulberry } from "./mulberry.ts";

/** West, south, east, north of the area over which the records are spread, degrees. */
export const area = [35, 29, 49, 38] as const;

const began = Date.UTC(2014, 0, 1);
const dayMs = 24 * 3600_000;
/** A record a minute: a million take two years. */
const everyMs = 60_000;
const places = 40;

const topics = [["border"], ["supply-route"], ["border", "supply-route"], ["humanitarian"]];
const words = [
  ...["road", "bridge", "convoy", "village", "market", "hospital", "crossing", "river", "camp"],
  ...["school", "water", "station", "damaged", "closed", "open", "shelled", "quiet", "moved"],
  ...["reported", "north", "south", "district", "families", "aid"],
];

/** A draft as a person writes one; what differs from record to record is filled in later. */
function draftAbout(topics: readonly string[]): ReportDraft {
  return {
    kind: "incident",
    name: "incident",
    description: "incident",
    lang: "en",
    at: "2014-01-01T00:00:00.000Z",
    position: [area[0], area[1]],
    topics,
    classification: "restricted",
    reshare: "any",
    reliability: "B",
    credibility: 2,
  };
}

/** The markings that all of these incidents bear: they are posted once, before them. */
export function incidentLabels(): StixObject[] {
  return topics.map((some) => labelMarking(labelOfDraft(draftAbout(some))).object);
}

/** Gives the incident of a number, signed, as canonical JSON: the same content every time but for its random id. */
export function incidentsOf(originator: string, signer: Signer): (index: number) => string {
  const models = topics.map((some) => modelOf(draftAbout(some), originator));
  return (index) => {
    const random = mulberry(index);
    const word = (): string => words[Math.floor(random() * words.length)]!;
    const model = models[index % models.length]!;
    const created = stixTime(began + index * everyMs);
    const record = {
      ...model.extensions?.[extensionIds.record],
      // They arrive roughly, not exactly, in the order in which they happened.
      start_time: stixTime(began + index * everyMs + Math.round((random() - 0.5) * dayMs)),
      position: positionOf(random),
    };
    const incident: StixObject = {
      ...model,
      id: `incident--${randomUUID()}`,
      created,
      modified: created,
      name: `${word()} ${word()} ${index}`,
      description: Array.from({ length: 10 }, word).join(" "),
      extensions: { ...model.extensions, [extensionIds.record]: record },
    };
    return signObject(incident, signer).body;
  };
}

function modelOf(draft: ReportDraft, originator: string): StixObject {
  return composeReport(draft, {
    originator,
    label: labelOfDraft(draft),
    now: began,
    mode: "exercise",
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  }).main;
}

/** Half of what happens, happens near one of a few places. */
function positionOf(random: () => number): [number, number] {
  const [west, south, east, north] = area;
  const near = random() < 0.5 ? mulberry(Math.floor(random() * places)) : null;
  const along = (from: number, to: number): number => {
    const share = near ? near() + (random() - 0.5) / 20 : random();
    const degrees = from + Math.min(1, Math.max(0, share)) * (to - from);
    return Math.round(degrees * 1e5) / 1e5;
  };
  return [along(west, east), along(south, north)];
}
