import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { sampleNow } from "../../src/desk/check/samples.ts";
import { mostOfDay } from "../../src/desk/protected/keep-away.ts";
import { addPlace, askImport, decideImport } from "../../src/desk/protected/write-places.ts";
import { openCheckAnswers } from "../../src/desk/tasks/answer-checks.ts";
import { changePart } from "../../src/desk/tasks/write-parts.ts";
import { proposeTask } from "../../src/desk/tasks/write-task.ts";
import { operator } from "../../src/desk/viewer.ts";
import { checkAnswerId } from "../../src/domain/derived-id.ts";
import type { StixId } from "../../src/domain/stix.ts";
import { stixTime } from "../../src/domain/time.ts";
import { openPair, type Pair, pull } from "./pair.ts";

/* What one partner learns by asking, and when, follows from what it asks and what it may be told. */

let pair: Pair;
before(async () => {
  pair = await openPair((bytes) => randomBytes(bytes));
});
after(() => pair.close());

const at = (hours: number) => stixTime(sampleNow + hours * 3_600_000);
const handled = { classification: "restricted" as const };
const frame = { name: { ar: "مهمة" }, from: at(1), until: at(48), ...handled };
type Position = [number, number];
const point = (lon: number, lat: number) => ({
  type: "Point" as const,
  coordinates: [lon, lat] as Position,
});
const box = (west: number, south: number, east: number, north: number) => ({
  type: "Polygon" as const,
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ] as Position[],
  ],
});
const part = (geometry: ReturnType<typeof point> | ReturnType<typeof box>) => ({
  ...{ name: { ar: "جزء" }, performer: "baghdad", from: at(1), until: at(2), geometry, ...handled },
});

/** Hospitals in rows from here, some kilometres from each other. */
async function places(count: number, west: number, south: number): Promise<void> {
  const all = Array.from({ length: count }, (_, index) => ({
    ...{ name: { ar: "مستشفى" }, kind: "hospital" as const, radius: 100 },
    geometry: point(west + (index % 40) * 0.1, south + Math.floor(index / 40) * 0.1),
  }));
  const asked = await askImport(pair.damascus, "Amal", "places", all);
  await decideImport(pair.damascus, "Basim", asked, { approve: true });
}

async function asked(
  ...geometries: Parameters<typeof part>[0][]
): Promise<[task: StixId, parts: StixId[]]> {
  const { id, parts } = await proposeTask(pair.baghdad, { ...frame, parts: geometries.map(part) });
  await pull(pair.baghdad, pair.damascus);
  return [id, parts.map((one) => one.id)];
}

const answerTo = (id: StixId) =>
  pair.damascus.live.get(checkAnswerId(id, "damascus"))?.object as
    | {
        keep_away: string;
        keep_away_because?: string;
        keep_away_areas?: { coordinates: unknown[] };
      }
    | undefined;
const areasTold = (id: StixId) => answerTo(id)?.keep_away_areas?.coordinates.length ?? 0;

test("what is hidden changes nothing of when a part is answered", async () => {
  const { baghdad, damascus, clock } = pair;
  const many = Array.from({ length: 60 }, (_, index) =>
    point(20 + (index % 100) / 10, 20 + Math.floor(index / 100)),
  );
  const [, parts] = await asked(...many);
  const answers = openCheckAnswers(damascus);
  for (let beat = 0; beat < 4; beat++) await answers.beat();
  const probe = [...parts].sort().at(-1)!;
  async function beatsUntilAnswered(): Promise<number> {
    clock.now += 1000;
    const { modified } = baghdad.live.get(probe)!;
    const moved = { ...part(point(29, 29)), name: { ar: "جزء آخر" } };
    await changePart(baghdad, operator("test"), probe, moved, stixTime(modified));
    await pull(baghdad, damascus);
    const wanted = stixTime(damascus.live.get(probe)!.modified);
    for (let beat = 1; beat < 10; beat++) {
      await answers.beat();
      const answer = answerTo(probe) as { part_modified?: string } | undefined;
      if (answer?.part_modified === wanted) return beat;
    }
    return Infinity;
  }
  assert.equal(await beatsUntilAnswered(), 1);
  // Near all of them.
  const wide = { name: { ar: "سر" }, kind: "camp" as const, geometry: box(20, 20, 30, 22) };
  await addPlace(damascus, "Amal", { ...wide, answerTo: [] });
  assert.equal(await beatsUntilAnswered(), 1);
  // Nor does what is new for this partner keep it from an answer to what it asks.
  await addPlace(damascus, "Amal", { ...wide, answerTo: ["baghdad"] });
  assert.equal(await beatsUntilAnswered(), 1);
  for (let beat = 0; beat < 4; beat++) await answers.beat();
  assert.ok(parts.every((id) => id === probe || areasTold(id) === 1));
});

test("one part tells no register, and none goes without an answer", async () => {
  await places(1500, 38, 29);
  const answers = openCheckAnswers(pair.damascus);
  await places(1, 5, 5);
  const [, [country, town, empty]] = await asked(
    ...[box(37, 28, 48, 38), box(38, 29, 38.15, 29.15), box(0, 0, 10, 10)],
  );
  await answers.beat();
  assert.deepEqual(
    [answerTo(country!)?.keep_away, answerTo(country!)?.keep_away_because, areasTold(country!)],
    ["cannot-say", "part-too-large", 0],
  );
  assert.equal(areasTold(town!), 4);
  assert.equal(answerTo(empty!)?.keep_away, "cannot-say", "however few there are");
});

test("who asks again and again is told so much in a day and no more, and the rest a day later", async () => {
  const { damascus, clock } = pair;
  const answers = openCheckAnswers(damascus);
  const boxes = Array.from({ length: 8 }, (_, index) => {
    const [west, south] = [37.95 + (index % 4) * 1, 28.95 + Math.floor(index / 4) * 1];
    return box(west, south, west + 0.99, south + 0.99);
  });
  const [, parts] = await asked(...boxes);
  await answers.beat();
  const told = parts.map(areasTold);
  assert.ok(
    told.every(
      (count, index) =>
        count === 100 || answerTo(parts[index]!)?.keep_away_because === "asked-too-much",
    ),
  );
  assert.ok(told.includes(100));
  assert.ok(told.reduce((sum, count) => sum + count) <= mostOfDay);
  assert.ok(told.includes(0));
  clock.now += 86_400_000;
  for (let beat = 0; beat < 6; beat++) await answers.beat();
  assert.ok(
    parts.map(areasTold).filter((count) => count === 100).length >
      told.filter((count) => count === 100).length,
  );
  assert.ok(
    told.every((count, index) => count === 0 || areasTold(parts[index]!) === count),
    "what was told stays",
  );
});
