import { describe } from "node:test";
import { commitTests } from "./conformance/commits.ts";
import { harness, type Opener } from "./conformance/harness.ts";
import { inventoryTests } from "./conformance/inventory.ts";
import { journalTests } from "./conformance/journal.ts";
import { ledgerTests } from "./conformance/ledger.ts";
import { outboxTests } from "./conformance/outbox.ts";
import { outboxNeedsTests } from "./conformance/outbox-needs.ts";
import { outboxProperty } from "./conformance/outbox-property.ts";
import { pictureTests } from "./conformance/picture.ts";
import { readsTests } from "./conformance/reads.ts";
import { recordTests } from "./conformance/records.ts";
import { shelfTests } from "./conformance/shelf.ts";

/** What every engine must do: the tests of the store port, run against stores that `open` gives. */
export function storeConformance(engine: string, open: Opener): void {
  const tested = harness(open);
  describe(`${engine}: records`, () => recordTests(tested));
  describe(`${engine}: commits`, () => commitTests(tested));
  describe(`${engine}: outboxes`, () => {
    outboxTests(tested);
    outboxNeedsTests(tested);
    outboxProperty(tested);
  });
  describe(`${engine}: the journal`, () => journalTests(tested));
  describe(`${engine}: the log of reads`, () => readsTests(tested));
  describe(`${engine}: ledgers`, () => ledgerTests(tested));
  describe(`${engine}: picture and search`, () => pictureTests(tested));
  describe(`${engine}: inventory`, () => inventoryTests(tested));
  describe(`${engine}: what is kept whole`, () => shelfTests(tested));
}
