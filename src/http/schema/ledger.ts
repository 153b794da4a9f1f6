import Type from "typebox";
import type { LedgerLine, ShownLedgerState } from "../../desk/list-ledger.ts";
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
