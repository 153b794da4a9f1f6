import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { put } from "../../src/desk/documents.ts";
import type { ListedRequest } from "../../src/desk/requests/list-requests.ts";
import { tellOverdue } from "../../src/desk/requests/tell-overdue.ts";
import type { ListedUnit } from "../../src/desk/units/list-units.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { operator } from "../../src/desk/viewer.ts";
import { makeSituationReport } from "../../src/desk/watch/situation/make-report.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, eventually, signedIn, startNetwork, type Network } from "./network.ts";

/* Damascus asks Baghdad and Washington; each has the question and neither learns of the other. */

let network: Network;
type Call = Awaited<ReturnType<typeof signedIn>>;
const people: Record<string, Call> = {};

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "washington"]);
  const both = (a: string, b: string, more = {}) =>
    agree(
      network,
      bilateral([a, b], {
        grants: [
          { id: "there", from: [a], to: [b], upTo: "restricted" as const, ...more },
          { id: "back", from: [b], to: [a], upTo: "restricted" as const, ...more },
        ],
      }),
    );
  await both("baghdad", "damascus");
  await both("damascus", "washington");
  for (const [id, member] of Object.entries(network.members)) {
    people[id] = await signedIn(member, "watch");
  }
});
after(() => network.close());

const ask = (changes: object = {}) => ({
  to: ["baghdad"],
  kind: "information",
  name: { ar: "حالة المعبر", en: "State of the crossing" },
  lang: "ar",
  precedence: "priority",
  due: new Date(Date.now() + 3_600_000).toISOString(),
  classification: "restricted",
  topics: ["border"],
  ...changes,
});

async function asked(changes: object = {}): Promise<ListedRequest> {
  const { status, body } = await people["damascus"]!("/api/requests", ask(changes));
  assert.equal(status, 201, JSON.stringify(body));
  return (body as { request: ListedRequest }).request;
}

async function seenAt(at: string, id: string): Promise<ListedRequest | null> {
  const { status, body } = await people[at]!(`/api/requests/${id}`);
  return status === 200 ? body : null;
}

const reaches = (at: string, id: string, check: (request: ListedRequest) => boolean = () => true) =>
  eventually(async () => {
    const request = await seenAt(at, id);
    return request !== null && check(request);
  });

test("each of those asked has the question, and nothing of it tells that another has it", async () => {
  const { id, answers } = await asked({ to: ["baghdad", "washington"] });
  assert.deepEqual(
    answers.map(({ partner, state }) => [partner, state]),
    [
      ["baghdad", null],
      ["washington", null],
    ],
  );
  for (const at of ["baghdad", "washington"]) {
    await reaches(at, id);
    const request = await seenAt(at, id);
    assert.equal(request!.own, false);
    const others = at === "baghdad" ? /washington/i : /baghdad/i;
    assert.doesNotMatch(JSON.stringify(request!.record), others);
    assert.deepEqual(
      request!.answers.map(({ partner }) => partner),
      [at],
    );
  }
});

test("accepted, then answered with records that the asker may have; refused only with a reason", async () => {
  const { id } = await asked();
  await reaches("baghdad", id);
  const answer = (body: object) => people["baghdad"]!(`/api/requests/${id}/answer`, body);
  assert.equal((await answer({ state: "refused" })).status, 422);
  assert.equal((await answer({ state: "accepted" })).status, 200);
  await reaches("damascus", id, ({ answers }) => answers[0]?.state === "accepted");
  const { record } = await submitReport(network.members["baghdad"]!.node.desk, roadCut());
  const secret = await submitReport(
    network.members["baghdad"]!.node.desk,
    roadCut({ classification: "secret" }),
  );
  const refused = await answer({ state: "answered", records: [secret.record.id] });
  assert.equal((refused.body as { code: string }).code, "answer-not-releasable");
  const description = { ar: "انظر المرفق" };
  assert.equal(
    (await answer({ state: "answered", records: [record.id], description })).status,
    200,
  );
  await reaches("damascus", id, ({ answers }) => answers[0]?.records[0] === record.id);
  assert.equal((await seenAt("damascus", id))!.answers[0]!.description.ar, "انظر المرفق");
  assert.equal(
    (await people["damascus"]!(`/api/requests/${id}/answer`, { state: "accepted" })).status,
    409,
  );
});

test("overdue on both sides from the due time on, until it is answered, closed or withdrawn", async () => {
  const { id } = await asked();
  await reaches("baghdad", id);
  const late = new Date(Date.now() + 7_200_000).getTime();
  const since = put("setting", "overdue-told-until", Date.now());
  for (const at of ["baghdad", "damascus"]) {
    const { desk } = network.members[at]!.node;
    const told: string[] = [];
    const isTold = () => told.includes(id);
    const end = desk.events.on(({ type, data }) => {
      if (type === "request") told.push((data as { id: string }).id);
    });
    await tellOverdue(desk);
    const then = { ...desk, clock: () => late };
    await tellOverdue(then);
    assert.ok(isTold(), at);
    told.length = 0;
    await tellOverdue({ ...then });
    assert.deepEqual(told, [], "once");
    // What passes while the node is down is told when it is up again, from what is on disk.
    await desk.store.commit({ priority: "interactive", groups: [[since]] });
    await tellOverdue(then);
    assert.ok(isTold(), "after a start");
    end();
  }
  // Who answered in part did not leave it without an answer.
  const { desk } = network.members["damascus"]!.node;
  const period = { from: late - 86_400_000, until: late };
  const order = {
    ...{ lang: "en" as const, ...period, releasableTo: [] },
    label: { classification: "restricted" as const, caveats: [] },
  };
  const notKnown = async () => {
    const then = { ...desk, clock: () => late };
    const { sections } = await makeSituationReport(then, operator("test"), order, new Map());
    return sections.find((section) => section.id === "unknown")!.text;
  };
  const { number } = (await seenAt("damascus", id))!;
  const says = (line: string) => new RegExp(line.replace("NUMBER", number));
  assert.match(await notKnown(), says("No answer from baghdad to NUMBER, which was due "));
  for (const [state, line] of [
    ["accepted", "baghdad accepted NUMBER and has not answered it yet; that was due "],
    ["answered-in-part", "baghdad answered NUMBER in part; the rest was due "],
  ] as const) {
    const answer = await people["baghdad"]!(`/api/requests/${id}/answer`, { state });
    assert.equal(answer.status, 200);
    await reaches("damascus", id, ({ answers }) => answers[0]!.state === state);
    assert.match(await notKnown(), says(line));
    assert.doesNotMatch(await notKnown(), says("No answer from baghdad to NUMBER"));
  }
  const theirs = await people["baghdad"]!(`/api/requests/${id}/end`, { state: "closed" });
  assert.equal((theirs.body as { code: string }).code, "request-not-own");
  const { status } = await people["damascus"]!(`/api/requests/${id}/end`, { state: "withdrawn" });
  assert.equal(status, 200);
  await reaches("baghdad", id, ({ state }) => state === "withdrawn");
  const answered = await people["baghdad"]!(`/api/requests/${id}/answer`, { state: "accepted" });
  assert.equal((answered.body as { code: string }).code, "request-ended");
});

test("bad questions get a clear answer and leave nothing", async () => {
  const count = async () => {
    const { body } = await people["damascus"]!("/api/requests?side=by-us&limit=200");
    return (body as { requests: unknown[] }).requests.length;
  };
  const before = await count();
  for (const [changes, code] of [
    [{ to: ["damascus"] }, "draft-invalid"],
    [{ to: ["atlantis"] }, "partner-unknown"],
    [{ due: "2015-03-12T00:00:00Z" }, "draft-invalid"],
    [{ from: "2015-03-12T00:00:00Z", until: "2015-03-12T00:00:00Z" }, "draft-invalid"],
    [{ topics: ["weather"] }, "topic-unknown"],
    [{ about: ["incident--00000000-0000-4000-8000-000000000000"] }, "record-not-found"],
    [{ lang: undefined }, "draft-invalid"],
    [{ geometry: { type: "Polygon", coordinates: [] } }, "draft-invalid"],
  ] as const) {
    const { body } = await people["damascus"]!("/api/requests", ask(changes));
    assert.equal((body as { code: string }).code, code, JSON.stringify(changes));
  }
  assert.equal(await count(), before);
});

test("units go where a grant lets them, links between them only where both may go", async () => {
  const unit = async (changes: object = {}) => {
    const { status, body } = await people["damascus"]!("/api/units", {
      name: { ar: "فوج الحدود", en: "Border regiment" },
      lang: "ar",
      kind: "army",
      readiness: "ready",
      classification: "restricted",
      topics: ["border"],
      ...changes,
    });
    assert.equal(status, 201, JSON.stringify(body));
    return (body as { unit: ListedUnit }).unit.id;
  };
  const hidden = await unit({ classification: "secret" });
  const shown = await unit();
  const other = await unit({ kind: "civil-protection" });
  const relate = (relation: string, target: string) =>
    people["damascus"]!(`/api/units/${shown}/relations`, { relation, unit: target });
  assert.equal((await relate("part-of", hidden)).status, 201);
  assert.equal((await relate("supported-by", other)).status, 201);
  const circle = await people["damascus"]!(`/api/units/${hidden}/relations`, {
    relation: "part-of",
    unit: shown,
  });
  assert.equal(circle.status, 422);
  const seen = async (at: string, id: string): Promise<ListedUnit | null> => {
    const { status, body } = await people[at]!(`/api/units/${id}`);
    return status === 200 ? body : null;
  };
  assert.equal((await seen("damascus", shown))!.relations.length, 2);
  await eventually(async () => (await seen("baghdad", shown))?.relations.length === 1);
  assert.deepEqual((await seen("baghdad", shown))!.relations, [
    { relation: "supported-by", unit: other },
  ]);
  assert.equal(await seen("baghdad", hidden), null);
  const { status } = await people["damascus"]!(`/api/units/${shown}/versions`, {
    name: { ar: "فوج الحدود" },
    kind: "army",
    readiness: "limited",
    classification: "secret",
    topics: ["border"],
  });
  assert.equal(status, 201);
  await eventually(async () => (await seen("baghdad", shown)) === null);
});
