import { readFile } from "node:fs/promises";
import { AppError } from "../errors.ts";

/** The bytes of a file that somebody named. Error: file-unreadable with its path and the system's reason, like ENOENT. */
export async function readGiven(file: string): Promise<Buffer> {
  return readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(file, cause);
  });
}

export function unreadable(file: string, cause: NodeJS.ErrnoException): AppError {
  return new AppError("file-unreadable", { file, reason: cause.code ?? cause.message }, cause);
}
