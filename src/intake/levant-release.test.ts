import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { AgreementForm } from "../domain/agreement.ts";
import type { PartnerId } from "../domain/partner.ts";
import { compilePolicy } from "../release/compile.ts";
import { readGazetteer } from "./gazetteer.ts";
import { readHolders } from "./holders.ts";
import { readEvents } from "./scenario.ts";

const folder = new URL("../../scenarios/levant-2014-2015/", import.meta.url);
const text = (name: string) => readFileSync(new URL(name, folder), "utf8");
const events = readEvents(text("events.csv"), {
  gazetteer: readGazetteer(text("places.csv")),
  holders: readHolders(text("holders.csv")),
});
const form = (name: string) => JSON.parse(text(`agreements/${name}.json`)) as AgreementForm;
const at = Date.UTC(2026, 0, 1);
const standing: [form: AgreementForm, proposer: PartnerId, signed: PartnerId[]][] = [
  [form("charter"), "washington", ["washington", "baghdad"]],
  [form("bilateral-border"), "baghdad", ["baghdad", "damascus"]],
  [form("bilateral-proposed"), "damascus", ["damascus"]],
];
const audiences = new Map(
  events.map(({ id, node, kind, release, releasableTo, classification, topics, caveats }) => {
    const label = {
      classification,
      topics,
      caveats,
      release,
      reshare: "none" as const,
      originatorControl: false,
    };
    const subject = { labelId: `marking-definition--${id}`, label, kind, originator: node };
    return [id, policyOf(node).audience(subject, { areas: [], recipients: releasableTo })];
  }),
);

test("nothing of Washington's reaches Damascus, and no force position does", () => {
  for (const { id, node, topics } of events)
    if (node === "washington" || topics.includes("force-position"))
      assert.ok(!audiences.get(id)!.includes("damascus"), id);
  assert.deepEqual(audiences.get("listed-position-2015-03-14"), []);
});

test("the cut supply road reaches both of Baghdad's partners, the coalition's claim only Baghdad", () => {
  const cut = audiences.get("supply-road-cut-2015-03-11")!;
  assert.deepEqual([...cut].sort(), ["damascus", "washington"]);
  assert.deepEqual(audiences.get("supply-road-claim-coalition-2015-03-10"), ["baghdad"]);
});

test("every way of releasing and withholding occurs", () => {
  const reached = (id: string) => audiences.get(id)!.join(" ");
  // Too secret for every agreement, kept by the label, beyond one agreement's limit, a caveat or topic it does not admit.
  assert.equal(reached("supply-source-2015-03-09"), "");
  assert.equal(reached("draft-assessment-2015-03-16"), "");
  assert.equal(reached("supply-detour-2015-03-13"), "washington");
  assert.equal(reached("baiji-haditha-road-2015-04"), "washington");
  assert.equal(reached("ramadi-barrage-2015-06-02"), "washington");
  assert.equal(reached("listed-baghdad-by-damascus-2015-04-15"), "baghdad");
  assert.equal(reached("abu-kamal-vehicles-2015-04-08"), "baghdad");
  assert.equal(reached("border-imagery-2015-04-12"), "baghdad");
  assert.equal(reached("raqqa-2014-01"), "");
});

/** What a node decides by: the agreements that it is party to, with their signatures. */
function policyOf(self: PartnerId) {
  const own = standing.filter(([{ parties }]) => parties.includes(self));
  return compilePolicy({
    self,
    at,
    partners: ["baghdad", "damascus", "washington"],
    versions: own.map(([form, proposer]) => ({ form, proposer, modified: at })),
    signatures: own.flatMap(([{ id }, , signed]) =>
      signed.map((by) => ({ agreement: id, version: at, by, act: "sign" as const, at })),
    ),
  });
}
