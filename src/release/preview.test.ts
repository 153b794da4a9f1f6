import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";
import { compilePolicy } from "./compile.ts";
import {
  draftInput,
  mostSamples,
  preview,
  type PreviewGroup,
  type PreviewRecord,
} from "./preview.ts";
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
import type { Particulars, PolicyInput, Subject } from "./types.ts";

const day = 86_400_000;
const start = Date.UTC(2014, 0, 1);

/** Ten records, one a day from the start of 2014. */
function group(of: Subject = subject(), count = 10, part: Partial<PreviewRecord> = {}) {
  const records = Array.from({ length: count }, (_, index) => {
    return { id: `incident--${index}`, created: start + index * day, ...part };
  });
  return { parts: [{ subject: of, particulars: nothing }], records };
}

const since = (backfillFrom: string) => bilateral({ grants: [{ id: "g1", backfillFrom }] });

function changes(
  input: PolicyInput,
  form = since("2014-01-01T00:00:00Z"),
  groups: PreviewGroup[] = [group()],
  stands?: (partner: string, id: string) => boolean,
) {
  return preview(compilePolicy(input), draftInput(input, form), groups, stands);
}

test("a new agreement opens what its grant reaches back to, and nothing older", () => {
  const none = signedBy([]);
  assert.deepEqual(changes(none, bilateral()), []);
  const [opens, ...others] = changes(none, since("2014-01-08T00:00:00Z"));
  assert.deepEqual(others, []);
  assert.equal(opens!.partner, "damascus");
  assert.deepEqual([opens!.opens.count, opens!.stops.count], [3, 0]);
  assert.deepEqual(opens!.opens.byTopic, { border: 3 });
  assert.deepEqual(opens!.opens.samples, ["incident--7", "incident--8", "incident--9"]);
});

test("what stands in the outbox or was recalled does not go out", () => {
  const none = signedBy([]);
  const form = since("2014-01-01T00:00:00Z");
  const [rest] = changes(none, form, [group()], (_, id) => id === "incident--0");
  assert.equal(rest!.opens.count, 9);
  const recalled = group(subject(), 10, { recalledFrom: new Set(["damascus"]) });
  assert.deepEqual(changes(none, form, [recalled]), []);
  const line = bilateral({ redLines: [redLine({ topics: ["border"] })] });
  assert.deepEqual(changes(signedBy([bilateral()]), line, [recalled]), []);
});

test("a tightened version stops what it takes away; what stays is not mentioned", () => {
  const input = signedBy([bilateral()]);
  assert.deepEqual(changes(input, bilateral()), []);
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

test("reaching further back opens what did not go out before", () => {
  const input = signedBy([since("2014-01-08T00:00:00Z")]);
  const gone = (_: string, id: string) => Number(id.at(-1)) >= 7;
  const [wider] = changes(input, since("2014-01-03T00:00:00Z"), [group()], gone);
  assert.equal(wider!.opens.count, 5);
  assert.deepEqual(changes(input, since("2014-01-09T00:00:00Z"), [group()], gone), []);
});

test("a record flows only with everything that it refers to", () => {
  const backfillFrom = "2014-01-01T00:00:00Z";
  const grants = [{ id: "g1", topics: ["border"], backfillFrom }];
  const place = subject({ topics: ["control"] }, { kind: "location" });
  const parts = [
    { subject: place, particulars: nothing },
    { subject: subject(), particulars: nothing },
  ];
  assert.deepEqual(changes(signedBy([]), bilateral({ grants }), [{ ...group(), parts }]), []);
  assert.equal(changes(signedBy([]), since(backfillFrom), [{ ...group(), parts }]).length, 1);
});

test("ending is a draft like any other", () => {
  const input = signedBy([bilateral()]);
  const ended = { ...input, signatures: [...input.signatures, says("baghdad", "end", { at: 2 })] };
  const [stops] = preview(compilePolicy(input), ended, [group()]);
  assert.deepEqual([stops!.partner, stops!.stops.count], ["damascus", 10]);
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
          records: [{ id: `incident--${index}`, created: start }],
        };
      });
      const draft = draftInput(input, form);
      const [before, after] = [compilePolicy(input), compilePolicy(draft)];
      const told = preview(before, draft, groups);
      for (const partner of input.partners) {
        const many = (test: (subject: Subject, particulars: Particulars) => boolean) =>
          groups.filter(({ parts }) => test(parts[0]!.subject, parts[0]!.particulars)).length;
        const opened = many((...one) => after.backfillFrom(...one, partner) <= start);
        const stopped = many(
          (...one) => before.admits(...one, partner) && !after.admits(...one, partner),
        );
        const line = told.find((one) => one.partner === partner);
        assert.equal(line?.opens.count ?? 0, opened);
        assert.equal(line?.stops.count ?? 0, stopped);
        seen += opened + stopped;
      }
    }),
    { numRuns: 100 },
  );
  assert.ok(seen > 100, `${seen} changes`);
});

test("a charter's draft lists each member that it changes anything for, in order", () => {
  const told = changes(signedBy([]), charter({ grants: since("2014-01-01T00:00:00Z").grants }));
  assert.deepEqual(
    told.map(({ partner }) => partner),
    ["amman", "washington"],
  );
});
