import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compilePolicy } from "./compile.ts";
import { draftInput, mostSamples, preview, type PreviewGroup } from "./preview.ts";
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
import type { PolicyInput, Subject } from "./types.ts";

const day = 86_400_000;
const start = Date.UTC(2014, 0, 1);

/** Ten records, one a day from the start of 2014. */
function group(of: Subject = subject(), count = 10): PreviewGroup {
  const created = Array.from({ length: count }, (_, index) => start + index * day);
  const sample = created.slice(0, 3).map((_, index) => `incident--${index}`);
  return { parts: [{ subject: of, particulars: nothing }], created, sample };
}

function changes(input: PolicyInput, form = bilateral(), groups = [group()]) {
  return preview(compilePolicy(input), draftInput(input, form), groups);
}

test("a new agreement opens what it covers, and its back-fill is counted", () => {
  const none = { ...signedBy([]) };
  const [opens, ...others] = changes(none);
  assert.deepEqual(others, []);
  assert.equal(opens!.partner, "damascus");
  assert.deepEqual([opens!.opens.count, opens!.opens.backfill, opens!.stops.count], [10, 0, 0]);
  assert.deepEqual(opens!.opens.byTopic, { border: 10 });
  assert.deepEqual(opens!.opens.samples, ["incident--0", "incident--1", "incident--2"]);
  const grants = [{ id: "g1", backfillFrom: "2014-01-08T00:00:00Z" }];
  const [reaching] = changes(none, bilateral({ grants }));
  assert.deepEqual([reaching!.opens.count, reaching!.opens.backfill], [10, 3]);
});

test("a tightened version stops what it takes away; what stays is not mentioned", () => {
  const input = signedBy([bilateral()]);
  assert.deepEqual(changes(input), []);
  const line = bilateral({ redLines: [redLine({ topics: ["border"] })] });
  const groups = [
    group(),
    group(subject({ topics: ["control"] })),
    group(subject({ topics: ["border", "control"] }), 5),
  ];
  const [stops] = changes(input, line, groups);
  assert.equal(stops!.stops.count, 15);
  assert.deepEqual(stops!.stops.byTopic, { border: 15, control: 5 });
  assert.equal(stops!.stops.samples.length, mostSamples);
  assert.equal(stops!.opens.count, 0);
});

test("reaching further back opens what lies between the two dates", () => {
  const since = (backfillFrom: string) => bilateral({ grants: [{ id: "g1", backfillFrom }] });
  const input = signedBy([since("2014-01-08T00:00:00Z")]);
  const [wider] = changes(input, since("2014-01-03T00:00:00Z"));
  assert.deepEqual([wider!.opens.count, wider!.opens.backfill], [5, 5]);
  assert.deepEqual(changes(input, since("2014-01-09T00:00:00Z")), []);
});

test("a record flows only with everything that it refers to", () => {
  const grants = [{ id: "g1", topics: ["border"] }];
  const place = subject({ topics: ["control"] }, { kind: "location" });
  const parts = [
    { subject: place, particulars: nothing },
    { subject: subject(), particulars: nothing },
  ];
  assert.deepEqual(changes(signedBy([]), bilateral({ grants }), [{ ...group(), parts }]), []);
  assert.equal(changes(signedBy([]), bilateral(), [{ ...group(), parts }]).length, 1);
});

test("ending is a draft like any other", () => {
  const input = signedBy([bilateral()]);
  const ended = { ...input, signatures: [...input.signatures, says("baghdad", "end", { at: 2 })] };
  const [stops] = preview(compilePolicy(input), ended, [group()]);
  assert.deepEqual([stops!.partner, stops!.stops.count], ["damascus", 10]);
});

test("a draft is looked at when it begins, over what was withdrawn before", () => {
  const later = bilateral({ from: "2015-04-01T00:00:00Z" });
  assert.equal(draftInput(signedBy([]), later).at, Date.UTC(2015, 3, 1));
  assert.equal(draftInput(signedBy([]), bilateral()).at, now);
  assert.equal(changes(signedBy([]), later).length, 1);
  const input = signedBy([bilateral()]);
  const far = says("damascus", "end", { at: now + 60_000 });
  assert.equal(changes({ ...input, signatures: [...input.signatures, far] }).length, 1);
});

test("what then happens is what was previewed", () => {
  let seen = 0;
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const roll = dice(seed);
      const input = randomWorld(roll);
      const form = { ...randomWorld(roll).versions[0]!.form };
      const groups = Array.from({ length: 20 }, (_, index): PreviewGroup => {
        const [subject, particulars] = [randomSubject(roll), randomParticulars(roll)];
        return {
          parts: [{ subject, particulars }],
          created: [start],
          sample: [`incident--${index}`],
        };
      });
      const draft = draftInput(input, form);
      const [before, after] = [compilePolicy(input), compilePolicy(draft)];
      const told = preview(before, draft, groups);
      for (const partner of input.partners) {
        const [had, has] = [before, after].map(
          (policy) =>
            groups.filter(({ parts }) =>
              policy.admits(parts[0]!.subject, parts[0]!.particulars, partner),
            ).length,
        );
        const line = told.find((one) => one.partner === partner);
        const change = (line?.opens.count ?? 0) - (line?.stops.count ?? 0);
        assert.equal(change, has! - had!);
        seen += Math.abs(change);
      }
    }),
    { numRuns: 100, seed: 3 },
  );
  assert.ok(seen > 100, `${seen} changes`);
});

test("a charter's draft lists each member that it changes anything for, in order", () => {
  const told = changes(signedBy([]), charter());
  assert.deepEqual(
    told.map(({ partner }) => partner),
    ["amman", "washington"],
  );
});
