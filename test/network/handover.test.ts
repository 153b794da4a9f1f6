import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join } from "node:path";
import type { ListedHandover } from "../../src/desk/watch/hand-over.ts";
import type { ListedEntry } from "../../src/desk/watch/journal-entry.ts";
import type { ListedPoint } from "../../src/desk/watch/watch-points.ts";
import { addPerson } from "../../src/desk/people.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { fullClearance } from "../../src/domain/clearance.ts";
import { tansiq } from "../robustness/command-line.ts";
import { roadCut } from "./drafts.ts";
import { type Member, type Network, signedIn, signedInAs, startNetwork } from "./network.ts";

/* The watch goes from one person to the next with what is open, until it is closed. */

let network: Network;
let baghdad: Member;
type Ask = Awaited<ReturnType<typeof signedIn>>;
let amal: Ask;
let basil: Ask;
let low: Ask;

const role = "watch";
const restricted = { upTo: "restricted", caveats: [] } as const;

before(async () => {
  network = await startNetwork(["baghdad"]);
  baghdad = network.members["baghdad"]!;
  amal = await signedInAs(baghdad, { name: "Amal", role, clearance: fullClearance });
  basil = await signedInAs(baghdad, { name: "Basil", role, clearance: restricted });
  low = await signedIn(baghdad, role, restricted);
});
after(() => network.close());

interface Listed {
  handovers: ListedHandover[];
  next: string | null;
  points: ListedPoint[];
  people: string[];
}
const list = async (who: Ask, query = "") =>
  (await who(`/api/handovers${query}`)).body as unknown as Listed;
const texts = (points: ListedPoint[]) => points.map(({ text }) => text.en);
async function does<T>(who: Ask, path: string, body: object, status: number): Promise<T> {
  const answer = await who(path, body);
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  return answer.body as T;
}
const codeOf = (body: unknown) => (body as { code: string }).code;

test("the watch is handed over with what is open, taken over by that person alone, and told in the journal", async () => {
  const point = await does<ListedPoint>(amal, "/api/handovers/points", { text: "bridge" }, 201);
  assert.deepEqual([point.opened.by, point.closed], ["Amal", null]);
  const given = await does<ListedHandover>(
    amal,
    "/api/handovers",
    { to: "basil", note: "ليلة هادئة", points: [{ text: "crossing" }] },
    201,
  );
  assert.deepEqual(
    [given.from, given.to, given.state, given.taken, texts(given.points)],
    ["Amal", "Basil", "given", null, ["bridge", "crossing"]],
  );
  const mine = await amal(`/api/handovers/${given.id}/take`, {});
  assert.deepEqual([mine.status, codeOf(mine.body)], [403, "handover-not-yours"]);
  const taken = await does<ListedHandover>(basil, `/api/handovers/${given.id}/take`, {}, 200);
  assert.equal(taken.state, "taken");
  assert.ok(taken.taken! >= taken.at);
  assert.equal((await basil(`/api/handovers/${given.id}/take`, {})).status, 409);
  const { entries } = (await amal("/api/journal?kind=handover")).body as unknown as {
    entries: ListedEntry[];
  };
  assert.deepEqual(
    entries.map(({ text, person }) => [person, text.en]),
    [
      ["Basil", "Watch taken over by Basil from Amal."],
      ["Amal", "Watch handed over by Amal to Basil."],
      ["Amal", "Open point: bridge"],
    ],
  );
  assert.match(entries[1]!.text.ar!, /ليلة هادئة/);
});

test("whoever hands over what another took over last can, and the journal says so", async () => {
  const handOver = (to: string) =>
    does<ListedHandover>(amal, "/api/handovers", { to, classification: "unclassified" }, 201);
  const { id } = await handOver("Basil");
  const { entries } = (await amal("/api/journal?kind=handover&limit=1")).body as unknown as {
    entries: ListedEntry[];
  };
  assert.deepEqual(entries[0]!.text, {
    ar: "سُلّمت المناوبة من Amal إلى Basil. وكان آخر من استلمها Basil.",
    en: "Watch handed over by Amal to Basil. Basil had taken it over last.",
  });
  await does(basil, `/api/handovers/${id}/take`, {}, 200);
});

test("an open point goes on from handover to handover until it is closed, with who closed it when", async () => {
  const [bridge] = (await list(basil)).points;
  const closed = await does<ListedPoint>(
    basil,
    `/api/handovers/points/${bridge!.id}/close`,
    { note: "open again" },
    200,
  );
  assert.deepEqual([closed.closed?.by, closed.closed?.note], ["Basil", { en: "open again" }]);
  const again = await basil(`/api/handovers/points/${bridge!.id}/close`, {});
  assert.deepEqual([again.status, codeOf(again.body)], [409, "handover-settled"]);
  assert.equal((await basil("/api/handovers/points/none/close", {})).status, 404);
  const back = await does<ListedHandover>(basil, "/api/handovers", { to: "Amal" }, 201);
  assert.deepEqual(
    back.points.map(({ text, closed }) => [text.en, closed?.by]),
    [
      ["bridge", "Basil"],
      ["crossing", undefined],
    ],
  );
  assert.deepEqual(texts((await list(amal)).points), ["crossing"]);
  // Somebody else is to have it: the one that nobody took is replaced.
  const other = await does<ListedHandover>(amal, "/api/handovers", { to: "Basil" }, 201);
  assert.deepEqual(texts(other.points), ["crossing"]);
  const gone = await amal(`/api/handovers/${back.id}/take`, {});
  assert.deepEqual([gone.status, codeOf(gone.body)], [409, "handover-settled"]);
  const { handovers, next } = await list(amal, "?limit=2");
  assert.deepEqual(
    handovers.map(({ state }) => state),
    ["given", "replaced"],
  );
  assert.deepEqual(
    (await list(amal, `?limit=2&before=${next}`)).handovers.map(({ state }) => state),
    ["taken", "taken"],
  );
});

test("what is above a clearance is not handed over to that person unseen, and leaves no trace for others", async () => {
  const { record } = await submitReport(baghdad.node.desk, roadCut({ classification: "secret" }));
  const secret = await does<ListedPoint>(
    amal,
    "/api/handovers/points",
    { text: "zebra", records: [record.id] },
    201,
  );
  assert.equal(secret.classification, "secret");
  for (const who of [basil, low]) {
    assert.deepEqual(texts((await list(who)).points), ["crossing"]);
    assert.equal((await who(`/api/handovers/points/${secret.id}/close`, {})).status, 404);
  }
  const unfit = await amal("/api/handovers", { to: "Basil" });
  assert.deepEqual([unfit.status, codeOf(unfit.body)], [409, "handover-person-unfit"]);
  // Who does not see it either hands over what there is to see; it goes on for those who may.
  const { people } = await list(low);
  assert.ok(people.includes("Basil"));
  const handed = await does<ListedHandover>(low, "/api/handovers", { to: "Basil" }, 201);
  assert.deepEqual(texts(handed.points), ["crossing"]);
  assert.deepEqual(texts((await list(amal)).handovers[0]!.points), ["crossing", "zebra"]);
  assert.deepEqual(texts((await list(amal)).points), ["crossing", "zebra"]);
  assert.equal(JSON.stringify(await list(basil)).includes("zebra"), false);
});

test("nobody hands over to themselves, to a reader, to nobody, or above a clearance", async () => {
  await signedIn(baghdad, "reader");
  const { name: reader } = await addPerson(baghdad.node.desk, { name: "Rim", role: "reader" });
  for (const to of ["Amal", reader, "nobody"]) {
    const { status, body } = await amal("/api/handovers", { to });
    assert.deepEqual([status, codeOf(body)], [409, "handover-person-unfit"], to);
  }
  const note = { to: "Basil", note: "x", classification: "secret" };
  assert.equal((await low("/api/handovers", note)).status, 403);
  assert.equal((await amal("/api/handovers", note)).status, 409);
});

test("a restore goes on with the handovers and open points of the replaced store", async () => {
  const backup = join(baghdad.dir, "watch.sqlite");
  assert.equal((await tansiq(["backup", backup, "--data", baghdad.dir])).code, 0);
  const [crossing] = (await list(amal)).points;
  await does(amal, `/api/handovers/points/${crossing!.id}/close`, {}, 200);
  await does(low, "/api/handovers", { to: "Amal", points: [{ text: "late" }] }, 201);
  const before = await list(amal);
  assert.deepEqual(texts(before.points), ["zebra", "late"]);
  await baghdad.stop();
  assert.equal((await tansiq(["restore", backup, "--data", baghdad.dir])).code, 0);
  await baghdad.start();
  amal = await signedInAs(baghdad, { name: "Amal", role, clearance: fullClearance });
  assert.deepEqual(await list(amal), before);
});
