import { rollKey } from "../../src/desk/roll-key.ts";
import type { People } from "./acts.ts";
import type { Carriers } from "./bundles.ts";
import type { Expectations } from "./expectations.ts";
import type { SimNode } from "./sim-node.ts";
import type { Wire } from "./wire.ts";
import type { World } from "./world.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
/** So long everything goes wrong, at least. */
const lasting = 4 * minute;

/** Everything that may go wrong in a network, and its end. */
export interface Troubles {
  /** People work meanwhile. Gives how long it lasts, ms. */
  begin(): number;
  heal(): void;
}

export interface TroubleOptions {
  nodes: readonly SimNode[];
  wire: Wire;
  folk: People;
  carry: Carriers;
  expectations: Expectations;
  /** The share of networks in which some nodes are restored from backups. */
  restoring: number;
  /** The share of networks in which bundles are carried. */
  carrying: number;
}

interface Backup {
  node: SimNode;
  copy: Uint8Array;
  /** ms UTC. */
  at: number;
}

export function troubles(
  world: World,
  { nodes, wire, folk, carry, expectations, restoring, carrying }: TroubleOptions,
): Troubles {
  const { roll, chance, pick } = world;

  /** Up to so many times, at any moment. */
  function some(most: number, fault: () => void): void {
    for (let times = roll(most + 1); times > 0; times--) world.later(roll(lasting), "", fault);
  }

  function crash(): void {
    const node = pick(nodes);
    if (node.desk()) world.befell("crash");
    node.crash("at any moment", roll(90_000));
  }

  function cut(): void {
    const [from, to] = [pick(nodes), pick(nodes)];
    if (from === to) return;
    world.befell("partition one way");
    wire.cut(from.id, to.id);
  }

  function mendWire(): void {
    wire.heal();
    wire.faulty = true;
  }

  function badDisk(): void {
    const node = pick(nodes);
    node.diskFaults = chance(0.5) ? { rejected: 0.2, lost: 0 } : { rejected: 0, lost: 0.05 };
    world.later(20_000, "", () => void (node.diskFaults = { rejected: 0, lost: 0 }));
  }

  function moveClock(): void {
    const node = pick(nodes);
    const skew = roll(6 * day) - 3 * day;
    world.befell("clock wrong by days");
    world.note(`${node.id}: clock goes ${skew} ms ahead`);
    node.skew = skew;
    expectations.moved(node);
  }

  /** Some backups are needed once, some again, some never. */
  function backUp(): void {
    const node = pick(nodes);
    world.note(`${node.id} is backed up`);
    const backup = { node, copy: node.backup(), at: world.now() };
    for (let times = roll(3); times > 0; times--) {
      const until = roll(lasting / 2);
      // What it forbids meanwhile a restore must not undo, least of all what nobody else has heard yet.
      for (const before of [roll(until), roll(Math.min(until, 200))]) {
        world.later(until - before, "", () => folk.forbids(node));
      }
      world.later(until, "", () => restore(backup));
      for (const after of [roll(minute), roll(minute)]) {
        world.later(until + after, "", () => folk.reports(node));
      }
    }
  }

  function restore({ node, copy, at }: Backup): void {
    const old = chance(0.7);
    world.note(`${node.id} is restored from ${at}${old ? ", beside the old store" : ""}`);
    if (!node.restore(copy, old)) return;
    world.befell(old ? "restore beside the old store" : "restore after the loss of the store");
    expectations.restored(node.id, at, old);
  }

  async function changeKey(): Promise<void> {
    const node = pick(nodes);
    const done = await folk.at(node, "roll the key", async (desk) => {
      await rollKey(desk, node.keys);
    });
    if (done) world.befell("key rolled");
  }

  /** Whoever wrote or added one card of two goes on where it was broken off. */
  function finishLinks(): void {
    for (const [index, a] of nodes.entries()) {
      for (const b of nodes.slice(index + 1)) {
        const [has, is] = [a.desk()?.partners.has(b.id), b.desk()?.partners.has(a.id)];
        if (has !== undefined && is !== undefined && has !== is) void folk.link(a, b);
      }
    }
  }

  return {
    begin() {
      world.note("trouble begins");
      wire.faulty = true;
      for (let acts = 15 + roll(25); acts > 0; acts--) {
        world.later(roll(lasting), "", () => folk.act());
      }
      some(5, crash);
      some(4, cut);
      some(2, mendWire);
      some(2, badDisk);
      if (chance(0.3)) some(2, moveClock);
      if (chance(0.3)) some(2, () => void changeKey());
      if (chance(carrying)) {
        some(4, () => void carry.write());
        some(8, () => void carry.read());
        // A file knows nothing of what was taken back since.
        some(6, () => folk.forbids(pick(nodes)));
        // At the worst when everything seems to be over.
        some(2, () => world.later(lasting, "", () => void carry.read()));
      }
      if (chance(restoring)) some(3, backUp);
      return lasting + roll(minute);
    },
    heal() {
      world.note("all is healed");
      wire.heal();
      for (const node of nodes) {
        node.diskFaults = { rejected: 0, lost: 0 };
        node.skew = 0;
        if (node.app()) expectations.moved(node);
      }
      for (const round of [1, 2]) world.later(round * 100_000, "", finishLinks);
    },
  };
}
