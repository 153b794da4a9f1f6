import { dirname, join } from "node:path";
import type { ReportDraft } from "../domain/report-draft.ts";
import { draftOfEvent } from "../intake/draft-of-event.ts";
import { readGazetteer } from "../intake/gazetteer.ts";
import { readHolders } from "../intake/holders.ts";
import { readEvents } from "../intake/scenario.ts";
import { decodeUtf8 } from "../proof/strict-json.ts";
import { argumentWrong } from "./arguments.ts";
import { readGiven } from "./read-given.ts";
import { readJson } from "./read-json.ts";

/**
 * Report drafts of a file: JSON (a list of them), or a scenario's CSV with its `holders.csv` beside it.
 * Errors: file-unreadable, argument-wrong, json-*, table-invalid.
 */
export async function readDrafts(file: string, places?: string): Promise<ReportDraft[]> {
  if (!file.endsWith(".csv")) {
    const drafts = await readJson(file);
    if (Array.isArray(drafts)) return drafts as ReportDraft[];
    throw argumentWrong(file, "a JSON list", "قائمة JSON");
  }
  const text = await readText(file);
  const folder = dirname(file);
  const gazetteer = readGazetteer(await readText(places ?? join(folder, "places.csv")));
  const holders = readHolders(await readText(join(folder, "holders.csv")));
  return readEvents(text, { gazetteer, holders }).map((event) => draftOfEvent(event, gazetteer));
}

async function readText(file: string): Promise<string> {
  return decodeUtf8(await readGiven(file));
}
