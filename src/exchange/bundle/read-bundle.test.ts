import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bundlePieces } from "../../../test/network/bundles.ts";
import { openPair, type Pair } from "../../../test/network/pair.ts";
import { fc, seeded } from "../../../test/seed.ts";
import { baghdadSigner, damascus as damascusPartner, roadCut } from "../../desk/check/samples.ts";
import { controlRow } from "../../desk/control-row.ts";
import { ledgerStates } from "../../desk/list-ledger.ts";
import { recallRecord } from "../../desk/recall-record.ts";
import { submitReport } from "../../desk/submit-report.ts";
import { receiptObject } from "../../domain/receipt.ts";
import type { StixId } from "../../domain/stix.ts";
import { AppError } from "../../errors.ts";
import { seal as close } from "../../proof/sealed-box.ts";
import { newKeyPair, type Signer, signerFrom } from "../../proof/signature.ts";
import { mintReleased } from "../../release/mint-released.ts";
import type { Change } from "../../store/port.ts";
import { firstLine, framed } from "./frames.ts";
import { readBundle } from "./read-bundle.ts";
import type { BundleOptions } from "./write-bundle.ts";
import { openSegment, sealSegment, type Segment } from "./segment.ts";

let pair: Pair;
const next = seeded(1);
const random = (bytes: number) => Uint8Array.from({ length: bytes }, () => next() * 256);
const pages = { objects: 3, octets: 1_000_000 };

before(async () => {
  pair = await openPair(random);
});
after(() => pair.close());

async function report(): Promise<StixId> {
  return (await submitReport(pair.baghdad, roadCut)).record.id;
}
async function entries() {
  const all = { partner: "damascus", versions: ["all" as const], limit: 10_000 };
  return (await pair.baghdad.store.outbox(all)).entries;
}
const cursor = () => pair.damascus.partners.get("baghdad")!.cursor.through;
const holds = async (id: StixId) => (await pair.damascus.store.record(id)) !== null;
const write = (options: Partial<BundleOptions> = {}) =>
  bundlePieces(pair.baghdad, "damascus", options);
const readWhole = (pieces: readonly Uint8Array[]) => readBundle(pair.damascus, pieces);

test("a bundle of many pages is taken in, and its repetition changes nothing", async () => {
  const ids = [await report(), await report()];
  const pieces = await write({ pages });
  assert.ok(pieces.length > 5);
  const first = await readWhole(pieces);
  assert.deepEqual([first.held, first.missing], [0, null]);
  for (const id of ids) assert.ok(await holds(id));
  const at = cursor();
  const records = await pair.damascus.store.lastRow();
  const { objects } = await readWhole(pieces);
  assert.equal(objects, first.objects);
  assert.equal(cursor(), at);
  const rows = await pair.damascus.store.lastRow();
  const news = await pair.damascus.store.ofKind("receipt", records, 1000);
  assert.equal(rows - records, news.length, "nothing but receipts is new");
});

test("a segment that is taken out, moved, repeated, changed or cut off is noticed, and what is before it is taken in", async () => {
  await report();
  const pieces = await write({ pages });
  const [begin, one, two, ...rest] = pieces as [Uint8Array, Uint8Array, Uint8Array];
  const changed = Buffer.from(two);
  changed[changed.length >> 1]! ^= 1;
  const other = await write({ pages });
  const wrong: Record<string, Uint8Array[]> = {
    "taken out": [begin, one, ...rest],
    "the last page taken out": [...pieces.slice(0, -2), pieces.at(-1)!],
    "ended by somebody else": [begin, one, forgedEnd(one)],
    moved: [begin, one, ...(rest as Uint8Array[]), two],
    repeated: [begin, one, one, two, ...rest],
    changed: [begin, one, changed, ...rest],
    "of another bundle": [begin, one, other[2]!, ...rest],
    "cut off at its end": pieces.slice(0, -1),
    "cut off within": [begin, one, two.subarray(0, 100)],
    "cut off in a length": [begin, one, two.subarray(0, 3)],
  };
  for (const [how, bytes] of Object.entries(wrong)) {
    const { missing, objects } = await readWhole(bytes);
    assert.equal(missing?.where, "inside", how);
    assert.ok(objects >= 3, how);
    assert.equal(missing.since, cursor(), how);
  }
  assert.equal((await readWhole(pieces)).missing, null);
  await assert.rejects(readWhole([...pieces, framed(Buffer.from("more"))]), {
    code: "bundle-damaged",
  });
});

/** The end after this page as somebody would write it who has none of the keys, and says that it is signed with Baghdad's. */
function forgedEnd(page: Uint8Array): Uint8Array {
  const { name } = openSegment(page.subarray(4), pair.damascus.signer)!;
  const end = { name: { ...name, number: name.number + 1 }, part: { part: "end" as const } };
  const posed = { ...signerFrom(newKeyPair().privatePem), kid: baghdadSigner.kid };
  const sealed = sealSegment(end, posed, damascusPartner.keys[0]!);
  return framed(sealed);
}

test("only what was released fits into a page, and nothing into the other parts", () => {
  const bundle = "00000000-0000-4000-8000-000000000000";
  const name = { bundle, number: 1, from: "baghdad", to: "damascus", written: 0 };
  const page = { part: "page" as const, after: 0, through: 1 };
  const body = Buffer.from("{}");
  const released = mintReleased(body);
  const fits: Segment[] = [{ name, part: page, body: released }];
  // @ts-expect-error: nobody decided on these bytes
  fits.push({ name, part: page, body });
  // @ts-expect-error: content of records stands in pages
  fits.push({ name, part: { part: "end" }, body: released });
  assert.equal(fits.length, 3);
});

test("any one changed byte of a bundle is noticed", async () => {
  await report();
  const whole = Buffer.concat(await write());
  const codes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const file = Buffer.from(whole);
      file[at]! ^= by;
      const outcome = await readBundle(pair.damascus, [file]).then(
        ({ missing }) => missing?.where ?? "read",
        (error: unknown) => (error instanceof AppError ? error.code : String(error)),
      );
      codes.add(outcome);
      assert.notEqual(outcome, "read");
    }),
    { numRuns: 200 },
  );
  for (const code of codes) assert.match(code, /^(inside|bundle-damaged|bundle-not-ours)$/);
});

test("whatever is sealed for us without a partner's signature is refused in our own words", async () => {
  const stranger = signerFrom(newKeyPair().privatePem);
  const seal = (by: Signer) => {
    const begin = { part: "begin" as const, after: 0, have: 0, identities: [] };
    const bundle = "00000000-0000-4000-8000-000000000000";
    const name = { bundle, number: 0, from: "baghdad", to: "damascus", written: 0 };
    return sealSegment({ name, part: begin }, by, damascusPartner.keys[0]!);
  };
  const file = (sealed: Uint8Array) => [firstLine, framed(sealed)];
  const unknown = { code: "bundle-sender-unknown" };
  await assert.rejects(readWhole(file(seal(stranger))), unknown);
  // Signed with another's key under Baghdad's kid.
  const posed = { ...stranger, kid: baghdadSigner.kid };
  await assert.rejects(readWhole(file(seal(posed))), unknown);
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map(Buffer.from)),
      async (content) => {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(content.length);
        const line = Buffer.concat([Buffer.alloc(64), length, content, Buffer.from("\n")]);
        for (const plain of [content, line]) {
          const sealed = close(plain, damascusPartner.keys[0]!);
          await assert.rejects(readWhole(file(sealed)), { code: "bundle-damaged" });
        }
      },
    ),
  );
});

test("a hole before a bundle: it is taken in, the cursor stays, and what fills the hole mends it", async () => {
  // So that the label is there, which stands in an outbox once.
  await report();
  await readWhole(await write());
  const known = cursor();
  const first = await report();
  const lost = await write();
  pair.clock.now += 1000;
  const since = (await entries()).at(-1)!.dateAdded;
  const later = await report();
  const { missing, held } = await readWhole(await write({ after: since }));
  assert.deepEqual(missing, { since: known, where: "before" });
  assert.equal(cursor(), known);
  assert.ok(await holds(later));
  assert.ok(held === 0 && !(await holds(first)));
  assert.equal((await readWhole(lost)).missing, null);
  assert.ok(await holds(first));
  assert.ok(cursor() >= since);
  // Only what comes in order is signed for: the next one begins behind what was answered and brings the rest again.
  assert.equal((await readWhole(await write())).missing, null);
  const [ledger] = await ledgerStates(pair.damascus);
  assert.equal(ledger!.received!.unseen, 0);
});

test("what refers to something in a hole waits in quarantine until that comes", async () => {
  await readWhole(await write());
  const id = await report();
  const pieces = await write();
  // The last of what belongs together: that the report is of a place, without the two.
  const after = (await entries()).at(-2)!.dateAdded;
  const only = await write({ after });
  const { held, missing } = await readWhole(only);
  assert.ok(held > 0 && missing?.where === "before");
  await readWhole(pieces);
  for (let turns = 0; turns < 200 && (await pair.damascus.store.quarantineCount()) > 0; turns++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.equal(await pair.damascus.store.quarantineCount(), 0);
  assert.ok(await holds(id));
});

test("memory holds a segment at a time: a bundle is read while it is written", async () => {
  for (let count = 0; count < 5; count++) await report();
  await recallRecord(pair.baghdad, await report(), { reason: "mistaken" });
  let ahead = 0;
  const pieces = await write({ pages });
  async function* counted(): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) {
      ahead++;
      yield piece;
    }
  }
  let accepted = 0;
  const { checker } = pair.damascus;
  const check: typeof checker.check = (bytes, context) => {
    accepted++;
    assert.ok(ahead <= accepted + 2, `${ahead} pieces for ${accepted} pages`);
    return checker.check(bytes, context);
  };
  await readBundle({ ...pair.damascus, checker: { ...checker, check } }, counted());
  assert.ok(accepted > 5);
});

test("what is too large for any partner is passed over, and what is large goes by itself", async () => {
  await readWhole(await write());
  const [first, huge] = [await report(), `receipt--${"0".repeat(8)}-0000-4000-8000-000000000000`];
  const row = {
    ...controlRow(pair.baghdad, { ...receiptOf(huge) }),
    body: `"${"x".repeat(11 * 1024 * 1024)}"`,
  };
  const offer = { partner: "damascus", id: huge, modified: row.modified, control: true };
  const group: Change[] = [
    { do: "record", row },
    { do: "offer", offer },
  ];
  await pair.baghdad.store.commit({ priority: "interactive", groups: [group] });
  const last = await report();
  const { missing, held } = await readWhole(
    await write({ pages: { objects: 1000, octets: 2000 } }),
  );
  assert.deepEqual([missing, held], [null, 0]);
  for (const id of [first, last]) assert.ok(await holds(id));
  assert.equal(await holds(huge), false);
});

function receiptOf(id: StixId) {
  const at = pair.clock.now;
  return {
    ...receiptObject({ offeredBy: "damascus", through: 0, notAccepted: [], at }, "baghdad"),
    id,
  };
}

test("each segment is filled up, so that its size tells little", async () => {
  const pieces = await write({ pages });
  const sealed = pieces.map((piece, index) =>
    piece.subarray(index === 0 ? firstLine.length + 4 : 4),
  );
  for (const one of sealed) assert.equal((one.length - 48) % 16384, 0);
  assert.equal(openSegment(sealed[0]!, pair.damascus.signer)!.name.to, "damascus");
  assert.equal(openSegment(sealed[0]!, pair.baghdad.signer), null);
});
