import { readFile } from "node:fs/promises";
import { AppError } from "../errors.ts";
import { decodeUtf8, parseStrict } from "../proof/strict-json.ts";

/** The JSON in a file, read as strictly as what partners send. Errors: argument-wrong naming the file, json-*. */
export async function readJson(file: string): Promise<unknown> {
  const bytes = await readFile(file).catch((cause: Error) => {
    throw new AppError("argument-wrong", {
      argument: file,
      expected: `a readable file (${cause.message})`,
    });
  });
  return parseStrict(decodeUtf8(bytes));
}
