import Type from "typebox";
import { partnerId } from "./basics.ts";

/** How far a record went when it was written. */
export const reach = {
  audience: Type.Array(partnerId, { description: "Partners to whom it goes now" }),
  held: Type.Array(partnerId, {
    description:
      "Partners to whom it goes later: a grant keeps it back for a time, or until a second person approves (`/api/waiting`)",
  }),
};
