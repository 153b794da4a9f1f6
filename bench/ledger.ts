import { rmSync } from "node:fs";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchGet } from "./bench-get.ts";
import { benchLedger } from "./bench-ledger.ts";
import { benchPost } from "./bench-post.ts";
import { envelopeMaker } from "./envelopes.ts";
import { tansiq } from "./node-process.ts";
import { processorMs } from "./process-use.ts";
import { setStage } from "./stage.ts";
import { rounded } from "./statistics.ts";

/*
 * `node bench/ledger.ts [--records N]`: what the ledger costs of a release, in processor time. A release is what the node
 * does for one record and one recipient: take it in and decide (its share of a POST, two recipients), then serve it first.
 */

const { values } = parseArgs({ options: { records: { type: "string" } } });
const records = Number(values.records ?? 100_000);
const root = await mkdtemp(join(tmpdir(), "tansiq-bench-ledger-"));
try {
  const { node, running, sender, receivers } = await setStage(root);
  const pem = await readFile(join(sender.node.dir, "signing-key.pem"), "utf8");
  const maker = envelopeMaker(sender.node.id, pem);
  try {
    const start = await processorMs(running.pid);
    const { objects } = await benchPost(sender.taxii, maker, records);
    const posted = await processorMs(running.pid);
    const backup = (file: string) =>
      tansiq("backup", "--data", node.dir, file).then(() => undefined);
    const copied = await benchLedger(backup, "amman", join(root, "copies"));
    const before = await processorMs(running.pid);
    const first = await benchGet(receivers[0]!);
    const read = await processorMs(running.pid);
    const postUs = ((posted - start) * 1000) / objects;
    const getUs = ((read - before) * 1000) / first.objects;
    const ledgerUs = copied.loggedUs - copied.servedUs;
    const withoutUs = postUs / receivers.length + getUs - ledgerUs;
    const result = {
      ...copied,
      postUs: rounded(postUs),
      firstGetUs: rounded(getUs),
      ledgerUs: rounded(ledgerUs),
      /** Of a release without it; asked for: at most 15. */
      percentOfRelease: rounded((100 * ledgerUs) / withoutUs),
      /** Of taking in, at the recipient. */
      percentOfAcceptance: rounded((100 * copied.followedUs) / postUs),
    };
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  } finally {
    await Promise.all([maker.close(), running.stop()]);
    await Promise.all([sender.taxii, ...receivers].map((taxii) => taxii.close()));
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
