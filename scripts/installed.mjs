import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lock
 */

/**
 * True where every package of the lock file is installed in the version that it names. npm writes
 * what it installed to a lock file of its own inside node_modules, as the last thing that it does,
 * so an interrupted installation is never taken for a complete one. Optional packages may be
 * missing: those for other systems always are.
 *
 * @param {Lock} wanted package-lock.json
 * @param {Lock} found node_modules/.package-lock.json
 */
export function matches(wanted, found) {
  const have = found.packages ?? {};
  return Object.entries(wanted.packages ?? {}).every(([path, locked]) => {
    if (path === "") return true;
    const there = have[path];
    if (there === undefined) return locked.optional === true;
    return there.version === locked.version && there.integrity === locked.integrity;
  });
}

/** @param {string} root the checkout */
export function installed(root) {
  const found = readLock(join(root, "node_modules", ".package-lock.json"));
  const wanted = readLock(join(root, "package-lock.json"));
  return wanted !== undefined && found !== undefined && matches(wanted, found);
}

/** @param {string} path @returns {Lock | undefined} */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
