import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgreementForm, Grant } from "../domain/agreement.ts";
import { compilePolicy } from "./compile.ts";
import {
  bilateral,
  bilateralId,
  charter,
  charterId,
  nothing,
  redLine,
  says,
  signedBy,
  subject,
  withGrant,
  withReceived,
} from "./test/builders.ts";
import type { Decision, PolicyInput, Reason, Subject } from "./types.ts";

function explain(input: PolicyInput, of: Subject = subject(), to = "damascus"): Decision {
  return compilePolicy(input).explain(of, nothing, to);
}

/** The one reason that there is. */
function only(decision: Decision): Reason {
  assert.equal(decision.reasons.length, 1, JSON.stringify(decision.reasons));
  return decision.reasons[0]!;
}

test("released: the grants that cover it, then those that do not and why", () => {
  const grants = [{ id: "g1", topics: ["statement"] }, { id: "g2" }];
  const decision = explain(signedBy([bilateral({ grants })]));
  assert.equal(decision.released, true);
  assert.deepEqual(decision.decidedBy, [`${bilateralId}/g2`]);
  const [released, failed] = decision.reasons;
  assert.equal(released!.effect, "released");
  assert.equal(released!.text.en, "Border agreement, grant “g2”: releases it.");
  assert.equal(released!.text.ar, "اتفاق الحدود، إذن التمرير «\u2068g2\u2069»: يجيز التمرير.");
  assert.deepEqual([failed!.clause, failed!.effect], ["g1", "not-covered"]);
});

test("a red line decides, with its reason in both languages", () => {
  const decision = explain(signedBy([bilateral({ redLines: [redLine()] })]));
  assert.deepEqual(decision.decidedBy, [`${bilateralId}/r1`]);
  const reason = only(decision);
  assert.deepEqual([reason.effect, reason.clause], ["red-line", "r1"]);
  assert.match(reason.text.en, /red line “r1” \(drawn by “baghdad”\): forbids it.*Sovereignty/);
  assert.match(reason.text.ar, /الخط الأحمر.*سيادة/);
});

test("every red line that matches decides, none that does not", () => {
  const redLines = [
    redLine(),
    redLine({ id: "r2", topics: ["border"] }),
    redLine({ id: "r3", topics: ["statement"] }),
  ];
  const decision = explain(signedBy([bilateral({ redLines })]));
  assert.deepEqual(decision.decidedBy, [`${bilateralId}/r1`, `${bilateralId}/r2`]);
});

test("a label that refuses decides", () => {
  const decision = explain(withGrant({}), subject({ release: "none" }));
  assert.deepEqual(decision.decidedBy, ["label/release"]);
  const reason = only(decision);
  assert.deepEqual([reason.agreement, reason.effect], [null, "label"]);
  assert.match(reason.text.en, /admits no release to anybody/);
  const listed = explain(withGrant({}), subject({ release: "listed" }));
  assert.deepEqual(listed.decidedBy, ["label/release"]);
});

test("each first condition that failed is named with what stood in the way", () => {
  const cases: [Parameters<typeof withGrant>[0], Parameters<typeof subject>[0], RegExp, RegExp][] =
    [
      [{ kinds: ["report"] }, {}, /does not cover the kind “Incident”/, /لا يشمل النوع «حادث»/],
      [
        { topics: ["statement"] },
        {},
        /does not cover the topic “Border”/,
        /لا يشمل الموضوع «الحدود»/,
      ],
      [{ topics: ["statement"] }, { topics: [] }, /the record has none/, /بلا موضوع/],
      [
        { upTo: "unclassified" },
        {},
        /does not reach up to “Restricted”/,
        /لا يبلغ درجة التصنيف «محدود»/,
      ],
      [{}, { caveats: ["EYES"] }, /does not admit the caveat “EYES”/, /لا يقبل قيد التداول/],
      [
        { within: { type: "Polygon", coordinates: [] } },
        {},
        /not lie wholly inside its area/,
        /داخل المنطقة/,
      ],
    ];
  for (const [grant, label, en, ar] of cases) {
    const decision = explain(withGrant(grant), subject(label));
    assert.deepEqual(decision.decidedBy, []);
    const reason = only(decision);
    assert.deepEqual(
      [reason.effect, reason.agreement, reason.clause],
      ["not-covered", bilateralId, "g1"],
    );
    assert.match(reason.text.en, en);
    assert.match(reason.text.ar, ar);
  }
});

test("the first condition only: a grant that fails in three ways says one", () => {
  const grant = { kinds: ["report"], topics: ["statement"], upTo: "unclassified" as const };
  assert.match(only(explain(withGrant(grant))).text.en, /the kind/);
});

test("re-share is told apart: the label's refusal, consent, the grant's", () => {
  const foreign = (label: Parameters<typeof subject>[0]) =>
    subject(label, { originator: "washington" });
  const none = explain(withReceived({ reshare: "any" }), foreign({}));
  assert.deepEqual(none.decidedBy, ["label/reshare"]);
  assert.equal(none.reasons[0]!.effect, "reshare");
  const control = explain(withGrant({ reshare: "any" }), foreign({ originatorControl: true }));
  assert.deepEqual(control.decidedBy, ["label/reshare"]);
  assert.match(control.reasons[0]!.text.en, /has not consented/);
  const grant = only(explain(withReceived({}), foreign({ reshare: "any" })));
  assert.deepEqual([grant.effect, grant.clause], ["reshare", "g1"]);
  const received = explain(withGrant({ reshare: "any" }), foreign({ reshare: "any" }));
  assert.deepEqual(received.decidedBy, ["label/reshare"]);
  assert.match(received.reasons[0]!.text.en, /from its originator to us/);
});

test("grants that are not in force say why", () => {
  const idle = (forms: AgreementForm[], signatures = signedBy(forms).signatures) => {
    const reason = only(explain({ ...signedBy(forms), signatures }));
    assert.equal(reason.effect, "not-covered");
    return reason.text.en.replace("Border agreement, grant “g1” is not in force: ", "");
  };
  const form = bilateral();
  assert.equal(idle([form], [says("baghdad")]), "“damascus” has not signed it.");
  assert.equal(idle([form], [says("damascus")]), "“baghdad” has not signed it.");
  assert.equal(
    idle([form], [says("baghdad"), says("damascus", "suspend")]),
    "“damascus” withdrew its signature.",
  );
  assert.equal(
    idle([bilateral({ until: "2015-02-01T00:00:00Z" })]),
    "it expired at 2015-02-01T00:00:00.000Z.",
  );
  assert.equal(
    idle([bilateral({ from: "2015-04-01T00:00:00Z" })]),
    "it begins at 2015-04-01T00:00:00.000Z.",
  );
  const parties = ["washington", "baghdad", "damascus"];
  const signatures = signedBy([charter({ parties })]).signatures;
  const reason = only(
    explain({
      ...signedBy([charter({ parties })]),
      signatures: signatures.filter(({ by }) => by !== "washington"),
    }),
  );
  assert.match(
    reason.text.en,
    /Charter, grant “g1” is not in force: both sides are not joined yet/,
  );
  assert.equal(reason.agreement, charterId);
});

test("a newer version that awaits a signature is told beside the one in force", () => {
  const newer = bilateral({ grants: [{ id: "g1" }, { id: "g2", topics: ["statement"] }] });
  const input = signedBy([bilateral({ grants: [{ id: "g1", topics: ["control"] }] }), newer]);
  const signatures = input.signatures.filter(
    ({ version, by }) => version === 1 || by === "baghdad",
  );
  const { reasons } = explain({ ...input, signatures });
  const said = reasons.map(({ clause, text }) => `${clause}: ${text.en}`);
  assert.equal(said.length, 2, said.join("\n"));
  for (const text of said) assert.match(text, /“damascus” has not signed it/);
});

test("no grant at all, ourselves, the originator and strangers", () => {
  const none = only(explain(signedBy([])));
  assert.deepEqual([none.agreement, none.clause, none.effect], [null, "grants", "not-covered"]);
  assert.match(none.text.en, /No grant in force gives anything from us to “damascus”/);
  const recipient = (to: string, of = subject()) => only(explain(withGrant({}), of, to)).text.en;
  assert.match(recipient("baghdad"), /our own node/);
  assert.match(recipient("damascus", subject({}, { originator: "damascus" })), /the originator/);
  assert.match(recipient("mars"), /not a partner that this node knows/);
});

test("a red line that does not bind us is no reason", () => {
  const line = redLine({ by: "damascus" });
  const input = signedBy([bilateral(), bilateral({ redLines: [line] })]);
  const signatures = input.signatures.filter(
    ({ version, by }) => version === 1 || by === "damascus",
  );
  const decision = explain({ ...input, signatures });
  assert.deepEqual(decision.decidedBy, [`${bilateralId}/g1`]);
});

test("a grant that holds says for how long, and still decides", () => {
  const said = (hold: Grant["hold"]) => {
    const decision = explain(withGrant({ hold: hold! }));
    assert.equal(decision.released, true);
    assert.deepEqual(decision.decidedBy, [`${bilateralId}/g1`]);
    return only(decision);
  };
  const delay = said({ minutes: 30 });
  assert.equal(delay.effect, "hold");
  assert.match(delay.text.en, /after a delay of 30 min/);
  assert.match(delay.text.ar, /بعد مهلة قدرها 30 دقيقة/);
  assert.match(said("second-person").text.en, /once a second person has approved/);
  assert.equal(said("none").effect, "released");
});
