import Type from "typebox";
import type { CheckDraft } from "../../desk/tasks/check-answer.ts";
import type { ListedCheck } from "../../desk/tasks/list-checks.ts";
import {
  bilingual,
  closed,
  describes,
  nullable,
  partnerId,
  shownText,
  text,
  time,
  version,
} from "./basics.ts";
import { original } from "./handling.ts";
import { geometry } from "./records.ts";
import { examplePart } from "./tasks.ts";

const clash = Type.Enum(["clash", "no-clash", "cannot-say"]);

export const checkDraft = describes<CheckDraft>(
  Type.Object(
    {
      clash,
      lang: original,
      remark: Type.Optional(text(1000)),
      geometry: Type.Optional(geometry),
      version,
    },
    { ...closed, title: "CheckDraft" },
  ),
);

export const listedCheck = describes<ListedCheck>(
  Type.Object(
    {
      partner: partnerId,
      modified: time,
      version: time,
      current: Type.Boolean({ description: "It speaks of the version that stands" }),
      clash,
      remark: shownText,
      geometry: nullable(geometry),
      keepAway: Type.Enum(["keep-away", "none-known", "cannot-say"]),
      areas: nullable(geometry),
      because: nullable(bilingual()),
    },
    { ...closed, title: "Check" },
  ),
);

export const exampleCheck: ListedCheck = {
  partner: "damascus",
  modified: "2015-03-10T10:00:05.000Z",
  version: examplePart.modified,
  current: true,
  clash: "cannot-say",
  remark: {},
  geometry: null,
  keepAway: "none-known",
  areas: null,
  because: null,
};
