import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ReportDraft } from "../domain/report-draft.ts";
import { AppError } from "../errors.ts";
import { draftOfEvent } from "../intake/draft-of-event.ts";
import { readGazetteer } from "../intake/gazetteer.ts";
import { readHolders } from "../intake/holders.ts";
import { readEvents } from "../intake/scenario.ts";
import { readJson } from "./read-json.ts";

/**
 * Report drafts of a file: JSON (a list of them), or a scenario's CSV with its `holders.csv` beside it.
 * Errors: argument-wrong, table-invalid.
 */
export async function readDrafts(file: string, places?: string): Promise<ReportDraft[]> {
  if (!file.endsWith(".csv")) {
    const drafts = await readJson(file);
    if (Array.isArray(drafts)) return drafts as ReportDraft[];
    throw new AppError("argument-wrong", { argument: file, expected: "a JSON list" });
  }
  const text = await readFile(file, "utf8");
  const folder = dirname(file);
  const gazetteer = readGazetteer(await readFile(places ?? join(folder, "places.csv"), "utf8"));
  const holders = readHolders(await readFile(join(folder, "holders.csv"), "utf8"));
  return readEvents(text, { gazetteer, holders }).map((event) => draftOfEvent(event, gazetteer));
}
