import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";
import { openPicture, type PictureEntry, type PictureQuery } from "./picture.ts";

const empty = () =>
  openPicture({
    row: new Int32Array(0),
    at: new Float64Array(0),
    lon: new Int32Array(0),
    lat: new Int32Array(0),
    kind: new Uint16Array(0),
    originator: new Uint16Array(0),
    label: new Uint16Array(0),
    grade: new Uint16Array(0),
    names: { kind: [], originator: [], label: [], grade: [] },
  });

const entry = fc.record({
  at: fc.integer({ min: 0, max: 60 }),
  position: fc.option(
    fc.tuple(fc.integer({ min: -180, max: 180 }), fc.integer({ min: -90, max: 90 })),
  ),
  kind: fc.constantFrom("incident", "report"),
  originator: fc.constantFrom("baghdad", "damascus"),
  label: fc.constantFrom("l1", "l2"),
  grade: fc.constantFrom("A1", "F6"),
});

const query = fc.record(
  {
    box: fc.tuple(
      fc.integer({ min: -180, max: 180 }),
      fc.integer({ min: -90, max: 0 }),
      fc.integer({ min: -180, max: 180 }),
      fc.integer({ min: 0, max: 90 }),
    ),
    from: fc.integer({ min: 0, max: 60 }),
    to: fc.integer({ min: 0, max: 61 }),
    kinds: fc.constantFrom(["incident"], ["incident", "report"], []),
    originators: fc.constantFrom(["damascus"], ["nobody"]),
    label: fc.constantFrom((label: string) => label === "l1"),
    limit: fc.integer({ min: 1, max: 7 }),
  },
  { requiredKeys: ["limit"] },
);

/** The same question answered by looking at everything. */
function slowly(entries: readonly PictureEntry[], { box, ...q }: PictureQuery): number[] {
  const inBox = ({ position }: PictureEntry): boolean => {
    if (!box) return true;
    if (!position) return false;
    const [lon, lat] = position;
    const [west, south, east, north] = box;
    if (lat < south || lat > north) return false;
    return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
  };
  return entries
    .filter(inBox)
    .filter((e) => e.at >= (q.from ?? -1) && e.at < (q.to ?? Infinity))
    .filter((e) => q.label?.(e.label) ?? true)
    .filter((e) => !q.kinds || q.kinds.includes(e.kind))
    .filter((e) => !q.originators || q.originators.includes(e.originator))
    .toSorted((a, b) => b.at - a.at || b.row - a.row)
    .map((e) => e.row);
}

test("pages of any query equal a slow look at everything, through additions and removals", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(entry, { maxLength: 12 }), { maxLength: 6 }),
      fc.array(fc.nat(60), { maxLength: 20 }),
      query,
      (batches, removed, asked) => {
        const picture = empty();
        const entries: PictureEntry[] = [];
        for (const batch of batches) {
          const added = batch.map((e, index) => ({ ...e, row: entries.length + index + 1 }));
          picture.add(added);
          entries.push(...added);
        }
        picture.remove(removed);
        const live = entries.filter(({ row }) => !removed.includes(row));
        assert.equal(picture.size, live.length);
        const shown = (label: string): boolean => asked.label?.(label) ?? true;
        const present = picture.present(shown);
        for (const column of ["kind", "originator", "label"] as const) {
          const seen = live.filter(({ label }) => shown(label));
          const borne = [...new Set(seen.map((e) => e[column]))];
          assert.deepEqual(present[column].toSorted(), borne.toSorted());
        }
        const paged: number[] = [];
        let after: { at: number; row: number } | undefined;
        for (;;) {
          const page = picture.query({ ...(asked as PictureQuery), ...(after && { after }) });
          paged.push(...page.map(({ row }) => row));
          after = page.at(-1);
          if (!after) break;
        }
        assert.deepEqual(paged, slowly(live, asked as PictureQuery));
      },
    ),
    { numRuns: 300 },
  );
});

test("rows from a text search are the only ones considered", () => {
  const picture = empty();
  const common = {
    position: null,
    kind: "incident",
    originator: "baghdad",
    label: "l",
    grade: "F6",
  };
  picture.add([1, 2, 3].map((row) => ({ ...common, row, at: row })));
  const found = picture.query({ rows: Int32Array.of(1, 3, 999), limit: 10 });
  assert.deepEqual(found, [
    { row: 3, at: 3 },
    { row: 1, at: 1 },
  ]);
});

test("a picture keeps answering after most of it was taken out", () => {
  const picture = empty();
  const common = { kind: "incident", originator: "baghdad", label: "l", grade: "F6" };
  const count = 24_000;
  picture.add(
    Array.from({ length: count }, (_, i) => ({
      ...common,
      row: i + 1,
      at: (i * 7919) % count,
      position: [44 + (i % 100) / 100, 33] as const,
    })),
  );
  picture.remove(Array.from({ length: count - 5 }, (_, i) => i + 1));
  assert.equal(picture.size, 5);
  const rows = picture.query({ box: [43, 32, 46, 34], limit: 10 }).map(({ row }) => row);
  assert.deepEqual(rows.toSorted(), [23996, 23997, 23998, 23999, 24000]);
  picture.add([{ ...common, row: 30_000, at: count + 1, position: [44, 33] }]);
  assert.equal(picture.query({ limit: 1 })[0]?.row, 30_000);
});
