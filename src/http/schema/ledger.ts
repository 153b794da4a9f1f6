import Type, { type TSchema } from "typebox";
import type { LedgerLine, ShownLedgerState } from "../../desk/list-ledger.ts";
import type { CheckState } from "../../desk/long-check.ts";
import type { LedgerVerified } from "../../desk/verify-ledger.ts";
import { bilingual, describes, nullable, partnerId, stixId, time } from "./basics.ts";

const count = (description: string) => Type.Integer({ minimum: 0, description });

export const ledgerState = describes<ShownLedgerState>(
  Type.Object(
    {
      partner: partnerId,
      given: nullable(
        Type.Object(
          {
            size: count("Leaves of this node's ledger for the partner"),
            countersigned: count("How many of them the partner signed for"),
          },
          { description: "null, as `received`, for who may not see everything" },
        ),
      ),
      received: nullable(
        Type.Object({
          size: count("How far the partner's ledger for this node was followed"),
          unseen: count("Leaves up to there of what never came"),
        }),
      ),
      forks: Type.Array(
        Type.Object({
          own: Type.Boolean({ description: "True: of this node's ledger; else of the partner's" }),
          at: time,
          text: bilingual(),
        }),
      ),
      began: Type.Array(Type.Object({ at: time, text: bilingual() }), {
        description: "When the partner began another ledger for this node; newest first",
      }),
    },
    { title: "LedgerState" },
  ),
);

export const ledgerLine = describes<LedgerLine>(
  Type.Object(
    {
      incarnation: Type.String({ description: "A restored store goes on in another ledger" }),
      leaf: nullable(count("Its number in that ledger; null for who may not see everything")),
      at: time,
      id: stixId,
      modified: time,
      kind: Type.String(),
      sha256: Type.String({ description: "Of the canonical text, hexadecimal" }),
      decidedBy: Type.Array(Type.String({ description: "agreement-id/clause-id" })),
      state: Type.Enum(["open", "recalled", "voided"]),
    },
    { title: "LedgerLine" },
  ),
);

const where = Type.String({ description: "Which leaf, leaves, node, entry or receipt" });

/** How far a check is that people begin and come back for; `found`: what it gives in the end. */
export const checkState = (found: TSchema) => ({
  by: Type.String({ description: "Who began it" }),
  started: time,
  finished: nullable(time),
  done: count("Looked at so far"),
  of: count("Of so many; may grow meanwhile"),
  found: Type.Union([found, Type.Null()], {
    description: "null: not yet, or, once finished, it could not be brought to its end",
  }),
});

export const ledgerVerification = describes<CheckState<LedgerVerified>>(
  Type.Object(
    checkState(
      Type.Object({
        ledgers: Type.Array(
          Type.Object({
            partner: partnerId,
            incarnation: Type.String(),
            leaves: count("Leaves that it has"),
            countersigned: count("The largest tree that the partner signed for"),
            checkpoints: count("Checkpoints of both that were held against it"),
            signed: count("Of how many leaves this node signed when and why they were served"),
          }),
        ),
        faults: Type.Array(Type.Object({ partner: partnerId, fault: Type.String(), where }), {
          description: "What does not agree, at most 1,000",
        }),
        remarks: Type.Array(
          Type.Object({
            partner: partnerId,
            remark: Type.String(),
            count: count("So often"),
            where,
            text: bilingual(),
          }),
          { description: "No faults of what is stored here" },
        ),
      }),
    ),
    { title: "LedgerVerification" },
  ),
);

export const exampleVerification: CheckState<LedgerVerified> = {
  by: "liaison",
  started: "2015-03-11T09:20:00.000Z",
  finished: "2015-03-11T09:20:01.000Z",
  ...{ done: 1204, of: 1204 },
  found: {
    ledgers: [
      {
        ...{ partner: "damascus", incarnation: "s5d41402abc4b2a76", leaves: 1204 },
        ...{ countersigned: 1204, checkpoints: 31, signed: 1204 },
      },
    ],
    ...{ faults: [], remarks: [] },
  },
};
