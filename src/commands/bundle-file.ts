import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rename, unlink } from "node:fs/promises";
import type { Desk } from "../desk/desk.ts";
import { taxiiTime } from "../domain/time.ts";
import type { PartnerId } from "../domain/partner.ts";
import { AppError } from "../errors.ts";
import { bundleShown } from "../node/ports/bundles.ts";
import { readBundle } from "../exchange/bundle/read-bundle.ts";
import { type BundleOptions, writeBundle } from "../exchange/bundle/write-bundle.ts";
import { unreadable } from "./read-given.ts";

/**
 * Writes a bundle into a file, which takes its place once it is whole and synced. Errors: those of writeBundle,
 * file-unwritable.
 */
export async function writeBundleFile(
  desk: Desk,
  file: string,
  partner: PartnerId,
  options: BundleOptions,
) {
  // A name of its own: somebody else may be writing the same file.
  const draft = `${file}.${randomUUID().slice(0, 8)}.new`;
  const told = { file, partner, objects: 0, through: 0, bytes: 0 };
  // Before a file is made: what is refused leaves nothing behind.
  const pieces = writeBundle(desk, partner, options);
  let piece = await pieces.next();
  const out = await open(draft, "w", 0o600).catch((cause: unknown) => unwritable(file, cause));
  try {
    for (; !piece.done; piece = await pieces.next()) {
      const { bytes, objects, through } = piece.value;
      await out.write(bytes);
      told.objects += objects;
      told.through = through;
      told.bytes += bytes.length;
    }
    await out.sync();
    await out.close();
    await rename(draft, file);
  } catch (error) {
    await pieces.return(undefined);
    await out.close();
    await unlink(draft).catch(() => undefined);
    throw isOfTheSystem(error) ? unwritable(file, error) : error;
  }
  return { ...told, through: taxiiTime(told.through) };
}

/** Errors: file-unreadable, those of readBundle, bundle-gap, bundle-cut. */
export async function readBundleFile(desk: Desk, file: string) {
  const source = createReadStream(file, { highWaterMark: 1024 * 1024 });
  try {
    return bundleShown(desk.self.id, await readBundle(desk, source));
  } catch (error) {
    if (error instanceof AppError || source.errored === null) throw error;
    throw unreadable(file, source.errored as NodeJS.ErrnoException);
  }
}

function isOfTheSystem(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).syscall !== undefined;
}

function unwritable(file: string, cause: unknown): never {
  const { code, message } = cause as NodeJS.ErrnoException;
  throw new AppError("file-unwritable", { file, reason: code ?? message }, cause);
}
