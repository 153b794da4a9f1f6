import { parse } from "csv-parse/sync";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { AgreementForm } from "../domain/agreement.ts";
import type { PartnerId } from "../domain/partner.ts";

/** One row of events.csv, column by column, as the scenario's README describes them. */
export type ScenarioRow = Record<string, string>;

export interface ScenarioAgreement {
  form: AgreementForm;
  /** Who has signed it when the demonstration begins; the first of its parties proposes it. */
  signedBy: PartnerId[];
}

export interface Scenario {
  agreements: ScenarioAgreement[];
  /** The events that a node reports, oldest first. */
  eventsOf(node: PartnerId): ScenarioRow[];
}

const folder = fileURLToPath(new URL("../../scenarios/levant-2014-2015/", import.meta.url));

export function readScenario(): Scenario {
  const rows: ScenarioRow[] = parse(readFileSync(`${folder}events.csv`), { columns: true });
  return {
    agreements: [
      { form: form("charter"), signedBy: ["washington", "baghdad"] },
      { form: form("bilateral-border"), signedBy: ["baghdad", "damascus"] },
      { form: form("bilateral-proposed"), signedBy: ["damascus"] },
    ],
    eventsOf: (node) => rows.filter((row) => row["node"] === node),
  };
}

function form(name: string): AgreementForm {
  return JSON.parse(readFileSync(`${folder}agreements/${name}.json`, "utf8")) as AgreementForm;
}
