import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { StixObject } from "../../src/domain/stix.ts";
import { createDataDir, files } from "../../src/node/data-dir.ts";
import { publicKeyOf, signerFrom, signObject } from "../../src/proof/signature.ts";
import { assertFailed, tansiqHere } from "./command-line.ts";

/* What an operator does with `key show`, `report export` and `verify`: forged and "whose key is that?" are told apart. */

let root = "";
const at = (name: string) => join(root, name);
const dirOf = (node: string) => at(node);
const given = (name: string, content: unknown) => writeFile(at(name), JSON.stringify(content));

async function done(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await tansiqHere(args);
  assert.equal(code, 0, stderr);
  return stdout;
}

const verify = (file: string, ...keys: string[]) =>
  tansiqHere(["verify", at(file), ...keys.flatMap((key) => ["--key", at(key)])]);

const exported = async (node: string): Promise<StixObject[]> =>
  (JSON.parse(await done(["report", "export", "--data", dirOf(node)])) as { objects: StixObject[] })
    .objects;

const showKeys = async (node: string) =>
  writeFile(at(`${node}.jwk`), await done(["key", "show", "--data", dirOf(node)]));

const report = {
  kind: "incident",
  name: "Road cut",
  at: "2015-03-11T00:00:00Z",
  position: [41, 34],
  topics: ["border"],
  classification: "restricted",
};

const other = { mosul: "erbil", erbil: "mosul" } as const;

before(async () => {
  root = await mkdtemp(join(tmpdir(), "tansiq-verify-"));
  const names = { mosul: { ar: "الموصل", en: "Mosul" }, erbil: { ar: "أربيل", en: "Erbil" } };
  await given("drafts.json", [report]);
  for (const node of ["mosul", "erbil"] as const) {
    const url = "http://127.0.0.1:1";
    const wanted = { node, name: names[node], port: 1, url, plainHttp: true };
    await createDataDir(dirOf(node), wanted, Date.now());
    const card = at(`card-for-${other[node]}.json`);
    const data = ["--data", dirOf(node)];
    await done(["partner", "card", "--for", other[node], "--out", card, ...data]);
    await done(["report", "import", at("drafts.json"), ...data]);
    await showKeys(node);
  }
  await done(["partner", "add", at("card-for-mosul.json"), "--data", dirOf("mosul")]);
  await given("bundle.json", { type: "bundle", objects: await exported("mosul") });
});
after(() => rm(root, { recursive: true }));

test("an export verifies with the keys of all who signed in it; without one of them it is said whose is missing", async () => {
  for (const key of ["erbil.jwk", "card-for-mosul.json"]) {
    const ended = await verify("bundle.json", "mosul.jwk", key);
    assert.equal(ended.code, 0, ended.stderr);
  }
  const { created_by_ref: erbil } = (await exported("erbil")).find(
    ({ type }) => type === "incident",
  )!;
  const ended = await verify("bundle.json", "mosul.jwk");
  assertFailed(ended, "verification-keys-missing", erbil!, "--key");
});

test("a forged record is named, also among those whose signer is not known", async () => {
  const objects = await exported("mosul");
  const forged = objects.find(({ type }) => type === "incident")!;
  forged["name"] = "Road open";
  await given("forged.json", { objects });
  const ended = await verify("forged.json", "mosul.jwk");
  assertFailed(ended, "verification-failed", forged.id, "signature-wrong");
});

test("a partner's key does not vouch for what another is said to have written", async () => {
  const incident = (await exported("mosul")).find(({ type }) => type === "incident")!;
  const pem = await readFile(join(dirOf("erbil"), files.signingKey), "utf8");
  await given("posed.json", signObject(incident, signerFrom(pem)).object);
  const ended = await verify("posed.json", "mosul.jwk", "erbil.jwk");
  assertFailed(ended, "verification-failed", incident.id, "originator-mismatch");
});

test("after a roll of the key, key show verifies old records and new ones", async () => {
  const first = await readFile(join(dirOf("erbil"), files.signingKey), "utf8");
  await done(["key", "roll", "--data", dirOf("erbil")]);
  await done(["report", "import", at("drafts.json"), "--data", dirOf("erbil")]);
  await given("erbil.json", { objects: await exported("erbil") });
  await showKeys("erbil");
  const ended = await verify("erbil.json", "erbil.jwk");
  assert.equal(ended.code, 0, ended.stderr);
  // One key as a JWK is a key file too, of whoever has it.
  await given("first.jwk", publicKeyOf(first));
  assertFailed(await verify("erbil.json", "first.jwk"), "verification-keys-missing");
});
