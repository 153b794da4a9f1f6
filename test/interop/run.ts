// `npm run interop`: do the OASIS TAXII client and STIX validator find fault with what a node serves to a partner?
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { actors } from "../../src/demo/cast.ts";
import type { Credentials, NodeCredentials } from "../../src/demo/credentials.ts";
import { health } from "../../src/demo/health.ts";
import { exampleDraft } from "../../src/http/schema/examples.ts";
import { waitFor } from "../../src/demo/wait-for.ts";
import { pngSample } from "../../src/domain/image/samples.ts";
import { freeBasePort } from "../free-ports.ts";
import { Missing, pythonWithTools } from "./python.ts";

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const scratch = await mkdtemp(join(tmpdir(), "tansiq-interop-"));
try {
  process.exitCode = await readAsPartner();
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  process.stdout.write(
    `interop with taxii2-client and stix2-validator: skipped, ${error.message}\n`,
  );
} finally {
  await rm(scratch, { recursive: true, force: true });
}

async function readAsPartner(): Promise<number> {
  const python = await pythonWithTools(join(scratch, "python"));
  const demo = await startDemo();
  try {
    const node = await demo.ready("baghdad");
    await reportWithImage(node);
    const login = node.partners["damascus"];
    const env = { ...process.env, USERNAME: login?.username, PASSWORD: login?.password };
    const reader = spawn(python, [file("read_as_partner.py"), node.url], { env, stdio: "inherit" });
    const [code] = (await once(reader, "close")) as [number | null];
    return code ?? 1;
  } finally {
    await demo.stop();
  }
}

/** The scenario has no images: one stands in Damascus's outbox with its report from here on. */
async function reportWithImage({ url, people }: NodeCredentials): Promise<void> {
  const { name, password } = people.find(({ role }) => role === "watch")!;
  const post = async (path: string, body: object, token?: string) => {
    const headers = {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(`${url}${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { token: string };
  };
  const { token } = await post("/api/session", { name, password });
  const images = [{ content: pngSample().toString("base64"), caption: "The bridge" }];
  await post("/api/reports", { ...exampleDraft, images }, token);
}

/** The demonstration as `npm start` runs it, on free ports, in a folder of its own. */
async function startDemo() {
  const basePort = await freeBasePort();
  const env = { ...process.env, TANSIQ_DATA: scratch, TANSIQ_BASE_PORT: String(basePort) };
  const child = spawn(process.execPath, [file("../../src/demo/main.ts")], {
    env,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = new AbortController();
  const closed = once(child, "close").then(() => ended.abort(new Error("the demonstration ended")));
  return {
    async ready(id: string) {
      const actor = actors(basePort).find((each) => each.id === id);
      const url = actor?.url ?? "";
      const attempt = async () => (await health(url)) === 200 || undefined;
      await waitFor(`${id} is ready`, attempt, { signal: ended.signal, timeoutMs: 120_000 });
      const text = await readFile(join(scratch, "demo", "credentials.json"), "utf8");
      const node = (JSON.parse(text) as Credentials)[id];
      if (!node) throw new Error(`${id} has no credentials`);
      return node;
    },
    async stop() {
      child.kill("SIGTERM");
      await closed;
    },
  };
}
