import assert from "node:assert/strict";
import { operator } from "../../src/desk/viewer.ts";
import { writeFile } from "node:fs/promises";
import {
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { addPartner, currentKid, issueCard } from "../../src/desk/partners.ts";
import { readRecord } from "../../src/desk/read-record.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import type { LinkReport } from "../../src/exchange/taxii/links.ts";
import { startLinks } from "../../src/exchange/taxii/links.ts";
import { testTimers, until } from "../../src/exchange/test-timers.ts";
import { problem } from "../../src/errors.ts";
import type { ListedPartner } from "../../src/desk/list-partners.ts";
import { selfSigned } from "../../src/node/certificate.ts";
import { exchangeDesk } from "../../src/node/link-board.ts";
import { pinOfNode } from "../../src/node/pin.ts";
import { roadCut } from "../network/drafts.ts";
import {
  agree,
  bilateral,
  eventually,
  startNetwork,
  type Member,
  type Network,
} from "../network/network.ts";
import { assertProblem, getFromApi, outboxOf, postToApi, speakingAs } from "./asking.ts";

/* Partners whose nodes misbehave: nothing goes where it must not, and all of it arrives in the end. */

async function pair(
  t: TestContext,
  tls: boolean,
): Promise<Network & { baghdad: Member; damascus: Member }> {
  const network = await startNetwork(["baghdad", "damascus"], { tls });
  t.after(() => network.close());
  await agree(network, bilateral(["baghdad", "damascus"]));
  const { baghdad, damascus } = network.members as Record<string, Member>;
  return { ...network, baghdad: baghdad!, damascus: damascus! };
}

const holds = ({ node }: Member, id: string) =>
  readRecord(node.desk, operator("test"), id).then(
    () => true,
    () => false,
  );

function listening(t: TestContext, server: Server, port = 0): Promise<number> {
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

function forward(asked: IncomingMessage, answer: ServerResponse, { url }: Member): void {
  const { method = "GET", headers } = asked;
  const onward = request(`${url}${asked.url}`, { method, headers }, (answered) => {
    answer.writeHead(answered.statusCode!, answered.headers);
    answered.pipe(answer);
  });
  asked.pipe(onward);
}

test("a partner that answers 500 for an hour is asked less and less, and gets everything afterwards", async (t) => {
  const { baghdad, damascus } = await pair(t, false);
  // Damascus does not come for it by itself, and Baghdad calls only by the loops below.
  for (const { node } of [baghdad, damascus]) await node.links.stop();
  let failing = true;
  let refused = 0;
  const port = await listening(
    t,
    createServer((asked, answer) => {
      if (!failing) return forward(asked, answer, damascus);
      refused++;
      asked.resume();
      answer.writeHead(500, { "content-type": "text/html" }).end("<h1>Oh no</h1>");
    }),
  );
  const ids: string[] = [];
  for (let count = 0; count < 20; count++) {
    ids.push((await submitReport(baghdad.node.desk, roadCut())).record.id);
  }

  const timers = testTimers();
  const reports: LinkReport[] = [];
  const links = startLinks({
    desk: exchangeDesk(baghdad.node.desk),
    timers,
    random: (bytes) => new Uint8Array(bytes),
    pullEveryMs: 300_000,
    report: (report) => void reports.push(report),
  });
  t.after(() => links.stop());
  const password = baghdad.node.secrets.token("damascus")!;
  const url = `http://127.0.0.1:${port}`;
  await links.add({ partner: "damascus", url, pin: null, username: "baghdad", password });

  let passed = 0;
  const waits: number[] = [];
  while (passed < 3600_000) {
    await until(() => timers.waits.length === 2);
    const [push, pull] = timers.waits;
    assert.equal(push!.ms, pull!.ms, "both ways wait as long");
    waits.push(push!.ms);
    passed += push!.ms;
    timers.advance(push!.ms);
    push!.over();
    pull!.over();
  }
  assert.deepEqual(
    waits.slice(0, 10),
    [500, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000, 150_000],
  );
  assert.ok(
    waits.slice(9).every((ms) => ms === 150_000),
    "it is never longer than that",
  );
  await until(() => timers.waits.length === 2);
  assert.equal(refused, 2 * (waits.length + 1), "one request each time");
  for (const { state, fault } of reports) {
    assert.deepEqual([state, fault?.code], ["down", "partner-failing"]);
    const { ar, en } = problem(fault).detail;
    assert.match(ar, /[\u0600-\u06FF]{3}.*500/);
    assert.match(en, /500/);
  }
  for (const id of ids) assert.equal(await holds(damascus, id), false);

  failing = false;
  timers.waits[0]!.over();
  for (const id of ids) await eventually(() => holds(damascus, id));
  await until(() => reports.at(-1)!.state === "up");
  assert.equal(damascus.node.desk.picture.size, ids.length);
  assert.equal(await damascus.node.desk.store.quarantineCount(), 0);
  // Damascus signs for it as soon as it may speak.
  const { desk, secrets, links: speaking } = damascus.node;
  await speaking.start(desk, secrets);
  await eventually(
    async () => (await baghdad.node.desk.store.outboxState("damascus")).pending === 0,
  );
});

async function linkTo(member: Member, partner: string): Promise<ListedPartner["link"]> {
  const { body } = await getFromApi(member, await speakingAs(member, "watch"), "/api/partners");
  return (body["partners"] as ListedPartner[]).find(({ id }) => id === partner)!.link;
}

test("nothing is sent to a partner whose certificate changed, and the link says so in both languages", async (t) => {
  const { baghdad, damascus } = await pair(t, true);
  const first = (await submitReport(baghdad.node.desk, roadCut())).record.id;
  await eventually(() => holds(damascus, first));
  await damascus.stop();

  const { certPem, keyPem } = await selfSigned("127.0.0.1", Date.now());
  let heard = 0;
  let called = 0;
  const impostor = createTlsServer({ cert: certPem, key: keyPem }, (asked, answer) => {
    heard++;
    asked.resume();
    answer.writeHead(202, { "content-type": "application/taxii+json;version=2.1" });
    answer.end(JSON.stringify({ total_count: 0 }));
  });
  impostor.on("connection", () => called++);
  impostor.on("secureConnection", (socket) => socket.on("data", () => heard++));
  const { port } = new URL(damascus.url);
  await listening(t, impostor, Number(port));
  const { record } = await submitReport(baghdad.node.desk, roadCut());
  await eventually(() => called > 1);
  await eventually(async () => {
    const { state, error } = await linkTo(baghdad, "damascus");
    return state === "down" && /certificate/.test(error?.en ?? "");
  });
  const { error } = await linkTo(baghdad, "damascus");
  assert.match(error!.ar, /شهادة/);
  assert.match(error!.en, /certificate .* has changed and nothing was sent/);
  assert.equal(heard, 0, "not one byte after the handshake");
  impostor.closeAllConnections();
  await new Promise((resolve) => impostor.close(resolve));

  // The partner itself is back with the certificate that is pinned.
  await damascus.start();
  await eventually(() => holds(damascus, record.id));
});

test("a partner that made itself a new certificate is reached again after its new card was added", async (t) => {
  const { baghdad, damascus } = await pair(t, true);
  await damascus.stop();
  const { certPem, keyPem } = await selfSigned("127.0.0.1", Date.now());
  await writeFile(join(damascus.dir, "tls-cert.pem"), certPem);
  await writeFile(join(damascus.dir, "tls-key.pem"), keyPem);
  await damascus.start();
  // A link on which nothing is sent notices at its next pull only.
  const waiting = (await submitReport(baghdad.node.desk, roadCut())).record.id;
  await eventually(async () => (await linkTo(baghdad, "damascus")).state === "down");

  const pin = await pinOfNode(damascus.node);
  const card = await issueCard(damascus.node.desk, "baghdad", { url: damascus.url, pin });
  const { desk, secrets, links } = baghdad.node;
  await addPartner(desk, secrets, card);
  await links.linked(desk, secrets, "damascus");
  await eventually(async () => (await linkTo(baghdad, "damascus")).state === "up");
  const { record } = await submitReport(desk, roadCut());
  await eventually(() => holds(damascus, record.id));
  assert.equal(await holds(damascus, waiting), true);
  assert.equal(
    (await outboxOf(baghdad, "damascus")).some(({ id }) => id === record.id),
    true,
  );
});

test("a card whose address may not be called is refused, and the node starts as ever", async (t) => {
  const { baghdad, damascus } = await pair(t, false);
  const card = await issueCard(damascus.node.desk, "baghdad", { url: damascus.url, pin: null });
  const pin = "0".repeat(64);
  const who = await speakingAs(baghdad, "admin");
  const kid = currentKid(damascus.node.desk.self);
  const add = (given: object, compared = kid) =>
    postToApi(baghdad, who, "/api/partners", JSON.stringify({ card: given, kid: compared }));
  for (const wrong of [
    { url: "http://192.0.2.1:8702", pin },
    { url: "http://192.0.2.1:8702", pin: null },
    { url: "http://127.0.0.5:8702", pin: null },
    { url: "ftp://192.0.2.1", pin },
    { url: "https://192.0.2.1", pin: null },
  ]) {
    assertProblem(await add({ ...card, ...wrong }), 400, "card-invalid");
  }
  const other = currentKid(baghdad.node.desk.self);
  assertProblem(await add(card, other), 409, "card-key-differs");
  assert.equal((await add(card)).status, 201);
  await baghdad.stop();
  await baghdad.start();
  const { record } = await submitReport(baghdad.node.desk, roadCut());
  await eventually(() => holds(damascus, record.id));
});
