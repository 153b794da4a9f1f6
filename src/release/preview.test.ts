import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";
import { compilePolicy } from "./compile.ts";
import { draftInput, flowChanges, type PreviewParts } from "./preview.ts";
import {
  bilateral,
  charter,
  nothing,
  now,
  redLine,
  says,
  signedBy,
  subject,
} from "./test/builders.ts";
import { dice, randomParticulars, randomSubject, randomWorld } from "./test/random-world.ts";
import type { PolicyInput } from "./types.ts";

const start = Date.UTC(2014, 0, 1);
const one: PreviewParts = [{ subject: subject(), particulars: nothing }];
const since = (backfillFrom: string) => bilateral({ grants: [{ id: "g1", backfillFrom }] });
const opens = (partner: string, opensFrom: number) => ({
  partner,
  opensFrom,
  hold: 0,
  stops: false,
});
const stops = (partner: string) => ({ partner, opensFrom: Infinity, hold: 0, stops: true });

function changes(input: PolicyInput, form = since("2014-01-01T00:00:00Z"), parts = one) {
  return flowChanges(compilePolicy(input), compilePolicy(draftInput(input, form)), parts);
}

test("a new agreement opens what its grant reaches back to, and nothing without that", () => {
  assert.deepEqual(changes(signedBy([]), bilateral()), []);
  const reaching = changes(signedBy([]), since("2014-01-08T00:00:00Z"));
  assert.deepEqual(reaching, [opens("damascus", Date.UTC(2014, 0, 8))]);
});

test("a tightened version stops what it takes away; what stays is not mentioned", () => {
  const input = signedBy([bilateral()]);
  assert.deepEqual(changes(input, bilateral()), []);
  const line = bilateral({ redLines: [redLine({ topics: ["border"] })] });
  const about = (topics: string[]): PreviewParts => [
    { subject: subject({ topics }), particulars: nothing },
  ];
  assert.deepEqual(changes(input, line), [stops("damascus")]);
  assert.deepEqual(changes(input, line, about(["border", "control"])), [stops("damascus")]);
  assert.deepEqual(changes(input, line, about(["control"])), []);
});

test("a record flows only with everything that it refers to", () => {
  const backfillFrom = "2014-01-01T00:00:00Z";
  const grants = [{ id: "g1", topics: ["border"], backfillFrom }];
  const place = subject({ topics: ["control"] }, { kind: "location" });
  const parts = [{ subject: place, particulars: nothing }, ...one];
  assert.deepEqual(changes(signedBy([]), bilateral({ grants }), parts), []);
  assert.equal(changes(signedBy([]), since(backfillFrom), parts).length, 1);
  assert.deepEqual(changes(signedBy([]), since(backfillFrom), []), []);
});

test("what a grant holds is told with how long, the longest of all that goes along", () => {
  const backfillFrom = "2014-01-01T00:00:00Z";
  const grants = [
    { id: "g1", topics: ["border"], backfillFrom, hold: { minutes: 30 } },
    { id: "g2", topics: ["control"], backfillFrom, hold: "second-person" as const },
  ];
  const held = (parts: PreviewParts) => changes(signedBy([]), bilateral({ grants }), parts);
  assert.deepEqual(held(one), [{ ...opens("damascus", start), hold: 30 }]);
  const other = { subject: subject({ topics: ["control"] }), particulars: nothing };
  assert.deepEqual(held([other, ...one]), [{ ...opens("damascus", start), hold: Infinity }]);
});

test("ending is a draft like any other", () => {
  const input = signedBy([bilateral()]);
  const ended = { ...input, signatures: [...input.signatures, says("baghdad", "end", { at: 2 })] };
  const found = flowChanges(compilePolicy(input), compilePolicy(ended), one);
  assert.deepEqual(found, [stops("damascus")]);
});

test("a draft is looked at when it begins, over what was withdrawn before", () => {
  const later = { ...since("2014-01-01T00:00:00Z"), from: "2015-04-01T00:00:00Z" };
  assert.equal(draftInput(signedBy([]), later).at, Date.UTC(2015, 3, 1));
  assert.equal(draftInput(signedBy([]), bilateral()).at, now);
  assert.equal(changes(signedBy([]), later).length, 1);
  const input = signedBy([bilateral()]);
  const far = says("damascus", "end", { at: now + 60_000 });
  assert.equal(changes({ ...input, signatures: [...input.signatures, far] }).length, 1);
});

test("what then may go, and no longer may, is what was previewed", () => {
  let [seen, kept] = [0, 0];
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const roll = dice(seed);
      const input = randomWorld(roll);
      const drawn = randomWorld(roll).versions[0]!.form;
      // One in two reaches back, which no form of a random world does.
      const grants = drawn.grants.map((grant) => {
        return roll() < 0.5 ? grant : { ...grant, backfillFrom: "2014-01-01T00:00:00Z" };
      });
      const form = { ...drawn, grants };
      const draft = draftInput(input, form);
      const [before, after] = [compilePolicy(input), compilePolicy(draft)];
      for (let index = 0; index < 20; index++) {
        const [subject, particulars] = [randomSubject(roll), randomParticulars(roll)];
        const told = flowChanges(before, after, [{ subject, particulars }]);
        for (const partner of input.partners) {
          const opened = after.backfillFrom(subject, particulars, partner) <= start;
          const stopped =
            before.admits(subject, particulars, partner) &&
            !after.admits(subject, particulars, partner);
          const own = told.filter((one) => one.partner === partner);
          const opens = own.find(({ opensFrom }) => opensFrom <= start);
          assert.equal(opens !== undefined, opened);
          if (opens) {
            assert.equal(opens.hold, after.hold(subject, particulars, partner));
            kept += Number(opens.hold > 0);
          }
          assert.equal(
            own.some((one) => one.stops),
            stopped,
          );
          seen += Number(opened) + Number(stopped);
        }
      }
    }),
    { numRuns: 100 },
  );
  assert.ok(seen > 100, `${seen} changes`);
  assert.ok(kept > 10, `${kept} held`);
});

test("a charter's draft changes something for each member, in order", () => {
  const told = changes(signedBy([]), charter({ grants: since("2014-01-01T00:00:00Z").grants }));
  assert.deepEqual(
    told.map(({ partner }) => partner),
    ["amman", "washington"],
  );
});
