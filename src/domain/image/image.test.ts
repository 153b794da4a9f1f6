import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { fc } from "../../../test/seed.ts";
import { maxImageOctets, strippedImage } from "./image.ts";
import { ImageFault } from "./image-fault.ts";
import {
  jpegSample,
  pngChunk,
  pngSample,
  webpLossless,
  webpLossy,
  webpWithAlpha,
} from "./samples.ts";

const pngWithGamma: Buffer = pngSample({
  extra: pngChunk("gAMA", Buffer.from([0, 0, 0xb1, 0x8f])),
});
const samples = {
  jpeg: jpegSample,
  png: pngWithGamma,
  webpLossy,
  webpWithAlpha,
  webpLossless,
};
/** What must be found in no image that is kept. */
const secret = "GPS 34.4N 41.2E";

function segment(marker: number, text: string): Buffer {
  const content = Buffer.from(text, "latin1");
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** As a camera or an editor writes it: EXIF, XMP, comments, and something behind the end. */
function withMetadata(): Record<string, Buffer> {
  const after = (start: number, bytes: Buffer, more: Buffer) =>
    Buffer.concat([bytes.subarray(0, start), more, bytes.subarray(start)]);
  const jpeg = Buffer.concat([
    segment(0xe1, `Exif\0\0${secret}`),
    segment(0xe1, `http://ns.adobe.com/xap/1.0/\0${secret}`),
    segment(0xe0, `JFXX\0\x10${secret}`),
    ...[
      segment(0xed, secret),
      segment(0xfe, secret),
      segment(0xee, `Adobe\0\0\0\0\0\0\0${secret}`),
    ],
  ]);
  const chunk = (type: string) => {
    const content = Buffer.from(secret + secret.slice(0, 1));
    const head = Buffer.alloc(8);
    head.write(type, "latin1");
    head.writeUInt32LE(content.length, 4);
    return Buffer.concat([head, content]);
  };
  const webp = (bytes: Buffer) => {
    const all = Buffer.concat([bytes, chunk("EXIF"), chunk("XMP "), chunk("ABCD")]);
    all.writeUInt32LE(all.length - 8, 4);
    all[20]! |= 0x0c;
    return Buffer.concat([all, Buffer.from(secret)]);
  };
  const png = Buffer.concat(
    ["tEXt", "iTXt", "zTXt", "eXIf", "iCCP", "tIME", "acTL", "fcTL", "prVt"].map((type) =>
      pngChunk(type, Buffer.from(secret)),
    ),
  );
  return {
    jpeg: Buffer.concat([after(2, jpegSample, jpeg), Buffer.from(secret)]),
    png: Buffer.concat([pngSample({ extra: png }), Buffer.from(secret)]),
    webpLossy: webp(webpLossy),
    webpWithAlpha: webp(webpWithAlpha),
    webpLossless: webp(webpLossless),
  };
}

test("an image keeps its size and its drawing, and nothing of what is not seen", () => {
  for (const [name, bytes] of Object.entries(withMetadata())) {
    assert.ok(bytes.includes(secret), name);
    const image = strippedImage(bytes);
    assert.deepEqual([image.width, image.height], [16, 8], name);
    const kept = Buffer.from(image.bytes);
    for (const word of [secret, "Exif", "EXIF", "XMP", "ICC", "JFXX", "adobe.com", "acsp"])
      assert.ok(!kept.includes(word), `${word} in ${name}`);
    // All that is left was there, in this order.
    assert.ok(kept.length > 60 && kept.length < bytes.length, name);
  }
  const { type } = strippedImage(jpegSample);
  assert.deepEqual(
    [type, strippedImage(pngWithGamma).type, strippedImage(webpLossy).type],
    ["image/jpeg", "image/png", "image/webp"],
  );
});

test("the drawing itself is the same octet for octet, and so is what is stripped again", () => {
  const png = pngSample();
  assert.deepEqual(Buffer.from(strippedImage(png).bytes), png);
  const scan = jpegSample.subarray(jpegSample.indexOf(Buffer.from([0xff, 0xda])));
  assert.ok(Buffer.from(strippedImage(jpegSample).bytes).includes(scan));
  for (const sample of Object.values({ ...samples, ...withMetadata() })) {
    const once = strippedImage(sample).bytes;
    assert.deepEqual(strippedImage(once).bytes, once);
  }
  // A gamma is a colour's meaning, and stays.
  assert.ok(Buffer.from(strippedImage(pngWithGamma).bytes).includes("gAMA"));
});

test("what is no image that is taken is refused in words", () => {
  const moving = Buffer.from(webpWithAlpha);
  moving.write("ANIM", moving.indexOf("ALPH"), "latin1");
  const wrongSum = Buffer.from(pngWithGamma);
  wrongSum[30]! ^= 1;
  const lossless = Buffer.from(jpegSample);
  lossless[lossless.indexOf(Buffer.from([0xff, 0xc0])) + 1] = 0xc3;
  const tables = Buffer.from(jpegSample);
  tables[tables.indexOf(Buffer.from([0xff, 0xc4])) + 5] = 200;
  const refused = {
    nothing: Buffer.alloc(0),
    "a text": Buffer.from("<svg onload=alert(1)>"),
    GIF: Buffer.from("GIF89a"),
    moving,
    "a wrong checksum": wrongSum,
    "a JPEG of lossless kind": lossless,
    "tables that do not end": tables,
    "cut off": jpegSample.subarray(0, -2),
    "cut off too": pngWithGamma.subarray(0, -1),
    "cut off as well": webpLossy.subarray(0, -9),
    "too many pixels": pngSample({ width: 60_000, height: 1 }).fill(
      pngChunk("IHDR", Buffer.from("0000ea600000ea600800000000", "hex")),
      8,
      33,
    ),
    "no pixels": pngSample({ width: 0, height: 1 }),
    "two heads": pngSample({ extra: pngSample().subarray(8, 33) }),
    "too long": Buffer.concat([pngSample(), Buffer.alloc(maxImageOctets)]),
  };
  for (const [what, bytes] of Object.entries(refused))
    assert.throws(
      () => strippedImage(bytes),
      (error) => error instanceof ImageFault && error.reason.ar !== "",
      what,
    );
});

test("whatever comes is stripped to the same again or refused, and nothing else happens", () => {
  const starts = Object.values(samples);
  const mutated = fc
    .record({
      sample: fc.constantFrom(...starts),
      changes: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
      cut: fc.option(fc.nat()),
      tail: fc.uint8Array({ maxLength: 40 }),
    })
    .map(({ sample, changes, cut, tail }) => {
      const bytes = Buffer.from(sample);
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      return Buffer.concat([
        bytes.subarray(0, cut === null ? undefined : cut % bytes.length),
        tail,
      ]);
    });
  const random = fc
    .tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }))
    .map(([sample, rest]) => Buffer.concat([sample.subarray(0, 12), rest]));
  fc.assert(
    fc.property(fc.oneof(mutated, random), (bytes) => {
      try {
        const once = strippedImage(bytes);
        assert.ok(once.bytes.length <= bytes.length + 1);
        assert.deepEqual(strippedImage(once.bytes), once);
      } catch (error) {
        if (!(error instanceof ImageFault)) throw error;
      }
    }),
    { numRuns: 3000 },
  );
});

test("the largest image takes no longer than its length asks for", () => {
  const large = pngSample({ width: 1000, height: 1000 }, (length) => randomBytes(length));
  assert.ok(large.length > 990_000 && large.length <= maxImageOctets);
  assert.equal(strippedImage(large).bytes.length, large.length);
  // Segments, chunks and markers as short and many as they can be.
  const many = [
    Buffer.concat([jpegSample.subarray(0, 2), Buffer.alloc(1_000_000, segment(0xe1, ""))]),
    Buffer.concat([
      pngSample().subarray(0, 33),
      Buffer.alloc(900_000, pngChunk("tEXt", Buffer.of())),
    ]),
    Buffer.alloc(1_000_000, Buffer.from("ff00", "hex")).fill(jpegSample, 0, jpegSample.length - 2),
  ];
  for (const bytes of many) assert.throws(() => strippedImage(bytes), ImageFault);
});
