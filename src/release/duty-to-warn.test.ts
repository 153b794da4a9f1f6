import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgreementForm } from "../domain/agreement.ts";
import { compilePolicy } from "./compile.ts";
import { bilateral, charter, says, subject, now } from "./test/builders.ts";
import type { PolicyInput } from "./types.ts";

const reason = { ar: "سبب", en: "Reason" };
const parties = ["washington", "baghdad", "damascus"];
const warning = subject(
  { topics: ["civil-protection"] },
  { kind: "warning", originator: "baghdad" },
);
const areas = { areas: [] };

/** One charter with the duty, signed by all, and what else is given. */
function world(
  duty: boolean | undefined,
  others: AgreementForm[] = [],
  redLines = true,
): PolicyInput {
  const form = charter({
    parties,
    grants: [],
    redLines: redLines ? [{ id: "r", by: "washington", to: ["damascus"], reason }] : [],
    coalition: {
      ...{ id: "c", lead: "washington", powers: [{ id: "p", to: ["damascus"] }] },
      ...(duty !== undefined && { dutyToWarn: duty }),
    },
  });
  const all = [form, ...others];
  return {
    self: "baghdad",
    partners: [...parties, "amman"],
    versions: all.map((form) => ({ form, proposer: form.parties[0]!, modified: 1 })),
    signatures: all.flatMap(({ id, parties }) =>
      parties.map((by) => says(by, "sign", { agreement: id })),
    ),
    at: now,
  };
}

const audience = (input: PolicyInput, of = warning) => compilePolicy(input).audience(of, areas);

test("the duty gives warnings to all who have joined, across red lines of theirs; left out or false it gives nothing", () => {
  assert.deepEqual(audience(world(true)), ["washington", "damascus"]);
  assert.deepEqual(audience(world(undefined)), []);
  assert.deepEqual(audience(world(false)), []);
  const incident = { ...warning, kind: "incident" };
  assert.deepEqual(audience(world(true), incident), []);
});

test("a red line of somebody who has not joined stops warnings too", () => {
  const line = { id: "x", by: "amman", to: ["damascus"], reason };
  const other = bilateral({
    id: "agreement--00000000-0000-4000-8000-00000000000a",
    parties: ["baghdad", "amman"],
    grants: [],
    redLines: [line],
  });
  assert.deepEqual(audience(world(true, [other])), ["washington"]);
  const own = bilateral({ ...other, redLines: [{ ...line, by: "baghdad" }] });
  assert.deepEqual(audience(world(true, [own])), ["washington", "damascus"]);
});

test("whoever stands by a version without the duty is not bound by it and gets nothing by it", () => {
  const input = world(true);
  const [version] = input.versions;
  const { coalition } = version!.form;
  const without = { ...version!.form, coalition: { ...coalition!, dutyToWarn: false } };
  const versions = [
    { ...version!, form: without },
    { ...version!, modified: 2 },
  ];
  const signatures = parties.map((by) =>
    says(by, "sign", { agreement: version!.form.id, version: by === "damascus" ? 1 : 2 }),
  );
  assert.deepEqual(audience({ ...input, versions, signatures }), ["washington"]);
  const lead = parties.map((by) =>
    says(by, "sign", { agreement: version!.form.id, version: by === "washington" ? 1 : 2 }),
  );
  assert.deepEqual(audience({ ...input, versions, signatures: lead }), []);
});

test("nobody passes on what others warn of, with their consent neither, and caveats are not admitted", () => {
  const theirs = subject(
    { topics: ["civil-protection"], originatorControl: true },
    { kind: "warning", originator: "damascus" },
  );
  const policy = compilePolicy(world(true, [], false));
  assert.deepEqual(policy.audience(theirs, { areas: [], consents: ["washington"] }), []);
  const eyes = subject(
    { topics: [], caveats: ["EYES"] },
    { kind: "warning", originator: "baghdad" },
  );
  assert.deepEqual(policy.audience(eyes, areas), []);
});
