import { readFileSync } from "node:fs";
import type { AgreementForm } from "../domain/agreement.ts";
import type { PartnerId } from "../domain/partner.ts";
import type { ReportDraft } from "../domain/report-draft.ts";
import { draftOfEvent } from "../intake/draft-of-event.ts";
import { readGazetteer } from "../intake/gazetteer.ts";
import { readHolders } from "../intake/holders.ts";
import type { WorkTogether } from "./work-together.ts";
import { readEvents } from "../intake/scenario.ts";

export interface ScenarioAgreement {
  form: AgreementForm;
  /** Who has signed it when the demonstration begins; the first of its parties proposes it. */
  signedBy: PartnerId[];
}

/** What the nodes do before the demonstration is ready. */
export interface Scenario {
  agreements: ScenarioAgreement[];
  /** What a node's people have written, oldest first. */
  reportsOf(node: PartnerId): ReportDraft[];
  together: WorkTogether;
}

const folder = new URL("../../scenarios/levant-2014-2015/", import.meta.url);

export function readScenario(): Scenario {
  const gazetteer = readGazetteer(text("places.csv"));
  const events = readEvents(text("events.csv"), {
    gazetteer,
    holders: readHolders(text("holders.csv")),
  });
  return {
    agreements: [
      { form: form("charter"), signedBy: ["washington", "baghdad"] },
      { form: form("bilateral-border"), signedBy: ["baghdad", "damascus"] },
      { form: form("bilateral-proposed"), signedBy: ["damascus"] },
    ],
    reportsOf: (node) =>
      events.filter((event) => event.node === node).map((event) => draftOfEvent(event, gazetteer)),
    together: JSON.parse(text("working-together.json")) as WorkTogether,
  };
}

function form(name: string): AgreementForm {
  return JSON.parse(text(`agreements/${name}.json`)) as AgreementForm;
}

function text(name: string): string {
  return readFileSync(new URL(name, folder), "utf8");
}
