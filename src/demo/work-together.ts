import type { PartnerId } from "../domain/partner.ts";
import type { Actor } from "./cast.ts";
import type { CommandAt } from "./first-start.ts";
import { waitFor } from "./wait-for.ts";

/** As a person writes it; the node checks it. */
type Draft = Record<string, unknown>;

/** What partners do together when the demonstration begins. */
export interface WorkTogether {
  protectedPlaces: { node: PartnerId; draft: Draft }[];
  units: { node: PartnerId; draft: Draft }[];
  tasks: {
    node: PartnerId;
    draft: Draft;
    /** `part`: its place among the parts of the draft. */
    commitments: ({ node: PartnerId; part: number } & Draft)[];
  }[];
  requests: {
    node: PartnerId;
    draft: Draft;
    answer?: { node: PartnerId } & Draft;
  }[];
}

/** Writes it at the nodes, each answer once the question has arrived there. */
export async function playTogether(
  { protectedPlaces, units, tasks, requests }: WorkTogether,
  { cast, command, signal }: { cast: readonly Actor[]; command: CommandAt; signal: AbortSignal },
): Promise<void> {
  const at = (node: PartnerId, name: string, args: Record<string, unknown>) => {
    const actor = cast.find(({ id }) => id === node);
    if (!actor) throw new Error(`the scenario speaks of ${node}, which takes no part`);
    return command(actor, name, args);
  };
  const arrived = (what: string, call: () => Promise<unknown>) => waitFor(what, call, { signal });
  for (const { node, draft } of protectedPlaces) await at(node, "protected-add", { draft });
  for (const { node, draft } of units) await at(node, "unit-write", { draft });
  for (const { node, draft, commitments } of tasks) {
    const proposed = (await at(node, "task-propose", { draft })) as { parts: string[] };
    for (const { node, part, ...said } of commitments) {
      await arrived(`a word of ${node} on its part`, () =>
        at(node, "part-commit", { part: proposed.parts[part], said }),
      );
    }
  }
  for (const { node, draft, answer } of requests) {
    const { id } = (await at(node, "request-write", { draft })) as { id: string };
    if (!answer) continue;
    const { node: by, ...said } = answer;
    await arrived(`an answer of ${by}`, () => at(by, "request-answer", { id, said }));
  }
}
