import Type from "typebox";
import type { AlikeRecord } from "../../desk/same-event/find-alike.ts";
import type { EventSources } from "../../desk/same-event/event-of.ts";
import { closed, describes, nullable, partnerId, stixId, time } from "./basics.ts";
import { exampleRecord } from "./examples.ts";
import { listedRecord, reportDraft } from "./records.ts";

const { name, description, lang, at, until, precision, position } = reportDraft.properties;

/** Of a report that is being written, what says where, when and what. */
export const alikeDraft = Type.Object(
  {
    name: Type.Optional(name),
    description,
    lang,
    at,
    until,
    precision,
    position: Type.Optional(position),
  },
  { ...closed, title: "AlikeDraft" },
);

export const alikeRecord = describes<AlikeRecord>(
  Type.Object(
    {
      record: listedRecord,
      score: Type.Number({ description: "0 to 1: the likeliest first" }),
      km: nullable(Type.Number({ description: "How far apart; null: one says nothing of where" })),
      hours: Type.Number({ description: "Between the two times" }),
      words: nullable(
        Type.Number({ description: "Share of the shorter text; null: no language in common" }),
      ),
    },
    { title: "AlikeRecord" },
  ),
);

export const eventSources = describes<EventSources>(
  Type.Object(
    {
      records: Type.Array(listedRecord, { description: "The one that was asked about first" }),
      links: Type.Array(
        Type.Object({
          id: stixId,
          between: Type.Array(stixId, { minItems: 2, maxItems: 2 }),
          by: partnerId,
          at: time,
        }),
      ),
      more: Type.Boolean({ description: "There are more records than are shown" }),
    },
    { title: "EventSources" },
  ),
);

export const exampleLinkId = "relationship--5b0f1c7e-3a9d-4e2f-8c41-7d6e5f4a3b2c";
export const exampleOtherId = "incident--1c9a7b52-6e3d-4f80-9b17-2d4c6e8f0a13";

export const exampleAlike: AlikeRecord = {
  ...{ record: exampleRecord, score: 0.82, km: 3.4, hours: 2, words: 0.7 },
};

export const exampleEvent: EventSources = {
  records: [exampleRecord],
  links: [
    {
      id: exampleLinkId,
      between: [exampleRecord.id, exampleOtherId],
      by: "baghdad",
      at: "2015-03-11T10:05:00.000Z",
    },
  ],
  more: false,
};
