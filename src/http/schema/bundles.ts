import Type from "typebox";
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
