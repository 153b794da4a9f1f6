import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import test, { type TestContext } from "node:test";

import { mintReleased } from "../../release/mint-released.ts";
import { AppError } from "../../errors.ts";
import { type PartnerAddress, taxiiClient, type TaxiiClient } from "./client.ts";
import { certificatePin } from "./pinned-connector.ts";
import { testCertificate } from "./test-certificate.ts";
import { answering, testPartner } from "./test-partner.ts";
import { incident } from "./test-desk.ts";
import { basic, envelope, taxii, testServer } from "./test-server.ts";

const empty = mintReleased(Buffer.from("{}"));

const signal = new AbortController().signal;
const status = { id: "x", status: "complete", total_count: 0 };
const start = { next: null, through: 0 };

function clientOf(t: TestContext, url: string, pin: string | null, silence = 5_000): TaxiiClient {
  const address: PartnerAddress = {
    partner: "baghdad",
    url,
    username: "damascus",
    password: "token-of-damascus",
    pin,
  };
  const client = taxiiClient(address, { connect: 5_000, silence, whole: 10_000 });
  t.after(() => client.close());
  return client;
}

const failsWith = (code: string) => (error: unknown) =>
  error instanceof AppError && error.code === code;

test("posts to a real server's inbox and reads its outbox page by page", async (t) => {
  const { desk, url } = await testServer(t, { maxContentLength: 12_345 });
  const client = clientOf(t, url, null);
  assert.equal(await client.maxContentLength(signal), 12_345);
  const body = Buffer.from(envelope(incident("a"), { ...incident("b"), name: "wrong" }));
  const failures = await client.post(mintReleased(body), { after: 0, through: 5 }, signal);
  assert.deepEqual(
    failures.map(({ id, message }) => ({ id, message })),
    [{ id: incident("b").id, message: "held for checking" }],
  );
  assert.deepEqual(desk.accepted[0]!.position, { after: 0, through: 5 });
  for (const day of [1, 2, 3]) desk.release("damascus", incident("c", day));
  const first = await client.page(start, 2, signal);
  assert.deepEqual([first.more, first.objects, typeof first.next], [true, true, "string"]);
  const second = await client.page({ next: first.next, through: 0 }, 2, signal);
  assert.deepEqual([second.more, second.objects, second.next], [false, true, null]);
  const after = await client.page({ next: null, through: first.through! }, 2, signal);
  assert.deepEqual(after.envelope, second.envelope);
  const none = await client.page({ next: null, through: second.through! }, 2, signal);
  assert.deepEqual([none.more, none.objects, none.through], [false, false, second.through]);
});

test("a next of an earlier epoch is told apart from other refusals", async (t) => {
  const { desk, url } = await testServer(t);
  const client = clientOf(t, url, null);
  for (const name of ["a", "b"]) desk.release("damascus", incident(name));
  const { next } = await client.page(start, 1, signal);
  desk.newEpoch();
  await assert.rejects(client.page({ next, through: 0 }, 1, signal), failsWith("token-unknown"));
});

test("a refused page is only called a matter of next where there was one", async (t) => {
  const partner = await testPartner(t, answering(400, {}));
  const client = clientOf(t, partner.url, null);
  await assert.rejects(client.page(start, 1, signal), failsWith("partner-failing"));
  const within = client.page({ next: "x", through: 0 }, 1, signal);
  await assert.rejects(within, failsWith("token-unknown"));
});

test("the pinned certificate is trusted whatever its name and dates", async (t) => {
  const certificate = await testCertificate();
  const partner = await testPartner(t, answering(202, status), { certificate });
  const client = clientOf(t, partner.url, certificatePin(certificate.cert));
  assert.deepEqual(await client.post(empty, { after: 0, through: 0 }, signal), []);
});

test("to another certificate nothing is sent at all", async (t) => {
  const certificate = await testCertificate();
  const partner = await testPartner(t, answering(202, status), { certificate });
  const pin = certificatePin((await testCertificate()).cert);
  const client = clientOf(t, partner.url, pin);
  const posted = client.post(empty, { after: 0, through: 0 }, signal);
  await assert.rejects(posted, failsWith("partner-certificate-changed"));
  await assert.rejects(client.page(start, 1, signal), failsWith("partner-certificate-changed"));
  assert.deepEqual(partner.seen, []);
});

test("a certificate that changes between two connections is noticed", async (t) => {
  const [before, after] = [await testCertificate(), await testCertificate()];
  const partner = await testPartner(t, answering(202, status), { certificate: before });
  const client = clientOf(t, partner.url, certificatePin(before.cert));
  await client.post(empty, { after: 0, through: 0 }, signal);
  await partner.close();
  const port = Number(new URL(partner.url).port);
  const impostor = await testPartner(t, answering(202, status), { certificate: after, port });
  const again = (): Promise<unknown> => client.post(empty, { after: 0, through: 0 }, signal);
  await assert.rejects(again().catch(again), failsWith("partner-certificate-changed"));
  assert.deepEqual(impostor.seen, []);
});

test("a pin is the SHA-256 of the certificate, whether given as PEM or as DER", async () => {
  const { cert } = await testCertificate();
  const known = new X509Certificate(cert);
  const expected = known.fingerprint256.replaceAll(":", "").toLowerCase();
  assert.equal(certificatePin(cert), expected);
  assert.equal(certificatePin(known.raw), expected);
});

test("a log-in never goes over a network in the clear, nor over TLS without a pin", async (t) => {
  const pin = "a".repeat(64);
  for (const [url, given] of [
    ["http://node.example:8701", null],
    ["http://127.0.0.1.example", null],
    ["https://node.example:8701", null],
    ["https://node.example:8701", "abc"],
    ["http://127.0.0.1:8701", pin],
    ["ftp://127.0.0.1", null],
    ["no address", pin],
  ] as const) {
    assert.throws(() => clientOf(t, url, given), failsWith("partner-url-insecure"), url);
  }
  for (const url of ["http://127.0.0.1:8701", "http://localhost:8701", "http://[::1]:8701"]) {
    clientOf(t, url, null);
  }
});

test("each kind of failing partner is told by its code, without address or log-in", async (t) => {
  const partner = await testPartner(t, answering(500, {}));
  const client = clientOf(t, partner.url, null, 300);
  const html = { "content-type": "text/html" };
  const cases: [string, Parameters<typeof testPartner>[1]][] = [
    ["partner-login-refused", answering(401, {})],
    ["partner-login-refused", answering(403, {})],
    ["partner-failing", answering(404, {})],
    ["partner-failing", answering(429, {})],
    ["partner-failing", answering(500, {})],
    ["partner-failing", answering(503, "<html>", html)],
    ["partner-failing", answering(400, "<html>", html)],
    ["partner-refused-objects", answering(400, {})],
    ["partner-refused-objects", answering(413, {})],
    ["partner-refused-objects", answering(422, {})],
    ["partner-answer-wrong", answering(202, "<html>", html)],
    ["partner-answer-wrong", answering(202, "not json")],
    ["partner-answer-wrong", answering(202, "[]")],
    ["partner-answer-wrong", answering(202, "null")],
    ["partner-answer-wrong", answering(200, status)],
    ["partner-answer-wrong", answering(302, {}, { location: "http://127.0.0.1:1/" })],
    ["partner-answer-wrong", answering(202, { ...status, padding: "x".repeat(5_000_000) })],
    ["partner-unreachable", (request) => request.socket.destroy()],
    ["partner-unreachable", () => undefined],
    [
      "partner-unreachable",
      (_request, response) => void response.writeHead(202, { "content-type": taxii }).write("{"),
    ],
  ];
  for (const [code, answer] of cases) {
    partner.answer = answer;
    const posted = client.post(empty, { after: 0, through: 0 }, signal);
    await assert.rejects(posted, (error) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.code, code);
      assert.doesNotMatch(error.message, /127\.0\.0\.1|token-of|Basic/);
      return true;
    });
  }
});

test("a partner that is not there is unreachable", async (t) => {
  const partner = await testPartner(t, answering(202, status));
  await partner.close();
  const client = clientOf(t, partner.url, null);
  await assert.rejects(client.page(start, 1, signal), failsWith("partner-unreachable"));
});

test("a request that is broken off rejects at once", async (t) => {
  const stopping = new AbortController();
  const partner = await testPartner(t, () => stopping.abort());
  const client = clientOf(t, partner.url, null);
  await assert.rejects(client.page(start, 1, stopping.signal), failsWith("partner-unreachable"));
});

test("the log-in goes along with every request", async (t) => {
  const seen: unknown[] = [];
  const partner = await testPartner(t, (request, response) => {
    seen.push(request.headers.authorization, request.headers.accept);
    answering(200, { max_content_length: 7 })(request, response);
  });
  await clientOf(t, partner.url, null).maxContentLength(signal);
  assert.deepEqual(seen, [basic("damascus", "token-of-damascus"), taxii]);
});
