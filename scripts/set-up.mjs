import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installed } from "./installed.mjs";
import { node24 } from "./node-24.mjs";
import { must } from "./run.mjs";
import { sourcesHash } from "./sources-hash.mjs";

/** The checkout that these scripts stand in. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Brings the packages into the state that the lock file names, doing only what is missing.
 *
 * @returns {Promise<{ node: string, env: Record<string, string | undefined> }>} the Node 24 program
 *   and the environment for everything that it runs
 */
export async function setUp() {
  await installPackages();
  // Node keeps here what it made of the TypeScript files, so that a warm start strips no types.
  const cache = process.env["NODE_COMPILE_CACHE"] ?? join(root, "node_modules", ".cache", "tansiq");
  return { node: node24(root), env: { ...process.env, NODE_COMPILE_CACHE: cache } };
}

async function installPackages() {
  if (installed(root)) return;
  say("Installing packages …");
  // npm names itself and its Node in the environment: the `node` found by PATH may be the packaged
  // one, which the installation is about to replace.
  const npm = process.env["npm_execpath"];
  const args = [
    "ci",
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  if (npm === undefined) await must("npm ci", "npm", args, { cwd: root });
  else {
    const node = process.env["npm_node_execpath"] ?? process.execPath;
    await must("npm ci", node, [npm, ...args], { cwd: root });
  }
}

/**
 * Builds web/dist anew where its sources changed.
 *
 * @param {string} node the Node 24 program
 */
export async function buildPage(node) {
  const dist = join(root, "web", "dist");
  const stamp = join(dist, ".built-from");
  const hash = pageSources();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  say("Building the page …");
  const vite = join("node_modules", "vite", "bin", "vite.js");
  await must("Building the page", node, [vite, "build", "--logLevel", "warn"], { cwd: root });
  mkdirSync(dist, { recursive: true });
  writeFileSync(stamp, hash);
}

/** Hash of all that the built page depends on. */
function pageSources() {
  const paths = ["web", "vite.config.ts", "package-lock.json"];
  return sourcesHash(root, paths, (path) => path === "web/dist" || path.endsWith(".test.ts"));
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
