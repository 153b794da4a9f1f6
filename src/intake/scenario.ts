import type { Bilingual, Lang } from "../domain/bilingual.ts";
import type { ControlChange, Holder } from "../domain/control-change.ts";
import {
  credibilities,
  type Credibility,
  reliabilities,
  type Reliability,
} from "../domain/grade.ts";
import { type Classification, classifications, type Label } from "../domain/label.ts";
import { type PartnerId, partnerIdPattern } from "../domain/partner.ts";
import {
  type Precision,
  precisions,
  type SourceType,
  sourceTypes,
  type SpeakerClass,
  speakerClasses,
} from "../domain/report-draft.ts";
import { type Topic, topics } from "../domain/topics.ts";
import { bilingualCell, idCell, memberCell, membersCell, requiredCell } from "./cells.ts";
import { controlCells } from "./control-cells.ts";
import type { Gazetteer } from "./gazetteer.ts";
import { eventTimes } from "./event-times.ts";
import { isAreaPlace } from "./places.ts";
import { readTable, type TableRow } from "./table.ts";

/** One dated row of a scenario: what one partner's node writes as its own record. */
export interface ScenarioEvent {
  id: string;
  node: PartnerId;
  kind: "incident" | "report";
  /** Which of the two texts is the original. */
  lang: Lang;
  name: Bilingual;
  description: Bilingual;
  /** ISO 8601, UTC. Where `precision` is coarser than a day: the start of that month or year. */
  at: string;
  until: string | null;
  precision: Precision;
  recordedAt: string;
  /** Id in the gazetteer; null for a statement made outside its region. */
  place: string | null;
  topics: Topic[];
  classification: Classification;
  caveats: string[];
  release: Label["release"];
  /** Only where `release` is "listed". */
  releasableTo: PartnerId[];
  source: { type: SourceType; reliability: Reliability; credibility: Credibility };
  speaker: Speaker | null;
  control: ControlChange | null;
  sourceNote: string;
}

/** Who made a public statement: a person only as the holder of an office. */
export interface Speaker {
  class: SpeakerClass;
  name: Bilingual;
  office: Bilingual | null;
}

export const eventColumns = [
  "id",
  "node",
  "kind",
  "lang",
  "name_ar",
  "name_en",
  "description_ar",
  "description_en",
  "at",
  "until",
  "precision",
  "recorded_at",
  "place",
  "topics",
  "classification",
  "caveats",
  "release",
  "releasable_to",
  "reliability",
  "credibility",
  "source_type",
  "speaker_class",
  "speaker_ar",
  "speaker_en",
  "speaker_office_ar",
  "speaker_office_en",
  "control_from",
  "control_to",
  "control_state",
  "source_note",
] as const;

/** Events of a CSV text with `eventColumns`, in its order. Throws AppError `table-invalid` that names row and column. */
export function readEvents(
  csv: string,
  known: { gazetteer: Gazetteer; holders: readonly Holder[] },
  file = "events.csv",
): ScenarioEvent[] {
  const ids = new Set<string>();
  return readTable(csv, file, eventColumns).map((row) => {
    const kind = memberCell(row, "kind", ["incident", "report"]);
    const speaker = speakerOf(row);
    return {
      id: idCell(row, ids),
      node: partnerCell(row, "node", row.cell("node")),
      kind,
      lang: memberCell(row, "lang", ["ar", "en"]),
      name: bilingualCell(row, "name"),
      description: bilingualCell(row, "description"),
      ...eventTimes(row),
      precision: memberCell(row, "precision", precisions),
      place: placeOf(row, kind, speaker, known.gazetteer),
      topics: topicsOf(row),
      classification: memberCell(row, "classification", classifications),
      caveats: row.list("caveats"),
      ...releaseOf(row),
      source: {
        type: memberCell(row, "source_type", sourceTypes),
        reliability: memberCell(row, "reliability", keysOf(reliabilities)),
        credibility: memberCell(row, "credibility", keysOf(credibilities)),
      },
      speaker,
      control: controlCells(row, known.holders),
      sourceNote: requiredCell(row, "source_note"),
    };
  });
}

function placeOf(
  row: TableRow,
  kind: ScenarioEvent["kind"],
  speaker: Speaker | null,
  gazetteer: Gazetteer,
): string | null {
  const id = row.cell("place");
  if (id === "") {
    if (kind === "incident" || speaker === null)
      row.wrong("place", { ar: "يلزم مكان أو متحدّث", en: "only a statement may have no place" });
    return null;
  }
  const place = gazetteer.byId(id);
  if (place === undefined)
    return row.wrong("place", {
      ar: `لا مكان بالمعرّف "${id}"`,
      en: `the gazetteer has no "${id}"`,
    });
  if (isAreaPlace(place) && (kind === "incident" || row.cell("control_state") !== ""))
    row.wrong("place", { ar: "المحافظة مساحة لا نقطة", en: "an area is never a point" });
  return id;
}

function topicsOf(row: TableRow): Topic[] {
  const found = membersCell(row, "topics", topics);
  if (found.length === 0)
    row.wrong("topics", { ar: "يلزم موضوع واحد على الأقل", en: "at least one topic is needed" });
  return found;
}

function releaseOf(row: TableRow): Pick<ScenarioEvent, "release" | "releasableTo"> {
  const release = memberCell(row, "release", ["agreements", "listed", "none"]);
  const releasableTo = row
    .list("releasable_to")
    .map((partner) => partnerCell(row, "releasable_to", partner));
  if ((release === "listed") !== releasableTo.length > 0)
    row.wrong("releasable_to", {
      ar: "تُذكر الجهات مع listed وحدها",
      en: 'partners are named with the release "listed", and only there',
    });
  return { release, releasableTo };
}

function speakerOf(row: TableRow): Speaker | null {
  const columns = ["class", "ar", "en", "office_ar", "office_en"].map((part) => `speaker_${part}`);
  if (columns.every((column) => row.cell(column) === "")) return null;
  const kind = memberCell(row, "speaker_class", speakerClasses);
  const hasOffice = row.cell("speaker_office_ar") !== "" || row.cell("speaker_office_en") !== "";
  return {
    class: kind,
    name: bilingualCell(row, "speaker"),
    office: hasOffice || kind === "individual" ? bilingualCell(row, "speaker_office") : null,
  };
}

function partnerCell(row: TableRow, column: string, text: string): PartnerId {
  if (!new RegExp(partnerIdPattern).test(text))
    row.wrong(column, { ar: "اسم جهة غير صالح", en: `"${text}" is not a partner's name` });
  return text;
}

function keysOf<K extends string>(record: Record<K, unknown>): K[] {
  return Object.keys(record) as K[];
}
