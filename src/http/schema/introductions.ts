import Type from "typebox";
import type { ShownIntroduction } from "../../desk/introductions.ts";
import { bilingual, describes, partnerId, time } from "./basics.ts";
import { exampleShownCard, keyId } from "./partners.ts";

export const introduction = describes<ShownIntroduction>(
  Type.Object(
    {
      party: partnerId,
      name: bilingual(),
      lead: partnerId,
      kid: keyId,
      state: Type.Enum(["known", "waiting", "refused"], {
        description:
          "waiting: its keys count once an admin accepts them, or this node signs the lead's charter; refused: an admin dropped them",
      }),
      at: Type.Union([time, Type.Null()], { description: "When it came; null of what is known" }),
    },
    { title: "Introduction" },
  ),
);

export const exampleIntroduction: ShownIntroduction = {
  ...{ party: "erbil", name: { ar: "أربيل", en: "Erbil" }, lead: "baghdad", state: "waiting" },
  ...{ kid: exampleShownCard.kid, at: "2015-03-11T09:20:00.000Z" },
};
