import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PartnerId } from "../domain/partner.ts";

export interface NodeCredentials {
  url: string;
  people: { name: string; role: string; password: string }[];
  /** What each partner uses to log in at this node's exchange. */
  partners: Record<PartnerId, { username: string; password: string }>;
}

export type Credentials = Record<PartnerId, NodeCredentials>;

export function credentialsPath(dir: string): string {
  return join(dir, "credentials.json");
}

/** Written whole or not at all, and readable by its owner only. */
export async function writeCredentials(dir: string, credentials: Credentials): Promise<void> {
  const path = credentialsPath(dir);
  await writeFile(`${path}.new`, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
