import Type from "typebox";
import type {
  ListedSituationReport,
  SituationHead,
} from "../../desk/watch/situation/keep-report.ts";
import { maxSources } from "../../domain/report-draft.ts";
import { reshareScopes } from "../../domain/label.ts";
import { closed, describes, nullable, partnerId, stixId, time } from "./basics.ts";
import { exampleRecord } from "./examples.ts";
import { caveats } from "./journal.ts";
import { classification } from "./records.ts";

const said = Type.Object({ by: Type.String(), at: time });
const lang = Type.Enum(["ar", "en"]);
const title = Type.String({ minLength: 1, maxLength: 500 });
const text = Type.String({
  maxLength: 40_000,
  description: 'Lines; those that begin with "- " are items of a list',
});
const period = {
  from: Type.String({ ...time, description: "At this time or later" }),
  until: Type.String({ ...time, description: "Before this time" }),
};
const sources = Type.Array(stixId, {
  description: "Records that it rests on, whatever was struck out since",
});

const head = {
  id: Type.String(),
  title: Type.String(),
  lang,
  ...period,
  classification,
  caveats: Type.Array(Type.String()),
  version: Type.Integer({ minimum: 1 }),
  made: said,
  saved: said,
  state: Type.Enum(["draft", "released"]),
  released: nullable(Type.Object({ by: Type.String(), at: time, id: stixId })),
};

export const situationHead = describes<SituationHead>(
  Type.Object(head, { title: "SituationReportHead" }),
);

const releasedWithIt = Type.Union([Type.Boolean(), Type.Literal("never")], {
  description: "Whether it goes along when the report is released; never: it has no label",
});

export const situationReport = describes<ListedSituationReport>(
  Type.Object(
    {
      ...head,
      releasableTo: Type.Array(partnerId),
      sections: Type.Array(
        Type.Object({ id: Type.String(), heading: title, text, released: releasedWithIt }),
      ),
      sources,
      gone: Type.Array(stixId, { description: "Those of them that were taken back since" }),
    },
    { title: "SituationReport" },
  ),
);

/** Body of POST /api/situation-reports. */
export const situationOrder = Type.Object(
  {
    lang,
    from: Type.Optional(Type.String({ ...time, description: "Left out: 24 hours before `until`" })),
    until: Type.Optional(Type.String({ ...time, description: "Left out: now" })),
    classification: Type.Enum(classification.enum, {
      description: "It tells of nothing above this, and bears it",
    }),
    caveats: Type.Optional(caveats),
    releasableTo: Type.Optional(
      Type.Array(partnerId, {
        maxItems: 50,
        description: "It tells only of records that may go to each of these partners now",
      }),
    ),
  },
  { ...closed, title: "SituationReportOrder" },
);

/** Body of POST /api/situation-reports/{id}. */
export const situationEdit = Type.Object(
  {
    version: Type.Integer({ minimum: 1, description: "The one that was changed" }),
    title,
    sections: Type.Array(
      Type.Object(
        {
          id: Type.Optional(
            Type.String({ maxLength: 64, description: "Left out: a section of one's own" }),
          ),
          heading: title,
          text,
          released: Type.Optional(Type.Boolean()),
        },
        closed,
      ),
      { maxItems: 50, description: "In order; what is not among them is struck out" },
    ),
  },
  { ...closed, title: "SituationReportEdit" },
);

/** Body of POST /api/situation-reports/{id}/release. */
export const situationRelease = Type.Object(
  {
    version: Type.Integer({ minimum: 1, description: "The one that was read" }),
    topics: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
        maxItems: 20,
        description: "Left out: those of what it rests on; they come to it in any case",
      }),
    ),
    reshare: Type.Optional(Type.Enum([...reshareScopes])),
    releasableTo: Type.Optional(
      Type.Array(partnerId, {
        maxItems: 200,
        description: "Left out: as the agreements allow; empty: nobody",
      }),
    ),
  },
  { ...closed, title: "SituationReportRelease" },
);

export const tooLarge = { limit: maxSources };

export const exampleOrder = { lang: "en" as const, classification: "restricted" as const };

export const exampleEdit = {
  version: 1,
  title: "Daily situation report as of 110600ZMAR15",
  sections: [
    { id: "summary", heading: "Summary", text: "- Records: 12", released: true },
    { heading: "Outlook", text: "The crossing opens at noon." },
  ],
};

export const exampleSituationReport: ListedSituationReport = {
  id: "001426060800000",
  title: "Daily situation report as of 110600ZMAR15",
  lang: "en",
  from: "2015-03-10T06:00:00.000Z",
  until: "2015-03-11T06:00:00.000Z",
  classification: "restricted",
  caveats: [],
  version: 1,
  made: { by: "watch", at: "2015-03-11T06:01:00.000Z" },
  saved: { by: "watch", at: "2015-03-11T06:01:00.000Z" },
  state: "draft",
  released: null,
  releasableTo: [],
  sections: [{ id: "summary", heading: "Summary", text: "- Records: 12", released: true }],
  sources: [exampleRecord.id],
  gone: [],
};
