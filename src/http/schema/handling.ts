import Type from "typebox";
import { partnerId } from "./basics.ts";
import { classification } from "./records.ts";

const word = Type.String({ minLength: 1, maxLength: 64 });

/** How what a person writes is to be handled, without the partners it is for. */
export const handling = {
  classification,
  topics: Type.Array(word, { maxItems: 20 }),
  caveats: Type.Optional(Type.Array(word, { maxItems: 20 })),
};

/** The same with who may have it and pass it on. */
export const labelChoice = {
  ...handling,
  reshare: Type.Optional(Type.Enum(["none", "coalition", "any"])),
  originatorControl: Type.Optional(Type.Boolean()),
  releasableTo: Type.Optional(
    Type.Array(partnerId, {
      maxItems: 200,
      description: "Left out: as the agreements allow; empty: nobody",
    }),
  ),
};

export const original = Type.Optional(
  Type.Enum(["ar", "en"], {
    description: "Language of the original; required where a text is in both",
  }),
);
