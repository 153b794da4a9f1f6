import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";

import { AppError } from "../errors.ts";
import { type Handling, joinLabels } from "./join-labels.ts";
import { classifications, type Label, reshareScopes } from "./label.ts";
import { labelMarking, readLabel } from "./label-marking.ts";
import { topics } from "./topics.ts";

/**
 * The order that the join is measured by: whether what is handled as `narrow` goes to nobody and under no clause that
 * would not let go what is handled as `loose`.
 */
function isAsNarrow(narrow: Handling, loose: Handling): boolean {
  const [one, other] = [narrow.label, loose.label];
  const has = (all: readonly string[], some: readonly string[]) =>
    some.every((each) => all.includes(each));
  // A record without topics is covered by no grant that is limited to topics, and matched by no red line that is.
  const limited = (label: Label) => label.topics.length > 0 && !label.beyondTopics;
  return (
    classifications.indexOf(one.classification) >= classifications.indexOf(other.classification) &&
    has(one.topics, other.topics) &&
    (!limited(one) || limited(other)) &&
    has(one.caveats, other.caveats) &&
    reshareScopes.indexOf(one.reshare) <= reshareScopes.indexOf(other.reshare) &&
    (one.originatorControl || !other.originatorControl) &&
    has(narrow.originators, loose.originators) &&
    isReleaseAsNarrow(narrow, loose)
  );
}

function isReleaseAsNarrow(narrow: Handling, loose: Handling): boolean {
  if (narrow.label.release === "none" || loose.label.release === "agreements") return true;
  if (narrow.label.release !== "listed" || loose.label.release !== "listed") return false;
  return narrow.recipients!.every((partner) => loose.recipients!.includes(partner));
}

function subsets<T>(list: readonly T[]): T[][] {
  return list.reduce<T[][]>((all, one) => [...all, ...all.map((some) => [...some, one])], [[]]);
}

/** Every handling that takes one value of each; in the form in which a join gives it. `listed`: who may be on a list. */
function universe({
  classification = ["restricted"],
  topics = [],
  caveats = [],
  reshare = ["coalition"],
  control = [false],
  listed,
  originators = ["baghdad"],
}: {
  classification?: Label["classification"][];
  topics?: string[];
  caveats?: string[];
  reshare?: Label["reshare"][];
  control?: boolean[];
  listed?: string[];
  originators?: string[];
}): Handling[] {
  const about = subsets(topics).flatMap((topics) =>
    topics.length === 0 ? [{ topics }] : [{ topics }, { topics, beyondTopics: true as const }],
  );
  const lists = listed ? subsets(listed).slice(1) : [];
  const released: { release: Label["release"]; recipients?: string[] }[] = [
    { release: "agreements" },
    ...(listed ? [{ release: "none" as const }] : []),
    ...lists.map((recipients) => ({ release: "listed" as const, recipients })),
  ];
  let labels: Partial<Label>[] = about;
  const times = <K extends keyof Label>(key: K, values: readonly Label[K][]) => {
    labels = labels.flatMap((label) => values.map((value) => ({ ...label, [key]: value })));
  };
  times("classification", classification);
  times("caveats", subsets(caveats));
  times("reshare", reshare);
  times("originatorControl", control);
  times("originators", subsets(originators).slice(1));
  return labels.flatMap((label) =>
    released.map(({ release, ...kept }) => ({
      label: { ...label, release } as Label,
      ...kept,
      originators: label.originators!,
    })),
  );
}

function keyOf({ label, recipients, originators }: Handling): string {
  const { beyondTopics = false, topics, caveats, ...rest } = label;
  const { classification, reshare, originatorControl, release } = rest;
  return JSON.stringify([
    ...[classification, topics, beyondTopics, caveats, reshare, originatorControl, release],
    ...[recipients, originators, label.originators],
  ]);
}

/**
 * That the join of every two is their least upper bound, and of every three the same whatever the grouping: by tables,
 * as every join of two lies in the universe too.
 */
function checkJoins(all: readonly Handling[]): void {
  const count = all.length;
  const numbers = new Map(all.map((one, index) => [keyOf(one), index]));
  assert.equal(numbers.size, count, "each is there once");
  const joins = new Int32Array(count * count);
  const narrower = new Uint8Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) {
      joins[a * count + b] = numbers.get(keyOf(joinLabels([all[a]!, all[b]!]))) ?? -1;
      narrower[a * count + b] = isAsNarrow(all[a]!, all[b]!) ? 1 : 0;
    }
  }
  const wrong = (what: string, ...at: number[]) =>
    assert.fail(`${what}: ${at.map((index) => keyOf(all[index]!)).join(" ")}`);
  for (let a = 0; a < count; a++) {
    if (joins[a * count + a] !== a) wrong("not idempotent", a);
    for (let b = 0; b < count; b++) {
      const join = joins[a * count + b]!;
      if (join < 0) wrong("outside the universe", a, b);
      if (joins[b * count + a] !== join) wrong("not commutative", a, b);
      if (!narrower[join * count + a] || !narrower[join * count + b]) wrong("no bound", a, b);
      if (a !== b && narrower[a * count + b] && narrower[b * count + a]) wrong("no order", a, b);
      for (let c = 0; c < count; c++) {
        if (narrower[c * count + a] && narrower[c * count + b] && !narrower[c * count + join])
          wrong("not the least", a, b, c);
        if (joins[join * count + c] !== joins[a * count + joins[b * count + c]!])
          wrong("not associative", a, b, c);
      }
    }
  }
}

const partners = ["amman", "baghdad", "damascus"];

test("topics and release: the join is the least upper bound, among all pairs and triples", () => {
  const all = universe({ topics: ["border", "control"], listed: partners });
  assert.equal(all.length, 7 * 9);
  checkJoins(all);
});

test("classification, caveats, re-share, control, originators: the same", () => {
  const all = universe({
    classification: ["restricted", "secret"],
    caveats: ["EYES", "FIVE"],
    reshare: [...reshareScopes],
    control: [false, true],
    originators: ["amman", "baghdad"],
  });
  assert.equal(all.length, 2 * 4 * 3 * 2 * 3);
  checkJoins(all);
});

test("all of them together: the same", () => {
  const all = universe({
    classification: ["restricted", "secret"],
    topics: ["border"],
    caveats: ["EYES"],
    reshare: ["none", "any"],
    control: [false, true],
    listed: ["amman", "baghdad"],
    originators: ["amman"],
  });
  assert.equal(all.length, 2 * 3 * 2 * 2 * 2 * 5);
  checkJoins(all);
});

const handling: fc.Arbitrary<Handling> = fc
  .record({
    classification: fc.constantFrom(...classifications),
    topics: fc.subarray([...topics]).map((list) => list.sort()),
    beyond: fc.boolean(),
    caveats: fc.subarray(["EYES ONLY", "NOFORN", "قيد"]).map((list) => list.sort()),
    reshare: fc.constantFrom(...reshareScopes),
    originatorControl: fc.boolean(),
    release: fc.constantFrom("none", "listed", "agreements" as const),
    recipients: fc.option(fc.shuffledSubarray(partners), { nil: undefined }),
    originators: fc.shuffledSubarray(partners, { minLength: 1 }),
    named: fc.subarray(partners),
  })
  .map(({ beyond, recipients, originators, named, ...label }) => ({
    label: {
      ...label,
      ...(beyond && label.topics.length > 0 && { beyondTopics: true as const }),
      ...(named.length > 0 && { originators: named }),
    },
    ...(recipients && { recipients }),
    originators,
  }));

test("any sources, as records come: order, grouping and repetition mean nothing, and nothing is loosened", () => {
  fc.assert(
    fc.property(fc.array(handling, { minLength: 1, maxLength: 5 }), fc.nat(), (sources, at) => {
      const joined = joinLabels(sources);
      assert.deepEqual(joinLabels([...sources].reverse()), joined);
      assert.deepEqual(joinLabels([...sources, joined, sources[at % sources.length]!]), joined);
      const cut = at % sources.length;
      if (cut > 0) {
        const [left, right] = [joinLabels(sources.slice(0, cut)), joinLabels(sources.slice(cut))];
        assert.deepEqual(joinLabels([left, right]), joined);
      }
      for (const source of sources) assert.ok(isAsNarrow(joined, joinLabels([source])));
    }),
    { numRuns: 500 },
  );
});

test("the joined label is written and read as any other", () => {
  fc.assert(
    fc.property(fc.array(handling, { minLength: 1, maxLength: 3 }), (sources) => {
      const { label, originators } = joinLabels(sources);
      assert.deepEqual(readLabel(labelMarking(label).object).label, label);
      assert.deepEqual(label.originators, originators);
    }),
  );
});

const plain: Label = {
  classification: "restricted",
  topics: ["border"],
  caveats: [],
  reshare: "any",
  originatorControl: false,
  release: "agreements",
};
const source = (label: Partial<Label>, part: Partial<Handling> = {}): Handling => ({
  label: { ...plain, ...label },
  originators: ["baghdad"],
  ...part,
});

test("listed recipients are intersected, and a list that nobody is left on releases nothing", () => {
  const listed = (...recipients: string[]) => source({ release: "listed" }, { recipients });
  const joined = (...sources: Handling[]) => {
    const { label, recipients } = joinLabels(sources);
    return [label.release, recipients];
  };
  assert.deepEqual(joined(listed("amman", "damascus"), listed("damascus", "cairo")), [
    "listed",
    ["damascus"],
  ]);
  assert.deepEqual(joined(listed("amman"), listed("damascus")), ["none", undefined]);
  assert.deepEqual(joined(listed("damascus", "amman"), source({})), [
    "listed",
    ["amman", "damascus"],
  ]);
  assert.deepEqual(joined(source({}), source({})), ["agreements", undefined]);
  assert.deepEqual(joined(listed("amman"), source({ release: "none" })), ["none", undefined]);
  // The list stands at its originator's node: here nobody is known to be on it.
  assert.deepEqual(joined(listed("amman"), source({ release: "listed" })), ["none", undefined]);
  const idle = source({ release: "agreements" }, { recipients: ["amman"] });
  assert.deepEqual(joined(idle), ["agreements", undefined]);
});

test("with topics and without: the topics stand, for red lines, and limited grants are told off", () => {
  const about = (...lists: string[][]) => {
    const { label } = joinLabels(lists.map((topics) => source({ topics })));
    return [label.topics, label.beyondTopics];
  };
  assert.deepEqual(about([], ["border"]), [["border"], true]);
  assert.deepEqual(about(["control"], ["border"]), [["border", "control"], undefined]);
  assert.deepEqual(about([], []), [[], undefined]);
});

test("originators are those of the records and those that their labels name", () => {
  const derived = source({ originators: ["amman", "damascus"] }, { originators: ["baghdad"] });
  const joined = joinLabels([derived, source({}, { originators: ["cairo"] })]);
  assert.deepEqual(joined.originators, ["amman", "baghdad", "cairo", "damascus"]);
  assert.deepEqual(joined.label.originators, joined.originators);
});

test("what is not understood is an error, never a default", () => {
  const strange: Record<string, unknown>[] = [
    { classification: "cosmic" },
    { classification: undefined },
    { reshare: "all" },
    { release: "public" },
    { release: undefined },
    { originatorControl: "no" },
    { originatorControl: undefined },
    { topics: undefined },
    { topics: ["control", "border"] },
    { caveats: "EYES" },
    { caveats: [7] },
    { beyondTopics: false },
    { beyondTopics: true, topics: [] },
    { originators: [] },
    { originators: ["Baghdad"] },
  ];
  const hasCode = (code: string) => (error: unknown) =>
    error instanceof AppError && error.code === code;
  for (const part of strange)
    for (const sources of [
      [source(part as Partial<Label>)],
      [source({}), source(part as Partial<Label>)],
    ])
      assert.throws(() => joinLabels(sources), hasCode("label-unknown"), JSON.stringify(part));
  assert.throws(() => joinLabels([source({ topics: ["weather"] })]), hasCode("topic-unknown"));
  assert.throws(() => joinLabels([]), RangeError);
  assert.throws(() => joinLabels([source({}, { originators: [] })]), RangeError);
});
