import Fastify, { type FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { carryOver } from "../../src/desk/carry-over.ts";
import { inlineChecker } from "../../src/desk/check/checker.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { beginIncarnation } from "../../src/desk/incarnation.ts";
import { openDesk } from "../../src/desk/open-desk.ts";
import type { KeyFiles } from "../../src/desk/roll-key.ts";
import type { Secrets } from "../../src/desk/secrets.ts";
import {
  identityId,
  partnerIdentity,
  readPartnerIdentity,
} from "../../src/domain/partner-identity.ts";
import type { Partner, PartnerId } from "../../src/domain/partner.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import { AppError } from "../../src/errors.ts";
import { readBundle } from "../../src/exchange/bundle/read-bundle.ts";
import { taxiiClient } from "../../src/exchange/taxii/client.ts";
import type { PullDesk, PushDesk, ServerDesk } from "../../src/exchange/taxii/desk-port.ts";
import { startLinks, type Links } from "../../src/exchange/taxii/links.ts";
import { registerTaxii } from "../../src/exchange/taxii/server.ts";
import type { Timers } from "../../src/exchange/timers.ts";
import { startChores } from "../../src/node/chores.ts";
import { exchangeDesk } from "../../src/node/link-board.ts";
import { serverDesk } from "../../src/node/serve.ts";
import { newKeyPair, signerFrom, signObject, type Signer } from "../../src/proof/signature.ts";
import type { Batch, CommitResult } from "../../src/store/port.ts";
import { copyOf, diskFrom, newDisk, openSimStore, type Disk, type Fate } from "./disk.ts";
import type { Wire } from "./wire.ts";
import type { World } from "./world.ts";

const pullEveryMs = 120_000;
const maxContentLength = 10 * 1024 * 1024;

/** What stands between a desk and its transport, and what a restore does, so that faults can be planted there. */
export interface Ports {
  desk(desk: Desk): Desk;
  exchange(desk: PushDesk & PullDesk, node: SimNode): PushDesk & PullDesk;
  server(desk: ServerDesk, node: SimNode): ServerDesk;
  readBundle(desk: Desk, pieces: Iterable<Uint8Array>, node: SimNode): Promise<unknown>;
  beginIncarnation: typeof beginIncarnation;
  carryOver: typeof carryOver;
  /** The share of networks in which anything is restored. */
  restoring: number;
  /** The share of networks in which bundles are carried. */
  carrying: number;
}

/** As the nodes are: nothing planted. */
export const soundPorts: Ports = {
  desk: (desk) => desk,
  exchange: (desk) => desk,
  server: (desk) => desk,
  readBundle: (desk, pieces) => readBundle(desk, pieces),
  beginIncarnation,
  carryOver,
  restoring: 0.4,
  carrying: 0.4,
};

export interface NodeWatch {
  /** The node learns that a batch is on disk. */
  learned(node: SimNode, batch: Batch, result: CommitResult): void;
  /** It begins anew with what is on its disk. */
  began(node: SimNode): void;
  /** Nothing is left of what it knew after a backup. */
  forgot(node: SimNode): void;
}

/** One run of a node's process: gone with all its memory at a crash. */
interface Process {
  gone: AbortController;
  die(): void;
  desk: Desk | null;
  app: FastifyInstance | null;
  links: Links | null;
}

export interface SimNode {
  readonly id: PartnerId;
  readonly disk: Disk;
  /** How far its clock goes ahead, ms. */
  skew: number;
  /** The share of commits that the disk refuses, and that nobody hears of any more. */
  diskFaults: { rejected: number; lost: number };
  clock(): number;
  /** null while there is no process, or it is still opening. */
  desk(): Desk | null;
  app(): { app: FastifyInstance; gone: AbortSignal } | null;
  secrets: Secrets;
  /** Its key and identity: beside the store, so no restore takes them back. */
  keys: KeyFiles;
  /** Opens what was sealed for any key that it ever had. */
  signer(): Signer;
  /** Begins to exchange with a partner whose card is known now. */
  linked(partner: PartnerId): Promise<void>;
  boot(): void;
  /** Its memory is lost now; it comes back after so many ms. */
  crash(why: string, downMs: number): void;
  /** Simulated time for what is planted in its ports. */
  later(ms: number, run: () => void): void;
  backup(): Uint8Array;
  /**
   * Puts a backup in the place of its store, as `tansiq restore` does, and starts it. `old`: the store that was there can be
   * read. False: it is being restored already.
   */
  restore(backup: Uint8Array, old: boolean): boolean;
  /** The simulation is over. */
  close(): void;
}

export function simNode(
  world: World,
  wire: Wire,
  id: PartnerId,
  ports: Ports,
  watch: NodeWatch,
): SimNode {
  const name = { ar: `جهة ${id}`, en: id };
  const first = newKeyPair(world.random);
  let signer = signerFrom(first.privatePem);
  /** All versions, oldest first. */
  const identities = [
    signObject(
      partnerIdentity({ id, name, identity: identityId(id), keys: [first.publicKey] }, world.now()),
      signer,
    ).body,
  ];
  const self = (): Partner => {
    const { keys } = readPartnerIdentity(JSON.parse(identities.at(-1)!) as StixObject);
    return { id, name, identity: identityId(id), keys };
  };
  const tokens = new Map<PartnerId, string>();
  let disk = newDisk();
  /** Those that it had, too: somebody may still read them. */
  const disks = [disk];
  const everyLinks: Links[] = [];
  let current: Process | null = null;
  let restoring = false;

  const fate = (): Fate => {
    const { rejected, lost } = node.diskFaults;
    if (rejected > 0 && world.chance(rejected)) return "rejected";
    return lost > 0 && world.chance(lost) ? "done, answer lost" : "done";
  };

  /** Only what no fault explains: a full disk and the like are told to whoever asked. */
  const unexpected = (error: unknown, what: string): void => {
    if (error instanceof AppError && error.code !== "internal") return;
    const cause = error instanceof AppError ? error.cause : error;
    world.fail(`${id} ${what}: ${cause instanceof Error ? cause.stack : String(cause)}`);
  };
  const nothing = (): void => undefined;
  const log = {
    info: nothing,
    warn: nothing,
    error: (told: { err?: unknown }, text: string) => {
      // Where nothing failed but the disk, which is told by that.
      if (told.err !== undefined) unexpected(told.err, text);
    },
  } as unknown as Logger;

  function timersOf(process: Process): Timers {
    return {
      now: node.clock,
      sleep(ms, signal) {
        if (signal.aborted) return Promise.resolve();
        return new Promise((resolve) => {
          const over = (): void => {
            due.cancel();
            signal.removeEventListener("abort", over);
            if (!process.gone.signal.aborted) resolve();
          };
          const due = world.later(ms, "", over);
          signal.addEventListener("abort", over);
        });
      },
    };
  }

  function every(process: Process): (ms: number, call: () => void) => () => void {
    return (ms, call) => {
      let ended = false;
      const again = (): void => {
        world.later(ms, "", () => {
          if (ended || process.gone.signal.aborted) return;
          call();
          again();
        });
      };
      again();
      return () => void (ended = true);
    };
  }

  async function open(process: Process): Promise<void> {
    const { store, die } = openSimStore(world, id, disk, {
      clock: node.clock,
      fate,
      lost: () => node.crash("commit without an answer", 1_000 + world.roll(60_000)),
      learned: (batch, result) => watch.learned(node, batch, result),
    });
    process.die = die;
    watch.began(node);
    const timers = timersOf(process);
    const opened = await openDesk({
      self: self(),
      mode: "exercise",
      twoPeople: new Set(),
      signer,
      identities: [...identities],
      store,
      checker: inlineChecker(),
      clock: node.clock,
      random: world.random,
      log,
      offered: (partners) => process.links?.outboxGrew(partners),
    });
    const desk = ports.desk(opened);
    const app = Fastify();
    const config = { node: id, name, mode: "exercise" as const };
    registerTaxii(app, ports.server(serverDesk({ desk, config }), node), {
      timers,
      maxContentLength,
    });
    await app.ready();
    const caller = wire.caller(id, process.gone.signal);
    const links = startLinks({
      desk: ports.exchange(exchangeDesk(desk), node),
      timers,
      random: world.random,
      pullEveryMs,
      client: (address) => taxiiClient(address, undefined, caller),
      report({ partner, way, fault }) {
        if (fault) unexpected(fault, `${way} ${partner}`);
      },
    });
    everyLinks.push(links);
    process.links = links;
    process.desk = desk;
    process.app = app;
    startChores(desk, log, every(process));
    for (const partner of desk.partners.keys()) await node.linked(partner);
    world.note(`${id} is up`);
  }

  const node: SimNode = {
    id,
    get disk() {
      return disk;
    },
    skew: 0,
    diskFaults: { rejected: 0, lost: 0 },
    clock: () => world.now() + node.skew,
    desk: () => current?.desk ?? null,
    app: () => (current?.app ? { app: current.app, gone: current.gone.signal } : null),
    secrets: {
      token: (partner) => tokens.get(partner) ?? null,
      write: async (partner, token) => void tokens.set(partner, token),
    },
    keys: {
      identity: async () => identities.at(-1)!,
      async replace(privatePem, identity) {
        signer = signerFrom(privatePem, signer);
        identities.push(identity);
      },
    },
    signer: () => signer,
    async linked(partner) {
      const known = current?.desk?.partners.get(partner);
      const password = tokens.get(partner);
      if (!current?.links || !known?.url || password === undefined) return;
      const { url, pin } = known;
      await current.links.add({ partner, url, pin, username: id, password });
    },
    boot() {
      if (current || restoring) return;
      const process: Process = {
        gone: new AbortController(),
        die: () => undefined,
        desk: null,
        app: null,
        links: null,
      };
      current = process;
      const ended = world.busy();
      let opening = true;
      const up = (): void => {
        if (opening) ended();
        opening = false;
      };
      process.gone.signal.addEventListener("abort", up);
      open(process)
        .catch((error: unknown) => {
          unexpected(error, "does not open");
          // Its disk refused: whoever looks after it starts it again.
          if (current === process) node.crash("did not open", 5_000);
        })
        .finally(up);
    },
    crash(why, downMs) {
      if (!current) return;
      world.note(`${id} crashes: ${why}`);
      end();
      world.later(downMs, `${id} starts`, () => node.boot());
    },
    later: (ms, run) => void world.later(ms, "", run),
    backup: () => copyOf(disk),
    restore(backup, old) {
      if (restoring) return false;
      restoring = true;
      end();
      replaceDisk(diskFrom(backup), old).then(
        () => {
          restoring = false;
          node.boot();
        },
        (error: unknown) => unexpected(error, "is not restored"),
      );
      return true;
    },
    close() {
      end();
      // Loops that nobody waits for any more hold all of their process in memory.
      for (const links of everyLinks) void links.stop();
      for (const one of disks) one.close();
    },
  };
  return node;

  async function replaceDisk(fresh: Disk, old: boolean): Promise<void> {
    const at = { clock: node.clock, fate: () => "done" as const };
    const quiet = { ...at, lost: () => undefined, learned: () => undefined };
    const before = openSimStore(world, id, disk, quiet).store;
    const restored = openSimStore(world, id, fresh, quiet).store;
    await ports.beginIncarnation(restored, world.random, node.clock());
    if (old)
      await ports.carryOver(before, restored, {
        ...{ self: self(), signer: node.signer(), now: node.clock() },
      });
    else watch.forgot(node);
    disk = fresh;
    disks.push(fresh);
  }

  /** All memory of the process is lost. */
  function end(): void {
    if (!current) return;
    const { gone, die } = current;
    current = null;
    die();
    gone.abort();
  }
}
