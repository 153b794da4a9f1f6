import assert from "node:assert/strict";
import { test } from "node:test";
import { contentKinds } from "../domain/kinds.ts";
import { classifications } from "../domain/label.ts";
import { topics } from "../domain/topics.ts";
import { compilePolicy } from "./compile.ts";
import { releaseMatrix, ruleChanges } from "./matrix.ts";
import { draftInput } from "./preview.ts";
import { bilateral, nothing, redLine, signedBy, subject } from "./test/builders.ts";
import { dice, randomWorld } from "./test/random-world.ts";
import type { Policy } from "./types.ts";

const own = (
  { self }: Policy,
  kind: string,
  label: { classification: (typeof classifications)[number]; topics: string[] },
) => subject({ caveats: [], ...label }, { kind, originator: self });

test("a cell says which red line blocks, what is held and how long, and what no grant covers", () => {
  const grants = [
    { id: "g1", topics: ["border", "force-position"], upTo: "restricted" as const },
    { id: "g2", topics: ["humanitarian"], hold: { minutes: 30 } },
    { id: "g3", topics: ["statement"], hold: "second-person" as const },
  ];
  const form = bilateral({ grants, redLines: [redLine({ topics: ["force-position"] })] });
  const policy = compilePolicy(signedBy([form]));
  const matter = { kind: "incident", classification: "restricted" } as const;
  const [row] = releaseMatrix(policy, ["damascus"], matter);
  const of = (topic: string) => {
    const { state, hold, redLines } = row!.cells.find((cell) => cell.topic === topic)!;
    return { state, hold, redLines };
  };
  assert.deepEqual(of("border"), { state: "flows", hold: "none", redLines: [] });
  assert.deepEqual(of("humanitarian"), { state: "held", hold: { minutes: 30 }, redLines: [] });
  assert.deepEqual(of("statement"), { state: "held", hold: "second-person", redLines: [] });
  assert.deepEqual(of("control"), { state: "nothing", hold: "none", redLines: [] });
  const line = `${form.id}/${form.redLines[0]!.id}`;
  assert.deepEqual(of("force-position"), { state: "blocked", hold: "none", redLines: [line] });
  assert.equal(row!.cells.length, topics.length);
  assert.equal(row!.cells.find(({ topic }) => topic === "control")!.reason.clause, "g1");
});

for (const seed of [1, 2, 3, 4])
  test(`the matrix and its changes are what each record would be told, seed ${seed}`, () => {
    const roll = dice(seed);
    const [before, after] = [randomWorld(roll), randomWorld(roll)];
    const current = compilePolicy(before);
    const next = compilePolicy({ ...after, self: before.self, partners: before.partners });
    const partners = before.partners.filter((partner) => partner !== before.self);

    for (const { partner, cells } of releaseMatrix(current, partners, {
      ...{ kind: "report", classification: "confidential" },
    }))
      for (const { topic, state } of cells) {
        const about = own(current, "report", { classification: "confidential", topics: [topic] });
        const flows = state === "flows" || state === "held";
        assert.equal(flows, current.admits(about, nothing, partner), `${partner} ${topic}`);
        assert.equal(state === "held", flows && current.hold(about, nothing, partner) > 0);
      }

    const told = new Set<string>();
    for (const { partner, opens, stops } of ruleChanges(current, next))
      for (const [way, scopes] of Object.entries({ opens, stops }))
        for (const scope of scopes)
          for (const topic of scope.topics)
            for (const kind of scope.kinds)
              for (const classification of scope.classifications)
                told.add([way, partner, kind, classification, topic].join());
    const so = new Set<string>();
    for (const kind of contentKinds)
      for (const classification of classifications)
        for (const topic of topics)
          for (const partner of partners) {
            const about = own(current, kind, { classification, topics: [topic] });
            const [now, then] = [current, next].map((one) => one.admits(about, nothing, partner));
            if (now !== then)
              so.add([then ? "opens" : "stops", partner, kind, classification, topic].join());
          }
    assert.deepEqual([...told].sort(), [...so].sort());
    assert.ok(so.size > 0);
  });

test("a tightening is told as what stops, in as few words as it takes", () => {
  const form = bilateral({ grants: [{ id: "g1", topics: ["border", "control"] }] });
  const input = signedBy([form]);
  const tightened = { ...form, redLines: [redLine({ topics: ["control"] })] };
  const next = compilePolicy(draftInput(input, tightened));
  assert.deepEqual(ruleChanges(compilePolicy(input), next), [
    {
      ...{ partner: "damascus", opens: [] },
      stops: [
        {
          ...{ topics: ["control"], kinds: [...contentKinds] },
          classifications: [...classifications],
        },
      ],
    },
  ]);
  assert.deepEqual(ruleChanges(next, next), []);
});
