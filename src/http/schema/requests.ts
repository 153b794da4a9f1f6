import Type from "typebox";
import type { ListedRequest } from "../../desk/requests/list-requests.ts";
import { precedences } from "../../domain/precedence.ts";
import { answerStates, requestKinds, requestStates } from "../../domain/request.ts";
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
import { handling, original } from "./handling.ts";
import { geometry, label } from "./records.ts";

export const requestDraft = Type.Object(
  {
    to: Type.Array(partnerId, {
      minItems: 1,
      maxItems: 200,
      uniqueItems: true,
      description:
        "Partners of this node. Each gets it where an agreement lets it go, and learns of no other",
    }),
    kind: Type.Enum([...requestKinds]),
    name: text(1024),
    description: Type.Optional(text(65_536)),
    lang: original,
    precedence: Type.Enum([...precedences]),
    geometry: Type.Optional(geometry),
    from: Type.Optional(time),
    until: Type.Optional(time),
    due: Type.Optional(
      Type.String({ ...time, description: "By when an answer is awaited: later than now" }),
    ),
    about: Type.Optional(
      Type.Array(stixId, { maxItems: 100, description: "Records that it is about" }),
    ),
    ...handling,
  },
  { ...closed, title: "RequestDraft" },
);

export const answerDraft = Type.Object(
  {
    state: Type.Enum([...answerStates]),
    lang: original,
    description: Type.Optional(
      Type.Unsafe<{ ar?: string; en?: string }>({
        ...text(65_536),
        description: "The answer; of a refusal, the reason, without which there is none",
      }),
    ),
    records: Type.Optional(
      Type.Array(stixId, {
        maxItems: 100,
        description: "Records that answer it; whoever asks must be free to have each",
      }),
    ),
  },
  { ...closed, title: "AnswerDraft" },
);

const listedAnswer = Type.Object(
  {
    partner: partnerId,
    state: nullable(Type.Enum([...answerStates])),
    overdue: Type.Boolean(),
    description: shownText,
    records: Type.Array(stixId),
    at: nullable(time),
  },
  { ...closed, title: "RequestAnswer" },
);

export const listedRequest = describes<ListedRequest>(
  Type.Object(
    {
      id: stixId,
      modified: time,
      originator: nullable(partnerId),
      label: nullable(label),
      name: shownText,
      description: shownText,
      record: stixObject,
      number: Type.String({ description: "Date-time group and letters by chance" }),
      kind: Type.Enum([...requestKinds]),
      state: Type.Enum([...requestStates]),
      precedence: Type.Enum([...precedences]),
      created: time,
      due: nullable(time),
      from: nullable(time),
      until: nullable(time),
      about: Type.Array(stixId),
      own: Type.Boolean({ description: "Asked by this node" }),
      answers: Type.Array(listedAnswer),
      overdue: Type.Boolean(),
    },
    { ...closed, title: "Request" },
  ),
);

const id = "request--5b1f0c52-8d0e-4c0b-9a3e-7f1d2c3b4a59";

export const exampleRequestDraft = {
  to: ["damascus"],
  kind: "information" as const,
  name: {
    ar: "حالة المعبر عند القائم",
    en: "State of the crossing at al-Qaim",
  },
  description: { ar: "هل يعبره المدنيون؟", en: "Do civilians cross it?" },
  lang: "ar" as const,
  precedence: "priority" as const,
  due: "2045-03-12T06:00:00Z",
  classification: "restricted" as const,
  topics: ["border"],
};

export const exampleRequest: ListedRequest = {
  id,
  modified: "2015-03-11T06:00:00.000Z",
  originator: "baghdad",
  label: { ...exampleRecord.label!, release: "listed" },
  name: exampleRequestDraft.name,
  description: exampleRequestDraft.description,
  record: { ...exampleRecord.record, type: "request", id },
  number: "110600ZMAR15-K7QF2",
  kind: "information",
  state: "open",
  precedence: "priority",
  created: "2015-03-11T06:00:00.000Z",
  due: "2045-03-12T06:00:00.000Z",
  from: null,
  until: null,
  about: [],
  own: true,
  answers: [
    { partner: "damascus", state: null, overdue: false, description: {}, records: [], at: null },
  ],
  overdue: false,
};
