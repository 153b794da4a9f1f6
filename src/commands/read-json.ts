import { decodeUtf8, parseStrict } from "../proof/strict-json.ts";
import { readGiven } from "./read-given.ts";

/** The JSON in a file, read as strictly as what partners send. Errors: file-unreadable, json-*. */
export async function readJson(file: string): Promise<unknown> {
  return parseStrict(decodeUtf8(await readGiven(file)));
}
