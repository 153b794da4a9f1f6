import type { AgreementForm } from "../../src/domain/agreement.ts";
import { listAgreements } from "../../src/desk/agreements.ts";
import { bilateral, eventually, type Network } from "./network.ts";

/* Coalitions in which members have a link with the lead only. */

/** Pairs of the lead with each member. */
export function star(lead: string, members: readonly string[]): [string, string][] {
  return members.map((member) => [lead, member]);
}

/** A charter of a lead (the first party) and members, without clauses unless they are given. */
export function charter(
  parties: readonly string[],
  changes: Partial<AgreementForm> = {},
): Omit<AgreementForm, "id"> {
  const [lead] = parties;
  return {
    ...bilateral(["", ""]),
    parties: [...parties],
    coalition: { id: "coalition", lead: lead!, powers: [] },
    grants: [],
    ...changes,
  };
}

/** What a node's people see of an agreement, but for the clauses in force, which are each node's own. */
export function shownAt(network: Network, at: string, id: string) {
  const { desk } = network.members[at]!.node;
  const found = listAgreements(desk).find(({ form }) => form.id === id);
  if (!found) return null;
  const { form, proposer, modified, state, signed, awaiting, signatures } = found;
  const words = signatures
    .map(({ by, act, version, at: when }) => `${when} ${by} ${act} ${version}`)
    .sort();
  return { form, proposer, modified, state, signed, awaiting, words };
}

/** Waits until a node knows the agreement's version of this date (ms UTC). */
export async function knows(network: Network, at: string, id: string, modified: number) {
  await eventually(() => shownAt(network, at, id)?.modified === modified);
}

/** Waits until an agreement shows this act of a party at all these nodes. */
export async function heard(
  network: Network,
  at: readonly string[],
  id: string,
  word: { by: string; act: string },
) {
  for (const node of at) {
    await eventually(() =>
      network.members[node]!.node.desk.board.input().signatures.some(
        ({ agreement, by, act }) => agreement === id && by === word.by && act === word.act,
      ),
    );
  }
}
