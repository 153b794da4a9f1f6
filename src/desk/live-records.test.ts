import assert from "node:assert/strict";
import { test } from "node:test";
import type { StixId, StixObject } from "../domain/stix.ts";
import type { RecordRow, StoredRecord } from "../store/port.ts";
import { type LiveKind, openLiveRecords } from "./live-records.ts";

const idOf = (kind: string, n: number): StixId =>
  `${kind}--00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const request = idOf("request", 1);
const answer = idOf("request-answer", 2);

function row(id: StixId, modified: number, properties: object = {}, revoked = false): RecordRow {
  const kind = id.slice(0, id.indexOf("--"));
  const object = { type: kind, id, spec_version: "2.1", ...properties } as StixObject;
  return { id, modified, kind, revoked, body: JSON.stringify(object) } as RecordRow;
}

const written = (number: number, latest = true) => ({
  ...{ row: number, outcome: "written" as const, replaced: 0, latest },
});

/** As `ofKind` of a store that holds these. */
const stored = (rows: readonly RecordRow[]) => ({
  ofKind: async (kind: string, after: number) =>
    rows
      .map((one, index): StoredRecord => {
        return { ...one, row: index + 1, latest: true, withdrawn: null, via: null } as StoredRecord;
      })
      .filter((one) => one.kind === kind && one.row > after),
});

test("what stands when it is opened and what comes afterwards are found by id, kind and target", async () => {
  const live = await openLiveRecords(stored([row(request, 1)]));
  live.settle([row(answer, 1, { request_ref: request })], { records: [written(2)], withdrawn: [] });
  assert.equal(live.get(request)?.modified, 1);
  assert.deepEqual(
    live.referring(request, "request-answer").map(({ id }) => id),
    [answer],
  );
  assert.deepEqual(live.referring(request, "commitment"), []);
  assert.deepEqual(
    [...live.ofKind("request")].map(({ id }) => id),
    [request],
  );
});

test("newer versions replace, older ones do not; revoked and withdrawn ones are gone", async () => {
  const live = await openLiveRecords(stored([row(answer, 1, { request_ref: request })]));
  const other = idOf("request", 9);
  const count = (kind: LiveKind) => [...live.ofKind(kind)].length;
  live.settle([row(answer, 3, { request_ref: other })], { records: [written(3)], withdrawn: [] });
  live.settle([row(answer, 2, {})], { records: [written(4, false)], withdrawn: [] });
  live.settle([row(answer, 4, {})], {
    records: [{ row: 0, outcome: "conflict", replaced: 0, latest: false }],
    withdrawn: [],
  });
  assert.equal(live.get(answer)?.modified, 3);
  assert.deepEqual(live.referring(request, "request-answer"), []);
  assert.equal(live.referring(other, "request-answer").length, 1);
  live.settle([], { records: [], withdrawn: [3] });
  assert.equal(live.get(answer), undefined);
  assert.equal(count("request-answer"), 0);
  live.settle([row(request, 1), row(request, 2, {}, true)], {
    records: [written(5), written(6)],
    withdrawn: [],
  });
  assert.equal(count("request"), 0);
});
