import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { fc } from "../../../test/seed.ts";
import { localAsText, objectId, objectIdOfText, objectKey } from "./object-key.ts";

test("every id comes back from its key, and different ids have different keys", () => {
  const type = fc.constantFrom("incident", "x-y", "", "a--b");
  const local = fc.oneof(
    fc.uuid(),
    fc.string(),
    fc.uuid().map((id) => id.toUpperCase()),
  );
  const id = fc.oneof(
    fc.tuple(type, local).map(([t, l]) => `${t}--${l}`),
    fc.string(),
  );
  const text = (one: string) => {
    const key = objectKey(one);
    const packed =
      typeof key.local === "string" ? `t${key.local}` : Buffer.from(key.local).toString("hex");
    return `${key.type}|${packed}`;
  };
  const db = new DatabaseSync(":memory:");
  const asText = db.prepare(`SELECT ${localAsText} AS local FROM (SELECT ? AS local) r`);
  fc.assert(
    fc.property(id, id, (a, b) => {
      const { type: kind, local: rest } = objectKey(a);
      assert.equal(objectId(kind, rest), a);
      assert.equal(objectIdOfText(kind, asText.get(rest)!["local"] as string), a);
      assert.equal(text(a) === text(b), a === b);
    }),
  );
});

test("a lower-case UUID takes 16 bytes", () => {
  const { local } = objectKey("incident--00112233-4455-4677-8899-aabbccddeeff");
  assert.ok(local instanceof Uint8Array && local.byteLength === 16);
});
