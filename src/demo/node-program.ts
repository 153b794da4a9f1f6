import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Actor } from "./cast.ts";

/** How the supervisor makes and runs a node. */
export interface NodeProgram {
  /** Makes the node's keys, certificate and configuration in `nodeDir`. */
  init(actor: Actor, nodeDir: string): Promise<void>;
  /** Program and arguments that serve `nodeDir` in the foreground. */
  serve(nodeDir: string): [string, ...string[]];
}

const cli = fileURLToPath(new URL("../cli.ts", import.meta.url));

/** The real thing: `tansiq init` and `tansiq serve`, by the Node that runs this. */
export const tansiq: NodeProgram = {
  async init({ id, name, port }, nodeDir) {
    const options = {
      node: id,
      "name-ar": name.ar,
      "name-en": name.en,
      port,
      mode: "demonstration",
    };
    const flags = Object.entries(options).flatMap(([key, value]) => [`--${key}`, String(value)]);
    const args = ["init", "--data", nodeDir, "--plain-http", ...flags];
    await promisify(execFile)(process.execPath, [cli, ...args]);
  },
  // The bound on young objects stands in bin/tansiq too.
  serve: (dir) => [process.execPath, "--max-semi-space-size=8", cli, "serve", "--data", dir],
};
