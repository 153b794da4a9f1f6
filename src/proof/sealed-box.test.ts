import assert from "node:assert/strict";
import { diffieHellman, createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";
import { seal, sealBytes } from "./sealed-box.ts";
import { newKeyPair, signerFrom } from "./signature.ts";
import { sodium } from "./sodium.ts";

const ours = newKeyPair();
const signer = signerFrom(ours.privatePem);

test("what was sealed for a signing key is opened with it, and with no other", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (content) => {
      const sealed = seal(content, ours.publicKey);
      assert.equal(sealed.length, content.length + sealBytes);
      assert.deepEqual(Buffer.from(signer.open(sealed)!), Buffer.from(content));
      assert.equal(signerFrom(newKeyPair().privatePem).open(sealed), null);
    }),
    { numRuns: 30 },
  );
});

test("a changed byte, a missing one and anything else open to nothing", () => {
  const sealed = seal(Buffer.from("road cut"), ours.publicKey);
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at]! ^= 1;
    assert.equal(signer.open(changed), null);
    assert.equal(signer.open(sealed.subarray(0, at)), null);
  }
});

test("a key that replaced another opens what is under way to the one before", () => {
  const next = newKeyPair();
  const sealed = seal(Buffer.from("road cut"), ours.publicKey);
  assert.equal(
    Buffer.from(signerFrom(next.privatePem, signer).open(sealed)!).toString(),
    "road cut",
  );
});

test("the keys are the X25519 keys of RFC 7748's map: node:crypto agrees on a secret with them", () => {
  const other = generateKeyPairSync("x25519");
  const seed = Buffer.from(
    createPrivateKey(ours.privatePem).export({ format: "jwk" }).d!,
    "base64url",
  );
  const [edPublic, edSecret] = [Buffer.alloc(32), Buffer.alloc(64)];
  const [x, d] = [Buffer.alloc(32), Buffer.alloc(32)];
  sodium!.crypto_sign_seed_keypair(edPublic, edSecret, seed);
  sodium!.crypto_sign_ed25519_pk_to_curve25519(x, edPublic);
  sodium!.crypto_sign_ed25519_sk_to_curve25519(d, edSecret);
  const jwk = { kty: "OKP", crv: "X25519", x: x.toString("base64url") };
  const publicKey = createPublicKey({ key: jwk, format: "jwk" });
  const privateKey = createPrivateKey({
    key: { ...jwk, d: d.toString("base64url") },
    format: "jwk",
  });
  assert.deepEqual(
    diffieHellman({ privateKey, publicKey: other.publicKey }),
    diffieHellman({ privateKey: other.privateKey, publicKey }),
  );
});
