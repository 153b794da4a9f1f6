import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { submitReport } from "../../src/desk/submit-report.ts";
import type { ListedRecord } from "../../src/desk/list-records.ts";
import { roadCut } from "../network/drafts.ts";
import { startNetwork, type Member, type Network } from "../network/network.ts";
import {
  assertProblem,
  assertTaxiiError,
  composedBy,
  envelope,
  getFromApi,
  postToApi,
  postToInbox,
  speakingAs,
  streamed,
  type Body,
} from "./asking.ts";

/* What is refused at the door, as a whole: nothing of it is kept, and nothing that was here is lost. */

let network: Network;
let baghdad: Member;
let watch: Record<string, string>;
let stored: string;

const report = (body: Body) => postToApi(baghdad, watch, "/api/reports", body);
/** Takes no more than most routes do: a report may bring images. */
const journal = (body: Body) => postToApi(baghdad, watch, "/api/journal", body);
const inbox = (body: Body) => postToInbox(baghdad, "damascus", body);

before(async () => {
  network = await startNetwork(["baghdad", "damascus"]);
  baghdad = network.members["baghdad"]!;
  watch = await speakingAs(baghdad, "watch");
  const { record } = await submitReport(baghdad.node.desk, roadCut());
  stored = record.id;
});
after(() => network.close());

async function assertNothingChanged(): Promise<void> {
  const { body } = await getFromApi(baghdad, watch, "/api/records?limit=100");
  const ids = (body["records"] as ListedRecord[]).map(({ id }) => id);
  assert.deepEqual(
    ids.filter((id) => id.startsWith("incident--")),
    [stored],
  );
  const { body: held } = await getFromApi(baghdad, watch, "/api/quarantine");
  assert.deepEqual(held["quarantine"], []);
}

const deep = `${"[".repeat(100)}${"]".repeat(100)}`;
const faulty = {
  "malformed JSON": { inner: '"name": ', code: "json-malformed" },
  "JSON that ends in the middle": { inner: '"name": "abc', code: "json-malformed", cut: true },
  "duplicate keys": { inner: '"name": "a", "name": "b"', code: "json-duplicate-key" },
  "a duplicate key written in two ways": {
    inner: '"name": "a", "n\\u0061me": "b"',
    code: "json-duplicate-key",
  },
  "a body nested 100 levels deep": { inner: `"name": ${deep}`, code: "json-too-deep" },
  "an integer beyond 2^53": { inner: '"name": 9007199254740993', code: "json-number-unsafe" },
  "a forbidden key": { inner: '"__proto__": {}', code: "json-key-forbidden" },
};

for (const [what, { inner, code, ...rest }] of Object.entries(faulty)) {
  const end = "cut" in rest ? "" : "}";
  test(`${what} is refused by the API`, async () => {
    assertProblem(await report(`{${inner}${end}`), 400, code);
    await assertNothingChanged();
  });
  test(`${what} is refused by TAXII as a whole`, async () => {
    const whole = `{"objects":[${JSON.stringify(composedBy(network.members["damascus"]!).main)},{${inner}${end}]}`;
    assertTaxiiError(await inbox(whole), 400, code);
    await assertNothingChanged();
  });
}

test("bytes that are not UTF-8 are refused by both", async () => {
  const bytes = Buffer.concat([
    Buffer.from('{"objects":["'),
    Buffer.from([0xff]),
    Buffer.from('"]}'),
  ]);
  assertProblem(await report(bytes), 400, "json-malformed");
  assertTaxiiError(await inbox(bytes), 400, "json-malformed");
  await assertNothingChanged();
});

test("what is no envelope is refused by TAXII", async () => {
  for (const body of ["[]", "null", '{"objects":{}}', '{"type":"incident","objects":[]}']) {
    assertTaxiiError(await inbox(body), 422, "envelope-wrong");
  }
});

const drafts = {
  "an unknown topic": { changes: { topics: ["weather"] }, status: 422, code: "topic-unknown" },
  "a time far ahead": {
    changes: { at: new Date(Date.now() + 25 * 3600_000).toISOString() },
    status: 422,
    code: "draft-invalid",
  },
  "an unknown classification": {
    changes: { classification: "cosmic" },
    status: 400,
    code: "fields-invalid",
  },
  "a partner that nobody knows": {
    changes: { releasableTo: ["atlantis"] },
    status: 400,
    code: "partner-unknown",
  },
  "a field that does not exist": { changes: { lable: "x" }, status: 400, code: "fields-invalid" },
  "a position outside the world": {
    changes: { position: [43.3, 133.4] },
    status: 400,
    code: "fields-invalid",
  },
};

for (const [what, { changes, status, code }] of Object.entries(drafts)) {
  test(`a report with ${what} is refused by the API, which says why`, async () => {
    assertProblem(await report(JSON.stringify({ ...roadCut(), ...changes })), status, code);
    await assertNothingChanged();
  });
}

const megabytes = 50;
const limits = { api: 1_048_576, taxii: 10 * 1024 * 1024 };

/** The most that buffers grew by while `body` ran, in bytes. */
async function growth(body: () => Promise<void>): Promise<number> {
  const start = process.memoryUsage().arrayBuffers;
  let most = 0;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage().arrayBuffers - start);
  }, 1);
  try {
    await body();
  } finally {
    clearInterval(look);
  }
  return most;
}

/** Announces a length, sends only the beginning and gives the status and body of the answer. */
function announced(
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; body: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const length = String(megabytes * 1024 * 1024);
    const sent = request(`${baghdad.url}${path}`, {
      method: "POST",
      headers: { ...headers, "content-length": length },
    });
    sent.on("response", async (response) => {
      let text = "";
      for await (const part of response.setEncoding("utf8")) text += part;
      sent.destroy();
      resolve({ status: response.statusCode!, body: JSON.parse(text) });
    });
    sent.on("error", reject);
    sent.write("{");
  });
}

test("a body announced as 50 MB is refused by the API before it was sent", async () => {
  const answer = await announced("/api/journal", { ...watch, "content-type": "application/json" });
  assertProblem(answer, 413, "body-too-large");
  assert.match(JSON.stringify(answer.body["detail"]), new RegExp(String(limits.api)));
});

test("a body announced as 50 MB is refused by TAXII before it was sent", async () => {
  const { token } = baghdad.cards.get("damascus")!;
  const login = Buffer.from(`damascus:${token}`).toString("base64");
  const answer = await announced("/exchange/collections/inbox/objects/", {
    authorization: `Basic ${login}`,
    accept: "application/taxii+json;version=2.1",
    "content-type": "application/taxii+json;version=2.1",
  });
  assertTaxiiError(answer, 413, "body-too-large");
  assert.match(answer.body["description"] as string, new RegExp(String(limits.taxii)));
});

for (const [way, limit] of Object.entries(limits)) {
  test(`a streamed body of 50 MB is refused by ${way} within bounded memory, while others go on`, async () => {
    const post = way === "api" ? journal : inbox;
    const check = way === "api" ? assertProblem : assertTaxiiError;
    let others = 0;
    const grown = await growth(async () => {
      let over = false;
      const asking = (async () => {
        while (!over) {
          const { status } = await getFromApi(baghdad, watch, "/api/records?limit=1");
          assert.equal(status, 200);
          others++;
        }
      })();
      const answer = await post(streamed(megabytes, '{"objects":['));
      over = true;
      await asking;
      check(answer, 413, "body-too-large");
    });
    assert.ok(others > 0);
    assert.ok(grown < limit + 16 * 1024 * 1024, `buffers grew by ${grown} bytes`);
    await assertNothingChanged();
  });
}

test("after all that a report and a delivery are taken as ever", async () => {
  const { status } = await report(JSON.stringify(roadCut({ releasableTo: [] })));
  assert.equal(status, 201);
  const { main, objects } = composedBy(network.members["damascus"]!);
  const answer = await inbox(envelope(objects));
  assert.deepEqual([answer.status, answer.body["failure_count"]], [202, 0]);
  const read = await getFromApi(baghdad, watch, `/api/records/${main.id}`);
  assert.equal(read.status, 200);
});
