import { Pool } from "undici";
import { tansiq, type BenchNode } from "./node-process.ts";

/** A person who signed in at a node. */
export interface SignedIn {
  get(path: string): Promise<Buffer>;
  post(path: string, body: object): Promise<unknown>;
  /** The event stream; ends when the signal is aborted. */
  events(signal: AbortSignal): Promise<AsyncIterable<Buffer>>;
  close(): Promise<void>;
}

export async function signIn({ dir, url }: BenchNode, role: string): Promise<SignedIn> {
  const person = await tansiq(
    "user",
    "add",
    "--data",
    dir,
    "--name",
    `bench-${role}`,
    "--role",
    role,
    "--clearance",
    "secret",
    "--caveats",
    "all",
  );
  const { name, password } = person as { name: string; password: string };
  // One is the event stream's; of the others none waits for another.
  const pool = new Pool(url, { connections: 4, pipelining: 1, bodyTimeout: 0 });
  const json = { "content-type": "application/json" };
  const login = await pool.request({
    method: "POST",
    path: "/api/session",
    headers: json,
    body: JSON.stringify({ name, password }),
  });
  const { token } = (await login.body.json()) as { token: string };
  const headers = { authorization: `Bearer ${token}` };

  async function ask(method: "GET" | "POST", path: string, body: string | null): Promise<Buffer> {
    const all = body === null ? headers : { ...headers, ...json };
    const answer = await pool.request({ method, path, headers: all, body });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.statusCode} ${bytes}`);
    return bytes;
  }

  return {
    get: (path) => ask("GET", path, null),
    post: async (path, body) => JSON.parse(String(await ask("POST", path, JSON.stringify(body)))),
    async events(signal) {
      const answer = await pool.request({ method: "GET", path: "/api/events", headers, signal });
      if (answer.statusCode !== 200) throw new Error(`/api/events: ${answer.statusCode}`);
      return answer.body;
    },
    close: () => pool.destroy(),
  };
}
