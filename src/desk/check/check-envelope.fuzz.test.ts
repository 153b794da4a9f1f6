import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../../test/seed.ts";

import { labelMarking } from "../../domain/label-marking.ts";
import { partnerIdentity } from "../../domain/partner-identity.ts";
import { recallNotice } from "../../domain/recall-notice.ts";
import type { StixObject } from "../../domain/stix.ts";
import { AppError, problem } from "../../errors.ts";
import { canonical } from "../../proof/canonical.ts";
import { checkEnvelope } from "./check-envelope.ts";
import {
  baghdad,
  checkContext,
  composedReport,
  roadCut,
  sampleLabel,
  sampleNow,
  signed,
} from "./samples.ts";

const genuine: StixObject[] = [
  labelMarking(sampleLabel).object,
  ...[
    ...composedReport().all,
    ...composedReport({ ...roadCut, kind: "report" }).all,
    partnerIdentity(baghdad, sampleNow),
    recallNotice(
      { object: composedReport().main.id, through: sampleNow, reason: "x", at: sampleNow },
      "baghdad",
    ),
  ].map(signed),
];
const texts = new Set(genuine.map((object) => canonical(object)));

/** Something odd in place of a value anywhere in a genuine object, signed afterwards or not. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    [],
    {},
    "",
    0,
    -1,
    1e21,
    true,
    "\ud800",
    "\u0000",
    "x".repeat(70_000),
  ),
  fc.constantFrom<unknown>("marking-definition", "incident", "2015-13-01T00:00:00.000Z", [[[]]], {
    a_ref: 1,
  }),
  fc.jsonValue({ maxDepth: 3 }),
);
const tampered = fc
  .tuple(fc.constantFrom(...genuine), fc.nat(), odd, fc.boolean())
  .map(([object, where, value, sign]) => {
    const changed = structuredClone(object) as unknown as Record<string, unknown>;
    const places = placesIn(changed);
    const [holder, key] = places[where % places.length]!;
    holder[key] = value;
    return { changed, sign };
  });

test("whatever stands in an object, it is accepted or refused, and never anything else", () => {
  fc.assert(
    fc.property(tampered, ({ changed, sign }) => {
      const object = sign ? trySigning(changed) : changed;
      const bytes = Buffer.from(JSON.stringify({ objects: [object] }));
      let objects;
      try {
        ({ objects } = checkEnvelope(bytes, checkContext));
      } catch (error) {
        assert.ok(error instanceof AppError && error.code.startsWith("json-"), String(error));
        return;
      }
      const [checked] = objects;
      assert.ok(checked);
      if (!checked.ok) {
        assert.notEqual(
          problem(new AppError(checked.code, { detail: checked.detail })).code,
          "internal",
        );
        assert.ok(checked.body.length <= 65_536);
        return;
      }
      assert.equal(checked.row.body, canonical(JSON.parse(checked.row.body)));
      // Without the key nothing new can be said: what passes unsigned is what was said before.
      if (!sign) assert.ok(texts.has(checked.row.body), checked.row.body);
    }),
    { numRuns: 1500 },
  );
});

test("whatever bytes come, the answer is an envelope or an error of ours", () => {
  const text = JSON.stringify({ objects: genuine.slice(0, 3) });
  const broken = fc
    .array(fc.tuple(fc.nat(text.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
    .map((changes) => {
      const bytes = Buffer.from(text);
      for (const [index, byte] of changes) bytes[index % bytes.length] = byte;
      return bytes;
    });
  fc.assert(
    fc.property(fc.oneof(broken, fc.uint8Array({ maxLength: 200 })), (bytes) => {
      try {
        const { objects } = checkEnvelope(bytes, checkContext);
        for (const one of objects) if (one.ok) assert.ok(texts.has(one.row.body));
      } catch (error) {
        assert.ok(error instanceof AppError && error.status < 500, String(error));
      }
    }),
    { numRuns: 500 },
  );
});

function trySigning(object: Record<string, unknown>): unknown {
  try {
    return signed(object as unknown as StixObject);
  } catch {
    return object;
  }
}

/** Every place of a value below the top, as its holder and key. */
function placesIn(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [
    [holder, key] as [Record<string, unknown>, string],
    ...placesIn(holder[key]),
  ]);
}
