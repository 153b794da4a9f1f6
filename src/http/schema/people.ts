import Type from "typebox";
import type { NewPassword } from "../../desk/administer-people.ts";
import type { ListedPerson } from "../../desk/people.ts";
import { may } from "../roles.ts";
import { describes } from "./basics.ts";
import { examplePerson } from "./examples.ts";
import { classification } from "./records.ts";

export const role = Type.Enum([...may.read]);
const caveat = Type.String({ minLength: 1, maxLength: 64 });

export const clearance = Type.Object(
  {
    upTo: classification,
    caveats: Type.Union([Type.Array(caveat, { maxItems: 50 }), Type.Literal("all")], {
      description: "Caveats that the person may see",
    }),
  },
  { additionalProperties: false },
);

export const listedPerson = describes<ListedPerson>(
  Type.Object(
    {
      name: Type.String(),
      role,
      clearance,
      disabled: Type.Boolean({ description: "May not sign in" }),
    },
    { title: "ListedPerson" },
  ),
);

export const exampleListed: ListedPerson = { ...examplePerson, disabled: false };

export const newPassword = describes<NewPassword>(
  Type.Object(
    {
      person: listedPerson,
      password: Type.String({ description: "Shown once; to be handed over by another way" }),
    },
    { title: "NewPassword" },
  ),
);

export const exampleNewPassword: NewPassword = {
  person: exampleListed,
  password: "h7mfk-q2xzd-9wtb4-cnr5v",
};
