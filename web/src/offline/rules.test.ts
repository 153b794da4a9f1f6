import assert from "node:assert/strict";
import { test } from "node:test";
import {
  beyond,
  isChart,
  isKept,
  isOutdated,
  isPicture,
  isStanding,
  mayGive,
  recordOf,
} from "./rules.ts";

const id = "incident--8d8e8f10-4f6c-4c1e-9d2b-5a7f0c1e2d3a";
const at = (path: string) => new URL(path, "https://node.example");

test("what a person reads is kept", () => {
  for (const path of [
    ...["/api/node", "/api/session", "/api/picture?", "/api/picture?limit=2000", "/api/warnings"],
    ...[
      `/api/picture/records?version=${id}%401`,
      `/api/records/${id}`,
      `/api/records/${id}/same-event`,
      `/api/records/${id}/said`,
      `/api/records?q=x`,
    ],
    ...[
      `/api/records/${id}/release`,
      `/api/tasks/${id}/parts?limit=500`,
      `/api/parts?task=${id}&limit=1000`,
      "/api/situation-reports/7",
    ],
    ...["/api/journal?", "/api/handovers", "/api/places?q=a&lang=ar", "/api/agreements"],
  ])
    assert.equal(isKept(at(path)), true, path);
});

test("files, exports, streams, and what is nobody's to carry away are not", () => {
  for (const path of [
    `/api/records/${id}/images/artifact--6e3a0c52-9c35-4d0e-8c5c-2f5a0f3a1c77`,
    ...[
      "/",
      "/assets/index.js",
      "/api/events",
      "/api/basemap",
      "/api/bundles",
      "/api/openapi.json",
    ],
    ...[`/api/picture/records?version=${id}%401&export=true`, `/api/picture?id=${id}`],
    ...["/api/situation-reports/7.pdf", "/api/situation-reports/7.html", "/api/tasks.ics"],
    ...[`/api/tasks/${id}.ics`, `/api/ledger/damascus`, `/api/records/${id}/reads`],
    ...[`/api/records/${id}/source`, "/api/quarantine", "/api/protected-places", "/api/people"],
    ...["/exchange/collections/outbox/objects/", "/api/sessions", "/api/tasks/drafts/1"],
  ])
    assert.equal(isKept(at(path)), false, path);
});

test("nothing is given once the session is over, or where none is known", () => {
  const now = Date.parse("2015-03-11T10:00:00Z");
  assert.equal(mayGive("2015-03-11T10:00:00.001Z", now), true);
  for (const expires of ["2015-03-11T10:00:00Z", "2015-03-10T10:00:00Z", "soon", null])
    assert.equal(mayGive(expires, now), false, String(expires));
});

test("what was asked for before the stream opened is outdated, but for what holds no record", () => {
  const opened = Date.parse("2015-03-11T10:00:00Z");
  const record = at(`/api/records/${id}`);
  assert.equal(isOutdated(record, "2015-03-11T09:59:59.999Z", opened), true);
  assert.equal(isOutdated(record, "2015-03-11T10:00:00.000Z", opened), false);
  assert.equal(isOutdated(record, null, opened), true);
  assert.equal(isOutdated(at("/api/session"), "2015-03-11T09:00:00Z", opened), false);
  assert.equal(isStanding(at("/api/node")), true);
  assert.equal(isStanding(at("/api/notices")), false);
});

test("of more than four hundred the oldest go, and never the session", () => {
  const records = Array.from({ length: 405 }, (_, nth) => at(`/api/records?q=${nth}`).href);
  const all = [at("/api/session").href, ...records];
  assert.deepEqual(beyond(all), records.slice(0, 6));
  assert.deepEqual(beyond(records.slice(0, 400)), []);
});

test("the picture's charts and texts are told apart from the rest", () => {
  assert.equal(isPicture(at("/api/picture?")), true);
  assert.equal(isPicture(at("/api/picture/records?version=a")), true);
  assert.equal(isPicture(at(`/api/records/${id}`)), false);
  assert.equal(recordOf(at(`/api/records/${id}`)), id);
  assert.equal(recordOf(at(`/api/records/${id}/release`)), null);
  assert.equal(isChart(at("/api/picture?limit=1")), true);
  assert.equal(isChart(at("/api/picture/records?version=a")), false);
});
