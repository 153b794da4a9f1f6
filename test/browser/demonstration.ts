import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Actor, actors } from "../../src/demo/cast.ts";
import { type Credentials, credentialsPath } from "../../src/demo/credentials.ts";
import { health } from "../../src/demo/health.ts";
import type { Role } from "../../src/desk/documents.ts";
import { freeBasePort } from "../free-ports.ts";

/** The demonstration as `npm start` runs it, on ports of its own, loaded and exchanged. */
export interface Demonstration {
  /** Address of a partner's node. */
  url(partner: string): string;
  password(partner: string, role: Role): string;
  /** What one partner uses to log in at the exchange of another, as Basic authorization. */
  exchangeLogin(at: string, as: string): string;
  stop(): Promise<void>;
}

const main = fileURLToPath(new URL("../../src/demo/main.ts", import.meta.url));
const startMs = 120_000;

/** Starts it in a folder that goes away with it. */
export async function startDemonstration(): Promise<Demonstration> {
  const dir = await mkdtemp(join(tmpdir(), "tansiq-browser-"));
  const basePort = await freeBasePort();
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, TANSIQ_DATA: dir, TANSIQ_BASE_PORT: String(basePort) },
    // The channel ends the demonstration with whoever started it, also when that is killed.
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    await rm(dir, { recursive: true, force: true });
  };
  try {
    await ready(child, actors(basePort));
    const path = credentialsPath(join(dir, "demo"));
    const credentials = JSON.parse(await readFile(path, "utf8")) as Credentials;
    return { ...known(credentials), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function ready(child: ChildProcess, cast: readonly Actor[]): Promise<void> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  for (const end = performance.now() + startMs; performance.now() < end; await pause(50)) {
    if (child.exitCode !== null) throw new Error(`the demonstration ended: ${said}`);
    const states = await Promise.all(cast.map(({ url }) => health(url)));
    if (states.every((state) => state === 200)) return;
  }
  throw new Error(`the demonstration is not ready: ${said}`);
}

function known(credentials: Credentials): Omit<Demonstration, "stop"> {
  const of = <T>(value: T | undefined, what: string): T => {
    if (value === undefined) throw new Error(`the demonstration has no ${what}`);
    return value;
  };
  const node = (partner: string) => of(credentials[partner], partner);
  return {
    url: (partner) => node(partner).url,
    password: (partner, role) =>
      of(
        node(partner).people.find((person) => person.role === role),
        role,
      ).password,
    exchangeLogin(at, as) {
      const { username, password } = of(node(at).partners[as], as);
      return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    },
  };
}
