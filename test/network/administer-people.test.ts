import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import {
  addByAdmin,
  changeByAdmin,
  endSessionsByAdmin,
  newPasswordByAdmin,
} from "../../src/desk/administer-people.ts";
import { addPerson, listPeople, type Person, session, signIn } from "../../src/desk/people.ts";
import { verifyReads } from "../../src/desk/read-log.ts";
import { openPair, type Pair } from "./pair.ts";

let pair: Pair;
let admin: Person;
const desk = () => pair.baghdad;
const restricted = { upTo: "restricted", caveats: ["nato"] } as const;
const may = { role: "watch", clearance: restricted, disabled: false } as const;

before(async () => {
  pair = await openPair((bytes) => randomBytes(bytes));
  const { password: _, ...first } = await addPerson(desk(), {
    ...{ name: "Amal", role: "admin" },
    clearance: { upTo: "confidential", caveats: ["nato"] },
  });
  admin = first;
});
after(() => pair.close());

test("an admin adds a person, who signs in with the password that was shown once", async () => {
  const draft = { name: "Basim", role: "watch", clearance: restricted } as const;
  const { person, password } = await addByAdmin(desk(), admin, draft);
  assert.deepEqual(person, { ...draft, disabled: false });
  const { person: seen } = await signIn(desk(), "basim", password);
  assert.deepEqual(seen, draft);
  await assert.rejects(addByAdmin(desk(), admin, { ...draft, name: "BASIM" }), {
    code: "person-exists",
  });
});

test("who may not sign in any more is signed out at once, and a new password ends what the old one opened", async () => {
  const { password } = await newPasswordByAdmin(desk(), admin, "Basim");
  const { token } = await signIn(desk(), "Basim", password);
  const renewed = await newPasswordByAdmin(desk(), admin, "Basim");
  assert.equal(await session(desk(), token), null);
  await assert.rejects(signIn(desk(), "Basim", password), { code: "sign-in-failed" });
  const again = await signIn(desk(), "Basim", renewed.password);
  await changeByAdmin(desk(), admin, "Basim", { ...may, disabled: true });
  assert.equal(await session(desk(), again.token), null);
  await assert.rejects(signIn(desk(), "Basim", renewed.password), { code: "sign-in-failed" });
  await changeByAdmin(desk(), admin, "Basim", may);
  await signIn(desk(), "Basim", renewed.password);
});

test("a person is signed out everywhere and signs in again with the same password", async () => {
  const { password } = await newPasswordByAdmin(desk(), admin, "Basim");
  const [one, other] = [
    await signIn(desk(), "Basim", password),
    await signIn(desk(), "basim", password),
  ];
  await endSessionsByAdmin(desk(), admin, "BASIM");
  for (const { token } of [one, other]) assert.equal(await session(desk(), token), null);
  await signIn(desk(), "Basim", password);
  await assert.rejects(endSessionsByAdmin(desk(), admin, "nobody"), { code: "person-unknown" });
  const [last] = (await desk().store.lastReads({ limit: 1, within: 1, versions: 0 })).reads;
  assert.equal(last?.query, '{"act":"sessions","name":"Basim"}');
});

test("no sign-in that was under way with the old password outlasts the new one", async () => {
  const { password } = await newPasswordByAdmin(desk(), admin, "Basim");
  const renewing = newPasswordByAdmin(desk(), admin, "Basim");
  await setImmediate();
  // More than are reckoned at once: the last ones come to their end after the new password.
  const entering = Array.from({ length: 12 }, () => signIn(desk(), "Basim", password));
  const entered = await Promise.allSettled(entering);
  const renewed = await renewing;
  for (const one of entered) {
    if (one.status === "fulfilled") assert.equal(await session(desk(), one.value.token), null);
    else assert.equal(one.reason.code, "sign-in-failed");
  }
  await signIn(desk(), "Basim", renewed.password);
});

test("nobody gives more than they have, in a clearance or by a password", async () => {
  const above = { code: "clearance-above-own" };
  const secret = { upTo: "secret", caveats: "all" } as const;
  const all = { upTo: "restricted", caveats: "all" } as const;
  for (const clearance of [secret, all]) {
    const draft = { name: "Dina", role: "reader", clearance } as const;
    await assert.rejects(addByAdmin(desk(), admin, draft), above);
    await assert.rejects(changeByAdmin(desk(), admin, "Basim", { ...may, clearance }), above);
  }
  await addPerson(desk(), { name: "Dina", role: "watch", clearance: secret });
  await assert.rejects(newPasswordByAdmin(desk(), admin, "Dina"), above);
  // What was there may stay, and be lowered.
  const kept = { ...may, clearance: secret, role: "liaison" } as const;
  assert.equal((await changeByAdmin(desk(), admin, "Dina", kept)).role, "liaison");
  const lowered = { ...may, clearance: { upTo: "secret", caveats: [] } } as const;
  assert.deepEqual((await changeByAdmin(desk(), admin, "Dina", lowered)).clearance.caveats, []);
  await assert.rejects(changeByAdmin(desk(), admin, "Dina", kept), above);
});

test("whoever runs the node gives a new password: sessions end, who was kept out stays out, the last admin stays one", async () => {
  const { password } = await addPerson(desk(), { name: "Hala", role: "watch" });
  const { token } = await signIn(desk(), "Hala", password);
  let told = 0;
  const unsubscribe = desk().events.on(({ type }) => (told += type === "people" ? 1 : 0));
  await addPerson(desk(), { name: "Hala", role: "watch", password });
  assert.equal(await session(desk(), token), null);
  assert.equal(told, 1);
  unsubscribe();
  await changeByAdmin(desk(), admin, "Hala", { ...may, role: "reader", disabled: true });
  await addPerson(desk(), { name: "Hala", role: "watch", password });
  await assert.rejects(signIn(desk(), "Hala", password), { code: "sign-in-failed" });
  await assert.rejects(addPerson(desk(), { name: "Amal", role: "watch" }), { code: "last-admin" });
});

test("sessions that are over are gone with the next sign-in", async () => {
  const { password } = await addPerson(desk(), { name: "Nada", role: "watch" });
  const { token } = await signIn(desk(), "Nada", password);
  const before = desk().sessions.size;
  pair.clock.now += 13 * 3600_000;
  await signIn(desk(), "Nada", password);
  assert.equal(await session(desk(), token), null);
  assert.equal(desk().sessions.size, 1, `of ${before}`);
  assert.equal((await desk().store.documents("session")).length, 1);
});

test("what an admin does not change stays as another one has just set it", async () => {
  await addByAdmin(desk(), admin, { name: "Rami", role: "watch", clearance: restricted });
  await changeByAdmin(desk(), admin, "Rami", { disabled: true });
  const { disabled, role } = await changeByAdmin(desk(), admin, "Rami", { role: "reader" });
  assert.deepEqual([disabled, role], [true, "reader"]);
});

test("the last admin stays one, and only who is one at that moment acts", async () => {
  const none = { code: "last-admin" };
  const own = { role: "admin", clearance: admin.clearance, disabled: false } as const;
  await assert.rejects(changeByAdmin(desk(), admin, "Amal", { ...own, disabled: true }), none);
  await assert.rejects(changeByAdmin(desk(), admin, "Amal", { ...own, role: "watch" }), none);
  await changeByAdmin(desk(), admin, "Basim", { ...may, role: "admin" });
  // Both take the other's role at once: one of them is none any more by then.
  const basim = { name: "Basim", role: "admin", clearance: restricted } as const;
  const acts = await Promise.allSettled([
    changeByAdmin(desk(), admin, "Basim", { ...may, role: "watch" }),
    changeByAdmin(desk(), basim, "Amal", { ...own, role: "watch" }),
  ]);
  assert.deepEqual(acts.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
  const admins = (await listPeople(desk())).filter(({ role }) => role === "admin");
  assert.equal(admins.length, 1);
});

test("each act stands in the log of reads, with who did it and without the password", async () => {
  const { password } = await newPasswordByAdmin(desk(), admin, "Basim");
  const { lines, broken } = await verifyReads(desk().store);
  assert.equal(broken, null);
  const entries = await desk().store.readEntries(0, 1000);
  assert.equal(entries.length, lines);
  const acts = entries.filter(({ read }) => read.how === "administered");
  assert.deepEqual(new Set(acts.map(({ read }) => read.person)), new Set(["amal"]));
  const last = acts.at(-1)!.read;
  assert.deepEqual(JSON.parse(last.query!), { act: "password", name: "Basim" });
  assert.ok(!JSON.stringify(entries).includes(password));
});
