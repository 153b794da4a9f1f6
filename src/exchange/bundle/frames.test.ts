import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../../test/seed.ts";
import { firstLine, framed, mostSealed, segmentsIn } from "./frames.ts";

async function all(pieces: Iterable<Uint8Array>): Promise<Buffer[]> {
  const segments: Buffer[] = [];
  for await (const segment of segmentsIn(pieces)) segments.push(Buffer.from(segment));
  return segments;
}

/** The same bytes cut at these places. */
function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [0, ...at.map((place) => place % (bytes.length + 1)), bytes.length];
  places.sort((a, b) => a - b);
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

const some = fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 5 });
const fileOf = (segments: readonly Uint8Array[]) =>
  Buffer.concat([firstLine, ...segments.map(framed)]);

test("segments come out as they went in, however the file is cut into pieces", async () => {
  await fc.assert(
    fc.asyncProperty(some, fc.array(fc.nat(), { maxLength: 20 }), async (segments, places) => {
      const found = await all(cut(fileOf(segments), places));
      assert.deepEqual(
        found,
        segments.map((one) => Buffer.from(one)),
      );
    }),
  );
});

test("a file that ends within a segment gives those before it and then says so", async () => {
  await fc.assert(
    fc.asyncProperty(some, fc.nat(), async (segments, place) => {
      const whole = fileOf(segments);
      const ends = segments.map((_, index) => fileOf(segments.slice(0, index + 1)).length);
      const end = place % whole.length;
      if (end === firstLine.length || ends.includes(end)) return;
      const found: Buffer[] = [];
      await assert.rejects(
        async () => {
          for await (const one of segmentsIn([whole.subarray(0, end)]))
            found.push(Buffer.from(one));
        },
        { code: "bundle-damaged" },
      );
      assert.equal(found.length, ends.filter((one) => one < end).length);
    }),
  );
});

test("any bytes at all are segments or a bundle-damaged, and nothing is thrown besides", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), fc.boolean(), async (bytes, begins) => {
      const file = begins ? Buffer.concat([firstLine, bytes]) : Buffer.from(bytes);
      await all([file]).catch((error: unknown) => {
        assert.equal((error as { code?: unknown }).code, "bundle-damaged");
      });
    }),
    { numRuns: 500 },
  );
});

test("a length beyond the largest segment is refused before anything of it is kept", async () => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(mostSealed + 1);
  let pieces = 0;
  function* endless(): Generator<Uint8Array> {
    yield Buffer.concat([firstLine, length]);
    for (;;) {
      pieces++;
      yield Buffer.alloc(1024);
    }
  }
  await assert.rejects(all(endless()), { code: "bundle-damaged" });
  assert.equal(pieces, 0);
});
