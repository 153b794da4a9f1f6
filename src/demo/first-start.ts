import { setTimeout as pause } from "node:timers/promises";
import type { PartnerId } from "../domain/partner.ts";
import { type Actor, pairs, people } from "./cast.ts";
import type { Credentials } from "./credentials.ts";
import type { Scenario } from "./scenario.ts";
import { playTogether } from "./work-together.ts";
import { waitFor } from "./wait-for.ts";

/** A command at one actor's running node. */
export type CommandAt = (
  actor: Actor,
  name: string,
  args: Record<string, unknown>,
) => Promise<unknown>;

export interface FirstStart {
  cast: readonly Actor[];
  scenario: Scenario;
  command: CommandAt;
  signal: AbortSignal;
}

/** Makes the people and the links of newly initialised, running nodes; gives what is needed to sign in. */
export async function introduce({ cast, command }: FirstStart): Promise<Credentials> {
  const credentials: Credentials = {};
  for (const actor of cast) credentials[actor.id] = { url: actor.url, people: [], partners: {} };

  const perActor = cast.map(async (actor) => {
    for (const { role, ...clearance } of people) {
      const person = (await command(actor, "user-add", { name: role, role, ...clearance })) as {
        name: string;
        role: string;
        password: string;
      };
      credentials[actor.id]?.people.push(person);
    }
  });
  await Promise.all(perActor);

  for (const [issuer, holder] of pairs(cast)) {
    const issued = await command(issuer, "partner-card", { for: holder.id, url: issuer.url });
    const { card } = issued as { card: { for: PartnerId; token: string } };
    const { for: username, token: password } = card;
    const partners = credentials[issuer.id]?.partners ?? {};
    partners[holder.id] = { username, password };
    await command(holder, "partner-add", { card });
  }
  return credentials;
}

/** Agreements first, so that every event is decided under them; then the events. Ends when all has arrived. */
export async function playScenario(start: FirstStart): Promise<void> {
  const { cast, scenario, command, signal } = start;
  const actorOf = (id: PartnerId) => cast.filter((actor) => actor.id === id);
  for (const { form, signedBy } of scenario.agreements) {
    const [proposer] = form.parties.flatMap(actorOf);
    if (!proposer) continue;
    await command(proposer, "agreement-propose", { form });
    for (const actor of signedBy.flatMap(actorOf)) {
      // The proposal, and for a later signer the earlier signature, may still be on its way.
      await waitFor(
        `${form.title.en}: signed by ${actor.id}`,
        () => command(actor, "agreement-sign", { id: form.id, act: "sign" }),
        { signal },
      );
    }
  }
  await exchanged(start);
  await Promise.all(
    cast.map((actor) => command(actor, "report-import", { drafts: scenario.reportsOf(actor.id) })),
  );
  await exchanged(start);
  await playTogether(scenario.together, start);
  await exchanged(start);
}

/** Waits until no node has anything left for a partner, seen twice, since an arrival may cause an answer. */
async function exchanged({ cast, command, signal }: FirstStart): Promise<void> {
  const idle = async () => {
    const states = await Promise.all(cast.map((actor) => command(actor, "link-status", {})));
    const links = states.flat() as { partner: PartnerId; pending: number }[];
    return links.every(({ pending }) => pending === 0);
  };
  await waitFor(
    "all records and agreements exchanged",
    async () => {
      if (!(await idle())) return undefined;
      await pause(100);
      return (await idle()) || undefined;
    },
    { signal },
  );
}
