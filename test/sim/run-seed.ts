import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { identityId } from "../../src/domain/partner-identity.ts";
import type { PartnerId } from "../../src/domain/partner.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import { people } from "./acts.ts";
import { auditFaults } from "./audit.ts";
import { carriers } from "./bundles.ts";
import { expectations } from "./expectations.ts";
import { nothingSaid, openKnowledge, type Knowledge } from "./knowledge.ts";
import { sendCheck } from "./send-check.ts";
import { simNode, soundPorts, type Ports, type SimNode } from "./sim-node.ts";
import { type TaskJudge, taskJudge } from "./task-judge.ts";
import { taskPeople } from "./tasks.ts";
import { troubles } from "./trouble.ts";
import { openWire } from "./wire.ts";
import { openWorld, type World } from "./world.ts";

const names = ["baghdad", "damascus", "ankara", "tehran", "amman", "erbil", "beirut", "cairo"];
const start = Date.UTC(2015, 2, 11);
const minute = 60_000;

export interface SeedResult {
  seed: number;
  nodes: number;
  steps: number;
  /** How often each fault befell the network. */
  faults: Record<string, number>;
  sent: { objects: number; control: number; along: number };
  /** What was held against each other of joint tasks. */
  tasks: TaskJudge["counts"];
  hash: string;
  /** The first thing that must not be; null: all is well. */
  fault: string | null;
  tail: string[];
}

interface Course {
  world: World;
  nodes: SimNode[];
  /** True as long as nothing was found and the time is not over. */
  until(done: () => boolean, ms: number): Promise<boolean>;
}

/** One whole course of a network of nodes, from the first card to the quiet after all faults. */
export async function runSeed(
  seed: number,
  ports: Ports = soundPorts,
  tailLines = 60,
): Promise<SeedResult> {
  const world = openWorld(seed, start);
  const { chance, pick } = world;
  const ids = names.slice(0, pick([3, 3, 3, 4, 4, 5, 5, 6, 7, 8]));
  const parties = new Map<StixId, PartnerId>(ids.map((id) => [identityId(id), id]));
  let lastChange = start;

  const knowledge = new Map<PartnerId, Knowledge>();
  const knows = (id: PartnerId): Knowledge => knowledge.get(id)!;
  const check = sendCheck(knows, parties);
  const byId = new Map<PartnerId, SimNode>();
  const nodes: SimNode[] = [];
  const expected = expectations(nodes, knows, world.now, (at, entry) => judge.mustWait(at, entry));
  const judge = taskJudge(nodes, knows, expected);

  function leaves(from: PartnerId, to: PartnerId, objects: StixObject[]): void {
    world.note(`${from} ⇒ ${to} ${objects.map(({ id }) => id.slice(0, 24)).join()}`);
    const at = byId.get(from)!.clock();
    for (const fault of check.check(from, to, objects, at)) world.fail(fault);
    for (const fault of judge.leaves(from, to, objects)) world.fail(fault);
  }

  const wire = openWire(world, ids, {
    reached: (id) => byId.get(id)!.app(),
    isAlive: (gone) => !gone.aborted,
    leaves(from, to, body) {
      const { objects = [] } = JSON.parse(body.toString()) as { objects?: StixObject[] };
      leaves(from, to, objects);
    },
    answered({ from, to, method, body }, { status }) {
      if (method !== "POST" || status !== 202) return;
      const { objects } = JSON.parse(body!.toString()) as { objects: StixObject[] };
      for (const fault of expected.takenIn(to, from, objects)) world.fail(fault);
    },
  });
  for (const id of ids) {
    let said = nothingSaid();
    const node = simNode(world, wire, id, ports, {
      began(self) {
        knowledge.set(id, openKnowledge(id, self.disk, parties, said));
        expected.moved(self);
        judge.began(self);
      },
      forgot: () => void (said = nothingSaid()),
      learned(self, batch, result) {
        const moved = knows(id).learn(batch, result);
        expected.learned(self, batch, result);
        for (const fault of judge.learned(self, batch, result)) world.fail(fault);
        if (moved) expected.moved(self);
        if (batch.groups.some((group) => group.length > 0)) lastChange = world.now();
      },
    });
    nodes.push(node);
    byId.set(id, node);
  }
  const late = nodes.length > 3 && chance(0.5) ? nodes.at(-1)! : null;
  const folk = people(world, { nodes, expectations: expected, late });
  const carry = carriers(world, { nodes, folk, ports, leaves });
  const { restoring, carrying } = ports;
  const wrong = { nodes, wire, folk, carry, expectations: expected, restoring, carrying };
  const trouble = troubles(world, wrong);
  const work = taskPeople(world, { nodes, folk, expectations: expected, judge });

  const until: Course["until"] = async (done, ms) => {
    const end = world.now() + ms;
    while (!world.fault && world.now() < end) {
      if (done()) return true;
      if (!(await world.step())) return done();
    }
    return !world.fault && done();
  };
  const isQuiet = (ms: number) => () =>
    world.now() - lastChange > ms && nodes.every((node) => node.desk());

  try {
    for (const node of nodes) node.boot();
    await until(() => nodes.every((node) => node.desk()), minute);
    void introduceAll();
    await until(isQuiet(20_000), 60 * minute);
    const lasting = trouble.begin();
    // In some alone: joint tasks bring many messages.
    if (seed % 3 === 0) work.work(20 + world.roll(20), lasting);
    await until(() => false, lasting);
    trouble.heal();
    const quiet = await until(isQuiet(4 * minute + 10_000), 6 * 60 * minute);
    if (!world.fault && !quiet) world.fail("it never became quiet");
    if (!world.fault) for (const fault of expected.unmet()) world.fail(fault);
    if (!world.fault) for (const fault of judge.unmet()) world.fail(fault);
    for (const node of nodes) {
      if (!world.fault) for (const fault of await audited(node)) world.fail(fault);
    }
  } catch (error) {
    world.fail(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  for (const node of nodes) node.close();
  const hash = world.hash();
  const { fault } = world;
  const { faults } = world;
  const result = { seed, nodes: nodes.length, steps: world.steps(), faults, sent: check.counts };
  return { ...result, tasks: judge.counts, hash, fault, tail: world.tail(tailLines) };

  /** The store answers only as time goes on. */
  async function audited(node: SimNode): Promise<string[]> {
    let faults: string[] | null = null;
    void auditFaults(node).then(
      (found) => (faults = found),
      (error: unknown) => (faults = [String(error)]),
    );
    await until(() => faults !== null, 10 * minute);
    return faults ?? [`${node.id} could not be audited`];
  }

  /** Cards, bilateral agreements and a charter, while nothing goes wrong yet. */
  async function introduceAll(): Promise<void> {
    const [lead] = nodes;
    for (const [index, a] of nodes.entries()) {
      for (const b of nodes.slice(index + 1)) {
        if (b === late || (a !== lead && !chance(0.4))) continue;
        await folk.link(a, b);
        if (!chance(0.6)) continue;
        await folk.at(a, `propose to ${b.id}`, async (desk) => {
          const { form } = await proposeAgreement(desk, folk.bilateral(a, b));
          await signAgreement(desk, form.id, { act: "sign" });
        });
      }
    }
    const members = nodes.filter((node) => node !== late).map(({ id }) => id);
    await folk.at(lead!, "propose the charter", async (desk) => {
      const { form } = await proposeAgreement(desk, folk.charter(lead!, members));
      await signAgreement(desk, form.id, { act: "sign" });
    });
    for (let round = 1; round < 4; round++) {
      for (const node of nodes) world.later(round * 5_000, "", () => void folk.signs(node));
    }
  }
}
