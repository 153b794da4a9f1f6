import { fileURLToPath } from "node:url";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { buildApp } from "../http/app.ts";
import type { Config } from "../config.ts";
import type { Desk } from "../desk/desk.ts";
import { acceptObjects } from "../desk/accept-records.ts";
import { partnerLogin } from "../desk/partners.ts";
import { readManifest, readOutbox } from "../desk/read-outbox.ts";
import { readStatus } from "../desk/read-status.ts";
import { registerTaxii } from "../exchange/taxii/server.ts";
import { boundServer, maxContentLength } from "../exchange/taxii/server-limits.ts";
import { systemTimers } from "../exchange/timers.ts";
import { AppError } from "../errors.ts";
import type { ServerDesk } from "../exchange/taxii/desk-port.ts";
import { apiPort } from "./api-port.ts";
import { listenForCommands } from "./command-socket.ts";
import { socketPath } from "./data-dir.ts";
import { readTlsFiles } from "./tls-files.ts";
import type { Node } from "./node.ts";

const webDir = fileURLToPath(new URL("../../web/dist/", import.meta.url));
/** How long what was begun may take when the node stops. */
const graceMs = 500;

export interface Serving {
  /** Where it listens, e.g. http://127.0.0.1:8701. */
  url: string;
  close(): Promise<void>;
}

function basemapFile(dir: string, name: string | null): string | null {
  if (name === null) return null;
  const file = resolve(dir, name);
  if (existsSync(file)) return file;
  throw new AppError("config-invalid", {
    key: "basemap",
    expected: "a file that is there",
    expected_ar: "ملف موجود",
  });
}

/** Lets people and partners in. Errors: port-in-use, config-invalid, node-file-damaged, path-too-long. */
export async function serve(node: Node): Promise<Serving> {
  const { config, desk, dir, links, secrets } = node;
  const https = config.tls && (await readTlsFiles(dir, config.tls));
  const app = buildApp({
    desk: apiPort(node, { ready: () => !desk.loading, certificate: https?.cert ?? null }),
    webDir: existsSync(webDir) ? webDir : null,
    basemap: basemapFile(dir, config.basemap),
    log: desk.log,
    hosts: [new URL(config.url).hostname],
    ...(https && { https }),
  });
  registerTaxii(app, serverDesk(node), { timers: systemTimers, maxContentLength });
  boundServer(app.server);
  await app.ready();
  const { host, port } = config;
  const url = await app.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE") throw new AppError("port-in-use", { host, port });
    if (error.code === "EACCES") {
      throw new AppError("config-invalid", {
        key: "port",
        expected: "one that this user may open",
        expected_ar: "منفذ يحق لهذا المستخدم فتحه",
      });
    }
    if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
      throw new AppError("config-invalid", {
        key: "host",
        expected: "an address of this machine",
        expected_ar: "عنوان من عناوين هذا الجهاز",
      });
    }
    throw error;
  });
  const socket = await listenForCommands(node, socketPath(dir));
  await links.start(desk, secrets);
  // The first preview need not wait for it; where it cannot be read now, that one tries again.
  desk.inventory.ready().catch(() => undefined);
  return {
    url,
    async close() {
      await socket.close();
      await links.stop();
      // What was begun is answered; a connection that never asked anything must not hold the node up.
      const patience = setTimeout(() => app.server.closeAllConnections(), graceMs);
      await app.close();
      clearTimeout(patience);
    },
  };
}

/** The node as its partners' TAXII clients see it. */
export function serverDesk({
  desk,
  config,
}: {
  desk: Desk;
  config: Pick<Config, "node" | "name" | "mode">;
}): ServerDesk {
  return {
    node: {
      id: config.node,
      title: `${config.name.en} · ${config.name.ar}`,
      description: config.mode ? `Tansiq node (${config.mode})` : "Tansiq node",
    },
    login: async (username, password) => partnerLogin(desk, username, password),
    readOutbox: (partner, request) => readOutbox(desk, partner, request),
    readManifest: (partner, request) => readManifest(desk, partner, request),
    accept: (partner, envelope, position) => acceptObjects(desk, partner, envelope, position),
    status: (partner, id) => readStatus(desk, partner, id),
  };
}
