import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { agreementObject, signatureObject } from "../domain/agreement-object.ts";
import type { StixObject } from "../domain/stix.ts";
import { canonical } from "../proof/canonical.ts";
import type { RecordRow } from "../store/port.ts";
import { openStore } from "../store/sqlite/open.ts";
import { openBoard } from "./board.ts";

const day = 24 * 3_600_000;
const from = Date.UTC(2015, 2, 20);

function rowOf(object: StixObject, originator: string): RecordRow {
  const modified = Date.parse(object.modified!);
  return {
    ...{ id: object.id, modified, created: modified, kind: object.type, originator, label: null },
    ...{ body: canonical(object), at: null, position: null, grade: null, words: "", refs: [] },
    ...{ revoked: false, class: 0, via: null },
  };
}

test("a clock that is set back closes again what it had opened too early", async (t) => {
  const dir = await mkdtemp(join(tmpdir(), "tansiq-board-"));
  const store = await openStore(dir);
  t.after(async () => {
    await store.close();
    await rm(dir, { recursive: true });
  });
  const text = { ar: "نص", en: "A text" };
  const id = "agreement--6f1d3c52-30a8-4d0e-9d2c-0d3f7ad6a001";
  const parties = ["baghdad", "damascus"];
  const form = { id, title: text, purpose: text, parties, until: null, redLines: [] } as const;
  const grants = [{ id: "all" }];
  const terms = { ...form, parties, redLines: [], grants, from: new Date(from).toISOString() };
  const version = from - 10 * day;
  const papers = [rowOf(agreementObject(terms, "baghdad", version), "baghdad")];
  for (const by of parties) {
    const word = { agreement: id, version, by, act: "sign", at: version + 1 } as const;
    papers.push(rowOf(signatureObject(word), by));
  }
  const groups = papers.map((row) => [{ do: "record", row } as const]);
  await store.commit({ priority: "interactive", groups });
  let now = from - 5 * day;
  let moves = 0;
  const board = await openBoard(store, "baghdad", [parties, []], () => now);
  board.onMove(() => moves++);
  const state = () => board.policy().agreements[0]!.state;
  assert.equal(state(), "not-yet");
  now = from + 1;
  assert.equal(state(), "in-force");
  now = from - 4 * day;
  assert.equal(state(), "not-yet");
  assert.equal(moves, 2);
  assert.equal(state(), "not-yet");
  assert.equal(moves, 2);
});
