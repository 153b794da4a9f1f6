import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { acceptObjects } from "../../src/desk/accept-records.ts";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { decideHeld } from "../../src/desk/free-held.ts";
import { readImage } from "../../src/desk/read-image.ts";
import { readManifest, readOutbox } from "../../src/desk/read-outbox.ts";
import { readRecord } from "../../src/desk/read-record.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { operator } from "../../src/desk/viewer.ts";
import { composeReport } from "../../src/domain/compose-report.ts";
import { maxImageOctets, strippedImage } from "../../src/domain/image/image.ts";
import { jpegSample, pngSample, webpLossy } from "../../src/domain/image/samples.ts";
import { labelMarking } from "../../src/domain/label-marking.ts";
import { labelOfDraft, type ReportDraft } from "../../src/domain/report-draft.ts";
import { type DraftImage, imagesOf } from "../../src/domain/report-images.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import { signObject } from "../../src/proof/signature.ts";
import { carry, linkByFiles } from "./bundles.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, type Network, signedIn, startNetwork } from "./network.ts";

/* Images of a report go where it goes, and are taken back with it. Mosul may have nothing of it; Erbil has it by files, Basra by way of Damascus. */

let network: Network;
const deskOf = (id: string) => network.members[id]!.node.desk;
const content = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const withImages = (images: readonly DraftImage[], changes: Partial<ReportDraft> = {}) =>
  roadCut({ images, ...changes });
const idsOf = (record: StixObject) => imagesOf(record).map(({ image_ref }) => image_ref);
const viewer = operator("test");

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "mosul", "erbil", "basra"], {
    links: [
      ["baghdad", "damascus"],
      ["baghdad", "mosul"],
      ["baghdad", "basra"],
      ["damascus", "basra"],
    ],
  });
  const passing = (from: string, to: string) => ({
    ...bilateral([from, to]),
    grants: [
      { id: "on", from: [from], to: [to], upTo: "restricted" as const, reshare: "any" as const },
    ],
  });
  await agree(network, passing("baghdad", "damascus"));
  const held = { id: "held", from: ["baghdad"], to: ["basra"], topics: ["humanitarian"] };
  await agree(network, {
    ...bilateral(["baghdad", "basra"]),
    grants: [{ ...held, hold: "second-person" }],
  });
  await agree(network, passing("damascus", "basra"));
  await agree(network, {
    ...bilateral(["baghdad", "mosul"]),
    redLines: [
      {
        ...{ id: "no", by: "baghdad", to: ["mosul"], topics: ["supply-route"] },
        reason: { ar: "خط أحمر للتجربة", en: "A red line for a test" },
      },
    ],
  });
});
after(() => network.close());

/** The image as a person at this node sees it; the code of the fault where there is none. */
async function shownAt(node: string, record: StixId, image: StixId): Promise<string> {
  return readImage(deskOf(node), viewer, record, image).then(
    ({ bytes }) => content(bytes),
    ({ code }: { code: string }) => code,
  );
}

/** Everything that stands in Mosul's outbox, of all versions, as it would be read, but receipts. */
async function seenByMosul(): Promise<unknown[]> {
  const request = { versions: ["all" as const], limit: 1000 };
  const { body } = await readOutbox(deskOf("baghdad"), "mosul", request);
  const objects = JSON.parse(`[${Buffer.from(body)}]`) as StixObject[];
  return objects.filter(({ type }) => type !== "receipt");
}

test("a report goes with its images, stripped, and neither to whom a red line keeps it from", async () => {
  const before = await seenByMosul();
  const draft = withImages([
    { content: content(jpegSample), caption: { ar: "الجسر المقطوع", en: "The cut bridge" } },
    { content: content(webpLossy) },
  ]);
  const { record, audience } = await submitReport(deskOf("baghdad"), draft);
  assert.deepEqual(audience, ["damascus"]);
  const [first, second] = idsOf(record);
  await eventually(async () => (await shownAt("damascus", record.id, second!)).length > 100);
  const stripped = content(strippedImage(jpegSample).bytes);
  assert.equal(await shownAt("damascus", record.id, first!), stripped);
  assert.equal(await shownAt("baghdad", record.id, first!), stripped);
  const { record: there } = await readRecord(deskOf("damascus"), viewer, record.id);
  assert.deepEqual(imagesOf(there)[0]!.caption, { ar: "الجسر المقطوع", en: "The cut bridge" });
  assert.deepEqual(await seenByMosul(), before);
  assert.equal(await deskOf("damascus").store.quarantineCount(), 0);
});

test("the same image twice is two that nobody can tell from their ids", async () => {
  const image = { content: content(pngSample()) };
  const { record } = await submitReport(deskOf("baghdad"), withImages([image, image]));
  assert.equal(new Set(idsOf(record)).size, 2);
});

test("a recall takes the images too: nothing of them is left at the partner", async () => {
  const draft = withImages([{ content: content(pngSample()) }]);
  const { record } = await submitReport(deskOf("baghdad"), draft);
  const [image] = idsOf(record);
  await eventually(async () => (await shownAt("damascus", record.id, image!)).length > 100);
  await recallRecord(deskOf("baghdad"), record.id, { reason: "a test" });
  await eventually(async () => (await shownAt("damascus", record.id, image!)) !== "");
  await eventually(async () => {
    const stored = await deskOf("damascus").store.record(image!);
    return stored?.withdrawn !== null && !stored!.body.includes("payload_bin");
  });
  assert.equal(await shownAt("damascus", record.id, image!), "record-recalled");
  const { entries } = await readManifest(deskOf("baghdad"), "damascus", {
    ...{ ids: [record.id, image!], versions: ["all"], limit: 9 },
  });
  assert.deepEqual(entries, []);
});

test("a new version keeps some, adds one, and what it leaves out is taken back from everybody", async () => {
  const baghdad = deskOf("baghdad");
  const draft = withImages([
    { content: content(jpegSample) },
    { content: content(webpLossy), caption: "First caption" },
  ]);
  const { record } = await submitReport(baghdad, draft);
  const [gone, kept] = idsOf(record);
  await eventually(async () => (await shownAt("damascus", record.id, kept!)).length > 99);
  const keptSince = (await baghdad.store.bare(kept!))!.modified;
  const images = [{ content: content(pngSample()) }, { id: kept!, caption: "Another caption" }];
  const revised = await reviseReport(baghdad, record.id, withImages(images));
  const [added, same] = idsOf(revised.record);
  assert.equal(same, kept);
  await eventually(async () => (await shownAt("damascus", record.id, added!)).length > 99);
  await eventually(async () => (await shownAt("damascus", record.id, gone!)) === "record-recalled");
  // It is not sent again for a change of words.
  for (const desk of [baghdad, deskOf("damascus")])
    assert.equal((await desk.store.bare(kept!))!.modified, keptSince);
  assert.ok((await shownAt("damascus", record.id, kept!)).length > 99);
  // The earlier version, which shows what is gone, does not leave any more.
  const { entries } = await readManifest(baghdad, "damascus", {
    ...{ ids: [record.id, gone!], versions: ["all"], limit: 9 },
  });
  assert.deepEqual(
    entries.map(({ id, modified }) => [id, modified]),
    [[record.id, Date.parse(revised.record.modified!)]],
  );
  await assert.rejects(reviseReport(baghdad, record.id, withImages([{ id: gone! }])), {
    code: "draft-invalid",
  });
  const other = withImages([{ id: kept! }]);
  await assert.rejects(submitReport(baghdad, other), { code: "draft-invalid" });
});

test("a version for fewer takes the images back from the others, one under another label brings them again", async () => {
  const baghdad = deskOf("baghdad");
  const { record } = await submitReport(baghdad, withImages([{ content: content(jpegSample) }]));
  const [image] = idsOf(record);
  await eventually(async () => (await shownAt("damascus", record.id, image!)).length > 99);
  const images = [{ id: image! }];
  const open = await reviseReport(baghdad, record.id, withImages(images, { caveats: [] }));
  assert.equal(
    (await baghdad.store.bare(image!))!.label,
    (await baghdad.store.bare(record.id))!.label,
  );
  assert.deepEqual(open.audience, ["damascus"]);
  const relabelled = withImages(images, { classification: "unclassified" });
  await reviseReport(baghdad, record.id, relabelled);
  await eventually(async () => {
    const { label } = (await deskOf("damascus").store.bare(image!))!;
    return label === labelMarking(labelOfDraft(relabelled)).id;
  });
  await reviseReport(baghdad, record.id, withImages(images, { classification: "secret" }));
  await eventually(
    async () => (await shownAt("damascus", record.id, image!)) === "record-recalled",
  );
  assert.ok((await shownAt("baghdad", record.id, image!)).length > 99);
});

test("what decides whether a report leaves reads none of its images", async () => {
  const { store } = deskOf("baghdad");
  const { record } = await submitReport(
    deskOf("baghdad"),
    withImages([{ content: content(jpegSample) }]),
  );
  await eventually(
    async () => (await shownAt("damascus", record.id, idsOf(record)[0]!)).length > 99,
  );
  const { record: read } = store;
  const texts: string[] = [];
  store.record = (id, modified) => {
    texts.push(id);
    return read(id, modified);
  };
  // What was served already is decided again by all that it refers to.
  const ids = [record.id, ...idsOf(record)];
  const query = { ids, versions: ["all" as const], limit: 9 };
  const { entries } = await readManifest(deskOf("baghdad"), "damascus", query);
  store.record = read;
  assert.equal(entries.length, 2);
  assert.ok(texts.includes(record.id));
  assert.ok(!texts.some((id) => id.startsWith("artifact--")));
});

test("four images of 1 MiB go through, one by one where they have to", async () => {
  const noise = pngSample({ width: 1000, height: 1000 }, (length) => randomBytes(length));
  assert.ok(noise.length > 0.95 * maxImageOctets);
  const images = Array.from({ length: 4 }, () => ({ content: content(noise) }));
  const watch = await signedIn(network.members["baghdad"]!, "watch");
  const { status, body } = await watch("/api/reports", roadCut({ images }));
  assert.equal(status, 201, JSON.stringify(body).slice(0, 300));
  const { record } = body as { record: StixObject };
  const last = idsOf(record).at(-1)!;
  await eventually(async () => (await shownAt("damascus", record.id, last)).length > 1_000_000);
  const five = await watch("/api/reports", roadCut({ images: [...images, images[0]!] }));
  assert.equal(five.status, 413);
});

test("people are given an image as what it is, within their clearance, and it is written down", async () => {
  const baghdad = network.members["baghdad"]!;
  const draft = withImages([{ content: content(jpegSample) }]);
  const { record } = await submitReport(deskOf("baghdad"), draft);
  const path = `/api/records/${record.id}/images/${idsOf(record)[0]}`;
  const watch = await signedIn(baghdad, "watch");
  assert.equal((await watch(path)).status, 200);
  const low = await signedIn(baghdad, "reader", { upTo: "unclassified", caveats: [] });
  assert.equal((await low(path)).status, 404);
  assert.equal((await watch(`/api/records/${record.id}/images/${record.id}`)).status, 404);
  const readers = await deskOf("baghdad").store.readersOf(idsOf(record)[0]!);
  assert.equal(readers.length, 1);
});

test("what a partner sends as an image and is none is held, with its report, and never shown", async () => {
  const { clock, random, signer } = deskOf("baghdad");
  const draft = withImages([{ content: content(jpegSample) }]);
  const label = labelOfDraft(draft);
  const deliver = async (spoil: (artifact: StixObject) => void) => {
    const context = { originator: "baghdad", label, now: clock(), mode: null, random };
    const { all, main } = composeReport(draft, context);
    const artifact = all.find(({ type }) => type === "artifact")!;
    spoil(artifact);
    const signed = all.map((object) => signObject(object, signer).object);
    const objects = [labelMarking(label).object, ...signed];
    const bytes = Buffer.from(JSON.stringify({ objects }));
    const { failures } = await acceptObjects(deskOf("damascus"), "baghdad", bytes);
    const held = await deskOf("damascus").store.quarantine(50);
    const codes = [artifact.id, main.id].map((id) => held.find((one) => one.id === id)?.code);
    return [failures.length > 0, ...codes];
  };
  assert.deepEqual(await deliver(() => undefined), [false, undefined, undefined]);
  const spoilt: ((artifact: StixObject) => void)[] = [
    (artifact) => (artifact["payload_bin"] = content(jpegSample)),
    (artifact) => (artifact["payload_bin"] = content(Buffer.from("<svg onload='x'></svg>"))),
    (artifact) => (artifact["mime_type"] = "image/png"),
    (artifact) => (artifact["hashes"] = { "SHA-256": "0".repeat(64) }),
    (artifact) => (artifact["payload_bin"] = content(Buffer.concat([jpegSample, pngSample()]))),
  ];
  for (const spoil of spoilt)
    assert.deepEqual(await deliver(spoil), [true, "image-refused", "reference-missing"]);
  const html = await deliver((artifact) => (artifact["mime_type"] = "text/html"));
  assert.deepEqual(html, [true, "schema-invalid", "reference-missing"]);
});

test("a bundle brings both", async () => {
  const [baghdad, erbil] = ["baghdad", "erbil"].map((id) => network.members[id]!);
  await linkByFiles(baghdad!, erbil!);
  const text = { ar: "اتفاق تجربة", en: "An agreement for a test" };
  const { form } = await proposeAgreement(deskOf("baghdad"), {
    ...bilateral(["baghdad", "erbil"]),
    title: text,
  });
  await signAgreement(deskOf("baghdad"), form.id, { act: "sign" });
  await carry(deskOf("baghdad"), deskOf("erbil"));
  await signAgreement(deskOf("erbil"), form.id, { act: "sign" });
  await carry(deskOf("erbil"), deskOf("baghdad"));
  const { record } = await submitReport(
    deskOf("baghdad"),
    withImages([{ content: content(webpLossy) }]),
  );
  await carry(deskOf("baghdad"), deskOf("erbil"));
  const shown = await shownAt("erbil", record.id, idsOf(record)[0]!);
  assert.equal(shown, content(strippedImage(webpLossy).bytes));
});

test("an image that is passed on goes on with its report, and is taken back there too", async () => {
  const baghdad = deskOf("baghdad");
  const draft = { reshare: "any" as const };
  const images = [{ content: content(jpegSample) }, { content: content(webpLossy) }];
  const { record } = await submitReport(baghdad, withImages(images, draft));
  const [gone, kept] = idsOf(record);
  await eventually(async () => (await shownAt("basra", record.id, gone!)).length > 99);
  await reviseReport(baghdad, record.id, withImages([{ id: kept! }], draft));
  await eventually(async () => (await shownAt("basra", record.id, gone!)) === "record-recalled");
  await eventually(async () => {
    const { record: there } = await readRecord(deskOf("basra"), viewer, record.id);
    return idsOf(there).length === 1;
  });
  assert.ok((await shownAt("basra", record.id, kept!)).length > 99);
});

test("an image waits with a report that is held, and goes with it", async () => {
  const baghdad = deskOf("baghdad");
  const draft = withImages([{ content: content(jpegSample) }], { topics: ["humanitarian"] });
  const { record, held } = await submitReport(baghdad, draft, "Amal");
  assert.deepEqual(held, ["basra"]);
  const [image] = idsOf(record);
  const offered = await baghdad.store.offersOf(image!);
  assert.ok(offered.some(({ partner }) => partner === "damascus"));
  assert.ok(!offered.some(({ partner }) => partner === "basra"));
  const version = record.modified!;
  await decideHeld(baghdad, "Basim", { id: record.id, partner: "basra", version }, true);
  await eventually(async () => (await shownAt("basra", record.id, image!)).length > 99);
});
