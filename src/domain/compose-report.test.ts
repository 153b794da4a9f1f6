import assert from "node:assert/strict";
import { test } from "node:test";
import { fc } from "../../test/seed.ts";

import { composedReport, roadCut, sampleLabel } from "../desk/check/samples.ts";
import { AppError } from "../errors.ts";
import { canonical } from "../proof/canonical.ts";
import { areasOf } from "./areas.ts";
import { extensionIds } from "./extensions.ts";
import { labelMarking, tlpOf } from "./label-marking.ts";
import { shapeFault } from "./object-schema.ts";
import { references } from "./references.ts";
import { anyDraft } from "./test/any-draft.ts";

test("whatever is reported, every object has a valid shape, refers backwards only, and hides the source", () => {
  fc.assert(
    fc.property(anyDraft, (one) => {
      const { main, others, all } = composedReport(one);
      assert.equal(main.type, one.kind);
      assert.deepEqual(
        all.filter((object) => object !== main),
        others,
      );
      const known = new Set<string>();
      for (const object of all) {
        assert.equal(shapeFault(object.type as Parameters<typeof shapeFault>[0], object), null);
        for (const id of references(object))
          if (!/^(identity--3c81646d|marking-definition)/.test(id)) assert.ok(known.has(id), id);
        known.add(object.id);
        assert.ok(!canonical(object).includes("the-named-source"));
      }
    }),
  );
});

test("an incident carries its place, grade and mark, and reads well without our extension", () => {
  const { main, all } = composedReport();
  assert.deepEqual(
    all.map((object) => object.type),
    ["location", "incident", "relationship", "language-content", "language-content"],
  );
  assert.equal(main["name"], "Supply road cut");
  assert.equal(main.lang, "en");
  assert.equal(main.confidence, 70);
  assert.deepEqual(main.object_marking_refs, [labelMarking(sampleLabel).id, tlpOf(sampleLabel)]);
  assert.deepEqual(main.extensions?.[extensionIds.record], {
    extension_type: "property-extension",
    start_time: "2015-03-11T04:00:00.000Z",
    position: [41, 34.37],
    place: { ar: "القائم", en: "al-Qaim" },
    source: { reliability: "B", credibility: "2" },
    mode: "exercise",
  });
  const [location] = all;
  assert.equal(location?.["name"], "al-Qaim");
  assert.equal(location["latitude"], 34.37);
});

test("the second language belongs to exactly this version", () => {
  const { main, others } = composedReport();
  const translation = others.find((object) => object["object_ref"] === main.id)!;
  assert.equal(translation.type, "language-content");
  assert.equal(translation["object_modified"], main.modified);
  assert.deepEqual(translation["contents"], {
    ar: { name: "قطع طريق الإمداد", description: "قُطع الطريق قرب القائم" },
  });
  const asked = composedReport({ ...roadCut, lang: "ar" }).main;
  assert.equal(asked.lang, "ar");
  assert.equal(asked["name"], "قطع طريق الإمداد");
  const { lang: _, ...unsaid } = roadCut;
  const one = composedReport({ ...unsaid, name: "قطع طريق", description: "…", place: "القائم" });
  assert.equal(one.main.lang, "ar");
  assert.ok(one.all.every((object) => object.type !== "language-content"));
});

test("a grade that cannot be judged gives no confidence", () => {
  assert.equal(composedReport({ ...roadCut, credibility: "6" }).main.confidence, undefined);
  assert.equal(composedReport({ ...roadCut, credibility: 5 }).main.confidence, 10);
});

test("a statement refers to its speaker, who stands there only as an office-holder", () => {
  const { position: _, place: __, ...rest } = roadCut;
  const { main, all } = composedReport({
    ...rest,
    kind: "report",
    speaker: { name: "Walid al-Moallem", office: "Foreign minister" },
  });
  const speaker = all.find((object) => object.type === "identity")!;
  assert.deepEqual(main["object_refs"], [speaker.id]);
  assert.equal(main["published"], "2015-03-11T04:00:00.000Z");
  assert.equal(speaker["identity_class"], "individual");
  assert.equal(speaker.extensions?.[extensionIds.record]?.["office_holder"], true);
});

test("an organization speaks as one, and holds no office", () => {
  const { all } = composedReport({
    ...roadCut,
    kind: "report",
    speaker: { identityClass: "organization", name: { ar: "مجلس الأمن", en: "Security Council" } },
  });
  const speaker = all.find((object) => object.type === "identity")!;
  assert.equal(speaker["identity_class"], "organization");
  assert.equal(speaker["description"], undefined);
  assert.deepEqual(speaker.extensions?.[extensionIds.record], {
    extension_type: "property-extension",
    mode: "exercise",
  });
});

test("a change of control names its holders in both languages", () => {
  const control = {
    from: [{ id: "government-iraq", name: { ar: "الحكومة العراقية", en: "Government of Iraq" } }],
    to: [{ id: "isil", name: { ar: "داعش", en: "ISIL (Da'esh)" } }],
    state: "held" as const,
  };
  const { main } = composedReport({ ...roadCut, control });
  assert.deepEqual(main.extensions?.[extensionIds.record]?.["control"], control);
});

test("an area has a name and a country, and is pinned nowhere", () => {
  const { position: _, ...unplaced } = roadCut;
  const place = { ar: "محافظة الأنبار", en: "Anbar Governorate" };
  const { main, all } = composedReport({ ...unplaced, place, country: "IQ" });
  const location = all.find(({ type }) => type === "location")!;
  assert.equal(shapeFault("location", location), null);
  assert.deepEqual([location["country"], location["latitude"]], ["IQ", undefined]);
  const record = (main["extensions"] as Record<string, Record<string, unknown>>)[
    extensionIds.record
  ]!;
  assert.deepEqual([record["place"], record["position"]], [place, undefined]);
  assert.deepEqual(areasOf(main), []);
});

test("a report about nothing, and a place without a position, are refused", () => {
  const { position: _, place: __, ...rest } = roadCut;
  const faulty = (error: unknown) => error instanceof AppError && error.code === "draft-invalid";
  assert.throws(() => composedReport({ ...rest, kind: "report" }), faulty);
  assert.throws(() => composedReport({ ...rest, place: "somewhere" }), faulty);
});
