import Type from "typebox";
import type { NodeHealth } from "../ports/node-health.ts";
import { describes, nullable, time } from "./basics.ts";

const size = (description: string) => Type.Integer({ minimum: 0, description });

export const writtenBackup = Type.Object(
  { at: time, by: Type.String(), file: Type.String() },
  { title: "WrittenBackup", additionalProperties: false },
);

export const nodeHealth = describes<NodeHealth>(
  Type.Object(
    {
      version: Type.String(),
      clock: time,
      started: time,
      certificate: nullable(
        Type.Object(
          {
            subject: Type.String(),
            names: Type.Array(Type.String()),
            from: time,
            until: time,
            pin: Type.String({ description: "SHA-256, hexadecimal: what partners compare" }),
            onDisk: Type.Enum(["same", "other", "unreadable"], {
              description:
                "What lies in its file: another one counts once the node is started anew",
            }),
          },
          { description: "In use; null: plain HTTP on the machine itself alone" },
        ),
      ),
      keys: Type.Array(
        Type.Object({
          kid: Type.String(),
          since: nullable(time),
          until: Type.Union([time, Type.Null()], { description: "null: in use" }),
        }),
        { description: "Public signing keys, the one in use first" },
      ),
      disk: Type.Object({ free: size("Bytes"), total: size("Bytes") }),
      storeSize: nullable(size("Bytes; null for who may not see everything")),
      counts: nullable(
        Type.Object(
          { versions: size("Versions of records"), readLines: size("Lines of the log of reads") },
          { description: "null for who may not see everything" },
        ),
      ),
      backup: nullable(
        Type.Object(
          { at: time, by: Type.String(), file: Type.String() },
          { description: "The last that this store knows of" },
        ),
      ),
    },
    { title: "NodeHealth", additionalProperties: false },
  ),
);

export const exampleHealth: NodeHealth = {
  ...{ version: "0.1.0", clock: "2015-03-11T09:20:00.000Z", started: "2015-03-01T00:00:00.000Z" },
  certificate: {
    ...{ subject: "CN=tansiq.baghdad.example", names: ["tansiq.baghdad.example"] },
    ...{ from: "2015-01-01T00:00:00.000Z", until: "2019-12-31T00:00:00.000Z", onDisk: "same" },
    pin: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  },
  keys: [
    {
      kid: "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
      ...{ since: "2015-01-01T00:00:00.000Z", until: null },
    },
  ],
  ...{ disk: { free: 80_000_000_000, total: 250_000_000_000 }, storeSize: 1_200_000_000 },
  counts: { versions: 104_711, readLines: 4711 },
  backup: {
    ...{ at: "2015-03-10T23:00:00.000Z", by: "operator:tansiq" },
    file: "/backup/baghdad-2015-03-10.sqlite",
  },
};
