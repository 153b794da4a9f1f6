import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { StepFailed } from "./run.mjs";

const needed = 24;

/**
 * The Node that runs Tansiq: the one that comes as a package on Linux (x64, arm64), else the one
 * that runs this script, where it is new enough.
 *
 * @param {string} root the checkout, with its packages installed
 * @returns {string} path of the program
 */
export function node24(root) {
  const packaged = join(root, "node_modules", ".bin", "node");
  // It is there but does not start on systems without glibc.
  if (existsSync(packaged) && spawnSync(packaged, ["--version"]).status === 0) return packaged;
  if (majorOf(process.versions.node) >= needed) return process.execPath;
  throw new StepFailed(
    `Tansiq needs Node ${needed} or newer; this is ${process.versions.node}. Linux on x64 and arm64 ` +
      `gets it as a package; here, please install it from nodejs.org and start again.\n` +
      `يحتاج «تنسيق» إلى Node ${needed} أو أحدث، والموجود هنا ${process.versions.node}. ` +
      `يُرجى تثبيته من nodejs.org ثم البدء من جديد.`,
  );
}

/** @param {string} version such as "24.21.0" */
export function majorOf(version) {
  return Number.parseInt(version, 10);
}
