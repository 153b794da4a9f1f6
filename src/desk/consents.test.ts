import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";
import { type Consent, consentAnswers } from "../domain/consent.ts";
import type { Label } from "../domain/label.ts";
import type { PartnerId } from "../domain/partner.ts";
import { openConsents, type PassedOn, stateOf } from "./consents.ts";

const id = (type: string, number: number) =>
  `${type}--00000000-0000-4000-8000-00000000000${number}`;
const partners = ["damascus", "baghdad", "amman", "cairo"] as const;
const objects = [id("incident", 1), id("report", 2)];
const labels = [id("marking-definition", 1), id("marking-definition", 2)];

/** What somebody said, and by whom it came. */
interface Said {
  consent: Consent;
  via: PartnerId | null;
}

const said: fc.Arbitrary<Said> = fc
  .record({
    object: fc.constantFrom(...objects),
    sides: fc.shuffledSubarray([...partners], { minLength: 3, maxLength: 3 }),
    state: fc.constantFrom("asked" as const, "given" as const, ...consentAnswers),
    label: fc.constantFrom(...labels),
    at: fc.nat({ max: 1000 }),
    via: fc.constantFrom(...partners),
  })
  .map(({ object, sides: [originator, holder, to], state, label, at, via }): Said => {
    const matter = { object, originator: originator!, holder: holder!, to: to! };
    const asked = state === "asked" ? {} : { asked: at - 1 };
    const consent = { ...matter, state, at, created: at, ...asked };
    const by = state === "asked" ? holder! : via;
    return {
      consent: { ...consent, ...(state === "given" && { label }) },
      via: by === "baghdad" ? null : by,
    };
  });

/** Nobody says two things at one time. */
const history = fc.uniqueArray(said, {
  minLength: 20,
  maxLength: 60,
  selector: ({ consent: { object, originator, holder, to, state, at } }) =>
    `${object} ${originator} ${holder} ${to} ${state === "asked"} ${at}`,
});

function learned(all: readonly Said[]) {
  const consents = openConsents("baghdad");
  for (const { consent, via } of all) consents.learn(consent, via);
  return consents;
}

function record(
  kind: string,
  object: string,
  labelId: string,
  originators: readonly PartnerId[],
): PassedOn {
  const [originator, ...others] = originators as [PartnerId, ...PartnerId[]];
  const label: Label = {
    ...{ classification: "restricted", topics: [], caveats: [], reshare: "none" },
    ...{ originatorControl: true, release: "agreements" },
    ...(others.length > 0 && { originators: others }),
  };
  return { id: object, kind, labelId, label, originator };
}

/** The rule, slowly: the last word of each originator, to this holder, on this record and recipient, is a consent under its label. */
function mayGo(
  all: readonly Said[],
  { id: object, kind, labelId, label, originator }: PassedOn,
  holder: PartnerId,
  to: PartnerId,
): boolean {
  const isContent = ["incident", "report"].includes(kind);
  const words = all.map(({ consent }) => consent).filter(({ state }) => state !== "asked");
  return [originator, ...(label.originators ?? [])].every((asked) => {
    if (asked === holder || asked === to) return true;
    return (isContent ? [object] : objects).some((named) => {
      const own = words.filter(
        (word) =>
          word.object === named &&
          word.originator === asked &&
          word.holder === holder &&
          word.to === to,
      );
      const last = own.toSorted((a, b) => b.at - a.at)[0];
      return last?.state === "given" && last.label === labelId;
    });
  });
}

test("re-share only by consent: the last word of every originator decides, in whatever order and however often it comes", () => {
  let open = 0;
  fc.assert(
    fc.property(history, fc.nat(), (all, turn) => {
      const at = all.length === 0 ? 0 : turn % all.length;
      const consents = learned(all);
      const other = learned([...all.slice(at), ...all.toReversed(), ...all.slice(0, at)]);
      for (const kind of ["incident", "location"]) {
        for (const labelId of labels) {
          for (const originators of [["damascus"], ["cairo"], ["damascus", "cairo"]]) {
            const passed = record(kind, objects[0]!, labelId, originators);
            const to = consents.consentedTo(passed);
            assert.deepEqual([...other.consentedTo(passed)].sort(), [...to].sort());
            for (const partner of partners) {
              if (partner === "baghdad") continue;
              const expected = mayGo(all, passed, "baghdad", partner);
              assert.equal(to.includes(partner), expected, `${partner} ${kind} ${originators}`);
              if (expected && !originators.includes(partner)) open++;
              const received = mayGo(all, passed, partner, "baghdad");
              assert.equal(consents.allGiven(passed, partner, "baghdad"), received);
            }
          }
        }
      }
    }),
    { numRuns: 300 },
  );
  assert.ok(open > 300, `${open}`);
});

const matter = { object: objects[0]!, originator: "damascus", holder: "baghdad", to: "amman" };
const ask = (at: number): Consent => ({ ...matter, state: "asked", at, created: 1, reason: "why" });

test("an ask waits until it is answered, and an answer to an earlier one leaves a later one waiting", () => {
  const consents = openConsents("baghdad");
  const state = () => stateOf(consents.of(matter)!);
  consents.learn(ask(1), null);
  assert.equal(state(), "asked");
  consents.learn({ ...matter, state: "refused", at: 5, created: 5, asked: 1 }, "damascus");
  assert.equal(state(), "refused");
  consents.learn(ask(3), null);
  assert.equal(state(), "asked");
  consents.learn(
    { ...matter, state: "given", at: 6, created: 5, asked: 3, label: labels[0]! },
    "amman",
  );
  assert.equal(state(), "given");
});

test("an ask counts only where it is for this node, by the holder itself; an answer only where it concerns this node", () => {
  const asked = openConsents("damascus");
  asked.learn(ask(1), "amman");
  assert.equal(asked.of(matter), null);
  asked.learn(ask(1), "baghdad");
  assert.equal(asked.of(matter)?.ask?.at, 1);
  const elsewhere = openConsents("cairo");
  elsewhere.learn(ask(1), "baghdad");
  const given: Consent = {
    ...matter,
    state: "given",
    at: 5,
    created: 5,
    asked: 1,
    label: labels[0]!,
  };
  elsewhere.learn(given, "baghdad");
  assert.deepEqual([...elsewhere.all()], []);
});

test("one partner cannot fill the memory with asks", () => {
  const asked = openConsents("damascus");
  for (let n = 0; n < 10_005; n++) {
    const object = `incident--00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
    asked.learn({ ...ask(1), object }, "baghdad");
  }
  assert.equal([...asked.all()].length, 10_000);
  asked.learn({ ...ask(1), holder: "cairo" }, "cairo");
  assert.equal([...asked.all()].length, 10_001);
});
