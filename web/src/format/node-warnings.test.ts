import assert from "node:assert/strict";
import { test } from "node:test";
import type { NodeHealth } from "../../../src/http/ports/node-health.ts";
import { certificateCommand, daysLeft, warningsOf } from "./node-warnings.ts";

const clock = "2026-01-31T12:00:00.000Z";
const now = Date.parse(clock);
const inDays = (days: number) => new Date(now + days * 86_400_000).toISOString();
const certificate = {
  ...{ subject: "CN=a.example", names: ["a.example"], from: inDays(-30), until: inDays(400) },
  ...{ pin: "00", onDisk: "same" as const },
};
const sound: NodeHealth = {
  ...{ version: "0.1.0", clock, started: inDays(-3), certificate, keys: [] },
  ...{ disk: { free: 50 * 2 ** 30, total: 100 * 2 ** 30 }, storeSize: 5, counts: null },
  backup: { at: inDays(-1), by: "operator:a", file: "/b" },
};
const namesOf = (over: Partial<NodeHealth>) =>
  warningsOf({ ...sound, ...over }, now).map(({ name, tone }) => `${tone} ${name}`);
const withCertificate = (over: Partial<typeof certificate>) =>
  namesOf({ certificate: { ...certificate, ...over } });

test("a node that is well warns of nothing, also without TLS", () => {
  assert.deepEqual(namesOf({}), []);
  assert.deepEqual(namesOf({ certificate: null }), []);
});

test("a certificate is warned of 30 days before it ends, and once it ended", () => {
  assert.deepEqual(withCertificate({ until: inDays(30) }), []);
  assert.deepEqual(withCertificate({ until: inDays(29.9) }), ["warn certificate-ends"]);
  assert.deepEqual(withCertificate({ until: inDays(0.5) }), ["warn certificate-ends"]);
  assert.deepEqual(withCertificate({ until: inDays(-0.5) }), ["bad certificate-expired"]);
  assert.equal(daysLeft({ ...sound, certificate: { ...certificate, until: inDays(29.9) } }), 29);
});

test("what lies on the disk in its place is told", () => {
  assert.deepEqual(
    warningsOf({ ...sound, certificate: { ...certificate, onDisk: "other" } }, now),
    [{ name: "certificate-other", tone: "warn" }],
  );
  const unreadable = { ...certificate, onDisk: "unreadable" as const };
  assert.deepEqual(namesOf({ certificate: unreadable }), ["bad certificate-unreadable"]);
});

test("disk, backup and clock are told, the most urgent first", () => {
  const [free, total] = [2 ** 29, 100 * 2 ** 30];
  assert.deepEqual(namesOf({ backup: null, disk: { free, total } }), [
    "bad disk-full",
    "warn backup-unknown",
  ]);
  assert.deepEqual(namesOf({ disk: { free: 4 * 2 ** 30, total } }), ["warn disk-tight"]);
  assert.deepEqual(namesOf({ backup: { ...sound.backup!, at: inDays(-8) } }), ["warn backup-old"]);
  assert.deepEqual(
    warningsOf(sound, now + 180_000).map(({ name }) => name),
    ["clock-off"],
  );
});

test("the command makes a certificate for the names of this one", () => {
  assert.match(
    certificateCommand({ ...certificate, names: ["a.example", "192.0.2.7"] }),
    /-subj \/CN=a\.example -addext subjectAltName=DNS:a\.example,IP:192\.0\.2\.7 /,
  );
});
