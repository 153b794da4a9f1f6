import assert from "node:assert/strict";
import { test } from "node:test";
import type { Grant } from "../domain/agreement.ts";
import type { Label } from "../domain/label.ts";
import { compilePolicy } from "./compile.ts";
import {
  bilateral,
  charter,
  nothing,
  now,
  redLine,
  says,
  signedBy,
  subject,
  withGrant,
  withReceived,
} from "./test/builders.ts";
import type { Particulars, PolicyInput, Subject } from "./types.ts";

const baghdad = [13, 14];

function releases(
  input: PolicyInput,
  of: Subject,
  particulars: Particulars = nothing,
): readonly string[] {
  return compilePolicy(input).audience(of, particulars);
}

function covers(grant: Partial<Grant>, label: Partial<Label> = {}, kind = "incident"): boolean {
  return releases(withGrant(grant), subject(label, { kind })).includes("damascus");
}

test("a clause left out means any, an empty list means nothing", () => {
  assert.ok(covers({}));
  for (const list of ["from", "to", "kinds", "topics"] as const) {
    assert.ok(!covers({ [list]: [] }), list);
    assert.ok(!covers({ [list]: [] }, { topics: [] }, "location"), `${list}, support kind`);
  }
});

test("a grant that holds covers all the same; the least hold of all that cover counts", () => {
  const hold = (grants: Partial<Grant>[]) => {
    const numbered = grants.map((grant, index) => ({ id: `g${index}`, ...grant }));
    const policy = compilePolicy(signedBy([bilateral({ grants: numbered })]));
    assert.ok(policy.admits(subject(), { areas: [] }, "damascus"));
    return policy.hold(subject(), { areas: [] }, "damascus");
  };
  const [short, long] = [{ hold: { minutes: 5 } }, { hold: { minutes: 30 } }];
  const person = { hold: "second-person" } as const;
  assert.equal(hold([{ hold: "none" }]), 0);
  assert.equal(hold([{}]), 0);
  assert.equal(hold([long]), 30);
  assert.equal(hold([person]), Infinity);
  assert.equal(hold([person, long, short]), 5);
  assert.equal(hold([person, long, {}]), 0);
  assert.equal(hold([person, { ...short, topics: ["statement"] }]), Infinity);
  assert.equal(hold([person, { hold: { minutes: -1 } }]), Infinity);
  assert.equal(compilePolicy(withGrant({ hold: "none" })).holds, false);
  assert.equal(compilePolicy(withGrant({ hold: "second-person" })).holds, true);
});

test("a warning, which two people issued, is kept back by no grant", () => {
  const policy = compilePolicy(withGrant({ hold: "second-person" }));
  const warning = subject({}, { kind: "warning" });
  assert.ok(policy.admits(warning, { areas: [] }, "damascus"));
  assert.equal(policy.hold(warning, { areas: [] }, "damascus"), 0);
});

test("where it happened may shorten the wait, so the record is looked at", () => {
  const square: Grant["within"] = {
    type: "Polygon",
    coordinates: [
      [
        [0, 0],
        [10, 0],
        [10, 10],
        [0, 10],
        [0, 0],
      ],
    ],
  };
  const grants: Grant[] = [
    { id: "anywhere", hold: { minutes: 30 } },
    { id: "inside", within: square },
  ];
  const policy = compilePolicy(signedBy([bilateral({ grants })]));
  assert.ok(policy.needsParticulars(subject()));
  const at = (x: number) => [{ type: "Point" as const, coordinates: [x, 5] }];
  assert.equal(policy.hold(subject(), { areas: at(5) }, "damascus"), 0);
  assert.equal(policy.hold(subject(), { areas: at(20) }, "damascus"), 30);
});

test("a one-off release needs no grant, and passes no red line, label or other's record", () => {
  const may = (input: PolicyInput, of = subject(), to = "damascus", recipients?: string[]) =>
    compilePolicy(input).admitsOneOff(of, { areas: [], ...(recipients && { recipients }) }, to);
  const nothing = signedBy([bilateral({ grants: [] })]);
  assert.ok(may(nothing));
  assert.ok(!may(nothing, subject({ release: "none" })));
  assert.ok(!may(nothing, subject({ release: "listed" })));
  assert.ok(!may(nothing, subject({ release: "listed" }), "damascus", ["amman"]));
  assert.ok(may(nothing, subject({ release: "listed" }), "damascus", ["damascus"]));
  assert.ok(!may(nothing, subject({ reshare: "any" }, { originator: "washington" })));
  assert.ok(!may(nothing, subject({ reshare: "any", originators: ["washington"] })));
  assert.ok(!may(nothing, subject(), "baghdad"));
  assert.ok(!may(nothing, subject(), "mars"));
  assert.ok(!may(nothing, subject({}, { kind: "receipt" })));
  assert.ok(!may(signedBy([bilateral({ redLines: [redLine()] })])));
});

test("from and to", () => {
  assert.ok(covers({ from: ["baghdad"], to: ["damascus"] }));
  assert.ok(!covers({ from: ["damascus"] }));
  assert.ok(!covers({ to: ["baghdad", "washington"] }));
});

test("kinds limit records, not what only goes along", () => {
  assert.ok(covers({ kinds: ["incident"] }));
  assert.ok(!covers({ kinds: ["report"] }));
  assert.ok(covers({ kinds: ["report"] }, {}, "location"));
  assert.ok(covers({ kinds: ["report"] }, {}, "language-content"));
});

test("kinds outside grants are never released: control records and what nobody knows", () => {
  assert.ok(!covers({}, {}, "agreement-signature"));
  assert.ok(!covers({ kinds: ["recall-notice"] }, {}, "recall-notice"));
  assert.ok(!covers({}, {}, "weapon"));
});

test("a grant must cover all topics; a record without topics matches no limited grant", () => {
  const grant = { topics: ["border", "control"] };
  assert.ok(covers(grant, { topics: ["border", "control"] }));
  assert.ok(!covers(grant, { topics: ["border", "statement"] }));
  assert.ok(!covers(grant, { topics: [] }));
  assert.ok(covers({}, { topics: [] }));
});

test("two grants do not add up to cover the topics of one record", () => {
  const grants = [
    { id: "g1", topics: ["border"] },
    { id: "g2", topics: ["control"] },
  ];
  const input = signedBy([bilateral({ grants })]);
  assert.deepEqual(releases(input, subject({ topics: ["border", "control"] })), []);
});

test("classification up to and including the bound", () => {
  assert.ok(covers({ upTo: "restricted" }, { classification: "restricted" }));
  assert.ok(covers({ upTo: "restricted" }, { classification: "unclassified" }));
  assert.ok(!covers({ upTo: "restricted" }, { classification: "confidential" }));
  assert.ok(!covers({ upTo: "everything" as never }, { classification: "unclassified" }));
});

test("every caveat must be admitted; left out admits none", () => {
  assert.ok(!covers({}, { caveats: ["EYES"] }));
  assert.ok(covers({ caveats: ["EYES", "FIVE"] }, { caveats: ["EYES"] }));
  assert.ok(!covers({ caveats: ["EYES"] }, { caveats: ["EYES", "FIVE"] }));
});

test("what is unknown or broken is not released", () => {
  assert.ok(!covers({}, { classification: "cosmic" as never }));
  assert.ok(!covers({}, { topics: ["gossip"] }));
  assert.ok(!covers({}, { release: "everybody" as never }));
  assert.ok(!covers({}, { release: undefined as never }));
  const policy = compilePolicy(withGrant({}));
  const broken = [
    subject({}, { originator: "nobody" }),
    { ...subject(), label: undefined as never },
    { ...subject(), labelId: "other", label: { release: "agreements" } as never },
    undefined as never,
  ];
  for (const of of broken) {
    assert.deepEqual(policy.audience(of, nothing), []);
    assert.equal(policy.admits(of, nothing, "damascus"), false);
    assert.equal(policy.explain(of, nothing, "damascus").released, false);
    assert.equal(policy.backfillFrom(of, nothing, "damascus"), Infinity);
  }
  assert.equal(policy.admits(subject(), nothing, "nobody"), false);
  assert.equal(policy.explain(subject(), nothing, "nobody").released, false);
});

test("never to self, never to the originator, never to a partner that is not known", () => {
  const input = signedBy([charter()]);
  assert.deepEqual(releases(input, subject()), ["amman", "washington"]);
  assert.deepEqual(releases({ ...input, partners: ["baghdad", "amman"] }, subject()), ["amman"]);
  const foreign = subject({ reshare: "any" }, { originator: "amman" });
  const open = signedBy([charter({ grants: [{ id: "g1", reshare: "any" }] })]);
  assert.deepEqual(releases(open, foreign), ["washington"]);
});

test("the label: none admits nobody; listed needs the list and a grant", () => {
  const input = signedBy([charter()]);
  assert.deepEqual(releases(input, subject({ release: "none" })), []);
  const listed = subject({ release: "listed" });
  assert.deepEqual(releases(input, listed), []);
  assert.deepEqual(releases(input, listed, { areas: [], recipients: [] }), []);
  const recipients = ["amman", "damascus", "baghdad"];
  assert.deepEqual(releases(input, listed, { areas: [], recipients }), ["amman"]);
  assert.equal(compilePolicy(input).needsParticulars(listed), true);
  assert.equal(compilePolicy(input).needsParticulars(subject()), false);
});

test("why a listed record goes or not is not kept for the next one", () => {
  const policy = compilePolicy(signedBy([charter()]));
  const listed = subject({ release: "listed" });
  const released = (recipients: string[]) =>
    policy.explain(listed, { areas: [], recipients }, "amman").released;
  assert.deepEqual([[], ["amman"], []].map(released), [false, true, false]);
});

test("a list given with a record that is not listed changes nothing", () => {
  const input = signedBy([charter()]);
  const audience = releases(input, subject(), { areas: [], recipients: ["amman"] });
  assert.deepEqual(audience, ["amman", "washington"]);
});

test("a red line beats every grant and matches on any of its topics", () => {
  const withLine = (part: Parameters<typeof redLine>[0]) =>
    signedBy([bilateral({ redLines: [redLine(part)] })]);
  const two = subject({ topics: ["border", "force-position"] });
  assert.deepEqual(releases(withLine({}), two), []);
  assert.deepEqual(releases(withLine({ topics: ["force-position"] }), two), []);
  assert.deepEqual(releases(withLine({ topics: ["statement"] }), two), ["damascus"]);
  assert.deepEqual(releases(withLine({ topics: [] }), two), ["damascus"]);
  assert.deepEqual(releases(withLine({ topics: ["border"] }), subject({ topics: [] })), [
    "damascus",
  ]);
  assert.deepEqual(releases(withLine({ to: ["washington"] }), two), ["damascus"]);
  assert.deepEqual(releases(withLine({ origin: ["washington"] }), two), ["damascus"]);
  assert.deepEqual(releases(withLine({ origin: ["baghdad"] }), two), []);
  assert.deepEqual(releases(withLine({ kinds: ["report"] }), two), ["damascus"]);
  assert.deepEqual(releases(withLine({ kinds: ["incident"] }), two), []);
  assert.deepEqual(releases(withLine({ atLeast: "restricted" }), two), []);
  assert.deepEqual(releases(withLine({ atLeast: "confidential" }), two), ["damascus"]);
  assert.deepEqual(releases(withLine({ atLeast: "cosmic" as never }), two), []);
});

test("a red line without kinds matches what goes along, one with kinds only those it names", () => {
  const place = subject({}, { kind: "location" });
  const withLine = (part: Parameters<typeof redLine>[0]) =>
    releases(signedBy([bilateral({ redLines: [redLine(part)] })]), place);
  assert.deepEqual(withLine({}), []);
  assert.deepEqual(withLine({ kinds: ["incident"] }), ["damascus"]);
  assert.deepEqual(withLine({ kinds: ["location"] }), []);
});

test("a red line of one agreement binds whatever agreement the release would come under", () => {
  const line = charter({ grants: [], redLines: [redLine({ to: ["damascus"] })] });
  assert.deepEqual(releases(signedBy([bilateral(), line]), subject()), []);
});

const area = {
  type: "Polygon" as const,
  coordinates: [
    [
      [10, 10],
      [20, 10],
      [20, 20],
      [10, 20],
      [10, 10],
    ],
  ],
};

test("within: at least one area, and all of them inside", () => {
  const input = withGrant({ within: area });
  const policy = compilePolicy(input);
  const inside = { type: "Point" as const, coordinates: baghdad };
  const outside = { type: "Point" as const, coordinates: [30, 14] };
  const goes = (...areas: Particulars["areas"]) => policy.audience(subject(), { areas });
  assert.equal(policy.needsParticulars(subject()), true);
  assert.deepEqual(goes(inside), ["damascus"]);
  assert.deepEqual(goes(outside), []);
  assert.deepEqual(goes(inside, outside), []);
  assert.deepEqual(goes(), []);
  assert.deepEqual(goes({ type: "Point", coordinates: "here" }), []);
  const malformed = withGrant({ within: { type: "Polygon", coordinates: [] } });
  assert.deepEqual(releases(malformed, subject(), { areas: [inside] }), []);
});

test("within does not limit what goes along without a place of its own", () => {
  const policy = compilePolicy(withGrant({ within: area }));
  const text = subject({}, { kind: "language-content" });
  const place = subject({}, { kind: "location" });
  assert.deepEqual(policy.audience(text, nothing), ["damascus"]);
  const outside = { areas: [{ type: "Point" as const, coordinates: [30, 14] }] };
  assert.deepEqual(policy.audience(place, outside), []);
});

test("within beside a grant without it needs no look at the area", () => {
  const grants = [{ id: "g1", within: area }, { id: "g2" }];
  const policy = compilePolicy(signedBy([bilateral({ grants })]));
  assert.equal(policy.needsParticulars(subject()), false);
  assert.deepEqual(policy.audience(subject(), nothing), ["damascus"]);
  const decision = policy.explain(subject(), nothing, "damascus");
  assert.deepEqual(
    decision.decidedBy.map((clause) => clause.split("/")[1]),
    ["g2"],
  );
  const inside = { areas: [{ type: "Point" as const, coordinates: baghdad }] };
  assert.equal(policy.explain(subject(), inside, "damascus").decidedBy.length, 2);
});

test("where it happened may say how far back a record goes, though not to whom", () => {
  const reaching = { within: area, backfillFrom: "2014-01-01T00:00:00Z" };
  const policyOf = (...grants: Grant[]) => compilePolicy(signedBy([bilateral({ grants })]));
  const policy = policyOf({ id: "g1", ...reaching }, { id: "g2" });
  assert.equal(policy.needsParticulars(subject()), false);
  assert.equal(policy.reachNeedsParticulars(subject()), true);
  const inside = { areas: [{ type: "Point" as const, coordinates: baghdad }] };
  assert.equal(policy.backfillFrom(subject(), inside, "damascus"), Date.UTC(2014, 0, 1));
  assert.equal(policy.backfillFrom(subject(), nothing, "damascus"), Infinity);
  const early = policyOf(
    { id: "g1", ...reaching },
    { id: "g2", backfillFrom: "2013-01-01T00:00:00Z" },
  );
  assert.equal(early.reachNeedsParticulars(subject()), false);
  assert.equal(policyOf({ id: "g1", ...reaching }).reachNeedsParticulars(subject()), true);
});

test("back-fill reaches as far as the earliest grant that covers the record", () => {
  const grants = [
    { id: "g1", topics: ["statement"], backfillFrom: "2010-01-01T00:00:00Z" },
    { id: "g2", backfillFrom: "2014-01-01T00:00:00Z" },
    { id: "g3", backfillFrom: "2014-06-01T00:00:00Z" },
    { id: "g4", backfillFrom: null },
  ];
  const policy = compilePolicy(signedBy([bilateral({ grants })]));
  assert.equal(policy.backfillFrom(subject(), nothing, "damascus"), Date.UTC(2014, 0, 1));
  assert.equal(policy.backfillFrom(subject(), nothing, "washington"), Infinity);
  const none = compilePolicy(withGrant({}));
  assert.equal(none.backfillFrom(subject(), nothing, "damascus"), Infinity);
  const odd = compilePolicy(withGrant({ backfillFrom: "yesterday" }));
  assert.equal(odd.backfillFrom(subject(), nothing, "damascus"), Infinity);
  const lined = signedBy([bilateral({ grants, redLines: [redLine({ topics: ["border"] })] })]);
  assert.equal(compilePolicy(lined).backfillFrom(subject(), nothing, "damascus"), Infinity);
});

test("back-fill is for the partner that the grant names", () => {
  const grants = [
    { id: "g1", to: ["amman"], backfillFrom: "2010-01-01T00:00:00Z" },
    { id: "g2", to: ["washington"], backfillFrom: "2014-01-01T00:00:00Z" },
  ];
  const policy = compilePolicy(signedBy([charter({ grants })]));
  assert.equal(policy.backfillFrom(subject(), nothing, "amman"), Date.UTC(2010, 0, 1));
  assert.equal(policy.backfillFrom(subject(), nothing, "washington"), Date.UTC(2014, 0, 1));
});

test("from is inclusive, until is not, and the next boundary is told", () => {
  const [from, until] = [Date.UTC(2015, 0, 1), Date.UTC(2016, 0, 1)];
  const form = bilateral({ from: "2015-01-01T00:00:00Z", until: "2016-01-01T00:00:00Z" });
  const at = (at: number) => compilePolicy(signedBy([form], "baghdad", { at }));
  const flows = (moment: number) => at(moment).admits(subject(), nothing, "damascus");
  assert.deepEqual([from - 1, from, until - 1, until].map(flows), [false, true, true, false]);
  assert.equal(at(from - 1).nextBoundary, from);
  assert.equal(at(from).nextBoundary, until);
  assert.equal(at(until).nextBoundary, Infinity);
  assert.ok(!releases(signedBy([bilateral({ from: "soon" })]), subject()).length);
});

test("audiences and explanations come from the cache and cannot be changed there", () => {
  const policy = compilePolicy(signedBy([charter()]));
  const first = policy.audience(subject(), nothing);
  assert.equal(policy.audience(subject(), nothing), first);
  assert.throws(() => (first as string[]).push("damascus"), TypeError);
  policy.audience(subject({}, { kind: "report" }), nothing);
  assert.equal(policy.audience(subject(), nothing), first, "not only the last one");
  const decision = policy.explain(subject(), nothing, "amman");
  assert.equal(policy.explain(subject(), nothing, "amman"), decision);
  assert.throws(() => decision.reasons.pop(), TypeError);
});

test("the cache keeps labels, kinds and originators apart", () => {
  const grants = [{ id: "g1", kinds: ["incident"], topics: ["border"], reshare: "none" as const }];
  const policy = compilePolicy(signedBy([bilateral({ grants })]));
  const asked = [
    subject(),
    subject({}, { kind: "report" }),
    subject({ topics: ["statement"] }),
    subject({ reshare: "any" }, { originator: "washington" }),
  ];
  for (let round = 0; round < 2; round++) {
    const audiences = asked.map((of) => policy.audience(of, nothing));
    assert.deepEqual(audiences, [["damascus"], [], [], []]);
  }
});

const foreign = (label: Partial<Label>) => subject(label, { originator: "washington" });

test("re-share: the originator's label and the grant must both admit it", () => {
  const goes = (reshare: Grant["reshare"], label: Partial<Label>) =>
    releases(withReceived(reshare === undefined ? {} : { reshare }), foreign(label)).includes(
      "damascus",
    );
  assert.ok(goes("any", { reshare: "any" }));
  assert.ok(!goes("none", { reshare: "any" }));
  assert.ok(!goes(undefined, { reshare: "any" }));
  assert.ok(!goes("any", { reshare: "none" }));
  assert.ok(!goes("any", { reshare: "coalition" }), "a bilateral is no charter");
  assert.ok(!goes("any", { reshare: "all" as never }));
  assert.ok(!goes("parties", { reshare: "any" }), "the originator is no party");
});

test("re-share: the originator's own grant to us must admit it too, and cover the record", () => {
  const goes = (received: Partial<Grant>, label: Partial<Label> = {}) =>
    releases(
      withReceived({ reshare: "any" }, received),
      foreign({ reshare: "any", ...label }),
    ).includes("damascus");
  assert.ok(goes({ reshare: "any" }));
  assert.ok(!goes({ reshare: "none" }), "it came under a grant that lets nothing on");
  assert.ok(!goes({}));
  assert.ok(!goes({ reshare: "parties" }), "damascus is no party to it");
  assert.ok(!goes({ reshare: "any", kinds: ["report"] }));
  assert.ok(!goes({ reshare: "any", topics: ["statement"] }));
  assert.ok(!goes({ reshare: "any", upTo: "unclassified" }));
  assert.ok(!goes({ reshare: "any", from: ["baghdad"] }), "not given to us");
  const square = [
    [0, 0],
    [9, 0],
    [9, 9],
    [0, 9],
    [0, 0],
  ];
  const within = { type: "Polygon" as const, coordinates: [square] };
  const input = withReceived({ reshare: "any" }, { reshare: "any", within });
  const at = (...coordinates: number[]) =>
    releases(input, foreign({ reshare: "any" }), { areas: [{ type: "Point", coordinates }] });
  assert.deepEqual([at(1, 1), at(20, 1)], [["damascus"], []]);
  assert.ok(compilePolicy(input).needsParticulars(foreign({ reshare: "any" })));
  const ended = says("washington", "end", { agreement: input.versions[1]!.form.id, at: 9 });
  const open = withReceived({ reshare: "any" });
  const signatures = [...open.signatures, ended];
  assert.deepEqual(releases({ ...open, signatures }, foreign({ reshare: "any" })), []);
});

test("a source is no reason against its own originator, and against others as it is", () => {
  const policy = compilePolicy(withReceived({ reshare: "any" }));
  const theirs = foreign({ reshare: "any" });
  const asSource = { areas: [], asSource: true as const };
  assert.deepEqual(policy.audience(theirs, asSource), ["damascus", "washington"]);
  assert.ok(policy.admits(theirs, asSource, "washington"));
  assert.ok(policy.explain(theirs, asSource, "washington").released);
  assert.ok(!policy.admits(theirs, nothing, "washington"));
  assert.deepEqual(policy.audience(foreign({}), asSource), ["washington"]);
});

test("re-share within a coalition needs its charter and the originator's membership", () => {
  const form = charter({ grants: [{ id: "g1", reshare: "any" }] });
  const input = signedBy([form]);
  const label = foreign({ reshare: "coalition" });
  assert.deepEqual(releases(input, label), ["amman"]);
  const left = says("washington", "leave", { agreement: form.id, at: 9 });
  assert.deepEqual(releases({ ...input, signatures: [...input.signatures, left] }, label), []);
  const ammans = subject({ reshare: "coalition" }, { originator: "amman" });
  assert.deepEqual(releases(input, ammans), ["washington"]);
  const ammanLeft = says("amman", "leave", { agreement: form.id, at: 9 });
  const without = { ...input, signatures: [...input.signatures, ammanLeft] };
  assert.deepEqual(releases(without, ammans), []);
  const outsider = subject({ reshare: "coalition" }, { originator: "damascus" });
  assert.deepEqual(releases(input, outsider), []);
});

test("re-share to parties passes on what comes from a party", () => {
  const input = signedBy([charter({ grants: [{ id: "g1", reshare: "parties" }] })]);
  assert.deepEqual(releases(input, foreign({ reshare: "any" })), ["amman"]);
  const outsider = subject({ reshare: "any" }, { originator: "damascus" });
  assert.deepEqual(releases(input, outsider), []);
});

test("originator control: only by the originator's consent, partner by partner, within grants and red lines", () => {
  const label = foreign({ originatorControl: true, reshare: "any" });
  const consents = ["damascus", "amman"];
  const goes = (input: PolicyInput, given?: string[]) =>
    releases(input, label, given ? { areas: [], consents: given } : nothing);
  const open = withGrant({ reshare: "any" });
  assert.deepEqual(goes(open), []);
  assert.deepEqual(goes(open, ["amman"]), []);
  assert.deepEqual(goes(open, consents), ["damascus"]);
  assert.deepEqual(goes({ ...open, versions: [] }, consents), []);
  assert.deepEqual(goes(signedBy([bilateral({ redLines: [redLine()] })]), consents), []);
  assert.equal(compilePolicy(open).needsParticulars(label), true);
  const own = subject({ originatorControl: true });
  assert.deepEqual(releases(open, own), ["damascus"], "our own needs no consent of ours");
  const unclear = foreign({ originatorControl: undefined as never, reshare: "any" });
  assert.deepEqual(releases(open, unclear), []);
});

test("the state is of the given moment", () => {
  const policy = compilePolicy(withGrant({}));
  assert.equal(policy.at, now);
  assert.equal(policy.self, "baghdad");
});
