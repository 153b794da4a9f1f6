import Type from "typebox";
import type { ListedHandover } from "../../desk/watch/hand-over.ts";
import type { ListedPoint } from "../../desk/watch/watch-points.ts";
import { maxEntryLength } from "../../domain/journal.ts";
import { closed, describes, nullable, text, textOrString, time } from "./basics.ts";
import { exampleRecord } from "./examples.ts";
import { labelFields, links } from "./journal.ts";
import { classification } from "./records.ts";

const label = { classification, caveats: Type.Array(Type.String()) };
const name = Type.String({ minLength: 1, maxLength: 64 });
const said = text(maxEntryLength);

export const listedPoint = describes<ListedPoint>(
  Type.Object(
    {
      id: Type.String(),
      ...label,
      text: said,
      records: links.records,
      opened: Type.Object({ by: name, at: time }),
      closed: nullable(Type.Object({ by: name, at: time, note: nullable(said) })),
    },
    { title: "OpenPoint" },
  ),
);

export const listedHandover = describes<ListedHandover>(
  Type.Object(
    {
      id: Type.String(),
      ...label,
      from: name,
      to: name,
      at: time,
      note: nullable(said),
      state: Type.Enum(["given", "taken", "replaced"]),
      taken: nullable(time),
      points: Type.Array(listedPoint, {
        description: "As they were then: open, or closed since the handover before",
      }),
    },
    { title: "Handover" },
  ),
);

/** Body of POST /api/handovers/points. */
export const pointDraft = Type.Object(
  {
    text: textOrString(maxEntryLength),
    ...labelFields,
    records: Type.Optional(links.records),
  },
  { ...closed, title: "OpenPointDraft" },
);

/** Body of POST /api/handovers. */
export const handoverDraft = Type.Object(
  {
    to: Type.String({
      minLength: 1,
      maxLength: 64,
      description:
        "Name of who takes over: another person of this node, a watch officer or above (in the demonstration watch, liaison or admin)",
    }),
    note: Type.Optional(textOrString(maxEntryLength)),
    ...labelFields,
    points: Type.Optional(
      Type.Array(pointDraft, { maxItems: 50, description: "Besides those that are open already" }),
    ),
  },
  { ...closed, title: "HandoverDraft" },
);

export const examplePoint: ListedPoint = {
  id: "5b8f6f0e-3f0a-4a53-9d0f-0a3a0b7d1c11",
  classification: "restricted",
  caveats: [],
  text: { ar: "ننتظر من دمشق موعد فتح المعبر." },
  records: [exampleRecord.id],
  opened: { by: "watch", at: "2015-03-11T06:12:00.000Z" },
  closed: null,
};

export const exampleHandover: ListedHandover = {
  id: "001426060800000",
  classification: "unclassified",
  caveats: [],
  from: "liaison",
  to: "watch",
  at: "2015-03-11T08:00:00.000Z",
  note: { en: "Quiet since midnight." },
  state: "given",
  taken: null,
  points: [examplePoint],
};
