import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./run.mjs";

const names = ["chromium", "chromium-browser", "google-chrome"];

/** Path of the system's Chromium, or undefined. @param {string} [path] a PATH */
export function findChromium(path = process.env["PATH"] ?? "") {
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((file) => runnable(file));
}

/**
 * Installs Debian's Chromium where that needs nobody's leave: as root, with apt-get. A failure is
 * told, and the browser tests then report themselves as skipped.
 *
 * @param {string} cwd
 */
export async function installChromium(cwd) {
  if (findChromium() !== undefined || process.getuid?.() !== 0) return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const update = await run("apt-get", ["update"], { cwd, env });
  if (update.code === 127) return;
  process.stdout.write("Installing Chromium for the browser tests …\n");
  const install = ["install", "-y", "--no-install-recommends", "chromium"];
  const { code, output } = await run("apt-get", install, { cwd, env });
  if (code !== 0) process.stdout.write(`Chromium could not be installed:\n${output}`);
}

/** @param {string} file */
function runnable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
