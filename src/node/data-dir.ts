import { chmod, mkdir, readdir, readFile, rename, unlink } from "node:fs/promises";
import { join, relative } from "node:path";
import type { KeyFiles } from "../desk/roll-key.ts";
import { writePrivate } from "../desk/secrets.ts";
import { checkConfig } from "../config.ts";
import { identityId, partnerIdentity, readPartnerIdentity } from "../domain/partner-identity.ts";
import type { Partner, PublicKey } from "../domain/partner.ts";
import type { StixObject } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import {
  newKeyPair,
  publicKeyOf,
  signerFrom,
  signObject,
  type Signer,
} from "../proof/signature.ts";
import { openStore } from "../store/sqlite/open.ts";

/** What lies in a node's data directory. */
export const files = {
  config: "config.json",
  /** Copies of the store that an admin had written from the page. */
  backups: "backups",
  signingKey: "signing-key.pem",
  /** A key that is about to take the place of `signingKey`: it does once the identity lists it. */
  nextSigningKey: "signing-key.next.pem",
  /** The keys that it replaced, latest first: bundles that partners sealed for them may still be under way. */
  retiredKeys: "signing-key.retired.pem",
  identity: "identity.json",
  /** Its versions of before, oldest first, one in a line: a partner that missed one cannot check the next. */
  earlierIdentities: "identity-earlier.jsonl",
  certificate: "tls-cert.pem",
  certificateKey: "tls-key.pem",
  secrets: "partner-tokens.json",
  store: "store",
  /** A restored store, whole, until it takes the place of `store`. */
  restoring: "store.restoring",
  socket: "node.sock",
} as const;

/** Where the running node takes commands: the shorter way there, since the system allows some 100 bytes. Error: path-too-long. */
export function socketPath(dir: string): string {
  const ways = [join(dir, files.socket), relative(process.cwd(), join(dir, files.socket))];
  const [shorter] = ways.toSorted((a, b) => Buffer.byteLength(a) - Buffer.byteLength(b));
  if (Buffer.byteLength(shorter!) > 103) throw new AppError("path-too-long", { dir });
  return shorter!;
}

export interface NewNode {
  node: string;
  name: { ar: string; en: string };
  mode?: "demonstration" | "exercise" | null;
  host?: string;
  port: number;
  url?: string;
  /** Plain HTTP: only on loopback. */
  plainHttp?: boolean;
}

/**
 * Makes a data directory: config, signing key, certificate. Nothing that is there already is replaced.
 * Errors: data-exists, config-invalid.
 */
export async function createDataDir(dir: string, wanted: NewNode, now: number): Promise<void> {
  const { plainHttp = false, ...rest } = wanted;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  if ((await readdir(dir)).includes(files.config)) throw new AppError("data-exists", { dir });
  await chmod(dir, 0o700);
  const tls = plainHttp ? null : { cert: files.certificate, key: files.certificateKey };
  const config = checkConfig({ ...rest, tls });
  if (tls) {
    const { selfSigned } = await import("./certificate.ts");
    const { certPem, keyPem } = await selfSigned(new URL(config.url).hostname, now);
    await writePrivate(join(dir, files.certificateKey), keyPem);
    await writePrivate(join(dir, files.certificate), certPem);
  }
  const { privatePem, publicKey } = newKeyPair();
  const { node: id, name } = config;
  const self: Partner = { id, name, identity: identityId(id), keys: [publicKey] };
  const { body } = signObject(partnerIdentity(self, now), signerFrom(privatePem));
  await writePrivate(join(dir, files.signingKey), privatePem);
  await writePrivate(join(dir, files.identity), body);
  // A disk on which no store can be made is told here, and the first start is as light as every other.
  await (await openStore(join(dir, files.store))).close();
  // The config comes last: a directory without it is not a node, and init may be run again.
  await writePrivate(join(dir, files.config), `${JSON.stringify({ ...rest, tls }, null, 2)}\n`);
}

/** The node's own key and signed identity, of which `identities` are all versions, oldest first. Error: node-file-damaged. */
export async function readSelf(
  dir: string,
  { node: id, name }: { node: string; name: { ar: string; en: string } },
): Promise<{ self: Partner; signer: Signer; identities: string[] }> {
  const { keys, identity } = await readAs(join(dir, files.identity), (text) => {
    const partner = readPartnerIdentity(JSON.parse(text) as StixObject);
    if (partner.id !== id) throw new Error("another's");
    return { keys: partner.keys, identity: text };
  });
  await finishRoll(dir, keys);
  const retired = await readRetiredKeys(dir);
  const signer = await readAs(join(dir, files.signingKey), (pem) => {
    if (!isCurrent(pem, keys)) throw new Error("not the key that the identity lists");
    const earlier = retired.reduceRight<Signer | undefined>(
      (older, one) => signerFrom(one, older),
      undefined,
    );
    return signerFrom(pem, earlier);
  });
  const earlier = await readEarlier(dir);
  const identities = [...earlier.filter((text) => text !== identity), identity];
  return { self: { id, name, identity: identityId(id), keys }, signer, identities };
}

/** The key and the identity of a data directory, for a roll of the key. */
export function keyFiles(dir: string): KeyFiles {
  return {
    identity: () => readFile(join(dir, files.identity), "utf8"),
    async replace(privatePem, identity) {
      await keepIdentity(dir);
      await keepRetiredKey(dir);
      await writePrivate(join(dir, files.nextSigningKey), privatePem);
      // From here on the new key is the node's: an interruption is finished at the next start.
      await writePrivate(join(dir, files.identity), identity);
      await rename(join(dir, files.nextSigningKey), join(dir, files.signingKey));
    },
  };
}

/** Puts the identity of now with the earlier ones. Where the roll is broken off afterwards it stands twice, and counts once. */
async function keepIdentity(dir: string): Promise<void> {
  const identity = await readFile(join(dir, files.identity), "utf8");
  const file = join(dir, files.earlierIdentities);
  const earlier = await readEarlier(dir);
  if (earlier.includes(identity)) return;
  await writePrivate(file, [...earlier, identity].map((text) => `${text}\n`).join(""));
}

/** A bundle is not so long on its way that its key is rolled more often meanwhile. */
const mostRetiredKeys = 8;

/** Puts the key of now with the retired ones. Where the roll is broken off afterwards it stands there too early, which does no harm. */
async function keepRetiredKey(dir: string): Promise<void> {
  const key = await readFile(join(dir, files.signingKey), "utf8");
  const retired = await readRetiredKeys(dir);
  if (retired.includes(key)) return;
  const kept = [key, ...retired].slice(0, mostRetiredKeys);
  await writePrivate(join(dir, files.retiredKeys), kept.join(""));
}

async function readRetiredKeys(dir: string): Promise<string[]> {
  if (!(await readdir(dir)).includes(files.retiredKeys)) return [];
  return readAs(join(dir, files.retiredKeys), (text) => {
    const keys = text.match(/-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n/g) ?? [];
    if (keys.join("") !== text) throw new Error("something else than keys");
    for (const key of keys) publicKeyOf(key);
    return keys;
  });
}

/** Canonical text has no line breaks. */
async function readEarlier(dir: string): Promise<string[]> {
  if (!(await readdir(dir)).includes(files.earlierIdentities)) return [];
  return readAs(join(dir, files.earlierIdentities), (text) => {
    const versions = text.split("\n").filter((line) => line !== "");
    for (const version of versions) readPartnerIdentity(JSON.parse(version) as StixObject);
    return versions;
  });
}

/** Where a roll of the key was broken off: the identity says which key it is. */
async function finishRoll(dir: string, keys: readonly PublicKey[]): Promise<void> {
  if (!(await readdir(dir)).includes(files.nextSigningKey)) return;
  const next = join(dir, files.nextSigningKey);
  if (isCurrent(await readFile(next, "utf8"), keys))
    await rename(next, join(dir, files.signingKey));
  else await unlink(next);
}

function isCurrent(privatePem: string, keys: readonly PublicKey[]): boolean {
  const { kid } = publicKeyOf(privatePem);
  return keys.some((key) => key.kid === kid && key.retired === undefined);
}

async function readAs<T>(file: string, meaning: (text: string) => T): Promise<T> {
  try {
    return meaning(await readFile(file, "utf8"));
  } catch (error) {
    throw new AppError("node-file-damaged", { file }, error);
  }
}

/** Lets a restored store take its place, also where the restoring was broken off after the old store was put aside. */
export async function finishRestore(dir: string): Promise<void> {
  const names = await readdir(dir);
  if (names.includes(files.store) || !names.includes(files.restoring)) return;
  await rename(join(dir, files.restoring), join(dir, files.store));
}
