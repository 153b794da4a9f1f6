import assert from "node:assert/strict";
import { test } from "node:test";
import type { Harness } from "./harness.ts";
import { record, sample, sampleId, together } from "./sample.ts";

/** The columns of the picture, and search. */
export function pictureTests({ withStore }: Harness): void {
  test("the picture has one entry per live latest version with a time", () =>
    withStore(async (store) => {
      const rows = [
        sample(1, 1),
        sample(1, 2, { at: 5, position: [-180, 90], grade: "B2", originator: null }),
        sample(2, 1, { at: null }),
        sample(3, 1, { at: 7.5, position: null, grade: null, kind: "report", label: null }),
        sample(4, 1),
        sample(5, 1, { at: -1e12, position: [0, -0.0000001] }),
      ];
      await store.commit(together(...rows.map(record)));
      await store.commit(
        together({ do: "withdraw", id: sampleId(4), throughModified: 1, reason: "", at: 1 }),
      );
      const columns = await store.pictureColumns();
      const { names } = columns;
      assert.deepEqual([...columns.row], [2, 4, 6]);
      assert.deepEqual([...columns.at], [5, 7.5, -1e12]);
      assert.deepEqual([...columns.lon], [-1_800_000_000, 0x7fffffff, 0]);
      assert.deepEqual([...columns.lat], [900_000_000, 0x7fffffff, -1]);
      const words = (name: keyof typeof names) => [...columns[name]].map((n) => names[name][n]);
      assert.deepEqual(words("kind"), ["incident", "report", "incident"]);
      assert.deepEqual(words("originator"), ["", "baghdad", "baghdad"]);
      assert.deepEqual(words("label"), [rows[0]!.label, "", rows[0]!.label]);
      assert.deepEqual(words("grade"), ["B2", "", "F6"]);
    }));

  test("over time there is every live version, with when it was known", () =>
    withStore(async (store) => {
      const rows = [
        sample(1, 1),
        sample(1, 2, { known: 7, until: 9, control: true }),
        sample(2, 1, { shape: true, kind: "report" }),
        sample(1, 3, { known: 8, at: 3, grade: "B2", position: [1, 2] }),
        sample(3, 1),
        sample(3, 2),
      ];
      await store.commit(together(...rows.slice(0, 3).map(record)));
      await store.commit(together(...rows.slice(3).map(record)));
      await store.commit(
        together({ do: "withdraw", id: sampleId(3), throughModified: 1, reason: "", at: 1 }),
      );
      // Rows 4 and 6 are the latest of the first and the third, 3 the second; the third's first version was taken back.
      const columns = await store.versionColumns(Int32Array.of(6, 4, 3));
      const { uuid, names } = columns;
      const ids = Array.from({ length: uuid.length / 16 }, (_, n) => uuid[n * 16 + 15]);
      assert.deepEqual(ids, [3, 1, 1, 1, 2]);
      assert.deepEqual([...columns.modified], [2, 1, 2, 3, 1]);
      assert.deepEqual([...columns.known], [2, 1, 7, 8, 1]);
      assert.deepEqual([...columns.row], [6, 1, 2, 4, 3]);
      assert.deepEqual([...columns.until], [NaN, NaN, 9, NaN, NaN]);
      assert.deepEqual([...columns.marks], [0, 0, 1, 0, 2]);
      assert.deepEqual([columns.at[3], columns.lon[3], columns.lat[3]], [3, 1e7, 2e7]);
      assert.equal(names.grade[columns.grade[3]!], "B2");
      assert.equal(names.kind[columns.kind[4]!], "report");
      assert.equal(columns.class.length, 5);
      const none = await store.versionColumns(new Int32Array(0));
      assert.equal(none.at.length, 0);
    }));

  test("an empty store has an empty picture", () =>
    withStore(async (store) => {
      assert.equal((await store.pictureColumns()).row.length, 0);
    }));

  test("search finds prefixes of all words in live latest versions, newest first", () =>
    withStore(async (store) => {
      const texts = ["قطع طريق الانبار", "طريق الموصل", "الانبار هادئة", "طريق الانبارية"];
      await store.commit(together(...texts.map((words, n) => record(sample(n, 1, { words })))));
      const search = async (words: string[], limit = 10) => [...(await store.search(words, limit))];
      assert.deepEqual(await search(["الانبار"]), [4, 3, 1]);
      assert.deepEqual(await search(["الانبار", "طريق"]), [4, 1]);
      assert.deepEqual(await search(["ط"]), [4, 2, 1]);
      assert.deepEqual(await search(["ط"], 2), [4, 2]);
      assert.deepEqual(await search(["طريق", "nowhere"]), []);
      assert.deepEqual(await search([]), []);
      assert.deepEqual(await search([""]), []);
      await store.commit(
        together(record(sample(0, 2, { words: "الموصل" })), {
          ...{ do: "withdraw", id: sampleId(2), throughModified: 1, reason: "", at: 1 },
        }),
      );
      assert.deepEqual(await search(["الانبار"]), [4]);
      assert.deepEqual(await search(["الموصل"]), [5, 2]);
    }));

  test("search takes every character for itself, none as syntax", () =>
    withStore(async (store) => {
      const words = [
        `a"b`,
        "c*d",
        "e-f",
        "NOT",
        "o'g",
        "(h)",
        "^i",
        "text:j",
        "k.l/m",
        "n\\o",
        "`p",
      ];
      await store.commit(together(record(sample(1, 1, { words: words.join(" ").toLowerCase() }))));
      for (const word of words.map((one) => one.toLowerCase())) {
        assert.deepEqual(await store.search([word], 5), Int32Array.of(1), word);
        assert.deepEqual(await store.search([word.slice(0, 2)], 5), Int32Array.of(1), word);
      }
      for (const word of ["b", `"`, "*", "d", "text", `a" OR "c`]) {
        const found = [...(await store.search([word], 5))];
        const expected = words.some((one) => one.toLowerCase().startsWith(word)) ? [1] : [];
        assert.deepEqual(found, expected, word);
      }
    }));

  test("a prefix of very many words is searched as well", () =>
    withStore(async (store) => {
      const rows = Array.from({ length: 700 }, (_, n) => sample(n, 1, { words: `place${n}` }));
      await store.commit(together(...rows.map(record)));
      assert.deepEqual(await store.search(["place"], 3), Int32Array.of(700, 699, 698));
      assert.deepEqual(await store.search(["place69"], 3), Int32Array.of(700, 699, 698));
    }));

  test("a translation is found as the object that it translates", () =>
    withStore(async (store) => {
      const translation = (n: number, of: number, modified: number, words: string) =>
        sample(n, modified, {
          ...{ kind: "language-content", at: null, words, refs: [sampleId(of)] },
          body: JSON.stringify({ object_ref: sampleId(of), n, modified }),
        });
      const rows = [
        ...[sample(1, 1, { words: "road" }), translation(1, 1, 1, "طريق"), sample(2, 1)],
        ...[translation(2, 2, 1, "طريق"), translation(3, 1, 9, "طريق الرقه"), sample(1, 5)],
      ];
      await store.commit(together(...rows.map(record)));
      assert.deepEqual([...(await store.search(["طريق"], 9))], [6, 3]);
      assert.deepEqual([...(await store.search(["طريق"], 1))], [6]);
      const found = await store.translations([sampleId(1), sampleId(2), sampleId(3)]);
      assert.deepEqual(
        found.map(({ id, modified }) => [id, modified]),
        [
          [sampleId(3, "language-content"), 9],
          [sampleId(1, "language-content"), 1],
          [sampleId(2, "language-content"), 1],
        ],
      );
      await store.commit(
        together(record(translation(2, 2, 2, "جسر")), {
          ...{ do: "withdraw", id: sampleId(1), throughModified: 9, reason: "", at: 1 },
        }),
      );
      assert.deepEqual([...(await store.search(["طريق"], 9))], []);
      assert.deepEqual([...(await store.search(["جسر"], 9))], [3]);
    }));
}
