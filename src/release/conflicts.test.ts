import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgreementForm } from "../domain/agreement.ts";
import { conflicts } from "./conflicts.ts";
import { bilateral, charter, redLine, signedBy } from "./test/builders.ts";

function codes(form: AgreementForm, others: AgreementForm[] = []): string[] {
  return conflicts(form, signedBy(others)).map((found) => {
    assert.equal(found.agreement, form.id);
    assert.match(found.text.ar, /\p{Script=Arabic}/u);
    assert.match(found.text.en, /^“/);
    assert.ok(!/undefined|\[object/.test(found.text.ar + found.text.en));
    return `${found.clause} ${found.code}`;
  });
}

const grant = (part: object) => bilateral({ grants: [{ id: "g1", ...part }] });
const line = (part: object) => bilateral({ redLines: [redLine(part)], grants: [] });

test("a sound agreement has none", () => {
  assert.deepEqual(codes(bilateral()), []);
  assert.deepEqual(codes(grant({ topics: ["border"], upTo: "restricted", caveats: [] })), []);
  assert.deepEqual(codes(bilateral({ redLines: [redLine({ topics: ["force-position"] })] })), []);
  assert.deepEqual(codes(charter()), []);
});

test("times that leave no moment", () => {
  const from = "2015-01-01T00:00:00Z";
  assert.deepEqual(codes(bilateral({ until: from })), ["until never-in-force"]);
  assert.deepEqual(codes(bilateral({ until: "2014-01-01T00:00:00Z" })), ["until never-in-force"]);
});

test("empty lists, and names that nobody knows", () => {
  assert.deepEqual(codes(grant({ topics: [] })), ["g1 empty-list"]);
  assert.deepEqual(codes(line({ origin: [] })), ["r1 empty-list"]);
  assert.deepEqual(codes(grant({ topics: ["gossip"] })), ["g1 unknown-topic"]);
  assert.deepEqual(codes(grant({ kinds: ["weapon"] })), ["g1 unknown-kind"]);
  assert.deepEqual(codes(grant({ kinds: ["receipt"] })), ["g1 unknown-kind"]);
  assert.deepEqual(codes(line({ to: ["mars"] })), ["r1 unknown-partner"]);
  assert.deepEqual(codes(bilateral({ parties: ["baghdad", "damascus", "mars"] })), [
    "parties unknown-partner",
  ]);
  assert.deepEqual(codes(grant({ upTo: "cosmic" })), ["g1 unknown-classification"]);
  assert.deepEqual(codes(line({ atLeast: "cosmic" })), ["r1 unknown-classification"]);
});

test("who is no party gives nothing, receives nothing and draws nothing", () => {
  assert.deepEqual(codes(grant({ to: ["damascus", "amman"] })), ["g1 not-party"]);
  assert.deepEqual(codes(grant({ to: ["amman"] })), ["g1 not-party", "g1 no-party"]);
  assert.deepEqual(codes(grant({ from: ["baghdad"], to: ["baghdad"] })), ["g1 to-itself"]);
  assert.deepEqual(codes(line({ by: "amman" })), ["r1 drawer-not-party"]);
  assert.deepEqual(codes(line({ to: ["amman"] })), [], "a red line may name anybody");
  assert.deepEqual(codes(line({ origin: ["amman"], to: ["amman"] })), ["r1 back-to-originator"]);
});

test("a charter whose lead is outside, or reaches beyond its powers", () => {
  assert.deepEqual(codes(charter({ parties: ["baghdad", "amman"] })), ["coalition lead-not-party"]);
  const drawn = (part: object) =>
    codes(charter({ redLines: [redLine({ by: "washington", topics: ["border"], ...part })] }));
  assert.deepEqual(drawn({ to: ["damascus"] }), []);
  assert.deepEqual(drawn({}), ["r1 outside-powers"]);
});

test("a grant wholly covered by a red line of the same agreement", () => {
  const both = (wide: object, narrow: object) =>
    codes(bilateral({ grants: [{ id: "g1", ...narrow }], redLines: [redLine(wide)] }));
  assert.deepEqual(both({}, {}), ["g1 voided"]);
  assert.deepEqual(both({ topics: ["border", "control"] }, { topics: ["border"] }), ["g1 voided"]);
  assert.deepEqual(both({ topics: ["border"] }, { topics: ["border", "control"] }), []);
  assert.deepEqual(both({ topics: ["border"] }, {}), []);
  assert.deepEqual(both({ kinds: ["incident"] }, { kinds: ["incident"] }), ["g1 voided"]);
  assert.deepEqual(both({ kinds: ["incident"] }, { kinds: ["incident", "report"] }), []);
  assert.deepEqual(both({ atLeast: "unclassified" }, {}), ["g1 voided"]);
  assert.deepEqual(both({ atLeast: "restricted" }, {}), []);
  assert.deepEqual(both({ to: ["damascus"] }, { from: ["baghdad"] }), ["g1 voided"]);
  assert.deepEqual(both({ to: ["amman"] }, {}), []);
  assert.deepEqual(both({ origin: ["baghdad"] }, { reshare: "none" }), ["g1 voided"]);
  assert.deepEqual(both({ origin: ["baghdad"] }, { reshare: "any" }), []);
  assert.deepEqual(both({ origin: ["amman"] }, {}), []);
});

test("a bilateral whose grant a charter's red line voids, and the red line seen from the charter", () => {
  const strict = charter({
    grants: [],
    redLines: [redLine({ by: "washington", to: ["damascus"], topics: ["border"] })],
  });
  const given = grant({ from: ["baghdad"], topics: ["border"] });
  const [voided] = conflicts(given, signedBy([strict]));
  assert.equal(voided!.code, "voided");
  assert.match(voided!.text.en, /red line “r1” of “Charter” \(drawn by “washington”\) voids/);
  assert.match(voided!.text.en, /from “baghdad” to “damascus”/);
  assert.deepEqual(codes(given), []);
  assert.deepEqual(codes(strict, [given]), ["r1 voids"]);
  assert.deepEqual(codes(strict, [grant({ topics: ["border", "control"] })]), []);
});

test("partners are called by their names and topics named, also where a clause leaves them out", () => {
  const names = {
    baghdad: { ar: "بغداد", en: "Baghdad" },
    damascus: { ar: "دمشق", en: "Damascus" },
  };
  const textOf = (form: AgreementForm) =>
    conflicts(form, signedBy([]), (id) => names[id as keyof typeof names])[0]!.text;
  const form = (topics: object) =>
    bilateral({ grants: [{ id: "g1", from: ["baghdad"], ...topics }], redLines: [redLine()] });
  const any = textOf(form({}));
  assert.match(
    any.en,
    /drawn by Baghdad.* nothing of the giver's own on any topic can pass from B/,
  );
  assert.match(any.ar, /المعطي نفسه في أي موضوع من بغداد إلى دمشق\./u);
  assert.match(textOf(form({ topics: ["border", "control"] })).ar, /في «[^»]+»، «[^»]+» من بغداد/u);
});

test("a red line that does not bind the giver voids nothing", () => {
  const objection = charter({ redLines: [redLine({ by: "amman", to: ["damascus"] })], grants: [] });
  const input = signedBy([objection]);
  const signatures = input.signatures.filter(({ by }) => by !== "baghdad");
  assert.deepEqual(conflicts(grant({ from: ["baghdad"] }), { ...input, signatures }), []);
});

test("an end that has passed, and a back-fill date that adds nothing", () => {
  const past = bilateral({ from: "2013-01-01T00:00:00Z", until: "2014-01-01T00:00:00Z" });
  assert.deepEqual(codes(past), ["until already-over"]);
  assert.deepEqual(codes(grant({ backfillFrom: "2014-01-01T00:00:00Z" })), []);
  assert.deepEqual(codes(grant({ backfillFrom: "2035-01-01T00:00:00Z" })), [
    "g1 backfills-nothing",
  ]);
  const from = "2035-01-01T00:00:00Z";
  const later = { from, grants: [{ id: "g1", backfillFrom: "2034-01-01T00:00:00Z" }] };
  assert.deepEqual(codes(bilateral(later)), []);
});

test("a grant of nothing but what is only carried along", () => {
  assert.deepEqual(codes(grant({ kinds: ["location", "identity"] })), ["g1 only-carried"]);
  assert.deepEqual(codes(grant({ kinds: ["location", "incident"] })), []);
});

test("two clauses that say the same, and powers that name nobody", () => {
  const grants = [{ id: "g1" }, { id: "g2" }, { id: "g3", topics: ["border"] }];
  assert.deepEqual(codes(bilateral({ grants })), ["g2 same-clause"]);
  const power = (part: object) =>
    charter({ coalition: { id: "c", lead: "washington", powers: [{ id: "p", ...part }] } });
  assert.deepEqual(codes(power({ to: ["damascus"], topics: ["border"] })), []);
  assert.deepEqual(codes(power({ to: [] })), ["p empty-list"]);
  assert.deepEqual(codes(power({ origin: ["mars"], topics: ["gossip"] })), [
    "p unknown-partner",
    "p unknown-topic",
  ]);
});

test("red lines that void a grant only together", () => {
  const lines = (...parts: object[]) => parts.map((part, n) => redLine({ id: `r${n}`, ...part }));
  const both = (redLines: ReturnType<typeof lines>, narrow: object) =>
    codes(bilateral({ grants: [{ id: "g1", ...narrow }], redLines }));
  const topics = ["border", "control"];
  const apart = lines({ topics: ["border"] }, { topics: ["control"] });
  assert.deepEqual(both(apart, { topics }), ["g1 voided-together"]);
  assert.deepEqual(both(apart, { topics: [...topics, "humanitarian"] }), []);
  assert.deepEqual(both(apart, {}), []);
  assert.deepEqual(
    both(lines({ topics: ["border"] }, { topics: ["control"], to: ["amman"] }), { topics }),
    [],
  );
  const kinds = ["incident", "report"];
  assert.deepEqual(both(lines({ kinds: ["incident"] }, { kinds: ["report"] }), { kinds }), [
    "g1 voided-together",
  ]);
  assert.deepEqual(
    both(lines({ kinds: ["incident"], topics: ["border"] }, { kinds: ["report"] }), { kinds }),
    [],
  );
});

test("a bilateral that gives what a charter forbids in part", () => {
  const drawn = { by: "washington", to: ["damascus"], topics: ["border"] };
  const strict = charter({ grants: [], redLines: [redLine(drawn)] });
  const against = (part: object) =>
    conflicts(grant({ from: ["baghdad"], ...part }), signedBy([strict])).map(({ code }) => code);
  assert.deepEqual(against({ topics: ["border", "control"] }), ["limited"]);
  assert.deepEqual(against({}), ["limited"]);
  assert.deepEqual(against({ topics: ["control"] }), []);
  assert.deepEqual(against({ topics: ["border"] }), ["voided"]);
  const [found] = conflicts(grant({ from: ["baghdad"] }), signedBy([strict]));
  assert.match(
    found!.text.en,
    /goes against “Charter”: its red line “r1” \(drawn by “washington”\)/,
  );
  assert.match(found!.text.ar, /يمنع بعض ما يعطيه هذا الإذن/u);
});
