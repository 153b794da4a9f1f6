import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import type { PartnerId } from "../domain/partner.ts";
import { AppError } from "../errors.ts";

/** The tokens with which this node logs in at its partners: a file of its own that only the node may read. */
export interface Secrets {
  token(partner: PartnerId): string | null;
  /** On disk when it resolves. */
  write(partner: PartnerId, token: string): Promise<void>;
}

/** Error: node-file-damaged. */
export async function openSecrets(file: string): Promise<Secrets> {
  const tokens = new Map(Object.entries(await load(file)));
  return {
    token: (partner) => tokens.get(partner) ?? null,
    async write(partner, token) {
      tokens.set(partner, token);
      await writePrivate(file, JSON.stringify(Object.fromEntries(tokens)));
    },
  };
}

async function load(file: string): Promise<Record<string, string>> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new AppError("node-file-damaged", { file }, error);
  }
}

/** Replaces a file in one step, readable by its owner only, synced before it takes the place. */
export async function writePrivate(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.new`;
  const handle = await open(draft, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
