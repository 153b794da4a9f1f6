import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * SHA-256 (hex) over the names and contents of files, so that a clone, a copy or a changed date
 * does not look like a change.
 *
 * @param {string} root paths are relative to it
 * @param {readonly string[]} paths files or folders (taken whole); missing ones count as absent
 * @param {(path: string) => boolean} [ignored] told the relative path, with "/" between its parts
 */
export function sourcesHash(root, paths, ignored = () => false) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap((each) => filesBelow(root, each, ignored)).toSorted()) {
    const content = readFileSync(join(root, path));
    hash.update(`${path.length}:${path}${content.length}:`).update(content);
  }
  return hash.digest("hex");
}

/** @param {string} root @param {string} path @param {(path: string) => boolean} ignored @returns {string[]} */
function filesBelow(root, path, ignored) {
  if (ignored(path)) return [];
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) =>
    filesBelow(root, `${path}/${name}`, ignored),
  );
}
