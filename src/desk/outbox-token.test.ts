import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";
import { openToken, sealToken } from "./outbox-token.ts";

const key = randomBytes(32);

test("a token opens for the partner it was made for, and only unaltered", () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.nat(35), (seq, at) => {
      const token = sealToken(key, randomBytes, "damascus", seq);
      assert.equal(openToken(key, "damascus", token), seq);
      assert.equal(openToken(key, "baghdad", token), null);
      assert.equal(openToken(randomBytes(32), "damascus", token), null);
      const bytes = Buffer.from(token, "base64url");
      bytes[at]! ^= 1;
      assert.equal(openToken(key, "damascus", bytes.toString("base64url")), null);
    }),
  );
});

test("anything else is refused", () => {
  fc.assert(fc.property(fc.string(), (text) => assert.equal(openToken(key, "x", text), null)));
});
