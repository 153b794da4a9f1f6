import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fc } from "../../../test/seed.ts";
import { maxPastedLength, maxProposals } from "../../domain/text-proposals.ts";
import { readGazetteer } from "../gazetteer.ts";
import { readLabelled } from "../test/labelled.ts";
import { score } from "../test/score.ts";
import { seedFile } from "../test/seed-file.ts";
import { readDay } from "./calendar.ts";
import { placeNames } from "./place-names.ts";
import { proposalsIn } from "./propose.ts";

const file = new URL("../../../scenarios/levant-2014-2015/places.csv", import.meta.url);
const names = placeNames(readGazetteer(readFileSync(file, "utf8")).all);
const day = readDay("2015-03-20")!;
const propose = (text: string) => proposalsIn(text, day, names).proposals;

const sets = [
  ["tuned on", readLabelled("labelled-sentences.txt")],
  ["held out", readLabelled("held-out-sentences.txt")],
] as const;

for (const [name, sentences] of sets)
  test(`places, dates and speakers of ${sentences.length} labelled sentences, ${name}`, (t) => {
    for (const kind of ["place", "date", "speaker"] as const) {
      const { precision, recall, f1 } = score(kind, sentences, propose);
      const figures = [precision, recall, f1].map((value) => value.toFixed(3));
      t.diagnostic(
        `${kind}s, ${name}: precision ${figures[0]}, recall ${figures[1]}, F1 ${figures[2]}`,
      );
      assert.ok(f1 >= 0.9, `${kind}s: F1 ${figures[2]}`);
    }
  });

test("sixty sentences and more are labelled, and most are Arabic", () => {
  const all = sets.flatMap(([, sentences]) => sentences);
  const arabic = all.filter(({ text }) => /\p{Script=Arabic}/u.test(text));
  assert.ok(all.length >= 60 && arabic.length > all.length / 2);
});

const article = seedFile("article-ar.txt");

test(
  "the article's places, dates and speakers",
  { skip: article === null && "the article is not here" },
  () => {
    const { proposals, lang } = proposalsIn(readFileSync(article!, "utf8"), day, names);
    assert.equal(lang, "ar");
    const places = new Map(
      proposals.flatMap((p) => (p.kind === "place" ? [[p.text, p.candidates[0]!]] : [])),
    );
    const ids = new Set([...places.values()].map(({ id }) => id));
    assert.deepEqual([...ids].sort(), [
      "anbar",
      "baghdad",
      "damascus",
      "deir-ez-zor-governorate",
      "diyala",
      "iraq",
      "kobani",
      "mosul",
      "salah-ad-din",
      "syria",
    ]);
    for (const region of ["الأنبار", "صلاح الدين", "دير الزور", "ديالى"])
      assert.equal(places.get(region)?.extent, "area", region);
    assert.equal(places.get("كوباني")?.id, places.get("عين العرب")?.id);
    const dates = proposals.flatMap((p) =>
      p.kind === "date"
        ? [`${p.candidates[0]!.at.slice(0, 10)} ${p.candidates[0]!.precision}`]
        : [],
    );
    assert.deepEqual(dates, [
      "2014-09-11 day",
      "2014-10-01 month",
      "2014-01-01 year",
      "2015-03-11 day",
    ]);
    const speakers = proposals.flatMap((p) => (p.kind === "speaker" ? [p.candidates[0]!] : []));
    const said = new Map(speakers.map(({ name, office }) => [name, office]));
    assert.equal(said.get("وليد المعلم"), "وزير الخارجية السوري");
    assert.equal(said.get("باراك أوباما"), "الرئيس الأميركي");
    assert.ok(speakers.some(({ name }) => name.includes("الإندبندنت")));
  },
);

test("offsets count UTF-16 units of the text as it was given, whatever stands in it", () => {
  const text = "😀 \u200fوصلتْ الشاحناتُ إلى الأنْبـــار\u200f يوم ١١/٣/٢٠١٥، وبالرقّة أيضاً 😀.";
  const [anbar, date, raqqa] = propose(text);
  assert.equal(anbar!.text, "الأنْبـــار");
  assert.equal(date!.text, "١١/٣/٢٠١٥");
  assert.equal(raqqa!.text, "الرقّة");
  for (const { start, end, text: own } of [anbar!, date!, raqqa!])
    assert.equal(text.slice(start, end), own);
});

test("a governorate is an area, and where a town has its name both are candidates", () => {
  const [town] = propose("وصلوا إلى الرقة.");
  assert.ok(town?.kind === "place");
  assert.deepEqual(
    town.candidates.map(({ id, extent }) => [id, extent]),
    [
      ["raqqa", "point"],
      ["raqqa-governorate", "area"],
    ],
  );
  const [region] = propose("ريف الرقة هادئ.");
  assert.ok(region?.kind === "place");
  assert.deepEqual(
    region.candidates.map(({ id }) => id),
    ["raqqa-governorate", "raqqa"],
  );
  const [road] = propose("Highway 47 is open.");
  assert.ok(road?.kind === "place");
  assert.equal(road.candidates[0]?.extent, "line");
});

test("English places are told from common words by their capitals, unless there are none", () => {
  const places = (text: string) =>
    propose(text).flatMap((p) => (p.kind === "place" ? [p.text] : []));
  assert.deepEqual(places("Shells hit the road to Hit."), ["Hit"]);
  assert.deepEqual(places("the road to mosul was hit, convoy waits at al-qaim"), [
    "mosul",
    "al-qaim",
  ]);
});

test("organizations, persons and movements named like places are none", () => {
  for (const text of [
    "تنظيم القاعدة والدولة الإسلامية في العراق والشام",
    "كتيبة الرقة وصحيفة الثورة",
    "قال الشيخ صلاح الدين وأبو بكر البغدادي",
    "Abu Bakr al-Baghdadi of the Islamic State of Iraq and Syria",
    "قوات سورية ودفاعاً عنه",
  ])
    assert.deepEqual(
      propose(text).filter(({ kind }) => kind === "place"),
      [],
      text,
    );
});

test("dates are read by the day of the text, and what has to be supplied is offered in order", () => {
  const dates = (text: string) =>
    propose(text).flatMap((p) =>
      p.kind === "date"
        ? [
            p.candidates.map(({ at, until, precision }) =>
              [at.slice(0, 10), until?.slice(0, 10) ?? "", precision].join(" ").replace(/ +/g, " "),
            ),
          ]
        : [],
    );
  assert.deepEqual(dates("في 25 آذار"), [["2015-03-25 day", "2014-03-25 day", "2013-03-25 day"]]);
  assert.deepEqual(dates("The convoy came on 4/3/2015"), [["2015-03-04 day", "2015-04-03 day"]]);
  assert.deepEqual(dates("31/2/2015"), []);
  assert.deepEqual(dates("منذ ثلاثة أيام"), [["2015-03-17 day", "2015-03-17 2015-03-20 day"]]);
  assert.deepEqual(dates("في الحادي عشر من تشرين الثاني من العام الماضي"), [["2014-11-11 day"]]);
  assert.deepEqual(dates("between March and May 2014"), [["2014-03-01 2014-05-01 month"]]);
  assert.deepEqual(dates("two months ago"), [["2015-01-20 day"]]);
});

test("a text of the greatest length is bounded in proposals and answers whatever stands in it", () => {
  const full = "Baghdad ".repeat(maxPastedLength / 8);
  const { proposals, more } = proposalsIn(full, day, names);
  assert.equal(proposals.length, maxProposals);
  assert.equal(more, true);
  const pieces = fc.constantFrom(
    ..."قال أبو و بال لل في من 3 7 / - March , . « » الشيخ صلاح الدين said the نقلت عن صحيفة \n 😀".split(
      " ",
    ),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (words) => {
      const text = words.join(" ");
      for (const { start, end, text: own, candidates } of propose(text)) {
        assert.equal(text.slice(start, end), own);
        assert.ok(start < end && candidates.length > 0);
      }
    }),
  );
});
