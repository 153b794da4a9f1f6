import Type, { type TSchema } from "typebox";
import { precisions, speakerClasses } from "../../domain/report-draft.ts";
import type { TextProposals } from "../../domain/text-proposals.ts";
import { bilingual, describes, nullable, position, time } from "./basics.ts";

const certainties = ["likely", "possible"] as const;

function proposal(kind: string, candidate: TSchema) {
  return Type.Object({
    kind: Type.Literal(kind),
    start: Type.Integer({ minimum: 0, description: "UTF-16 units into the text as it was given" }),
    end: Type.Integer({ minimum: 1, description: "Exclusive" }),
    text: Type.String(),
    certainty: Type.Enum([...certainties], {
      description:
        "possible: the words have another common meaning, or something had to be supplied",
    }),
    candidates: Type.Array(candidate, { minItems: 1, description: "Best first" }),
  });
}

const reason = bilingual();

const place = Type.Object({
  id: Type.String(),
  name: bilingual(),
  extent: Type.Enum(["point", "area", "line"], {
    description: "area, line: nothing that happened there may be pinned to `position`",
  }),
  kind: Type.String({ description: "In the gazetteer: city, governorate …" }),
  country: Type.String({ description: "ISO 3166-1 alpha-2" }),
  position,
  reason,
});

const date = Type.Object({
  at: { ...time, description: "Beginning of the first day, month or year, UTC" },
  until: nullable({ ...time, description: "Beginning of the last one, where there are several" }),
  precision: Type.Enum(precisions.filter((one) => one !== "instant")),
  end: { ...time, description: "End of the last one, exclusive" },
  reason,
});

const speaker = Type.Object({
  name: Type.String(),
  office: nullable(Type.String()),
  identityClass: Type.Enum([...speakerClasses, "unnamed"], {
    description: "unnamed: nobody who could stand in a record",
  }),
  verb: Type.String({ description: "The word that shows that this is who said it" }),
  reason,
});

export const textProposals = describes<TextProposals>(
  Type.Object(
    {
      lang: Type.Enum(["ar", "en"], { description: "That most of its letters are in" }),
      day: Type.String({ description: "From which relative dates were counted, YYYY-MM-DD" }),
      proposals: Type.Array(
        Type.Union([
          proposal("place", place),
          proposal("date", date),
          proposal("speaker", speaker),
        ]),
        { description: "By where they begin; a speaker may hold a place" },
      ),
      more: Type.Boolean({ description: "There were more than are given" }),
    },
    { title: "TextProposals" },
  ),
);

export const exampleText = "قال محافظ الأنبار إن الطريق قُطع أمس.";

export const exampleProposals: TextProposals = {
  lang: "ar",
  day: "2015-03-12",
  proposals: [
    {
      kind: "speaker",
      start: 4,
      end: 17,
      text: "محافظ الأنبار",
      certainty: "possible",
      candidates: [
        {
          name: "محافظ الأنبار",
          office: "محافظ الأنبار",
          identityClass: "individual",
          verb: "قال",
          reason: { ar: "يدلّ عليه «قال»", en: "shown by “قال”" },
        },
      ],
    },
    {
      kind: "place",
      start: 10,
      end: 17,
      text: "الأنبار",
      certainty: "likely",
      candidates: [
        {
          id: "anbar",
          name: { ar: "محافظة الأنبار", en: "Anbar Governorate" },
          extent: "area",
          kind: "governorate",
          country: "IQ",
          position: [41.5, 32.9],
          reason: {
            ar: "لا يحمل هذا الاسم غيره في المعجم الجغرافي",
            en: "the only one of this name in the gazetteer",
          },
        },
      ],
    },
    {
      kind: "date",
      start: 33,
      end: 36,
      text: "أمس",
      certainty: "likely",
      candidates: [
        {
          at: "2015-03-11T00:00:00.000Z",
          until: null,
          precision: "day",
          end: "2015-03-12T00:00:00.000Z",
          reason: { ar: "محسوب من يوم كتابة النص", en: "counted from the day of the text" },
        },
      ],
    },
  ],
  more: false,
};
