import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../../test/seed.ts";
import type { Change } from "../port.ts";
import type { Harness } from "./harness.ts";
import { outboxModel, viewOfStore } from "./outbox-model.ts";
import { record, sample, together } from "./sample.ts";

const id = fc.constantFrom("incident--0", "incident--1", "receipt--0");
const partner = fc.constantFrom("amman", "erbil");
const version = fc.constantFrom(10, 20, 30);
const anyVersion = fc.option(version, { nil: undefined });
const seq = fc.nat(12);
const at = fc.constant(1);

const write = (of: string, modified: number) =>
  record(sample(0, modified, { id: of, kind: of.slice(0, of.indexOf("--")) }));

/** What every course starts with; the rest is written somewhere on the way, or never. */
const known = [
  write("incident--0", 10),
  write("incident--1", 10),
  write("incident--1", 30),
  write("receipt--0", 10),
];

const offers = fc
  .record({
    ...{ partner, id, modified: anyVersion, control: fc.constant(false) },
    ifServed: fc.option(id, { freq: 5, nil: undefined }),
  })
  .map((offer) => ({ do: "offer", offer: leaveOut(offer) }) as Change);

const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(id, version).map(([of, modified]) => write(of, modified)),
  { weight: 6, arbitrary: offers },
  fc
    .record({ do: fc.constant("void"), partner, id, modified: anyVersion })
    .map((change) => leaveOut(change) as Change),
  fc.record({
    ...{ do: fc.constant("recall-offer" as const), partner, id, throughModified: version, at },
  }),
  fc.record({ do: fc.constant("served" as const), partner, seq, at }),
  fc.record({
    ...{ do: fc.constant("served" as const), partner, seq: fc.constant(0), at },
    only: fc.array(seq, { minLength: 1, maxLength: 3 }),
  }),
  // The clock stands still at 0, so the n-th entry of an outbox has the date n, or one behind what was received.
  fc.record({ do: fc.constant("received" as const), partner, through: seq, at }),
  fc.record({
    ...{ do: fc.constant("withdraw" as const), id, throughModified: fc.constantFrom(5, 10, 20) },
    ...{ reason: fc.constant(""), at },
  }),
);

/** Without the properties that are undefined. */
function leaveOut(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** Ids and partners get the number of the run, so that one store serves all runs. */
function inRun<Value>(run: number, value: Value): Value {
  const text = JSON.stringify(value).replace(
    /"((?:incident|receipt)--\d|amman|erbil)"/g,
    `"$1-${run}"`,
  );
  return JSON.parse(text) as Value;
}

/** Any course of events leaves every outbox as the plain rules say. */
export function outboxProperty({ withStore }: Harness): void {
  test("outboxes follow the rules through any course of events", () =>
    withStore(async (store, clock) => {
      clock.now = 0;
      let run = 0;
      const batch = fc.array(changes, { minLength: 1, maxLength: 8 });
      const course = fc.array(batch, { minLength: 2, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(course, async ([first = [], ...later]) => {
          run++;
          const partners = inRun(run, ["amman", "erbil"]);
          const ids = inRun(run, ["incident--0", "incident--1", "receipt--0"]);
          const model = outboxModel(() => 0);
          for (const part of inRun(run, [[...known, ...first], ...later])) {
            await store.commit(together(...part));
            part.forEach(model.apply);
            assert.deepEqual(await viewOfStore(store, partners, ids), model.view(partners, ids));
          }
        }),
        { numRuns: 150 },
      );
    }));
}
