import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Change } from "../port.ts";
import type { Harness } from "./harness.ts";
import { outboxModel, viewOfStore } from "./outbox-model.ts";
import { record, sample, together } from "./sample.ts";

/** Ids and partners are named per run, so that one store serves all runs. */
interface Names {
  id(n: number): string;
  partner(n: number): string;
}

type Step = (names: Names) => Change;

const object = fc.nat(1);
const partner = fc.nat(1);
const version = fc.constantFrom(10, 20, 30);
const seq = fc.nat(12);

const write =
  (n: number, modified: number): Step =>
  ({ id }) =>
    record(sample(0, modified, { id: id(n) }));

/** What every course starts with; the rest is written somewhere on the way, or never. */
const known = [write(0, 10), write(0, 20), write(1, 10), write(1, 30)];

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(object, version).map(([n, modified]) => write(n, modified)),
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        object,
        fc.option(version, { nil: undefined }),
        partner,
        fc.option(object, { freq: 5 }),
      )
      .map(([n, modified, p, sent]): Step => (names) => ({
        do: "offer",
        offer: {
          ...{ id: names.id(n), partner: names.partner(p), control: false },
          ...(modified !== undefined && { modified }),
          ...(sent !== null && { ifServed: names.id(sent) }),
        },
      })),
  },
  fc
    .tuple(object, partner, fc.option(version, { nil: undefined }))
    .map(([n, p, modified]): Step => (names) => ({
      ...{ do: "void", partner: names.partner(p), id: names.id(n) },
      ...(modified !== undefined && { modified }),
    })),
  fc.tuple(object, partner, version).map(([n, p, throughModified]): Step => (names) => ({
    ...{ do: "recall-offer", partner: names.partner(p), id: names.id(n) },
    ...{ throughModified, at: 1 },
  })),
  fc.tuple(partner, seq).map(([p, upTo]): Step => (names) => ({
    do: "served",
    partner: names.partner(p),
    seq: upTo,
    at: 1,
  })),
  fc
    .tuple(partner, fc.array(seq, { minLength: 1, maxLength: 3 }))
    .map(([p, only]): Step => (names) => ({
      do: "served",
      partner: names.partner(p),
      seq: 0,
      only,
      at: 1,
    })),
  // The clock stands still at 0, so the n-th entry of an outbox has the date n.
  fc.tuple(partner, seq).map(([p, through]): Step => (names) => ({
    do: "received",
    partner: names.partner(p),
    through,
    at: 1,
  })),
  fc.tuple(object, version).map(([n, throughModified]): Step => (names) => ({
    do: "withdraw",
    id: names.id(n),
    throughModified,
    reason: "",
    at: 1,
  })),
);

/** Any course of events leaves every outbox as the plain rules say. */
export function outboxProperty({ withStore }: Harness): void {
  test("outboxes follow the rules through any course of events", () =>
    withStore(async (store, clock) => {
      clock.now = 0;
      let run = 0;
      const batch = fc.array(steps, { minLength: 1, maxLength: 8 });
      const course = fc.array(batch, { minLength: 2, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(course, async (batches) => {
          run++;
          const names: Names = {
            id: (n) => `incident--${run}-${n}`,
            partner: (n) => `partner-${run}-${n}`,
          };
          const partners = [0, 1].map(names.partner);
          const ids = [0, 1].map(names.id);
          const model = outboxModel(() => 0);
          for (const part of [known, ...batches]) {
            const changes = part.map((step) => step(names));
            await store.commit(together(...changes));
            changes.forEach(model.apply);
            assert.deepEqual(await viewOfStore(store, partners, ids), model.view(partners, ids));
          }
        }),
        { numRuns: 100 },
      );
    }));
}
