import assert from "node:assert/strict";
import { test } from "node:test";
import { noPages, type Page, type PagedList, pagedList } from "./paged-list.ts";

/** A list of numbers, newest first, two to a page; answers come when they are let go. */
function made(held = false) {
  let all = [5, 4, 3, 2, 1];
  const waiting: (() => void)[] = [];
  const asked: (string | undefined)[] = [];
  let now: PagedList<number> = noPages;
  const read = async (before: string | undefined): Promise<Page<number>> => {
    asked.push(before);
    const from = before === undefined ? 0 : all.findIndex((row) => row < Number(before));
    const rows = from < 0 ? [] : all.slice(from, from + 2);
    const next = rows.length > 0 && rows.at(-1) !== all.at(-1) ? String(rows.at(-1)) : null;
    if (held) await new Promise<void>((go) => waiting.push(go));
    return { rows, next };
  };
  return {
    list: pagedList(read, String, (list) => (now = list)),
    asked,
    waiting,
    become: (rows: number[]) => (all = rows),
    get now() {
      return now;
    },
  };
}

const settled = () => new Promise<void>((done) => setImmediate(done));

test("a change reads again as many pages as are loaded", async () => {
  const one = made();
  await one.list.anew();
  await one.list.more();
  assert.deepEqual(one.now.rows, [5, 4, 3, 2]);
  one.become([6, 5, 4, 3, 2, 1]);
  await one.list.refresh();
  assert.deepEqual([one.now.rows, one.now.next], [[6, 5, 4, 3], "3"]);
  await one.list.more();
  assert.deepEqual([one.now.rows, one.now.next], [[6, 5, 4, 3, 2, 1], null]);
});

test("what is gone goes, of whatever page", async () => {
  const one = made();
  await one.list.anew();
  await one.list.more();
  one.become([5, 4, 2, 1]);
  await one.list.refresh();
  assert.deepEqual([one.now.rows, one.now.next], [[5, 4, 2, 1], null]);
  one.become([9, 8, 7, 6, 5, 3, 2, 1]);
  await one.list.refresh();
  assert.deepEqual([one.now.rows, one.now.next], [[9, 8, 7, 6], "6"]);
  one.become([]);
  await one.list.refresh();
  assert.deepEqual([one.now.rows, one.now.next], [[], null]);
});

test("of a long list no more is read again than ten pages; the rest is read on from there", async () => {
  const one = made();
  one.become(Array.from({ length: 30 }, (_, index) => 30 - index));
  await one.list.anew();
  for (let page = 1; page < 12; page++) await one.list.more();
  assert.equal(one.now.rows?.length, 24);
  await one.list.refresh();
  assert.deepEqual([one.now.rows.length, one.now.next], [20, "11"]);
  await one.list.more();
  assert.equal(one.now.rows.length, 22);
});

test("a further page that is asked for while all is read again comes too", async () => {
  const one = made(true);
  void one.list.anew();
  one.waiting.shift()!();
  await settled();
  const more = one.list.more();
  one.become([6, 5, 4, 3, 2, 1]);
  void one.list.refresh();
  // The first page again comes before the further one, which goes on from the page before.
  one.waiting.pop()!();
  await settled();
  one.waiting.shift()!();
  await settled();
  one.waiting.shift()!();
  await more;
  assert.deepEqual([one.now.rows, one.now.next, one.now.busy], [[6, 5, 4, 3], "3", false]);
});

test("asking for more twice at once loads one page", async () => {
  const one = made(true);
  void one.list.anew();
  one.waiting.shift()!();
  await settled();
  void one.list.more();
  void one.list.more();
  assert.equal(one.now.busy, true);
  assert.deepEqual(one.asked, [undefined, "4"]);
  one.waiting.shift()!();
  await settled();
  assert.deepEqual([one.now.rows, one.now.busy], [[5, 4, 3, 2], false]);
});

test("only the answer to the last question counts, and a further page of the one before is left out", async () => {
  const one = made(true);
  void one.list.anew();
  one.waiting.shift()!();
  await settled();
  void one.list.more();
  one.become([4, 2]);
  void one.list.anew();
  one.waiting.pop()!();
  one.waiting.pop()!();
  await settled();
  assert.deepEqual([one.now.rows, one.now.next, one.now.busy], [[4, 2], null, false]);
});

test("a change meanwhile does not mix the old question's rows into the new one's", async () => {
  const one = made(true);
  void one.list.anew();
  one.waiting.shift()!();
  await settled();
  one.become([4, 2, 1]);
  void one.list.anew();
  void one.list.refresh();
  for (const go of one.waiting) go();
  await settled();
  assert.deepEqual(one.now.rows, [4, 2]);
});

test("a fault is told, leaves what is shown, and lets more be asked again", async () => {
  let fail = false;
  let now: PagedList<number> = noPages;
  const list = pagedList(
    async (before) => {
      if (fail) throw new Error("away");
      return before ? { rows: [1], next: null } : { rows: [2], next: "2" };
    },
    String,
    (one) => (now = one),
  );
  await list.anew();
  fail = true;
  await list.more();
  assert.deepEqual([now.rows, now.busy, String(now.error)], [[2], false, "Error: away"]);
  fail = false;
  await list.more();
  assert.deepEqual([now.rows, now.error], [[2, 1], null]);
});
