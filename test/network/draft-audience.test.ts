import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { signAgreement } from "../../src/desk/agreements.ts";
import { explainDraft } from "../../src/desk/explain-draft.ts";
import { explainRecord } from "../../src/desk/explain-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import type { Area, Grant, RedLine } from "../../src/domain/agreement.ts";
import type { ReportDraft } from "../../src/domain/report-draft.ts";
import { dice, type Dice } from "../../src/release/test/random-world.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, startNetwork, type Network } from "./network.ts";

/* Who is said to get a report before it is saved is who gets it then, for the same reasons. */

let network: Network;
const parties: [string, string] = ["baghdad", "damascus"];
const pick = <T>(roll: Dice, list: readonly T[]): T => list[Math.floor(roll() * list.length)]!;

before(async () => {
  network = await startNetwork([...parties, "amman"], { links: [parties, ["baghdad", "amman"]] });
});
after(() => network.close());

const west: Area = {
  type: "Polygon",
  coordinates: [
    [
      [42, 32],
      [44, 32],
      [44, 34],
      [42, 34],
      [42, 32],
    ],
  ],
};
const redLine: RedLine = {
  ...{ id: "r", by: "baghdad", topics: ["force-position"] },
  reason: { ar: "لا", en: "no" },
};

function randomGrant(roll: Dice, id: string): Grant {
  return {
    ...{ id, from: ["baghdad"], to: ["damascus"] },
    ...(roll() < 0.6 && { upTo: "restricted" as const }),
    ...(roll() < 0.4 && { topics: pick(roll, [["border"], ["border", "supply-route"]]) }),
    ...(roll() < 0.4 && { kinds: [pick(roll, ["incident", "report"])] }),
    ...(roll() < 0.4 && { within: west }),
    ...(roll() < 0.4 && { hold: pick(roll, ["second-person", { minutes: 30 }] as const) }),
  };
}

function randomDraft(roll: Dice): ReportDraft {
  const { position: _, ...unplaced } = roadCut({
    kind: pick(roll, ["incident", "report"] as const),
    topics: pick(roll, [[], ["border"], ["border", "supply-route"], ["force-position"]]),
    classification: pick(roll, ["restricted", "restricted", "secret"] as const),
    ...(roll() < 0.3 && { releasableTo: pick(roll, [[], ["damascus"], ["amman"]]) }),
  });
  const position = pick(roll, [
    [43.3, 33.4],
    [45, 35],
  ] as [number, number][]);
  const both = { type: "MultiPoint" as const, coordinates: [position, [45, 35]] };
  const where = pick(roll, [
    { position },
    { position, geometry: both },
    { place: { en: "Anbar", ar: "الأنبار" }, country: "IQ" },
  ]);
  const speaker = { identityClass: "organization" as const, name: { en: "The army", ar: "الجيش" } };
  return { ...unplaced, ...where, ...(unplaced.kind === "report" && roll() < 0.5 && { speaker }) };
}

for (const seed of [3, 5, 11])
  test(`what is told of a draft is what then is so, seed ${seed}`, async () => {
    const roll = dice(seed);
    const { desk } = network.members["baghdad"]!.node;
    for (const { id } of desk.board.policy().agreements)
      await signAgreement(desk, id, { act: "suspend" });
    const grants = [randomGrant(roll, "g1"), randomGrant(roll, "g2")];
    await agree(network, bilateral(parties, { grants, redLines: [redLine] }));
    const states = new Set<string>();
    for (let round = 0; round < 25; round++) {
      const draft = randomDraft(roll);
      const { kind, topics, classification, releasableTo, position, geometry, country } = draft;
      const told = explainDraft(desk, {
        ...{ kind, topics, classification, hasSpeaker: draft.speaker !== undefined },
        ...(releasableTo && { releasableTo }),
        ...(position && { position }),
        ...(geometry && { geometry }),
        ...(country && { country }),
      });
      const { record, audience } = await submitReport(desk, draft);
      const then = await explainRecord(desk, record.id);
      // Meanwhile it may have been served.
      const shown = ({ partners }: typeof then) =>
        partners.map(({ partner, released, decidedBy, state, reasons }) => {
          const is = ["served", "received"].includes(state) ? "offered" : state;
          return { partner, released, decidedBy, state: is, reasons };
        });
      assert.deepEqual(shown(told), shown(then), JSON.stringify(draft));
      const will = told.partners.filter(({ released }) => released).map(({ partner }) => partner);
      assert.deepEqual(will, [...audience].sort());
      for (const { state } of told.partners) states.add(state);
    }
    assert.ok(states.size > 1, [...states].join());
  });
