import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";

import type { PublicKey } from "../domain/partner.ts";
import { newKeyPair, publicKeyOf, signerFrom } from "./signature.ts";
import {
  cosignNote,
  mostNoteBytes,
  mostSignatures,
  noteKeyId,
  type NoteSigner,
  parseNote,
  signNote,
  verifyNote,
} from "./signed-note.ts";

/*
 * The example in the documentation of Go's golang.org/x/mod/sumdb/note: a private key, its public one, a text and what
 * the two signers make of it.
 */
const text =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const peterSecret = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const peterPublic = "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const enochPublic = "ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const peterLine =
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const enochLine =
  "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

/** A key as that package writes it: the byte 1, then 32 bytes. */
function publicKeyFrom(encoded: string): PublicKey {
  const x = Buffer.from(encoded, "base64").subarray(1).toString("base64url");
  return { kty: "OKP", crv: "Ed25519", x, kid: "" };
}

/** The same for a private key, as PKCS #8 (RFC 8410). */
function pemFrom(encoded: string): string {
  const head = Buffer.from("302e020100300506032b657004220420", "hex");
  const der = Buffer.concat([head, Buffer.from(encoded, "base64").subarray(1)]);
  return `-----BEGIN PRIVATE KEY-----\n${der.toString("base64")}\n-----END PRIVATE KEY-----\n`;
}

function signerNamed(name: string, privatePem = newKeyPair().privatePem): NoteSigner {
  return { name, key: publicKeyOf(privatePem), signer: signerFrom(privatePem) };
}

const peter = signerNamed("PeterNeumann", pemFrom(peterSecret));
const enoch = { name: "EnochRoot", key: publicKeyFrom(enochPublic) };
const both = [peter, enoch];
const note = `${text}\n${peterLine}${enochLine}`;
const signedBy = (note: string | Uint8Array, keys = both, at = 0) => {
  const verified = verifyNote(note, keys, at);
  return verified.ok ? verified.signedBy : verified.code;
};

test("the key ids and the signed note of the reference implementation's example come out", () => {
  assert.equal(peter.key.x, publicKeyFrom(peterPublic).x);
  assert.equal(noteKeyId(peter), "c74f20a3");
  assert.equal(noteKeyId(enoch), "af0cfe78");
  assert.equal(signNote(text, peter), `${text}\n${peterLine}`);
  assert.deepEqual(signedBy(note), ["PeterNeumann", "EnochRoot"]);
});

test("the example of the published form, whose text has an empty line, is read and written the same", () => {
  const text =
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n";
  const line =
    "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
  const parsed = parseNote(`${text}\n${line}`)!;
  assert.equal(parsed.text, text);
  assert.deepEqual(
    parsed.signatures.map(({ name, keyId, signature }) => [name, keyId, signature.length]),
    [["quasimodo.example/salvatore", "367ba04b", 64]],
  );
});

test("a signature is added at the end, and replaces an earlier one of the same key", () => {
  const cosigned = cosignNote(`${text}\n${enochLine}`, peter);
  assert.equal(cosigned, `${text}\n${enochLine}${peterLine}`);
  assert.equal(cosignNote(cosigned, peter), cosigned);
  const again = signerNamed("PeterNeumann");
  assert.equal(parseNote(cosignNote(cosigned, again))!.signatures.length, 3, "a second key");
  assert.throws(() => cosignNote(text, peter), RangeError);
});

test("a name counts only with its own key: others are left out, and none at all is no note", () => {
  assert.deepEqual(signedBy(note, [peter]), ["PeterNeumann"]);
  assert.deepEqual(signedBy(note, [{ ...peter, name: "Peter" }, enoch]), ["EnochRoot"]);
  assert.deepEqual(signedBy(note, [signerNamed("PeterNeumann"), enoch]), ["EnochRoot"]);
  assert.equal(signedBy(note, []), "signature-missing");
  assert.equal(signedBy(note, [signerNamed("EnochRoot")]), "signature-missing");
  assert.deepEqual(signedBy(`${text}\n${peterLine}${peterLine}`), ["PeterNeumann"]);
});

test("one wrong signature under a known key condemns the note, whatever the others say", () => {
  const wrong = peterLine.replace("JkuBS", "JkuBT");
  assert.equal(signedBy(`${text}\n${enochLine}${wrong}`), "signature-wrong");
  assert.deepEqual(signedBy(`${text}\n${enochLine}${wrong}`, [enoch]), ["EnochRoot"]);
  assert.equal(signedBy(`${text} \n\n${peterLine}`), "signature-wrong", "of another text");
  const bytes = Buffer.from(peterLine.split(" ")[2]!, "base64");
  for (const signature of [bytes.subarray(0, 67), Buffer.concat([bytes, bytes])]) {
    const line = `— PeterNeumann ${signature.toString("base64")}\n`;
    assert.equal(signedBy(`${text}\n${line}`), "signature-wrong");
  }
});

test("any changed byte of a note signed by one is noticed", () => {
  const bytes = Buffer.from(`${text}\n${peterLine}`);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const changed = Buffer.from(bytes);
      changed[at]! ^= by;
      assert.equal(verifyNote(changed, [peter], 0).ok, false);
    }),
    { numRuns: 1000 },
  );
});

test("a retired key's signature counts if the note was seen before", () => {
  const retired = (at: string) => [{ ...peter, key: { ...peter.key, retired: at } }];
  const seen = Date.UTC(2015, 2, 11);
  assert.deepEqual(signedBy(note, retired("2015-03-11T00:00:00.001Z"), seen), ["PeterNeumann"]);
  assert.equal(signedBy(note, retired("2015-03-11T00:00:00.000Z"), seen), "signature-missing");
  assert.equal(signedBy(note, retired("2015-03-11T00:00:00.001Z"), NaN), "signature-missing");
  assert.equal(signedBy(note, retired("some day"), seen), "signature-missing");
});

test("what is no note is refused", () => {
  const bad = [
    "",
    "\n\n",
    text,
    `${text}\n`,
    `${text}${peterLine}`,
    `${text}\n${peterLine.slice(0, -1)}`,
    `${text}\n${peterLine}\n`,
    `${text}\n${peterLine}Unexpected line.\n`,
    `\u0001${text}\n${peterLine}`,
    `a\tb\n\n${peterLine}`,
    `a\r\n\n${peterLine}`,
    `a\u007f\n\n${peterLine}`,
    `a\u0085\n\n${peterLine}`,
    `a\ud800\n\n${peterLine}`,
    `${text}\n${peterLine.replace("PeterNeumann", "Bad Name")}`,
    `${text}\n${peterLine.replace("PeterNeumann", "Bad\u00a0Name")}`,
    `${text}\n${peterLine.replace("PeterNeumann", "Bad+Name")}`,
    `${text}\n${peterLine.replace("PeterNeumann", "")}`,
    `${text}\n${peterLine.replace("—", "-")}`,
    `${text}\n${peterLine.replace("=\n", "\n")}`,
    `${text}\n${peterLine.replace("=\n", "=\u00a0\n")}`,
    `${text}\n— PeterNeumann x08gow==\n`,
    `${text}\n— PeterNeumann\n`,
  ];
  for (const one of bad) {
    assert.equal(parseNote(one), null, JSON.stringify(one));
    assert.equal(verifyNote(one, both, 0).ok, false);
    assert.throws(() => cosignNote(one, peter), RangeError);
  }
  const invalid = Buffer.concat([Buffer.from([0xff]), Buffer.from(note)]);
  assert.equal(parseNote(invalid), null, "not UTF-8");
  assert.equal(
    parseNote(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(note)]))?.text[0],
    "\ufeff",
    "a BOM is part of the text",
  );
});

test(`${mostSignatures} signatures are read, one more is not, nor a note that is too large`, () => {
  const signers = Array.from({ length: mostSignatures + 1 }, (_, index) =>
    signerNamed(`witness-${index}`),
  );
  const [first, ...others] = signers.slice(0, mostSignatures) as [NoteSigner, ...NoteSigner[]];
  const full = others.reduce(cosignNote, signNote(text, first));
  assert.equal((signedBy(full, signers) as string[]).length, mostSignatures);
  assert.throws(() => cosignNote(full, signers.at(-1)!), RangeError);
  assert.equal(parseNote(full + peterLine), null);
  assert.equal(parseNote(`${text}\n${peterLine.repeat(100_000)}`), null);

  const room = mostNoteBytes - Buffer.byteLength(`\n\n${peterLine}`);
  assert.deepEqual(signedBy(signNote(`${"a".repeat(room)}\n`, peter)), ["PeterNeumann"]);
  assert.throws(() => signNote(`${"a".repeat(room + 1)}\n`, peter), RangeError);
  assert.equal(parseNote(`${"ع".repeat(room)}\n\n${peterLine}`), null, "bytes are counted");
  assert.equal(parseNote(Buffer.from(`${"a".repeat(room + 1)}\n\n${peterLine}`)), null);
});

test("nobody signs what nobody could read", () => {
  for (const one of ["", "no newline", "a\u0000\n", "a\ud800\n"])
    assert.throws(() => signNote(one, peter), RangeError, JSON.stringify(one));
  for (const name of ["", "a b", "a+b", "a\nb", "\ud800"])
    assert.throws(() => signNote(text, { ...peter, name }), RangeError, JSON.stringify(name));
});

test("hostile notes are refused or read to the last byte, and nothing is thrown", () => {
  const piece = fc.oneof(
    fc.constantFrom("\n", "\n\n", "— ", "PeterNeumann", " ", peterLine, enochLine, text, "=", "+"),
    fc.string({ unit: "binary", maxLength: 4 }),
    fc.base64String({ maxLength: 100 }),
  );
  let read = 0;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.boolean(), (pieces, begun) => {
      const one = `${begun ? `${text}\n${peterLine}` : ""}${pieces.join("")}`;
      const parsed = parseNote(one);
      const verified = verifyNote(one, both, 0);
      if (!parsed) return assert.equal(verified.ok, false);
      read++;
      const lines = parsed.signatures.map(({ name, keyId, signature }) => {
        const bytes = Buffer.concat([Buffer.from(keyId, "hex"), signature]);
        return `— ${name} ${bytes.toString("base64")}\n`;
      });
      assert.equal(`${parsed.text}\n${lines.join("")}`, one);
      if (verified.ok) assert.equal(parsed.text, text);
    }),
    { numRuns: 5000 },
  );
  assert.ok(read > 20, `${read} were notes`);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      assert.equal(verifyNote(bytes, both, 0).ok, false);
    }),
  );
});
