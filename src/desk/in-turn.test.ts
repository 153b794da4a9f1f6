import assert from "node:assert/strict";
import { test } from "node:test";
import { seeded } from "../../test/seed.ts";
import { openTurns } from "./in-turn.ts";

/** Work that goes on until it is told to end. */
function task(log: string[], name: string) {
  let end = (): void => {};
  const gate = new Promise<void>((resolve) => (end = resolve));
  const work = async (): Promise<string> => {
    log.push(`${name} begins`);
    await gate;
    log.push(`${name} ends`);
    return name;
  };
  return { work, end };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("work on the same id waits, whatever else it touches; other work runs beside it", async () => {
  const { records } = openTurns();
  const log: string[] = [];
  const [first, second, third, aside] = ["first", "second", "third", "aside"].map((name) =>
    task(log, name),
  ) as [ReturnType<typeof task>, ...ReturnType<typeof task>[]];
  const all = [
    records(["a", "b"], first.work),
    records(["b", "c"], second!.work),
    records(["c"], third!.work),
    records(["d"], aside!.work),
  ];
  await settled();
  assert.deepEqual(log, ["first begins", "aside begins"]);
  for (const one of [third!, second!, first, aside!]) one.end();
  assert.deepEqual(await Promise.all(all), ["first", "second", "third", "aside"]);
  const order = (name: string) => log.indexOf(name);
  assert.ok(order("first ends") < order("second begins"));
  assert.ok(order("second ends") < order("third begins"));
});

test("work that fails lets the next one in and is told to its own caller alone", async () => {
  const { records } = openTurns();
  const failing = records(["a", "a"], async () => {
    throw new Error("the disk is full");
  });
  const next = records(["a"], async () => "in");
  await assert.rejects(failing, /the disk is full/);
  assert.equal(await next, "in");
});

test("what goes ahead goes before all that waits, behind what is under way and what went ahead earlier", async () => {
  const { records, ahead } = openTurns();
  const log: string[] = [];
  const names = ["running", "waiting", "elsewhere", "first", "second"] as const;
  const tasks = Object.fromEntries(names.map((name) => [name, task(log, name)]));
  const all = [
    records(["a"], tasks["running"]!.work),
    records(["a", "b"], tasks["waiting"]!.work),
    records(["b", "c"], tasks["elsewhere"]!.work),
    ahead(["a", "b"], tasks["first"]!.work),
    ahead(["b"], tasks["second"]!.work),
  ];
  for (const one of Object.values(tasks)) one.end();
  await Promise.all(all);
  const begun = log.filter((line) => line.endsWith("begins"));
  const order = ["running", "first", "second", "waiting", "elsewhere"];
  assert.deepEqual(
    begun,
    order.map((name) => `${name} begins`),
  );
});

test("any mixture ends: nobody waits in a circle, and no two at once on one id", async () => {
  const { records, ahead } = openTurns();
  const next = seeded(11);
  const busy = new Set<string>();
  const all = Array.from({ length: 400 }, () => {
    const keys = ["a", "b", "c", "d", "e"].filter(() => next() < 0.4);
    return (next() < 0.3 ? ahead : records)(keys, async () => {
      for (const key of keys) assert.ok(!busy.has(key));
      for (const key of keys) busy.add(key);
      await settled();
      for (const key of keys) busy.delete(key);
    });
  });
  await Promise.all(all);
});
