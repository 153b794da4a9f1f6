import Type from "typebox";
import type { ListedRead } from "../../desk/list-reads.ts";
import type { CheckState } from "../../desk/long-check.ts";
import type { ReadLogState } from "../../desk/read-log.ts";
import { describes, nullable, stixId, time } from "./basics.ts";
import { exampleRecord } from "./examples.ts";
import { checkState } from "./ledger.ts";

export const listedRead = describes<ListedRead>(
  Type.Object(
    {
      number: Type.Integer({ minimum: 1, description: "Of the line; without gaps" }),
      at: time,
      person: Type.String({ description: "operator:… for the command line" }),
      how: Type.String({
        description:
          "listed, charted, opened, versions, previewed, exported, reported, held, bundled, administered, audited, carried-over",
      }),
      query: nullable(Type.String({ description: "What was asked for or done, as JSON" })),
      records: Type.Array(Type.Object({ id: stixId, modified: time }), {
        description: "The first 10 of the versions that were given",
      }),
      count: Type.Integer({ minimum: 0, description: "How many were given" }),
    },
    { title: "ListedRead" },
  ),
);

export const exampleRead: ListedRead = {
  ...{ number: 4711, at: "2015-03-11T09:20:00.000Z", person: "amal", how: "opened" },
  ...{ query: null, records: [{ id: exampleRecord.id, modified: exampleRecord.modified }] },
  count: 1,
};

export const readsVerification = describes<CheckState<ReadLogState>>(
  Type.Object(
    checkState(
      Type.Object({
        lines: Type.Integer({ minimum: 0, description: "Lines that follow from each other" }),
        head: nullable(
          Type.String({
            description:
              "Hash of the last of them, hexadecimal: kept elsewhere, it tells later whether they were changed",
          }),
        ),
        broken: nullable(
          Type.Integer({ minimum: 1, description: "First line that does not follow; null: none" }),
        ),
      }),
    ),
    { title: "ReadsVerification" },
  ),
);

export const exampleReadsVerification: CheckState<ReadLogState> = {
  by: "admin",
  started: "2015-03-11T09:20:00.000Z",
  finished: "2015-03-11T09:20:01.000Z",
  ...{ done: 4711, of: 4711 },
  found: {
    lines: 4711,
    head: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
    broken: null,
  },
};
