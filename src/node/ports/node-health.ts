import { mkdir, readdir, readFile, stat, statfs } from "node:fs/promises";
import { join, resolve } from "node:path";
import { backUp, type LastBackup, lastBackup } from "../../desk/back-up.ts";
import type { Desk } from "../../desk/desk.ts";
import { ownIdentities } from "../../desk/own-identity.ts";
import { isFull } from "../../domain/clearance.ts";
import { readPartnerIdentity } from "../../domain/partner-identity.ts";
import type { StixObject } from "../../domain/stix.ts";
import { stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import type { NodeHealth, NodeHealthPort } from "../../http/ports/node-health.ts";
import { certificateState } from "../certificate-state.ts";
import { files } from "../data-dir.ts";
import type { Node } from "../node.ts";
import { version } from "../version.ts";

/** Bytes that a backup must leave free. */
const keptFree = 2 ** 30;

/** `certificate`: the one in use, in PEM; null over plain HTTP. */
export function nodeHealthPort(
  { desk, dir, config }: Pick<Node, "desk" | "dir" | "config">,
  certificate: string | null,
): NodeHealthPort {
  const started = desk.clock();
  const store = join(dir, files.store);
  let underway = false;
  return {
    async nodeHealth({ clearance }) {
      const { bavail, blocks, bsize } = await statfs(store);
      const onDisk = config.tls && (await textOf(resolve(dir, config.tls.cert)));
      const backup = await lastBackup(desk);
      return {
        version,
        clock: stixTime(desk.clock()),
        started: stixTime(started),
        certificate: certificate === null ? null : certificateState(certificate, onDisk),
        keys: await keysOf(desk),
        disk: { free: bavail * bsize, total: blocks * bsize },
        // It grows with records that not everybody may see.
        storeSize: isFull(clearance) ? await sizeOf(store) : null,
        counts: isFull(clearance) ? await countsOf(desk) : null,
        backup: backup && told(backup),
      };
    },
    async writeBackup(person) {
      if (underway) throw new AppError("backup-underway");
      underway = true;
      try {
        const { bavail, bsize } = await statfs(store);
        if (bavail * bsize < (await sizeOf(store)) + keptFree) throw new AppError("store-full");
        const folder = join(dir, files.backups);
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const stamp = stixTime(desk.clock()).replace(/[-:]/g, "");
        return told(await backUp(desk, person, join(folder, `${desk.self.id}-${stamp}.sqlite`)));
      } finally {
        underway = false;
      }
    },
  };
}

function told(backup: LastBackup) {
  return { ...backup, at: stixTime(backup.at) };
}

async function keysOf(desk: Desk): Promise<NodeHealth["keys"]> {
  const since = new Map<string, string>();
  for (const text of await ownIdentities(desk)) {
    const identity = JSON.parse(text) as StixObject;
    const { keys } = readPartnerIdentity(identity);
    for (const { kid } of keys) if (!since.has(kid)) since.set(kid, identity.modified!);
  }
  return desk.self.keys.map(({ kid, retired }) => {
    return { kid, since: since.get(kid) ?? null, until: retired ?? null };
  });
}

/** What the store tells without walking through it. */
async function countsOf({ store }: Desk): Promise<NodeHealth["counts"]> {
  const { reads } = await store.lastReads({ limit: 1, within: 1, versions: 0 });
  return {
    versions: await store.lastRow(),
    readLines: reads[0]?.number ?? 0,
  };
}

async function sizeOf(folder: string): Promise<number> {
  // The log of what is under way comes and goes.
  const sizes = (await readdir(folder)).map((name) =>
    stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** null: it cannot be read now. */
function textOf(file: string): Promise<string | null> {
  return readFile(file, "utf8").catch(() => null);
}
