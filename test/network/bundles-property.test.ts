import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { roadCut } from "../../src/desk/check/samples.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { ledgerStates } from "../../src/desk/list-ledger.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { verifyLedger } from "../../src/desk/verify-ledger.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import { readBundle } from "../../src/exchange/bundle/read-bundle.ts";
import { fc, seeded } from "../seed.ts";
import { bundleOf, carryUntilQuiet } from "./bundles.ts";
import { openPair, pull, type Pair } from "./pair.ts";

/*
 * Bundles in any order, again, lost, in pieces of different sizes, with TAXII pages between: once somebody carried files to and
 * fro, both nodes hold what they would hold had they only ever pulled.
 */

type Side = "baghdad" | "damascus";
const other = { baghdad: "damascus", damascus: "baghdad" } as const;

interface Course extends Pair {
  /** By side, oldest first. */
  reports: Record<Side, StixId[]>;
  files: { to: Side; bytes: Buffer }[];
}

interface Step {
  name: string;
  run(course: Course): Promise<unknown>;
}

const side = fc.constantFrom<Side>("baghdad", "damascus");

/** A counterexample tells what was done. */
function named(step: Step): Step {
  return Object.assign(step, { [fc.toStringMethod]: () => step.name });
}

/** What people do: the same in both courses. */
const work: fc.Arbitrary<Step> = fc.oneof(
  side.map((at) => ({
    name: `${at} reports`,
    async run({ reports, ...pair }: Course) {
      const name = { ar: `حادث ${reports[at].length}`, en: `Event ${reports[at].length}` };
      reports[at].push((await submitReport(pair[at], { ...roadCut, name })).record.id);
    },
  })),
  fc.tuple(side, fc.nat(20), fc.boolean()).map(([at, index, secret]) => ({
    name: `${at} revises ${index}${secret ? ", secret now" : ""}`,
    async run({ reports, ...pair }: Course) {
      const id = reports[at][index % reports[at].length];
      if (!id) return;
      const changes = { description: { ar: `مرة ${index}`, en: `Again ${index}` } };
      const classification = secret ? ("secret" as const) : roadCut.classification;
      await reviseReport(pair[at], id, { ...roadCut, ...changes, classification });
    },
  })),
  fc.tuple(side, fc.nat(20)).map(([at, index]) => ({
    name: `${at} recalls ${index}`,
    async run({ reports, ...pair }: Course) {
      const id = reports[at][index % reports[at].length];
      if (id) await recallRecord(pair[at], id, { reason: "mistaken" });
    },
  })),
  fc.integer({ min: 1, max: 90_000 }).map((ms) => ({
    name: `${ms} ms pass`,
    run: async ({ clock }: Course) => void (clock.now += ms),
  })),
);

/** What happens on the way: in one of the courses. */
const way: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(side, fc.constantFrom(2, 5, 1000)).map(([from, objects]) => ({
    name: `${from} writes, ${objects} a page`,
    async run(course: Course) {
      const pages = { objects, octets: 1_000_000 };
      const bytes = await bundleOf(course[from], other[from], { pages });
      course.files.push({ to: other[from], bytes });
    },
  })),
  fc.nat(50).map((index) => ({
    name: `file ${index} is read`,
    async run({ files, ...pair }: Course) {
      const file = files.at(-1 - (index % 4)) ?? files[0];
      if (file) await readBundle(pair[file.to], [file.bytes]);
    },
  })),
  fc.tuple(fc.nat(50), fc.double({ min: 0.1, max: 0.9, noNaN: true })).map(([index, part]) => ({
    name: `a part of file ${index} is read`,
    async run({ files, ...pair }: Course) {
      const file = files.at(-1 - (index % 4));
      if (!file) return;
      const cut = file.bytes.subarray(0, Math.floor(file.bytes.length * part));
      await readBundle(pair[file.to], [cut]).catch(({ code }: { code: string }) => {
        assert.equal(code, "bundle-damaged");
      });
    },
  })),
  fc.tuple(side, fc.constantFrom(3, 1000)).map(([to, limit]) => ({
    name: `${to} pulls`,
    run: (course: Course) => pull(course[other[to]], course[to], limit),
  })),
);

async function openCourse(seed: number): Promise<Course> {
  const next = seeded(seed);
  const random = (bytes: number) => Uint8Array.from({ length: bytes }, () => next() * 256);
  const pair = await openPair(random);
  return { ...pair, reports: { baghdad: [], damascus: [] }, files: [] };
}

/** What a node's people see of incidents: name, description, and whether it was taken back. */
async function shown(desk: Desk): Promise<string[]> {
  const live = await desk.store.ofKind("incident", 0, 10_000);
  return live
    .map(({ body, originator }) => {
      const { name, description } = JSON.parse(body) as StixObject;
      return `${originator} ${name} ${description}`;
    })
    .sort();
}

async function settled(desk: Desk): Promise<void> {
  for (let turns = 0; turns < 200 && (await desk.store.quarantineCount()) > 0; turns++) {
    await pause(5);
  }
  assert.equal(await desk.store.quarantineCount(), 0);
}

async function pullUntilQuiet({ baghdad, damascus }: Course): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await pull(baghdad, damascus);
    await pull(damascus, baghdad);
  }
}

/** All that one offered the other and may still have, lies there and was signed for; what was served and taken back is acknowledged. */
async function isWhole(course: Course, from: Side): Promise<void> {
  const desk = course[from];
  assert.equal((await desk.store.outboxState(other[from])).pending, 0);
  for (const id of course.reports[from]) {
    for (const { state, acknowledged } of await desk.store.offersOf(id)) {
      assert.ok(["received", "recalled", "voided"].includes(state), state);
      if (state === "recalled") assert.ok(acknowledged, id);
    }
  }
  assert.deepEqual((await verifyLedger(desk)).faults, []);
  const [state] = await ledgerStates(desk);
  assert.deepEqual(state!.forks, []);
}

test("bundles in any order, again, lost, cut and mixed with pages end in the state that pulling ends in", async () => {
  const steps = fc.array(
    fc.oneof(
      { weight: 1, arbitrary: work.map((step) => ({ step: named(step), both: true })) },
      { weight: 1, arbitrary: way.map((step) => ({ step: named(step), both: false })) },
    ),
    { minLength: 20, maxLength: 50 },
  );
  let read = 0;
  let records = 0;
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(), async (plan, seed) => {
      const [files, pages] = [await openCourse(seed), await openCourse(seed)];
      try {
        for (const { step, both } of plan) {
          await step.run(files);
          if (both) await step.run(pages);
        }
        read += files.files.length;
        await carryUntilQuiet(files.baghdad, files.damascus);
        await pullUntilQuiet(pages);
        for (const at of ["baghdad", "damascus"] as const) {
          for (const course of [files, pages]) {
            await settled(course[at]);
            await isWhole(course, at);
          }
          const [here, there] = [await shown(files[at]), await shown(pages[at])];
          assert.deepEqual(here, there, at);
          records += here.length;
        }
      } finally {
        await files.close();
        await pages.close();
      }
    }),
    { numRuns: 6, endOnFailure: true },
  );
  assert.ok(read > 10 && records > 10, `${read} files, ${records} records`);
});
