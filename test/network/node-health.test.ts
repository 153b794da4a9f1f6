import assert from "node:assert/strict";
import { stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, test } from "node:test";
import { lowestClearance } from "../../src/domain/clearance.ts";
import { rollKey } from "../../src/desk/roll-key.ts";
import type { NodeHealth } from "../../src/http/ports/node-health.ts";
import { pinOf, selfSigned } from "../../src/node/certificate.ts";
import { files, keyFiles } from "../../src/node/data-dir.ts";
import { nodeHealthPort } from "../../src/node/ports/node-health.ts";
import { getFromApi, speakingAs } from "../robustness/asking.ts";
import { tansiq } from "../robustness/command-line.ts";
import { type Member, type Network, startNetwork } from "./network.ts";

let network: Network;
let baghdad: Member;
let admin: Awaited<ReturnType<typeof speakingAs>>;

before(async () => {
  network = await startNetwork(["baghdad"]);
  baghdad = network.members["baghdad"]!;
  admin = await speakingAs(baghdad, "admin");
});
after(() => network.close());

async function health(): Promise<NodeHealth> {
  const { status, body } = await getFromApi(baghdad, admin, "/api/node/health");
  assert.equal(status, 200, JSON.stringify(body));
  return body as unknown as NodeHealth;
}

test("an admin sees keys, disk and that no backup is known, and no secret", async () => {
  const found = await health();
  const { certificate, keys, disk, storeSize, counts, backup } = found;
  assert.equal(certificate, null, "plain HTTP on this machine");
  assert.deepEqual(
    keys.map(({ kid, until }) => [kid, until]),
    baghdad.node.desk.self.keys.map(({ kid }) => [kid, null]),
  );
  assert.ok(Date.parse(keys[0]!.since!) <= Date.parse(found.started));
  assert.ok(0 < disk.free && disk.free <= disk.total);
  assert.ok(storeSize! > 4096);
  assert.ok(counts!.versions > 0);
  assert.equal(backup, null);
  assert.doesNotMatch(JSON.stringify(found), /PRIVATE|partner-tokens|signing-key/);
});

test("an admin has a backup written, which lies in the node's folder for nobody else to read", async () => {
  const ask = (headers: Record<string, string>) =>
    fetch(`${baghdad.url}/api/node/backup`, { method: "POST", headers });
  const answer = await ask(admin);
  assert.equal(answer.status, 201);
  const written = (await answer.json()) as NonNullable<NodeHealth["backup"]>;
  assert.deepEqual((await health()).backup, written);
  assert.equal(dirname(written.file), join(baghdad.dir, files.backups));
  assert.equal((await stat(written.file)).mode & 0o777, 0o600);
  const copy = new DatabaseSync(written.file, { readOnly: true });
  assert.deepEqual({ ...copy.prepare("PRAGMA integrity_check").get() }, { integrity_check: "ok" });
  const { people } = copy
    .prepare("SELECT count(*) people FROM document WHERE kind = 'person'")
    .get()!;
  copy.close();
  assert.ok(Number(people) > 0);
  assert.equal((await ask(await speakingAs(baghdad, "liaison"))).status, 403);
});

test("a backup is known once it is written, with who made it, and stands in the log of reads", async () => {
  const file = join(baghdad.dir, "copy.sqlite");
  const made = await tansiq(["backup", file, "--data", baghdad.dir]);
  assert.equal(made.code, 0, made.stderr);
  const { backup, clock } = await health();
  assert.equal(backup?.file, file);
  assert.match(backup.by, /^operator:/);
  assert.ok(Date.parse(backup.at) <= Date.parse(clock));
  const entries = await baghdad.node.desk.store.readEntries(0, 100);
  const { how, query, person } = entries.at(-1)!.read;
  assert.deepEqual([how, query, person], ["administered", '{"act":"backup"}', backup.by]);
  // One that could not be written is none.
  assert.equal((await tansiq(["backup", file, "--data", baghdad.dir])).code, 1);
  assert.deepEqual((await health()).backup, backup);
});

test("a rolled key is told, with the one before it", async () => {
  const [before] = (await health()).keys;
  await rollKey(baghdad.node.desk, keyFiles(baghdad.dir));
  const [now, retired] = (await health()).keys;
  assert.equal(now!.until, null);
  assert.notEqual(now!.kid, before!.kid);
  assert.deepEqual([retired!.kid, retired!.since], [before!.kid, before!.since]);
  assert.ok(Date.parse(retired!.until!) > Date.parse(now!.since!));
});

test("a certificate in use is told, and that another one waits for the next start", async () => {
  const [used, next] = [await selfSigned("a.example", 0), await selfSigned("a.example", 1)];
  const tls = { cert: files.certificate, key: files.certificateKey };
  const node = { ...baghdad.node, config: { ...baghdad.node.config, tls } };
  const port = nodeHealthPort(node, used.certPem);
  const person = { name: "amal", role: "admin", clearance: lowestClearance } as const;
  const file = join(baghdad.dir, files.certificate);
  for (const [pem, onDisk] of [
    [used.certPem, "same"],
    [next.certPem, "other"],
    ["not one", "unreadable"],
  ] as const) {
    await writeFile(file, pem);
    const { certificate, counts } = await port.nodeHealth(person);
    assert.deepEqual([certificate?.pin, certificate?.onDisk], [pinOf(used.certPem), onDisk]);
    assert.equal(counts, null, "they count what this person may not see");
  }
});
