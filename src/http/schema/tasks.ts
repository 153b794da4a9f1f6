import Type from "typebox";
import { clashKinds } from "../../deconflict/clash.ts";
import type { ListedClash } from "../../desk/tasks/list-clashes.ts";
import type { ListedPart } from "../../desk/tasks/list-parts.ts";
import type { ListedTask } from "../../desk/tasks/list-tasks.ts";
import type { DraftHead, ListedDraft } from "../../desk/tasks/task-drafts.ts";
import type { HistoryLine } from "../../desk/tasks/task-history.ts";
import type { ListedNote } from "../../desk/tasks/task-notes.ts";
import { commitmentStates, partStateNames, taskStates } from "../../domain/task.ts";
import {
  bilingual,
  closed,
  describes,
  nullable,
  partnerId,
  position,
  shownText,
  stixId,
  stixObject,
  time,
} from "./basics.ts";
import { exampleRecord } from "./examples.ts";
import { label } from "./records.ts";
import { exampleFrameDraft, examplePartDraft, taskDraft } from "./task-drafts.ts";

const partStates = Object.keys(partStateNames) as (keyof typeof partStateNames)[];
export const partState = Type.Enum(partStates);
export const lang = Type.Enum(["ar", "en"]);

const shown = {
  id: stixId,
  modified: time,
  originator: nullable(partnerId),
  label: nullable(label),
  name: shownText,
  description: shownText,
  position: nullable(position),
  record: stixObject,
};
const count = Type.Integer({ minimum: 0 });

export const listedTask = describes<ListedTask>(
  Type.Object(
    {
      ...shown,
      state: Type.Enum([...taskStates], { description: "What its proposer says of the whole" }),
      own: Type.Boolean({ description: "Proposed by this node" }),
      from: time,
      until: time,
      phases: Type.Array(
        Type.Object(
          {
            ...{ key: Type.String(), name: shownText, from: time, until: time },
            late: Type.Boolean({ description: "Over by its time, and something in it is not" }),
          },
          closed,
        ),
      ),
      parts: Type.Object(
        Object.fromEntries(partStates.map((state) => [state, Type.Optional(count)])),
        { ...closed, description: "How many stand where, of those that this person may see" },
      ),
      performers: Type.Array(partnerId),
      openClashes: count,
    },
    { ...closed, title: "Task" },
  ),
);

const commitment = Type.Object(
  {
    ...{ id: stixId, modified: time, state: Type.Enum([...commitmentStates]) },
    conditions: nullable(shownText),
    reason: nullable(shownText),
    unit: nullable(stixId),
    lang,
  },
  { ...closed, title: "Commitment" },
);

export const listedPart = describes<ListedPart>(
  Type.Object(
    {
      ...shown,
      task: stixId,
      performer: partnerId,
      state: partState,
      askedAgain: Type.Boolean({
        description: "Changed since its performer spoke, who is asked again",
      }),
      blocked: Type.Boolean({
        description: 'Its performer said "ready", and a clash known here keeps it from that',
      }),
      calledOff: Type.Boolean({
        description:
          "Cancelled while something of it goes on: its performer has to stop it, and to say so",
      }),
      late: nullable(Type.Enum(["to-begin", "to-end"])),
      from: time,
      until: time,
      phase: nullable(Type.String()),
      dependsOn: Type.Array(stixId),
      suspendedBelow: Type.Array(stixId, {
        description: "Of what it depends on, directly or not, what was suspended",
      }),
      openClashes: count,
      commitment: nullable(commitment),
      next: Type.Array(Type.Enum([...commitmentStates]), {
        description:
          "What this node may say of it next; empty where another performs it, or where this person may not see what was said last",
      }),
    },
    { ...closed, title: "TaskPart" },
  ),
);

const compared = Type.Boolean({
  description:
    "false: too much or too entangled to be compared; people must look whether it clashes. One part and nothing else: it may clash with more than was looked at",
});

export const listedClash = describes<ListedClash>(
  Type.Object(
    {
      id: Type.String({ description: "The same at every node that finds it" }),
      kind: Type.Enum([...clashKinds]),
      state: Type.Enum(["open", "accepted"]),
      owner: nullable(partnerId),
      parts: Type.Array(
        Type.Object({ id: stixId, task: stixId, performer: partnerId, modified: time }, closed),
      ),
      boundary: nullable(Type.Object({ task: stixId, key: Type.String() }, closed)),
      place: nullable(
        Type.Object(
          { id: Type.String(), name: shownText },
          { ...closed, description: "An own protected place" },
        ),
      ),
      keepAway: nullable(
        Type.Object(
          { partner: partnerId, answer: stixId },
          { ...closed, description: "Who said to keep away, in which check-answer" },
        ),
      ),
      about: nullable(Type.String({ description: "The road or unit that both need" })),
      from: time,
      until: time,
      position: nullable(position),
      metres: nullable(Type.Number({ minimum: 0 })),
      compared,
      blocks: Type.Boolean({
        description:
          'Keeps parts from being "ready": open, and everybody whose part is in it stands by that part',
      }),
      concerned: Type.Array(partnerId),
      unheard: Type.Array(partnerId, {
        description:
          "Of these, who may be unable to answer: two people of this partner may decide without them, after its own acceptance",
      }),
      acceptances: Type.Array(
        Type.Object(
          {
            ...{ partner: partnerId, at: time, reason: shownText },
            alone: Type.Boolean({
              description:
                "Two people decided so without the word of those who may be unable to answer",
            }),
          },
          closed,
        ),
      ),
      waiting: {
        ...nullable(Type.Object({ by: Type.String(), at: time }, closed)),
        description:
          "Who wants to accept it without the word of those who may be unable to answer: it takes another person",
      },
    },
    { ...closed, title: "Clash" },
  ),
);

const draftHead = {
  ...{ id: stixId, modified: time, by: Type.String(), draft: taskDraft },
  parts: Type.Array(stixId, { description: "Under which its parts will be written" }),
};

export const headOfDraft = describes<DraftHead>(
  Type.Object(draftHead, { ...closed, title: "TaskDraftListed" }),
);

export const listedDraft = describes<ListedDraft>(
  Type.Object(
    {
      ...draftHead,
      faults: Type.Array(
        Type.Object(
          {
            part: {
              ...nullable(Type.Integer({ minimum: 0 })),
              description: "Index of the part that is at fault; null: the task as a whole",
            },
            code: Type.String({ description: "As in a refusal" }),
            detail: bilingual(),
          },
          closed,
        ),
        { description: "What is missing or wrong: until there is nothing it cannot be proposed" },
      ),
      notes: Type.Array(
        Type.Object(
          {
            part: {
              ...nullable(count),
              description: "Index of the part; null: the task as a whole",
            },
            detail: bilingual(),
          },
          closed,
        ),
        {
          description:
            "What is no fault and may be a slip: a performer who cannot have its part by the agreements of now, and why; who will see a part and not where it stands; times that do not fit each other, or are past",
        },
      ),
      clashes: Type.Array(
        Type.Object(
          {
            kind: Type.Enum([...clashKinds]),
            between: Type.Array(Type.String(), { minItems: 2, maxItems: 2 }),
            about: nullable(Type.String()),
            ...{ from: time, until: time },
            position: nullable(position),
            metres: nullable(Type.Number({ minimum: 0 })),
            compared,
          },
          closed,
        ),
        { description: "What its parts would clash with" },
      ),
    },
    { ...closed, title: "KeptTaskDraft" },
  ),
);

export const historyLine = describes<HistoryLine>(
  Type.Object(
    {
      ...{ id: stixId, at: time, by: partnerId },
      kind: Type.Enum(["joint-task", "task-part", "commitment", "clash-acceptance"]),
      parts: Type.Array(stixId, { description: "None: of the task as a whole" }),
      state: Type.String(),
      conditions: nullable(shownText),
      reason: nullable(shownText),
    },
    { ...closed, title: "TaskHistoryLine" },
  ),
);

export const listedNote = describes<ListedNote>(
  Type.Object(
    {
      ...{ id: stixId, modified: time, originator: nullable(partnerId), about: stixId },
      ...{ content: shownText, lang },
    },
    { ...closed, title: "TaskNote" },
  ),
);

const taskId = "joint-task--5b1f0c52-8d0e-4c0b-9a3e-7f1d2c3b4a59";
const partId = "task-part--0d3c2b1a-4f5e-4d6c-8b7a-9e8d7c6b5a40";
const otherPart = "task-part--7a6b5c4d-3e2f-4a1b-9c8d-0e1f2a3b4c5d";
export const clashId = "2f1e0d3c-4b5a-5968-8776-6f5e4d3c2b1a";
const modified = "2015-03-10T18:00:00.000Z";
const { record, label: exampleLabel } = exampleRecord;

export const exampleTask: ListedTask = {
  id: taskId,
  modified,
  originator: "baghdad",
  label: { ...exampleLabel!, topics: exampleFrameDraft.topics },
  name: exampleFrameDraft.name,
  description: {},
  position: null,
  record: { ...record, type: "joint-task", id: taskId },
  state: "proposed",
  own: true,
  from: "2015-03-11T00:00:00.000Z",
  until: "2015-03-14T00:00:00.000Z",
  phases: exampleFrameDraft.phases.map((phase) => ({ ...phase, late: false })),
  parts: { accepted: 1, proposed: 1 },
  performers: ["baghdad", "damascus"],
  openClashes: 1,
};

export const examplePart: ListedPart = {
  id: partId,
  modified,
  originator: "baghdad",
  label: exampleTask.label,
  name: examplePartDraft.name,
  description: {},
  position: [41.2, 34.4],
  record: { ...record, type: "task-part", id: partId },
  task: taskId,
  performer: "baghdad",
  state: "accepted",
  askedAgain: false,
  blocked: false,
  calledOff: false,
  late: null,
  from: "2015-03-11T00:00:00.000Z",
  until: "2015-03-12T00:00:00.000Z",
  phase: "closing",
  dependsOn: [],
  suspendedBelow: [],
  openClashes: 1,
  commitment: {
    id: "commitment--3c2b1a0d-5e4f-5d6c-8b7a-9e8d7c6b5a40",
    modified: "2015-03-10T19:00:00.000Z",
    state: "accepted",
    conditions: null,
    reason: null,
    unit: null,
    lang: "en",
  },
  next: ["accepted-with-conditions", "declined", "suspended", "aborted"],
};

export const exampleClash: ListedClash = {
  id: clashId,
  kind: "shared-use",
  state: "open",
  owner: "damascus",
  parts: [
    { id: partId, task: taskId, performer: "baghdad", modified },
    { id: otherPart, task: taskId, performer: "damascus", modified },
  ],
  boundary: null,
  place: null,
  keepAway: null,
  about: "al-qaim-crossing",
  from: "2015-03-11T06:00:00.000Z",
  until: "2015-03-11T09:00:00.000Z",
  position: null,
  metres: null,
  compared: true,
  blocks: true,
  concerned: ["baghdad", "damascus"],
  unheard: [],
  acceptances: [],
  waiting: null,
};

export const exampleDraftHead: DraftHead = {
  id: taskId,
  modified,
  by: "layla",
  draft: { ...exampleFrameDraft, parts: [examplePartDraft] },
  parts: [partId],
};

export const exampleDraftShown: ListedDraft = {
  ...exampleDraftHead,
  faults: [],
  notes: [],
  clashes: [],
};

export const exampleHistory: HistoryLine = {
  id: "commitment--3c2b1a0d-5e4f-5d6c-8b7a-9e8d7c6b5a40",
  at: "2015-03-10T19:00:00.000Z",
  kind: "commitment",
  by: "baghdad",
  parts: [partId],
  state: "accepted",
  conditions: null,
  reason: null,
};

export const exampleNote: ListedNote = {
  id: "note--1a0d3c2b-5e4f-4d6c-8b7a-9e8d7c6b5a40",
  modified,
  originator: "damascus",
  about: partId,
  content: { ar: "نقترح البدء قبل الفجر", en: "We suggest to begin before dawn" },
  lang: "ar",
};
