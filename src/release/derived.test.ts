import assert from "node:assert/strict";
import { test } from "node:test";
import { type Handling, joinLabels } from "../domain/join-labels.ts";
import type { Label } from "../domain/label.ts";
import { compilePolicy } from "./compile.ts";
import { originatorsOf } from "./conditions.ts";
import { bilateral, charter, nothing, redLine, signedBy, subject } from "./test/builders.ts";
import {
  dice,
  partners,
  randomDerived,
  randomParticulars,
  randomSubject,
  randomWorld,
  type Dice,
} from "./test/random-world.ts";
import type { Particulars, Policy, Subject } from "./types.ts";

interface Source {
  subject: Subject;
  particulars: Particulars;
}

/** Sources of one kind, as a derived record's kind is not of its label's making. */
function randomSources(roll: Dice): Source[] {
  const kind = ["incident", "report", "location"][Math.floor(roll() * 3)]!;
  return Array.from({ length: 1 + Math.floor(roll() * 3) }, () => {
    const random = roll() < 0.2 ? randomDerived(roll) : randomSubject(roll);
    const { label } = random;
    const sorted: Label = {
      ...label,
      topics: [...label.topics].sort(),
      caveats: [...label.caveats].sort(),
    };
    return {
      subject: subject(sorted, { kind, originator: random.originator }),
      particulars: randomParticulars(roll),
    };
  });
}

function derivedFrom(sources: readonly Source[], originator = "baghdad"): Source {
  const { label, recipients } = joinLabels(
    sources.map(({ subject, particulars: { recipients } }): Handling => {
      const { label } = subject;
      return { label, originators: originatorsOf(subject), ...(recipients && { recipients }) };
    }),
  );
  return {
    subject: subject(label, { kind: sources[0]!.subject.kind, originator }),
    particulars: {
      areas: areasOf(sources),
      ...(recipients && { recipients }),
      // Every originator of what is not our own has consented.
      consents: partners.filter((partner) =>
        sources.every(
          ({ subject, particulars }) => isOurs(subject) || particulars.consents?.includes(partner),
        ),
      ),
    },
  };
}

/** Of content, what has no area is covered by no grant with one; so is what was derived from it. */
function areasOf(sources: readonly Source[]): Particulars["areas"] {
  const areas = sources.map(({ particulars }) => particulars.areas);
  const isSupport = sources[0]!.subject.kind === "location";
  return isSupport || areas.every((list) => list.length > 0) ? areas.flat() : [];
}

function isOurs(subject: Subject): boolean {
  return originatorsOf(subject).every((originator) => originator === "baghdad");
}

/**
 * Whether a partner may have the source, or made it itself. What was derived elsewhere came from its deriver: under whose
 * grants is asked of that one.
 */
function mayHave(policy: Policy, source: Source, derived: Subject, to: string): boolean {
  const elsewhere = derived.originator !== "baghdad";
  const { subject: own, particulars } = elsewhere
    ? derivedFrom([source], derived.originator)
    : source;
  if (to === source.subject.originator || policy.admits(own, particulars, to)) return true;
  // Under originator control, which another source brought in, the consent of every originator replaces the re-share
  // that their labels admit.
  if (isOurs(own) || !derived.label.originatorControl || own.label.originatorControl) return false;
  if (!particulars.consents?.includes(to)) return false;
  const { kind, originator } = own;
  const controlled = subject({ ...own.label, originatorControl: true }, { kind, originator });
  return policy.admits(controlled, particulars, to);
}

function cameToGoOn(policy: Policy, { subject, particulars }: Source, to: string): boolean {
  const { reasons } = policy.explain(subject, { ...particulars, asSource: true }, to);
  return !reasons.some(({ text }) => text.en.includes("from its originator to us"));
}

test("what is derived goes to nobody to whom a source does not go, wherever it was derived", () => {
  const roll = dice(7);
  let released = 0;
  let several = 0;
  for (let world = 0; world < 600; world++) {
    const policy = compilePolicy(randomWorld(roll));
    for (let asked = 0; asked < 40; asked++) {
      const sources = randomSources(roll);
      const maker = roll() < 0.8 ? "baghdad" : partners[Math.floor(roll() * partners.length)]!;
      const derived = derivedFrom(sources, maker);
      for (const to of policy.audience(derived.subject, derived.particulars)) {
        // The node that derives asks this of each source too: no label can tell under which grants it came.
        if (maker === "baghdad" && !sources.every((source) => cameToGoOn(policy, source, to)))
          continue;
        released++;
        if (sources.length > 1) several++;
        for (const source of sources) {
          if (mayHave(policy, source, derived.subject, to)) continue;
          assert.fail(`to ${to}: ${JSON.stringify({ derived, source }, null, 1)}`);
        }
      }
    }
  }
  assert.ok(released > 3000 && several > 1000, `${released} and ${several} are released`);
});

test("what is derived from one record alone goes where it goes", () => {
  const roll = dice(8);
  let released = 0;
  for (let world = 0; world < 200; world++) {
    const policy = compilePolicy(randomWorld(roll));
    for (let asked = 0; asked < 20; asked++) {
      const [source] = randomSources(roll) as [Source];
      const { originator } = source.subject;
      const derived = derivedFrom([source], originator);
      const audience = policy.audience(source.subject, source.particulars);
      released += audience.length;
      assert.deepEqual(policy.audience(derived.subject, derived.particulars), audience);
    }
  }
  assert.ok(released > 1000, `${released} are released`);
});

const coalition = (grant: object, redLines = [redLine()].slice(1)) =>
  compilePolicy({
    ...signedBy([
      charter({
        parties: ["washington", "baghdad", "amman", "damascus"],
        grants: [{ id: "g1", ...grant }],
        redLines,
      }),
    ]),
  });

test("a grant that is limited to topics covers nothing that comes in part from records without one", () => {
  const policy = coalition({ topics: ["border"] });
  const mixed = subject({ topics: ["border"], beyondTopics: true });
  assert.equal(policy.audience(subject(), nothing).length, 3);
  assert.deepEqual(policy.audience(mixed, nothing), []);
  assert.equal(coalition({}).audience(mixed, nothing).length, 3);
  const decision = policy.explain(mixed, nothing, "amman");
  assert.match(decision.reasons[0]!.text.en, /derived from has none/);
  const forbids = redLine({ topics: ["border"], to: ["amman"] });
  assert.ok(!coalition({}, [forbids]).admits(mixed, nothing, "amman"));
});

test("a red line on one of its originators stops what is derived", () => {
  const forbids = redLine({ origin: ["washington"], to: ["amman"] });
  const policy = coalition({ reshare: "any" }, [forbids]);
  const derived = subject({ reshare: "any", originators: ["baghdad", "washington"] });
  assert.deepEqual(policy.audience(derived, nothing), ["damascus", "washington"]);
  assert.deepEqual(policy.explain(derived, nothing, "amman").decidedBy, [`${charter().id}/r1`]);
});

test("what is derived from others' records is passed on only as each of them lets it", () => {
  const derived = (label: Partial<Label>) =>
    subject({ reshare: "any", originators: ["baghdad", "washington"], ...label });
  const open = coalition({ reshare: "any" });
  assert.equal(open.audience(derived({}), nothing).length, 3);
  assert.deepEqual(open.audience(derived({ reshare: "none" }), nothing), []);
  assert.deepEqual(coalition({}).audience(derived({}), nothing), [], "the grant lets nothing on");
  assert.equal(coalition({}).audience(derived({ originators: ["baghdad"] }), nothing).length, 3);
  const controlled = derived({ originatorControl: true });
  assert.deepEqual(open.audience(controlled, nothing), []);
  assert.deepEqual(open.audience(controlled, { areas: [], consents: ["amman"] }), ["amman"]);
  assert.ok(open.needsParticulars(controlled));
});

test("one originator outside the agreement, or unknown, is enough to keep it here", () => {
  const two = compilePolicy(signedBy([bilateral({ grants: [{ id: "g1", reshare: "parties" }] })]));
  const derived = (...originators: string[]) => subject({ reshare: "any", originators });
  assert.deepEqual(two.audience(derived("damascus"), nothing), ["damascus"]);
  assert.deepEqual(two.audience(derived("amman", "damascus"), nothing), []);
  const open = coalition({ reshare: "any" });
  assert.deepEqual(open.audience(derived("nobody"), nothing), []);
  assert.match(open.explain(derived("nobody"), nothing, "amman").reasons[0]!.text.en, /nobody/);
});
