import { operator } from "../../src/desk/viewer.ts";
import type { PartnerId } from "../../src/domain/partner.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import { firstLine, segmentsIn } from "../../src/exchange/bundle/frames.ts";
import { openSegment } from "../../src/exchange/bundle/segment.ts";
import { writeBundle } from "../../src/exchange/bundle/write-bundle.ts";
import type { People } from "./acts.ts";
import type { Ports, SimNode } from "./sim-node.ts";
import type { World } from "./world.ts";

/** Files that people carry from node to node: late, twice, in another order, or only the beginning of one. */
export interface Carriers {
  /** Somebody has a bundle written and takes it along. */
  write(): Promise<void>;
  /** A bundle of any age is read where it belongs. */
  read(): Promise<void>;
}

export interface CarrierOptions {
  nodes: readonly SimNode[];
  folk: People;
  ports: Ports;
  /** Objects leave a node for another. */
  leaves(from: PartnerId, to: PartnerId, objects: StixObject[]): void;
}

interface Carried {
  from: SimNode;
  to: SimNode;
  /** What a crash cuts off is not among them. */
  pieces: Uint8Array[];
  times: number;
}

export function carriers(world: World, { nodes, folk, ports, leaves }: CarrierOptions): Carriers {
  const { roll, chance, pick } = world;
  const carried: Carried[] = [];

  async function objectsIn(piece: Uint8Array, to: SimNode): Promise<StixObject[]> {
    const objects: StixObject[] = [];
    for await (const sealed of segmentsIn([firstLine, piece])) {
      const body = Buffer.from(openSegment(sealed, to.signer())!.body).toString();
      objects.push(...(JSON.parse(`[${body}]`) as StixObject[]));
    }
    return objects;
  }

  return {
    async write() {
      const from = pick(nodes);
      const to = pick(nodes);
      if (!from.desk()?.partners.has(to.id)) return;
      const bundle: Carried = { from, to, pieces: [], times: 0 };
      carried.push(bundle);
      const pages = { objects: 1 + roll(30), octets: 100_000 };
      await folk.at(from, `write a bundle for ${to.id}`, async (desk) => {
        const written = writeBundle(desk, to.id, { by: operator("sim"), pages });
        for await (const { bytes } of written) {
          bundle.pieces.push(bytes);
          const [, ...others] = bundle.pieces;
          if (others.length > 0) leaves(from.id, to.id, await objectsIn(bytes, to));
        }
        world.befell("bundle written whole");
      });
    },
    async read() {
      if (carried.length === 0) return;
      const bundle = pick(carried);
      const { from, to, pieces } = bundle;
      const kept = chance(0.8) ? pieces.length : roll(pieces.length + 1);
      const what = `read a bundle of ${from.id} (${kept} of ${pieces.length} pieces)`;
      await folk.at(to, what, async (desk) => {
        if (bundle.times++ > 0) world.befell("bundle read again");
        if (kept < pieces.length) world.befell("bundle cut short");
        await ports.readBundle(desk, pieces.slice(0, kept), to);
        world.befell("bundle carried");
      });
    },
  };
}
