import Type from "typebox";
import type { ShownWritten } from "../../desk/bundle-log.ts";
import type { ShownBundle } from "../ports/bundles.ts";
import { describes, partnerId, time } from "./basics.ts";

export const shownBundle = describes<ShownBundle>(
  Type.Object(
    {
      partner: partnerId,
      bundle: Type.String({ description: "Its UUID" }),
      written: time,
      objects: Type.Integer({ minimum: 0 }),
      held: Type.Integer({ minimum: 0, description: "How many of them are held for checking" }),
    },
    { title: "ReadBundle" },
  ),
);

export const writtenBundle = describes<ShownWritten>(
  Type.Object(
    {
      at: time,
      by: Type.String({ description: "Who had it written, as the log of reads names people" }),
      partner: partnerId,
      bundle: Type.String({ description: "Its UUID" }),
      objects: Type.Integer({ minimum: 0, description: "In it; 0 where it is cut" }),
      state: Type.Enum(["cut", "open", "answered"], {
        description:
          "cut: its writing came to no end, or goes on; open: the partner did not answer for all of it yet; answered: it did",
      }),
    },
    { title: "WrittenBundle" },
  ),
);
