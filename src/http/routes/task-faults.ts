import Type from "typebox";
import { AppError } from "../../errors.ts";
import { bilingual, closed, nullable, stixId } from "../schema/basics.ts";
import { examplePart, exampleTask } from "../schema/tasks.ts";
import { reach } from "../schema/reach.ts";

/* What the routes of joint tasks have in common. */

const { id } = exampleTask;
const part = examplePart.id;

export const taskParams = Type.Object({ id: Type.String({ ...stixId, examples: [id] }) }, closed);
export const partParams = Type.Object(
  {
    id: Type.String({ ...stixId, examples: [id] }),
    part: Type.String({ ...stixId, examples: [part] }),
  },
  closed,
);

export const note = {
  ...nullable(bilingual()),
  description:
    "What the person has to know of it, such as that its performer cannot have it by the agreements of now and why, who will see it and not where it stands, that its times do not fit, that the task or what it depends on is suspended",
};
export const writtenParts = Type.Array(
  Type.Object(
    {
      ...{ id: stixId, ...reach },
      note,
    },
    closed,
  ),
);

export const unknownTask = new AppError("record-not-found", { id });
export const unknownPart = new AppError("record-not-found", { id: part });

export const faults = [
  new AppError("draft-invalid", {
    field: "until",
    reason: "it does not lie after the beginning",
    reason_ar: "لا يقع بعد البداية",
  }),
  new AppError("activity-invalid", {
    field: "geometries",
    reason: "the border of the area crosses itself",
    reason_ar: "حدود المنطقة تقطع نفسها",
  }),
  new AppError("topic-unknown", { topic: "weather" }),
  new AppError("partner-unknown", { partner: "atlantis" }),
  new AppError("clearance-exceeded", { classification: "secret" }),
  new AppError("busy"),
  new AppError("store-full"),
];

/** Of parts that are written. */
export const partFaults = [
  new AppError("parts-too-many", { limit: 500 }),
  new AppError("dependency-circle", { id: part }),
  ...faults,
];

/** Of what its originator changes. */
export const changeFaults = [
  new AppError("task-not-own", { id, originator: "damascus" }),
  new AppError("task-over", { id }),
  new AppError("task-changed", { id }),
];
