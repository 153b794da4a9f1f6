import type { ListedWords } from "../../desk/list-words.ts";
import Type from "typebox";
import { credibilities, reliabilities, type Reliability } from "../../domain/grade.ts";
import type { Geometry } from "../../domain/geometry.ts";
import { controlStates, holderIdPattern, maxHolders } from "../../domain/control-change.ts";
import { classifications, reshareScopes } from "../../domain/label.ts";
import { precedences } from "../../domain/precedence.ts";
import {
  maxDescriptionLength,
  maxNameLength,
  maxSameEvent,
  maxSources,
  precisions,
  sourceTypes,
  speakerClasses,
} from "../../domain/report-draft.ts";
import { maxCaptionLength, maxImages, maxImageText } from "../../domain/report-images.ts";
import type { ListedRecord } from "../../desk/list-records.ts";
import type { RecordSources } from "../../desk/read-sources.ts";
import type { ReleaseState } from "../../desk/explain-record.ts";
import type { Reason } from "../../release/types.ts";
import {
  bilingual,
  closed,
  describes,
  nullable,
  partnerId,
  position,
  stixId,
  stixObject,
  text,
  textOrString,
  time,
} from "./basics.ts";

export const classification = Type.Enum([...classifications]);

export const label = Type.Object(
  {
    id: stixId,
    classification,
    topics: Type.Array(Type.String()),
    beyondTopics: Type.Optional(
      Type.Literal(true, { description: "Derived in part from records without a topic" }),
    ),
    caveats: Type.Array(Type.String()),
    reshare: Type.Enum([...reshareScopes]),
    originatorControl: Type.Boolean(),
    originators: Type.Optional(
      Type.Array(partnerId, { description: "Of a derived record: whose records are in it" }),
    ),
    release: Type.Enum(["agreements", "listed", "none"]),
  },
  { ...closed, title: "Label" },
);

export const listedRecord = describes<ListedRecord>(
  Type.Object(
    {
      id: stixId,
      modified: time,
      kind: Type.String({ description: "STIX type" }),
      originator: nullable(partnerId),
      label: nullable(label),
      grade: nullable(Type.String({ description: "Admiralty: reliability and credibility" })),
      name: Type.Object({
        ar: Type.Optional(Type.String()),
        en: Type.Optional(Type.String()),
      }),
      description: Type.Object({
        ar: Type.Optional(Type.String()),
        en: Type.Optional(Type.String()),
      }),
      translatedBy: nullable(
        Type.String({ ...partnerId, description: "Whose the texts in the second language are" }),
      ),
      at: nullable(time),
      position: nullable(position),
      record: stixObject,
    },
    { title: "ListedRecord" },
  ),
);

export const recordSources = describes<RecordSources>(
  Type.Object(
    {
      redacted: Type.Boolean(),
      why: nullable(Type.String({ description: "Why it is looser than its source" })),
      sources: Type.Array(
        Type.Object({
          id: stixId,
          record: nullable(listedRecord),
          recalled: nullable(Type.Object({ by: partnerId, reason: Type.String(), at: time })),
        }),
      ),
    },
    { title: "RecordSources" },
  ),
);

/** Why a record goes to a partner, or why not, in the words of one clause. */
export const releaseReason = describes<Reason>(
  Type.Object({
    agreement: nullable(stixId),
    clause: Type.String(),
    effect: Type.Enum([
      "released",
      "hold",
      "one-off",
      "red-line",
      "not-covered",
      "label",
      "reshare",
      "recalled",
      "not-accepted",
    ]),
    text: bilingual(),
  }),
);

export const releaseState = describes<ReleaseState>(
  Type.Object(
    {
      partner: partnerId,
      released: Type.Boolean(),
      state: Type.Enum(["withheld", "held", "offered", "served", "received", "recalled"]),
      decidedBy: Type.Array(Type.String(), { description: "Clauses, agreement/clause" }),
      reasons: Type.Array(releaseReason),
    },
    { title: "ReleaseState" },
  ),
);

const word = Type.String({ minLength: 1, maxLength: 64 });

/** The rings and lines are checked by the geometry's own rules, not here. */
export const geometry = describes<Geometry>(
  Type.Object(
    {
      type: Type.Enum([
        "Point",
        "MultiPoint",
        "LineString",
        "MultiLineString",
        "Polygon",
        "MultiPolygon",
      ]),
      coordinates: Type.Array(Type.Unknown()),
    },
    { ...closed, title: "Geometry", description: "GeoJSON, [longitude, latitude], WGS 84" },
  ),
);

/** Naming one recognises nothing. */
const holder = Type.Object(
  {
    id: Type.String({
      pattern: holderIdPattern,
      maxLength: 64,
      description: "The same in every record",
    }),
    name: text(maxNameLength),
  },
  { ...closed, title: "Holder" },
);

/** Body of POST /api/reports. What the words mean (topics, kinds of place) is checked by the desk. */
export const reportDraft = Type.Object(
  {
    kind: Type.Enum(["incident", "report"]),
    name: textOrString(maxNameLength),
    description: Type.Optional(textOrString(maxDescriptionLength)),
    lang: Type.Optional(
      Type.Enum(["ar", "en"], {
        description:
          "Language of the original, and of every text given as a string; left out: told by the letters. Required where `name` is given in both languages",
      }),
    ),
    at: time,
    until: Type.Optional(time),
    precision: Type.Optional(Type.Enum([...precisions])),
    precedence: Type.Optional(
      Type.Enum([...precedences], {
        description: "How soon whoever has it should look at it; left out: routine",
      }),
    ),
    position: Type.Optional(position),
    geometry: Type.Optional(geometry),
    place: Type.Optional(textOrString(maxNameLength)),
    country: Type.Optional(
      Type.String({
        pattern: "^[A-Z]{2}$",
        description:
          "Instead of a position, where the place is an area or a road: in which country it lies (ISO 3166-1 alpha-2)",
      }),
    ),
    topics: Type.Array(word, { maxItems: 20 }),
    caveats: Type.Optional(Type.Array(word, { maxItems: 20 })),
    classification,
    reshare: Type.Optional(Type.Enum([...reshareScopes])),
    originatorControl: Type.Optional(Type.Boolean()),
    releasableTo: Type.Optional(
      Type.Array(partnerId, {
        maxItems: 200,
        description: "Left out: as the agreements allow; empty: nobody",
      }),
    ),
    reliability: Type.Optional(Type.Enum(Object.keys(reliabilities) as Reliability[])),
    credibility: Type.Optional(
      Type.Union([
        Type.Enum(Object.keys(credibilities) as (keyof typeof credibilities)[]),
        Type.Integer({ minimum: 1, maximum: 6 }),
      ]),
    ),
    sourceType: Type.Optional(Type.Enum([...sourceTypes])),
    source: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 500,
        description: "The named source; stays in this node's source register",
      }),
    ),
    confirmedBy: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2000,
        description:
          "Independent sources by which it is confirmed, by name; stays in the source register. A credibility of 1 needs them, or `sameEventAs`",
      }),
    ),
    sameEventAs: Type.Optional(
      Type.Array(stixId, {
        maxItems: maxSameEvent,
        uniqueItems: true,
        description:
          "Incidents and reports of the same event, own or received: each is linked with it (`/api/records/{id}/same-event`)",
      }),
    ),
    speaker: Type.Optional(
      Type.Object(
        {
          identityClass: Type.Optional(
            Type.Enum([...speakerClasses], {
              description: "STIX identity_class; left out: individual, who needs an office",
            }),
          ),
          name: textOrString(maxNameLength),
          office: Type.Optional(
            Type.Union(textOrString(maxNameLength).anyOf, {
              description: "The office held; of an organization, what part of it spoke, or where",
            }),
          ),
        },
        { ...closed, description: "Who made a public statement; only in a report" },
      ),
    ),
    images: Type.Optional(
      Type.Array(
        Type.Object(
          {
            content: Type.Optional(
              Type.String({
                minLength: 4,
                maxLength: maxImageText,
                contentEncoding: "base64",
                description:
                  "A JPEG, PNG or WebP file of up to 1 MiB; metadata, thumbnails and colour profiles are taken out. The drawing is not turned: turn it before",
              }),
            ),
            id: Type.Optional(
              Type.String({
                ...stixId,
                description: "In a new version, instead: an image that the report shows already",
              }),
            ),
            caption: Type.Optional(textOrString(maxCaptionLength)),
          },
          closed,
        ),
        {
          maxItems: maxImages,
          description:
            "Each with its content or its id. They go where the report goes; what a new version leaves out is taken back",
        },
      ),
    ),
    derivedFrom: Type.Optional(
      Type.Array(stixId, {
        minItems: 1,
        maxItems: maxSources,
        uniqueItems: true,
        description: "Records that it rests on: its label is joined with theirs, never looser",
      }),
    ),
    control: Type.Optional(
      Type.Object(
        {
          from: Type.Array(holder, { minItems: 1, maxItems: maxHolders }),
          to: Type.Array(holder, { maxItems: maxHolders }),
          state: Type.Enum([...controlStates], {
            description:
              "held: by one, or by several jointly; contested, divided: at least two in `to`; unknown: none",
          }),
        },
        { ...closed, description: "Control of the place changed; needs `place`" },
      ),
    ),
  },
  { ...closed, title: "ReportDraft" },
);

/** Of a draft, what decides who gets it. */
export const handlingDraft = Type.Object(
  {
    ...Type.Pick(reportDraft, [
      ...([
        "kind",
        "position",
        "geometry",
        "country",
        "topics",
        "caveats",
        "classification",
      ] as const),
      ...(["reshare", "originatorControl", "releasableTo"] as const),
    ]).properties,
    hasSpeaker: Type.Optional(Type.Boolean({ description: "It is a statement" })),
  },
  { ...closed, title: "HandlingDraft" },
);

export const listedWords = describes<ListedWords>(
  Type.Object(
    {
      kinds: Type.Array(Type.String()),
      topics: Type.Array(Type.String()),
      partners: Type.Array(partnerId),
    },
    { title: "Words of the picture", additionalProperties: false },
  ),
);
