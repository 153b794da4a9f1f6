import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { roadCut } from "../../src/desk/check/samples.ts";
import { carryOver } from "../../src/desk/carry-over.ts";
import { beginIncarnation } from "../../src/desk/incarnation.ts";
import { openDesk } from "../../src/desk/open-desk.ts";
import { readOutbox } from "../../src/desk/read-outbox.ts";
import { writeNoteOn, writeOpinion } from "../../src/desk/said/write-said.ts";
import { controlRow } from "../../src/desk/control-row.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { recallNotice } from "../../src/domain/recall-notice.ts";
import type { Change } from "../../src/store/port.ts";
import { openStore } from "../../src/store/sqlite/open.ts";
import { openPair, pull } from "../network/pair.ts";

test("a restore takes back from nobody what another partner's recall did not reach", async () => {
  const { baghdad, damascus, clock, close } = await openPair((bytes) => randomBytes(bytes));
  const dir = await mkdtemp(join(tmpdir(), "tansiq-carry-"));
  try {
    const { id } = (await submitReport(baghdad, roadCut)).record;
    await pull(baghdad, damascus);
    await pull(damascus, baghdad);
    await baghdad.store.backup(join(dir, "store.sqlite"));
    clock.now += 1000;
    const { modified } = (await reviseReport(baghdad, id, { ...roadCut, credibility: "3" })).record;
    const version = Date.parse(modified!);
    const commit = (...group: Change[]) =>
      baghdad.store.commit({ priority: "interactive", groups: [group] });
    // It gave way to something else in Damascus's outbox before it went.
    await commit({ do: "void", partner: "damascus", id, modified: version });
    clock.now += 1000;
    const said = { object: id, through: clock.now, reason: "wrong", at: clock.now };
    await commit({ do: "record", row: controlRow(baghdad, recallNotice(said, "baghdad")) });

    const restored = await openStore(dir, { clock: () => clock.now });
    const { self, signer } = baghdad;
    await carryOver(baghdad.store, restored, { self, signer, now: clock.now });
    const offers = await restored.offersOf(id);
    await restored.close();
    assert.deepEqual(
      offers.map(({ partner, state }) => [partner, state]),
      [["damascus", "received"]],
    );
  } finally {
    await close();
    await rm(dir, { recursive: true });
  }
});

test("what rests on a version that was taken back does not go again from a store that has it as the latest", async () => {
  const { baghdad, damascus, clock, close } = await openPair((bytes) => randomBytes(bytes));
  const dir = await mkdtemp(join(tmpdir(), "tansiq-carry-"));
  try {
    const { id } = (await submitReport(baghdad, roadCut)).record;
    const { record: note } = await writeOpinion(baghdad, id, { opinion: "agree" });
    await pull(baghdad, damascus);
    assert.ok(await damascus.store.record(note.id));
    await baghdad.store.backup(join(dir, "store.sqlite"));
    clock.now += 1000;
    await reviseReport(baghdad, id, { ...roadCut, classification: "secret" });
    await pull(baghdad, damascus);

    const restored = await openStore(dir, { clock: () => clock.now });
    const { self, signer, random, log, checker, mode, twoPeople } = baghdad;
    await carryOver(baghdad.store, restored, { self, signer, now: clock.now });
    await beginIncarnation(restored, random, clock.now);
    const { body } = (await baghdad.store.record(self.identity))!;
    const desk = await openDesk({
      ...{ self, signer, random, log, checker, mode, twoPeople, store: restored },
      ...{ identities: [body], clock: () => clock.now, offered: () => undefined },
    });
    // Nor does what is written on it from then on.
    clock.now += 1000;
    const changed = (await writeOpinion(desk, id, { opinion: "disagree" })).record;
    assert.equal(changed.id, note.id);
    const content = { en: "seen from the bridge" };
    const { record: fresh } = await writeNoteOn(desk, id, { content, lang: "en" });
    const page = await readOutbox(desk, "damascus", { versions: ["all"], limit: 1000 });
    // What is for the partner again may be spoken of again.
    clock.now += 1000;
    await reviseReport(desk, id, roadCut);
    const { record: later } = await writeNoteOn(desk, id, { content, lang: "en" });
    const after = await readOutbox(desk, "damascus", { versions: ["all"], limit: 1000 });
    await restored.close();
    const ids = page.entries.map((entry) => entry.id);
    assert.ok(ids.length > 0);
    assert.equal(ids.includes(note.id), false);
    assert.equal(ids.includes(fresh.id), false);
    assert.ok(after.entries.some((entry) => entry.id === later.id));
  } finally {
    await close();
    await rm(dir, { recursive: true });
  }
});
