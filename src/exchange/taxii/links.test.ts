import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";

import { AppError } from "../../errors.ts";
import { type TestTimers, testTimers, until } from "../test-timers.ts";
import { type LinkReport, startLinks, type Links } from "./links.ts";
import { certificatePin } from "./pinned-connector.ts";
import { testCertificate } from "./test-certificate.ts";
import { incident, type TestDesk, testDesk } from "./test-desk.ts";
import { answering, testPartner } from "./test-partner.ts";
import { testServer } from "./test-server.ts";

const login = { username: "damascus", password: "token-of-damascus" };

function linking(t: TestContext): {
  desk: TestDesk;
  timers: TestTimers;
  reports: LinkReport[];
  links: Links;
} {
  const desk = testDesk("damascus", {});
  const timers = testTimers();
  const reports: LinkReport[] = [];
  const links = startLinks({
    desk,
    timers,
    random: (bytes) => new Uint8Array(bytes),
    pullEveryMs: 300_000,
    report: (report) => void reports.push(report),
  });
  t.after(() => links.stop());
  return { desk, timers, reports, links };
}

test("a link exchanges both ways and says that it is up", async (t) => {
  const server = await testServer(t);
  const { desk, reports, links } = linking(t);
  server.desk.release("damascus", incident("theirs"));
  desk.release("baghdad", incident("ours"));
  await links.add({ partner: "baghdad", url: server.url, pin: null, ...login });
  await until(() => server.desk.accepted.length === 1 && desk.accepted.length === 1);
  desk.release("baghdad", incident("more"));
  links.outboxGrew(["washington", "baghdad"]);
  await until(() => server.desk.accepted.length === 2);
  server.desk.release("damascus", incident("more"));
  links.pullNow("baghdad");
  await until(() => desk.accepted.length === 2);
  assert.ok(reports.length >= 4);
  for (const { partner, state, fault } of reports) {
    assert.deepEqual([partner, state, fault], ["baghdad", "up", null]);
  }
});

test("a changed certificate is a state of its own, and nothing is sent", async (t) => {
  const partner = await testPartner(t, answering(500, {}), {
    certificate: await testCertificate(),
  });
  const pin = certificatePin((await testCertificate()).cert);
  const { desk, reports, links } = linking(t);
  desk.release("baghdad", incident("a"));
  await links.add({ partner: "baghdad", url: partner.url, pin, ...login });
  await until(() => reports.length === 2);
  for (const { state, fault } of reports) {
    assert.equal(state, "certificate-changed");
    assert.equal(fault?.code, "partner-certificate-changed");
  }
  assert.deepEqual(partner.seen, []);
});

test("a partner that comes back gets at once what waited for it, and is asked what it has", async (t) => {
  const server = await testServer(t);
  const { desk, reports, timers, links } = linking(t);
  const working = server.desk.login;
  server.desk.login = async () => {
    throw new Error("down");
  };
  desk.release("baghdad", incident("ours"));
  server.desk.release("damascus", incident("theirs"));
  await links.add({ partner: "baghdad", url: server.url, pin: null, ...login });
  await until(() => reports.length === 2 && timers.waits.length === 2);
  server.desk.login = working;
  // Only one of the two loops is let go; the other is fetched by it.
  timers.waits[0]!.over();
  await until(() => server.desk.accepted.length === 1 && desk.accepted.length === 1);
});

test("a new address replaces the old one", async (t) => {
  const old = await testServer(t);
  const server = await testServer(t);
  const { desk, links } = linking(t);
  await links.add({ partner: "baghdad", url: old.url, pin: null, ...login });
  await links.add({ partner: "baghdad", url: server.url, pin: null, ...login });
  desk.release("baghdad", incident("a"));
  links.outboxGrew(["baghdad"]);
  await until(() => server.desk.accepted.length === 1);
  assert.equal(old.desk.accepted.length, 0);
});

test("an address that may not be called is refused, and the old link lives on", async (t) => {
  const server = await testServer(t);
  const { desk, links } = linking(t);
  await links.add({ partner: "baghdad", url: server.url, pin: null, ...login });
  const insecure = links.add({ partner: "baghdad", url: "http://a.example", pin: null, ...login });
  await assert.rejects(
    insecure,
    (error) => error instanceof AppError && error.code === "partner-url-insecure",
  );
  desk.release("baghdad", incident("a"));
  links.outboxGrew(["baghdad"]);
  await until(() => server.desk.accepted.length === 1);
});

test("stop ends every loop: nobody is called any more", async (t) => {
  const partner = await testPartner(t, answering(500, {}));
  const { desk, timers, links } = linking(t);
  await links.add({ partner: "baghdad", url: partner.url, pin: null, ...login });
  await until(() => partner.seen.length === 1);
  await links.stop();
  const before = partner.seen.length;
  desk.release("baghdad", incident("a"));
  links.outboxGrew(["baghdad"]);
  links.pullNow("baghdad");
  assert.equal(timers.waits.length, 0);
  assert.equal(partner.seen.length, before);
});
