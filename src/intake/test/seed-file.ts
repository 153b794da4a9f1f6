import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * File of a folder shared/seed beside the checkout or further up: texts that are not ours to publish, for those who were given them.
 * null: it is not here.
 */
export function seedFile(name: string): string | null {
  const checkout = new URL("../../../", import.meta.url);
  for (let folder = new URL("../", checkout); ; folder = new URL("../", folder)) {
    const file = fileURLToPath(new URL(`shared/seed/${name}`, folder));
    if (existsSync(file)) return file;
    if (folder.pathname === "/") return null;
  }
}
