import Type from "typebox";
import { reshareScopes } from "../../domain/label.ts";
import { commitmentStates, mostParts } from "../../domain/task.ts";
import { closed, offsetTime, partnerId, stixId, text, time } from "./basics.ts";
import { labelChoice, original } from "./handling.ts";
import { geometry } from "./records.ts";

const key = Type.String({
  pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
  description: "Names it within the task",
});
const stretch = {
  from: offsetTime,
  until: Type.String({
    ...offsetTime,
    description: "RFC 3339, with Z or an offset; no part of it",
  }),
};
const minutes = (maximum: number) => Type.Optional(Type.Number({ minimum: 0, maximum }));

const handling = {
  ...labelChoice,
  topics: Type.Optional(
    Type.Array(labelChoice.topics.items, {
      maxItems: 20,
      description: "Left out: of a part those of its task; otherwise coordination",
    }),
  ),
  reshare: Type.Optional(
    Type.Enum([...reshareScopes], {
      description:
        "Left out: coalition. Third partners get what is said of a part only where the part may be passed on to them",
    }),
  ),
};

const said = {
  name: text(1024),
  description: Type.Optional(text(65_536)),
  lang: original,
  ...stretch,
  geometry: Type.Optional(geometry),
};

const frame = {
  ...said,
  phases: Type.Optional(
    Type.Array(Type.Object({ key, name: text(1024), ...stretch }, closed), { maxItems: 50 }),
  ),
  boundaries: Type.Optional(
    Type.Array(
      Type.Object(
        {
          ...{ key, name: text(1024) },
          type: Type.Enum(["boundary", "control-line"], {
            description: "A boundary is crossed only by parts that say so",
          }),
          line: geometry,
        },
        closed,
      ),
      { maxItems: 50 },
    ),
  ),
  separation: Type.Optional(
    Type.Object(
      {
        metres: Type.Number({ minimum: 0, maximum: 100_000 }),
        minutes: minutes(10_080),
        heightMetres: Type.Optional(Type.Number({ minimum: 0, maximum: 50_000 })),
      },
      { ...closed, description: "What its parts keep from each other and from others" },
    ),
  ),
  ...handling,
};

export const frameDraft = Type.Object(frame, { ...closed, title: "TaskFrameDraft" });

export const partDraft = Type.Object(
  {
    ...said,
    performer: Type.String({ ...partnerId, description: "Who alone commits to it" }),
    unit: Type.Optional(
      Type.String({
        ...stixId,
        description: "Who does it: a unit of its performer and of nobody else",
      }),
    ),
    radius: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 100_000,
        description: "Metres around its geometry that belong to it",
      }),
    ),
    phase: Type.Optional(key),
    corridor: Type.Optional(
      Type.Object(
        { line: geometry, leadMinutes: minutes(1440), lagMinutes: minutes(1440) },
        { ...closed, description: "Travelled at even pace" },
      ),
    ),
    height: Type.Optional(
      Type.Object(
        {
          from: Type.Number({ minimum: 0, maximum: 50_000 }),
          to: Type.Number({ minimum: 0, maximum: 50_000 }),
        },
        { ...closed, description: "Metres above ground, half-open" },
      ),
    ),
    uses: Type.Optional(
      Type.Array(Type.Object({ key, name: text(1024), ...stretch }, closed), {
        maxItems: 50,
        description:
          "Roads, bridges and crossings that it needs for itself; one key is one thing in all tasks",
      }),
    ),
    mayCross: Type.Optional(Type.Array(key, { maxItems: 50, description: "Boundaries" })),
    dependsOn: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 101 }), {
        maxItems: 50,
        description: "Ids of parts, or keys of parts that are written with it",
      }),
    ),
    key: Type.Optional(key),
    ...handling,
    releasableTo: Type.Optional(
      Type.Array(partnerId, {
        maxItems: 200,
        description:
          "Left out: as the agreements allow; empty: nobody. With a list, what the performer says goes to who wrote the part alone: other recipients see the part and not where it stands",
      }),
    ),
  },
  { ...closed, title: "TaskPartDraft" },
);

export const taskDraft = Type.Object(
  {
    ...frame,
    parts: Type.Optional(
      Type.Array(partDraft, { maxItems: 2 * mostParts, description: `At most ${mostParts}` }),
    ),
  },
  { ...closed, title: "TaskDraft" },
);

export const commitmentDraft = Type.Object(
  {
    state: Type.Enum([...commitmentStates]),
    part: Type.String({ ...time, description: "`modified` of the part that was read" }),
    task: Type.String({ ...time, description: "`modified` of the task that was read" }),
    conditions: Type.Optional(text(2000)),
    reason: Type.Optional(text(2000)),
    lang: original,
    unit: Type.Optional(
      Type.String({ ...stixId, description: "An own one. Left out: as was said before" }),
    ),
    handling: Type.Optional(Type.Object(handling, closed)),
  },
  { ...closed, title: "CommitmentDraft" },
);

export const noteDraft = Type.Object(
  {
    content: text(65_536),
    lang: original,
    handling: Type.Optional(Type.Object(handling, closed)),
    part: Type.Optional(Type.String({ ...stixId, description: "Left out: on the whole task" })),
  },
  { ...closed, title: "TaskNoteDraft" },
);

export const exampleFrameDraft = {
  name: { ar: "إغلاق طرق الإمداد بين القائم والبوكمال", en: "Close the roads al-Qaim–Abu Kamal" },
  lang: "ar" as const,
  from: "2015-03-11T00:00:00Z",
  until: "2015-03-14T00:00:00Z",
  phases: [
    {
      key: "closing",
      name: { ar: "الإغلاق", en: "Closing" },
      from: "2015-03-11T00:00:00Z",
      until: "2015-03-12T00:00:00Z",
    },
  ],
  separation: { metres: 500, minutes: 30 },
  classification: "restricted" as const,
  topics: ["border", "supply-route"],
};

export const examplePartDraft = {
  name: { ar: "إغلاق الطريق شرق القائم", en: "Close the road east of al-Qaim" },
  lang: "ar" as const,
  performer: "baghdad",
  from: "2015-03-11T00:00:00Z",
  until: "2015-03-12T00:00:00Z",
  phase: "closing",
  geometry: { type: "Point" as const, coordinates: [41.2, 34.4] },
  radius: 300,
  classification: "restricted" as const,
};
