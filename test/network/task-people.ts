import assert from "node:assert/strict";
import type { ListedClash } from "../../src/desk/tasks/list-clashes.ts";
import type { ListedPart } from "../../src/desk/tasks/list-parts.ts";
import type { ListedTask } from "../../src/desk/tasks/list-tasks.ts";
import type { ProposedTask } from "../../src/desk/tasks/write-task.ts";
import { agree, bilateral, eventually, signedIn, startNetwork, type Network } from "./network.ts";

/* People who do something together: three nodes that have all up to restricted from each other. */

type Call = Awaited<ReturnType<typeof signedIn>>;

export interface TaskNetwork extends Network {
  /** A liaison officer of each. */
  people: Record<string, Call>;
}

export const names = ["baghdad", "damascus", "washington"] as const;

export async function startTaskNetwork(reshare: "none" | "any" = "any"): Promise<TaskNetwork> {
  const network = await startNetwork(names);
  const grant = { upTo: "restricted" as const, reshare };
  for (const [a, b] of [
    ["baghdad", "damascus"],
    ["baghdad", "washington"],
    ["damascus", "washington"],
  ] as const) {
    await agree(
      network,
      bilateral([a, b], {
        grants: [
          { id: "there", from: [a], to: [b], ...grant },
          { id: "back", from: [b], to: [a], ...grant },
        ],
      }),
    );
  }
  const people: Record<string, Call> = {};
  for (const id of names) people[id] = await signedIn(network.members[id]!, "liaison");
  return { ...network, people };
}

/** Tomorrow, so many hours after midnight, UTC. */
export function hour(hours: number): string {
  const midnight = Math.ceil(Date.now() / 86_400_000) * 86_400_000;
  return new Date(midnight + hours * 3_600_000).toISOString();
}

export const frame = (changes: object = {}) => ({
  name: { ar: "إغلاق طرق الإمداد", en: "Close the supply roads" },
  lang: "ar",
  from: hour(0),
  until: hour(24),
  classification: "restricted",
  reshare: "any",
  ...changes,
});

let places = 0;

/** Each in a place of its own. */
export const part = (performer: string, changes: object = {}) => ({
  name: { ar: `جزء ${performer}`, en: `Part of ${performer}` },
  lang: "ar",
  performer,
  from: hour(1),
  until: hour(3),
  geometry: { type: "Point", coordinates: [35 + ++places / 100, 34.4] },
  classification: "restricted",
  reshare: "any",
  ...changes,
});

/** The answer's body; fails where it is not as well as asked. */
export async function must<T>(call: Promise<{ status: number; body: never }>): Promise<T> {
  const { status, body } = await call;
  assert.ok(status < 300, `${status} ${JSON.stringify(body)}`);
  return body;
}

export async function codeOf(call: Promise<{ body: never }>): Promise<string> {
  return ((await call).body as { code: string }).code;
}

/** What people do with tasks, each at a node. */
export function tasksOf({ people }: Pick<TaskNetwork, "people">) {
  const at = (node: string) => people[node]!;
  const propose = (node: string, parts: object[], changes: object = {}) =>
    must<ProposedTask>(at(node)("/api/tasks", { ...frame(changes), parts }));

  async function readTask(node: string, id: string): Promise<ListedTask | null> {
    const { status, body } = await at(node)(`/api/tasks/${id}`);
    return status === 200 ? body : null;
  }

  async function readPart(node: string, task: string, id: string): Promise<ListedPart | null> {
    const { status, body } = await at(node)(`/api/tasks/${task}/parts/${id}`);
    return status === 200 ? body : null;
  }

  /** Says it for the versions that this node has now. */
  async function say(node: string, task: string, id: string, state: string, more: object = {}) {
    const versions = {
      part: (await readPart(node, task, id))!.modified,
      task: (await readTask(node, task))!.modified,
    };
    return at(node)(`/api/tasks/${task}/parts/${id}/commitment`, { state, ...versions, ...more });
  }

  const seen = (
    node: string,
    task: string,
    id: string,
    check: (part: ListedPart) => boolean = () => true,
  ) =>
    eventually(async () => {
      const part = await readPart(node, task, id);
      return part !== null && check(part);
    });

  async function clashes(node: string, task: string): Promise<ListedClash[]> {
    const { clashes } = await must<{ clashes: ListedClash[] }>(
      at(node)(`/api/tasks/${task}/clashes`),
    );
    return clashes;
  }

  async function change(node: string, task: string, id: string, draft: object) {
    const version = (await readPart(node, task, id))!.modified;
    return at(node)(`/api/tasks/${task}/parts/${id}/versions`, { part: draft, version });
  }

  async function accept(node: string, clash: ListedClash, reason = "يُنسَّق باللاسلكي") {
    const versions = Object.fromEntries(clash.parts.map(({ id, modified }) => [id, modified]));
    return at(node)(`/api/clashes/${clash.id}/acceptance`, { reason: { ar: reason }, versions });
  }

  return { at, propose, readTask, readPart, say, seen, clashes, change, accept };
}
