import Type from "typebox";
import type { ListedUnit } from "../../desk/units/list-units.ts";
import { readinesses, unitKinds, unitRelations } from "../../domain/unit.ts";
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
import { labelChoice, original } from "./handling.ts";
import { label } from "./records.ts";

export const unitDraft = Type.Object(
  {
    name: text(1024),
    description: Type.Optional(text(65_536)),
    lang: original,
    kind: Type.Enum([...unitKinds]),
    readiness: Type.Enum([...readinesses]),
    sidc: Type.Optional(
      Type.String({
        pattern: "^[0-9]{20}([0-9]{10})?$",
        description: "APP-6 symbol identification code",
      }),
    ),
    ...labelChoice,
  },
  { ...closed, title: "UnitDraft" },
);

export const listedUnit = describes<ListedUnit>(
  Type.Object(
    {
      id: stixId,
      modified: time,
      originator: nullable(partnerId),
      label: nullable(label),
      name: shownText,
      description: shownText,
      record: stixObject,
      kind: Type.Enum([...unitKinds]),
      readiness: Type.Enum([...readinesses]),
      sidc: nullable(Type.String()),
      relations: Type.Array(
        Type.Object({ relation: Type.Enum([...unitRelations]), unit: stixId }, closed),
      ),
    },
    {
      ...closed,
      title: "Unit",
      description: "Named without prejudice to the status of any party",
    },
  ),
);

const id = "unit--2f6f3c1e-0a4b-4d7c-8e9f-6a5b4c3d2e1f";

export const exampleUnitDraft = {
  name: { ar: "دفاع مدني القائم", en: "Civil protection of al-Qaim" },
  lang: "ar" as const,
  kind: "civil-protection" as const,
  readiness: "ready" as const,
  sidc: "10031000001100000000",
  classification: "restricted" as const,
  topics: ["civil-protection"],
};

export const exampleUnit: ListedUnit = {
  id,
  modified: "2015-03-11T06:00:00.000Z",
  originator: "baghdad",
  label: exampleRecord.label,
  name: exampleUnitDraft.name,
  description: {},
  record: { ...exampleRecord.record, type: "unit", id },
  kind: "civil-protection",
  readiness: "ready",
  sidc: "10031000001100000000",
  relations: [{ relation: "part-of", unit: "unit--7c0d9a54-3b2e-4f61-a8d7-1e2f3a4b5c6d" }],
};
