import Type from "typebox";
import type { ListedSaid } from "../../desk/said/list-said.ts";
import { opinionValues } from "../../domain/opinion.ts";
import { maxDescriptionLength } from "../../domain/report-draft.ts";
import { closed, describes, nullable, partnerId, shownText, stixId, text, time } from "./basics.ts";
import { labelChoice, original } from "./handling.ts";

const handling = Type.Optional(
  Type.Object(labelChoice, {
    ...closed,
    description: "Left out: as the record that it is about is handled",
  }),
);

export const opinionDraft = Type.Object(
  {
    opinion: Type.Enum([...opinionValues], { description: "STIX opinion (2.1, 4.12)" }),
    explanation: Type.Optional(text(maxDescriptionLength)),
    lang: original,
    handling,
  },
  { ...closed, title: "OpinionDraft" },
);

export const recordNoteDraft = Type.Object(
  { content: text(maxDescriptionLength), lang: original, handling },
  { ...closed, title: "RecordNoteDraft" },
);

export const listedSaid = describes<ListedSaid>(
  Type.Object(
    {
      id: stixId,
      kind: Type.Enum(["opinion", "note"]),
      by: nullable(partnerId),
      author: nullable(Type.String({ description: "Of this node's own alone" })),
      modified: time,
      created: time,
      opinion: nullable(Type.Enum([...opinionValues])),
      text: shownText,
      lang: Type.Enum(["ar", "en"], { description: "Of the original" }),
    },
    { title: "ListedSaid" },
  ),
);

export const exampleSaid: ListedSaid = {
  id: "opinion--7e1d2c3b-4a59-4687-9f0e-1b2c3d4e5f60",
  kind: "opinion",
  by: "damascus",
  author: null,
  modified: "2015-03-11T11:40:00.000Z",
  created: "2015-03-11T11:40:00.000Z",
  opinion: "disagree",
  text: { ar: "الطريق سالك منذ الظهر." },
  lang: "ar",
};
