import { hash, randomBytes, sign, verify, generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** What this machine does a second, in one thread, right now: other figures are told in proportion to it. */
export interface Reference {
  /** SHA-256 of 1 KiB. */
  sha256: number;
  /** Ed25519 verifications of 1 KiB. */
  verify: number;
  /** Rows of 0.8 KB into SQLite, 1,000 in a synced transaction (WAL, FULL). */
  insert: number;
  /** Synced transactions of one row. */
  commit: number;
}

const measureMs = 700;

/** Takes about three seconds. `dir`: where the nodes' data lies too, so that it is the same disk. */
export function measureReference(dir: string): Reference {
  const kilobyte = randomBytes(1024);
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const signature = sign(null, kilobyte, privateKey);
  return {
    sha256: rate(100, () => hash("sha256", kilobyte)),
    verify: rate(10, () => verify(null, kilobyte, publicKey, signature)),
    ...inserts(dir),
  };
}

function inserts(dir: string): Pick<Reference, "insert" | "commit"> {
  const db = new DatabaseSync(join(dir, `reference-${Date.now()}.sqlite`));
  try {
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    db.exec("CREATE TABLE record (row INTEGER PRIMARY KEY, body TEXT NOT NULL)");
    const insert = db.prepare("INSERT INTO record (body) VALUES (?)");
    const body = "x".repeat(800);
    const transaction = (rows: number): void => {
      db.exec("BEGIN IMMEDIATE");
      for (let row = 0; row < rows; row++) insert.run(body);
      db.exec("COMMIT");
    };
    return {
      insert: rate(1, () => transaction(1000)) * 1000,
      commit: rate(1, () => transaction(1)),
    };
  } finally {
    db.close();
  }
}

/** How often a second `act` is done; the clock is looked at after every `batch`. */
function rate(batch: number, act: () => unknown): number {
  const began = performance.now();
  for (let done = batch; ; done += batch) {
    for (let index = 0; index < batch; index++) act();
    const ms = performance.now() - began;
    if (ms >= measureMs) return (done * 1000) / ms;
  }
}
