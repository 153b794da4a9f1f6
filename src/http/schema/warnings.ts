import Type from "typebox";
import type { ListedWarning } from "../../desk/warnings/list-warnings.ts";
import { dangers, maxWarningText, type WarningDraft } from "../../domain/warning.ts";
import {
  closed,
  describes,
  nullable,
  partnerId,
  shownText,
  stixId,
  stixObject,
  text,
  time,
} from "./basics.ts";
import { exampleRecord } from "./examples.ts";
import { original } from "./handling.ts";
import { geometry } from "./records.ts";

export const warningDraft = describes<WarningDraft>(
  Type.Object(
    {
      danger: Type.Enum([...dangers]),
      headline: text(maxWarningText),
      instructions: Type.Optional(text(maxWarningText)),
      lang: original,
      geometry,
      from: time,
      until: Type.Optional(time),
    },
    { ...closed, title: "WarningDraft" },
  ),
);

export const listedWarning = describes<ListedWarning>(
  Type.Object(
    {
      id: stixId,
      modified: time,
      originator: nullable(partnerId),
      record: stixObject,
      danger: Type.Enum([...dangers]),
      headline: shownText,
      instructions: shownText,
      geometry,
      from: time,
      until: nullable(time),
      active: Type.Boolean({ description: "The danger is not known to be over" }),
    },
    { ...closed, title: "Warning" },
  ),
);

const id = "warning--4a6d1c0e-9b3f-4e25-8c7a-0d1e2f3a4b5c";

export const exampleWarningDraft: WarningDraft = {
  danger: "flood",
  headline: { ar: "موجة فيضان في الفرات", en: "Flood wave on the Euphrates" },
  instructions: { ar: "ابتعدوا عن ضفتي النهر", en: "Keep away from both banks" },
  lang: "ar",
  geometry: { type: "Point", coordinates: [41.02, 34.37] },
  from: "2015-03-11T06:00:00Z",
};

export const exampleWarning: ListedWarning = {
  id,
  modified: "2015-03-11T06:02:00.000Z",
  originator: "baghdad",
  record: { ...exampleRecord.record, type: "warning", id },
  danger: "flood",
  headline: exampleWarningDraft.headline,
  instructions: exampleWarningDraft.instructions!,
  geometry: exampleWarningDraft.geometry,
  from: "2015-03-11T06:00:00.000Z",
  until: null,
  active: true,
};
