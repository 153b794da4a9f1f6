import Type from "typebox";
import type { Waiting } from "../../desk/list-waiting.ts";
import { agreementForm, refusal } from "./agreements.ts";
import { describes, nullable, partnerId, stixId, time } from "./basics.ts";

export const waiting = describes<Waiting>(
  Type.Object(
    {
      kind: Type.Enum(["held", "one-off", "signature", "proposal", "bundle"]),
      id: Type.String({
        ...stixId,
        description: "Of the record or the agreement; for a bundle of the partner's identity",
      }),
      partner: nullable(
        Type.String({
          ...partnerId,
          description: "To whom the record or bundle would go; null: an agreement",
        }),
      ),
      modified: nullable(
        Type.String({
          ...time,
          description: "The version that is meant; null: a proposal, a bundle",
        }),
      ),
      version: Type.String({
        description: "Names exactly what is shown here: to be given back with the decision",
      }),
      after: nullable(
        Type.String({
          ...time,
          description:
            "Of a bundle: it begins after what was released by then; null: behind what the partner answered for",
        }),
      ),
      since: time,
      until: nullable(Type.String({ ...time, description: "When it goes by itself" })),
      by: nullable(
        Type.String({
          description: "Wrote it, asked for it, signed or proposed it: not the second person",
        }),
      ),
      reason: nullable(Type.String()),
      form: nullable(agreementForm),
      refused: nullable(refusal),
    },
    { title: "Waiting" },
  ),
);
