import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ListedPlace } from "../../src/desk/protected/list-places.ts";
import { addPlace, mostByHand, removePlace } from "../../src/desk/protected/write-places.ts";
import { operator } from "../../src/desk/viewer.ts";
import type { Waiting } from "../../src/desk/waiting.ts";
import { addPerson } from "../../src/desk/people.ts";
import { signedIn, startNetwork, type Network } from "./network.ts";

/* One node's protected places: written one by one, or imported by two people; they stay where they are. */

let network: Network;
type Call = Awaited<ReturnType<typeof signedIn>>;
let first: Call;
let second: Call;
let watch: Call;

before(async () => {
  network = await startNetwork(["baghdad"]);
  await signIn();
});
after(() => network.close());

async function signIn(): Promise<void> {
  const member = network.members["baghdad"]!;
  first = await signedIn(member, "liaison");
  second = await signedIn(member, "admin");
  watch = await signedIn(member, "watch");
}

const path = "/api/protected-places";
const draft = (changes: object = {}) => ({
  name: { ar: "مستشفى القائم العام", en: "Al-Qaim general hospital" },
  kind: "hospital",
  geometry: { type: "Point", coordinates: [41.05, 34.39] },
  ...changes,
});
const csv = (rows: string[]) => ["name_ar,name_en,kind,lon,lat,radius", ...rows, ""].join("\n");
const imported = (text: string, format = "csv") =>
  first(`${path}/imports`, { file: "places", format, text });

async function listed(query = ""): Promise<ListedPlace[]> {
  const { body } = await watch(`${path}?limit=1000${query}`);
  const { places, note } = body as { places: ListedPlace[]; note: { en: string } };
  assert.equal(note.en, "An unlisted place is still protected.");
  return places;
}

async function removed(id: string): Promise<Response> {
  const { url, node } = network.members["baghdad"]!;
  const { name, password } = await addPerson(node.desk, {
    name: `remover ${Date.now()}`,
    role: "admin",
  });
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ name, password });
  const session = await fetch(`${url}/api/session`, { method: "POST", headers, body });
  const { token } = (await session.json()) as { token: string };
  const authorization = `Bearer ${token}`;
  return fetch(`${url}${path}/${id}`, { method: "DELETE", headers: { authorization } });
}

test("one by one, found by kind and box, kept over a restart, and taken off the list", async () => {
  const { status, body } = await first(path, draft());
  assert.equal(status, 201, JSON.stringify(body));
  const { id } = body as { id: string };
  assert.equal((await listed("&kind=hospital&box=41,34,42,35")).length, 1);
  assert.equal((await listed("&kind=school")).length, 0);
  assert.equal((await listed("&box=43,34,44,35")).length, 0);
  assert.equal((await watch(path, draft())).status, 403);
  await network.members["baghdad"]!.stop();
  await network.members["baghdad"]!.start();
  await signIn();
  const [place] = await listed();
  assert.deepEqual([place!.id, place!.radius, place!.answerTo], [id, 500, null]);
  assert.equal((await removed(id)).status, 200);
  const log = await network.members["baghdad"]!.node.desk.store.readLog(0, 1000);
  assert.ok(log.some(({ text }) => text.includes("protectedPlaceRemoved") && text.includes(id)));
  assert.equal((await removed(id)).status, 404);
  assert.equal((await listed()).length, 0);
});

test("an import counts once a second person approved it, and as a whole", async () => {
  const before = (await listed()).length;
  const rows = ["مدرسة,,school,41.1,34.4,", ",Camp A,camp,41.2,34.5,800"];
  const asked = await imported(csv(rows));
  assert.equal(asked.status, 202, JSON.stringify(asked.body));
  const { id } = asked.body as { id: string };
  const alone = await first(`${path}/imports/${id}`, { approve: true });
  assert.equal((alone.body as { code: string }).code, "second-person-needed");
  assert.equal((await listed()).length, before);
  const { waiting } = (await second("/api/waiting")).body as { waiting: Waiting[] };
  assert.deepEqual(
    waiting.map(({ kind, id, places }) => ({ kind, id, places })),
    [{ kind: "protected-import", id, places: { file: "places", count: 2 } }],
  );
  assert.deepEqual((await watch("/api/waiting")).body, { waiting: [], total: 0 });
  const { places } = (await second(`${path}/imports/${id}`)).body as { places: object[] };
  assert.deepEqual(
    places.map((place) => ({ ...place, name: null })),
    [
      { name: null, kind: "school", geometry: { type: "Point", coordinates: [41.1, 34.4] } },
      {
        name: null,
        kind: "camp",
        geometry: { type: "Point", coordinates: [41.2, 34.5] },
        radius: 800,
      },
    ],
  );
  const approved = await second(`${path}/imports/${id}`, { approve: true });
  assert.equal((await second(`${path}/imports/${id}`)).status, 404);
  assert.deepEqual(approved.body, { imported: 2 });
  assert.equal((await listed()).length, before + 2);
  assert.equal((await second(`${path}/imports/${id}`, { approve: true })).status, 404);
  const features = [
    {
      type: "Feature",
      properties: { name_en: "Water works", kind: "water-works", radius: 300 },
      geometry: {
        type: "Polygon",
        coordinates: [
          [
            [41, 34],
            [41.01, 34],
            [41.01, 34.01],
            [41, 34],
          ],
        ],
      },
    },
  ];
  const refused = await imported(csv(rows));
  const other = (refused.body as { id: string }).id;
  const reason = "The camp has moved";
  assert.equal((await second(`${path}/imports/${other}`, { approve: false })).status, 422);
  assert.equal((await second(`${path}/imports/${other}`, { approve: false, reason })).status, 200);
  const told = (await first("/api/waiting")).body as { waiting: Waiting[] };
  assert.equal(told.waiting[0]!.refused!.reason, reason);
  assert.equal((await second(`${path}/imports/${other}`, { approve: true })).status, 404);
  assert.equal((await first(`${path}/imports/${other}`, { approve: false })).status, 200);
  assert.equal((await listed()).length, before + 2);
  const geojson = await imported(
    JSON.stringify({ type: "FeatureCollection", features }),
    "geojson",
  );
  const taken = (geojson.body as { id: string }).id;
  assert.equal((await second(`${path}/imports/${taken}`, { approve: true })).status, 200);
  assert.equal((await listed("&kind=water-works")).length, 1);
});

test("bad places and files get a clear answer, and nothing of them is kept", async () => {
  const before = (await listed()).length;
  const ring = [
    [0, 0],
    [1, 1],
    [1, 0],
    [0, 1],
    [0, 0],
  ];
  const scattered = Array.from({ length: 201 }, (_, at) => [
    [
      [at / 2, 0],
      [at / 2 + 0.01, 0],
      [at / 2, 0.01],
      [at / 2, 0],
    ],
  ]);
  for (const [changes, code] of [
    [{ kind: "factory" }, "fields-invalid"],
    [{ answerTo: ["atlantis"] }, "partner-unknown"],
    [{ geometry: { type: "Polygon", coordinates: [ring] } }, "protected-place-invalid"],
    [{ radius: -1 }, "fields-invalid"],
    [{ geometry: { type: "MultiPolygon", coordinates: scattered } }, "draft-invalid"],
  ] as const) {
    const { body } = await first(path, draft(changes));
    assert.equal((body as { code: string }).code, code, JSON.stringify(changes));
  }
  for (const [text, format, code] of [
    ["no,table", "csv", "table-invalid"],
    [csv(["مدرسة,,school,x,34.4,"]), "csv", "table-invalid"],
    [csv([",,school,41,34.4,"]), "csv", "table-invalid"],
    [csv(["مدرسة,,school,200,34.4,"]), "csv", "draft-invalid"],
    [csv([]), "csv", "protected-import-size"],
    ["{", "geojson", "draft-invalid"],
    [JSON.stringify({ type: "FeatureCollection", features: [{}] }), "geojson", "draft-invalid"],
  ] as const) {
    const { body } = await imported(text, format);
    assert.equal((body as { code: string }).code, code, `${text} ${JSON.stringify(body)}`);
  }
  assert.equal((await listed()).length, before);
});

test("one person alone changes so many places in a day; the rest takes another one", async () => {
  const { desk } = network.members["baghdad"]!.node;
  const one = (at: number) => ({
    ...{ name: { ar: "ملجأ" }, kind: "shelter" as const },
    geometry: { type: "Point" as const, coordinates: [45, 30 + at / 100] as [number, number] },
  });
  const ids: string[] = [];
  for (let count = 0; count < mostByHand - 1; count++)
    ids.push(await addPlace(desk, "Layla", one(count)));
  const layla = { ...operator("x"), name: "Layla" };
  await removePlace(desk, layla, ids.pop()!);
  const refused = { code: "protected-places-by-hand" };
  await assert.rejects(removePlace(desk, layla, ids[0]!), refused);
  await assert.rejects(addPlace(desk, "Layla", one(50)), refused);
  await removePlace(desk, { ...layla, name: "Amal" }, ids.pop()!);
  const tomorrow = { ...desk, clock: () => Date.now() + 86_400_000 };
  await addPlace(tomorrow, "Layla", one(51));
});
