import { dutyToWarnGrant, type SignatureAct } from "../domain/agreement.ts";
import type { PartnerId } from "../domain/partner.ts";
import { grantsInForce, joinedMembers, redLinesBinding, type RedLineInForce } from "./in-force.ts";
import { spanOf, type Known } from "./standing.ts";
import type { AgreementState } from "./types.ts";
import { voidedBy } from "./voided-grants.ts";

const withdrawn = {
  refuse: "refused",
  suspend: "suspended",
  end: "ended",
  leave: "ended",
} as const satisfies Record<Exclude<SignatureAct, "sign">, AgreementState["state"]>;

/** One agreement as `self` sees it at `at` (ms UTC); `binding`: all red lines that bind it. In force: we stand by it and somebody else does. */
export function agreementState(
  agreement: Known,
  self: PartnerId,
  at: number,
  binding: readonly RedLineInForce[],
): AgreementState {
  const { id, latest, words } = agreement;
  const grants = grantsInForce(agreement, self).map((grant) => {
    const isDuty = grant.grant.id === dutyToWarnGrant.id;
    return { grant: grant.grant.id, by: isDuty ? [] : voidedBy(grant, self, binding) };
  });
  const signed: PartnerId[] = [];
  const awaiting: PartnerId[] = [];
  for (const party of latest.parties) {
    const last = words.get(party)?.last;
    if (!last || last.version < latest.modified) awaiting.push(party);
    else if (last.act === "sign" && last.version === latest.modified) signed.push(party);
  }
  return {
    id,
    version: latest.modified,
    state: stateOf(agreement, self, at),
    signed,
    awaiting,
    grantsInForce: grants.filter(({ by }) => by.length === 0).map(({ grant }) => grant),
    grantsVoided: grants.filter(({ by }) => by.length > 0),
    redLinesInForce: redLinesBinding(agreement, self).map(({ redLine }) => redLine.id),
  };
}

function stateOf(agreement: Known, self: PartnerId, at: number): AgreementState["state"] {
  const { latest, words } = agreement;
  if (isAlive(agreement, self)) return "in-force";
  const mine = words.get(self);
  // What we withdrew is over for us, whatever the others do.
  if (mine && mine.stands === null && mine.last.act !== "sign") return withdrawn[mine.last.act];
  const form = mine?.stands?.form ?? latest.form;
  const [from, until] = spanOf(form);
  if (at >= until) return "expired";
  for (const { last, stands } of words.values()) {
    if (stands === null && last.act !== "sign") return withdrawn[last.act];
  }
  const given = [...words.values()].filter(({ stands }) => stands !== null);
  return at < from && given.length > 1 ? "not-yet" : "proposed";
}

function isAlive(agreement: Known, self: PartnerId): boolean {
  const { standing, latest } = agreement;
  const own = standing.get(self);
  if (!own && latest.parties.has(self)) return false;
  const form = own?.form ?? latest.form;
  const fellows = form.coalition ? joinedMembers(agreement, form) : new Set(standing.keys());
  return fellows.size > 1 && (!own || fellows.has(self));
}
