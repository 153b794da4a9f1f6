import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";

import {
  type Checkpoint,
  formatCheckpoint,
  parseCheckpoint,
  verifyCheckpoint,
} from "./checkpoint.ts";
import { emptyRoot } from "./merkle.ts";
import { newKeyPair, signerFrom } from "./signature.ts";
import { signNote } from "./signed-note.ts";

const { privatePem, publicKey } = newKeyPair();
const log = { name: "ledger.baghdad", key: publicKey, signer: signerFrom(privatePem) };
const root = Buffer.alloc(32, 9);

const checkpoint: fc.Arbitrary<Checkpoint> = fc.record(
  {
    origin: fc.constantFrom("example.com/behind-the-sofa", "سجلّ بغداد", "a b"),
    size: fc.oneof(fc.nat(), fc.constantFrom(0, Number.MAX_SAFE_INTEGER)),
    root: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes)),
    extensions: fc.array(fc.constantFrom("one", "two words", "ثلاثة"), {
      minLength: 1,
      maxLength: 3,
    }),
  },
  { requiredKeys: ["origin", "size", "root"], noNullPrototype: true },
);

test("the example of the published form is read, with its origin, size and root", () => {
  const text =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  const parsed = parseCheckpoint(text)!;
  assert.equal(parsed.origin, "example.com/behind-the-sofa");
  assert.equal(parsed.size, 20852163);
  assert.equal(Buffer.from(parsed.root).toString("hex").slice(0, 8), "0ac5186a");
  assert.equal(formatCheckpoint(parsed), text);
});

test("what is written is read back, signed and whole", () => {
  fc.assert(
    fc.property(checkpoint, (one) => {
      const text = formatCheckpoint(one);
      assert.deepEqual(parseCheckpoint(text), one);
      const note = signNote(text, log);
      assert.deepEqual(verifyCheckpoint(note, [log], 0), {
        ok: true,
        checkpoint: one,
        signedBy: ["ledger.baghdad"],
      });
      assert.deepEqual(
        verifyCheckpoint(Buffer.from(note), [log], 0),
        verifyCheckpoint(note, [log], 0),
      );
    }),
    { numRuns: 50 },
  );
});

test("a text is read in one spelling only: what is read is written the same", () => {
  const base = formatCheckpoint({ origin: "log", size: 12, root });
  assert.ok(parseCheckpoint(base));
  const piece = fc.constantFrom("\n", "0", "1", " ", "+", "-", "=", "A", "é", "");
  let read = 0;
  fc.assert(
    fc.property(fc.nat(base.length), fc.nat(3), piece, (at, cut, piece) => {
      const text = base.slice(0, at) + piece + base.slice(at + cut);
      const parsed = parseCheckpoint(text);
      if (!parsed) return;
      read++;
      assert.equal(formatCheckpoint(parsed), text);
    }),
    { numRuns: 2000 },
  );
  assert.ok(read > 50, `${read} were checkpoints`);
});

test("what is none is refused", () => {
  const base64 = root.toString("base64");
  const texts = [
    "",
    "\n",
    "log\n12\n",
    `log\n12\n${base64}`,
    `\n12\n${base64}\n`,
    `log\n\n${base64}\n`,
    `log\n012\n${base64}\n`,
    `log\n+12\n${base64}\n`,
    `log\n-0\n${base64}\n`,
    `log\n1e3\n${base64}\n`,
    `log\n0x10\n${base64}\n`,
    `log\n12 \n${base64}\n`,
    `log\n٣\n${base64}\n`,
    `log\n9007199254740992\n${base64}\n`,
    `log\n12\n${base64.slice(0, -1)}\n`,
    `log\n12\n${base64.replace("=", "==")}\n`,
    `log\n12\n${Buffer.alloc(31).toString("base64")}\n`,
    `log\n12\n${Buffer.alloc(33).toString("base64")}\n`,
    `log\n12\n${Buffer.alloc(32, 255).toString("base64url")}=\n`,
    `log\n12\n${base64}\n\n`,
    `log\n12\n${base64}\n\nextension\n`,
  ];
  for (const text of texts) assert.equal(parseCheckpoint(text), null, JSON.stringify(text));
});

test("what cannot be written so is a RangeError", () => {
  const wrong: Partial<Checkpoint>[] = [
    { origin: "" },
    { origin: "two\nlines" },
    { size: -1 },
    { size: 1.5 },
    { size: 2 ** 53 },
    { root: Buffer.alloc(31) },
    { extensions: [""] },
    { extensions: ["two\nlines"] },
  ];
  for (const part of wrong)
    assert.throws(() => formatCheckpoint({ origin: "log", size: 1, root, ...part }), RangeError);
});

test("a rightly signed note that is no checkpoint, and a checkpoint that nobody known signed, are told apart", () => {
  const code = (note: string) => {
    const verified = verifyCheckpoint(note, [log], 0);
    return verified.ok ? "ok" : verified.code;
  };
  const text = formatCheckpoint({ origin: "log", size: 0, root: emptyRoot });
  assert.equal(code(signNote(text, log)), "ok");
  assert.equal(code(signNote("If you think\n", log)), "checkpoint-malformed");
  assert.equal(code(signNote(text, { ...log, name: "other" })), "signature-missing");
  assert.equal(code(signNote(text, log).replace("\n0\n", "\n1\n")), "signature-wrong");
  assert.equal(code(text), "note-malformed");
});
