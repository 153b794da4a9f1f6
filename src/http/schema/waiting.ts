import Type from "typebox";
import type { Waiting } from "../../desk/waiting.ts";
import { agreementForm, refusal } from "./agreements.ts";
import {
  closed,
  describes,
  nullable,
  partnerId,
  stixId,
  text,
  textOrString,
  time,
} from "./basics.ts";
import { warningDraft } from "./warnings.ts";

/** Needed from who refuses what another person asked for. */
export const why = textOrString(2000);

export const waiting = describes<Waiting>(
  Type.Object(
    {
      kind: Type.Enum([
        ...["held", "one-off", "signature", "proposal", "bundle"],
        ...["warning", "warning-over", "protected-import", "acceptance-alone"],
      ]),
      id: Type.String({
        description:
          "STIX id of the record or the agreement; for a bundle of the partner's identity; for an import its own",
      }),
      partner: nullable(
        Type.String({
          ...partnerId,
          description: "To whom the record or bundle would go; null: it is for no single one",
        }),
      ),
      modified: nullable(
        Type.String({
          ...time,
          description:
            "The version that is meant; null: a proposal, a bundle, a warning, an import",
        }),
      ),
      version: Type.String({
        description: "Names exactly what is shown here: to be given back with POST /api/waiting",
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
      name: {
        ...nullable(text()),
        description: "Of a record of which this person was given this version before",
      },
      by: nullable(
        Type.String({
          description: "Wrote it, asked for it, signed or proposed it: not the second person",
        }),
      ),
      reason: nullable(Type.String()),
      form: nullable(agreementForm),
      warning: {
        ...nullable(warningDraft),
        description: "What is warned of, or what the warning says whose danger is over",
      },
      places: {
        ...nullable(
          Type.Object({ file: Type.String(), count: Type.Integer({ minimum: 1 }) }, closed),
        ),
        description: "The import; GET /api/protected-places/imports/{id} gives what is in it",
      },
      task: {
        ...nullable(stixId),
        description:
          "The task of the clash that is to be accepted alone: a second person does it with POST /api/clashes/{id}/acceptance",
      },
      refused: nullable(refusal),
    },
    { title: "Waiting" },
  ),
);
