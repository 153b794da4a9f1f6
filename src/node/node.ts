import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Logger } from "pino";
import { readConfig, type Config } from "../config.ts";
import { pooledChecker } from "../desk/check/checker.ts";
import type { Desk } from "../desk/desk.ts";
import { openDesk } from "../desk/open-desk.ts";
import { openSecrets, type Secrets } from "../desk/secrets.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { Store } from "../store/port.ts";
import { openStore } from "../store/sqlite/open.ts";
import { startChores, systemEvery } from "./chores.ts";
import { files, finishRestore, readSelf } from "./data-dir.ts";
import { linkBoard, type LinkBoard } from "./link-board.ts";

/** One partner's node, opened on its data directory; it serves nobody yet. */
export interface Node {
  dir: string;
  config: Config;
  desk: Desk;
  secrets: Secrets;
  links: LinkBoard;
  close(): Promise<void>;
}

/**
 * Opens a node. Errors: those of its config, node-file-damaged, store-locked when another process has it open.
 * `log` gets what an admin should know; never a secret.
 */
export async function openNode(
  dir: string,
  env: NodeJS.ProcessEnv,
  log: Logger,
  open: (dir: string) => Promise<Store> = openStore,
): Promise<Node> {
  const config = await readConfig(dir, env);
  const { self, signer, identities } = await readSelf(dir, config);
  await finishRestore(dir);
  const store = await open(join(dir, files.store));
  const checker = pooledChecker(2);
  try {
    const secrets = await openSecrets(join(dir, files.secrets));
    const links = linkBoard();
    const desk = await openDesk({
      self,
      signer,
      identities,
      store,
      checker,
      log,
      mode: config.mode,
      twoPeople: new Set(config.twoPeople),
      clock: Date.now,
      random: (bytes) => randomBytes(bytes),
      offered: (partners: readonly PartnerId[]) => links.outboxGrew(partners),
    });
    const chores = startChores(desk, log, systemEvery);
    return {
      dir,
      config,
      desk,
      secrets,
      links,
      async close() {
        await links.stop();
        await chores.stop();
        await checker.close();
        await store.close();
      },
    };
  } catch (error) {
    await checker.close();
    await store.close();
    throw error;
  }
}
