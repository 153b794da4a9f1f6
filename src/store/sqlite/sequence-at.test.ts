import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { fc } from "../../../test/seed.ts";
import { migrations } from "./schema.ts";
import { sequenceAt } from "./sequence-at.ts";

test("the highest sequence at a date is found, whatever gaps there are", () => {
  const db = new DatabaseSync(":memory:");
  for (const migration of migrations) db.exec(migration);
  const insert = db.prepare("INSERT INTO outbox VALUES (?, ?, 1, ?, 1, 1)");
  const at = sequenceAt(db, "outbox");
  let partner = 0;
  const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })));
  fc.assert(
    fc.property(steps, fc.nat(60), (gaps, added) => {
      partner++;
      let seq = 0;
      let date = 0;
      let expected = 0;
      for (const [seqGap, dateGap] of gaps) {
        seq += seqGap;
        date += dateGap;
        insert.run(partner, seq, date);
        if (date <= added) expected = seq;
      }
      assert.equal(at(partner, added), expected);
    }),
  );
});
