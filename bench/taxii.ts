import { Pool } from "undici";

const mediaType = "application/taxii+json;version=2.1";

/** One partner's access to a node, over a few connections that stay open. */
export interface Taxii {
  /** Posts an envelope; rejects unless all of its objects were accepted. */
  post(envelope: Uint8Array, objects: number): Promise<void>;
  page(limit: number, next: string | null): Promise<{ body: Buffer; next: string | null }>;
  close(): Promise<void>;
}

export function taxiiAt(url: string, username: string, token: string): Taxii {
  const pool = new Pool(url, { connections: 8, pipelining: 1 });
  const login = Buffer.from(`${username}:${token}`).toString("base64");
  const headers = { authorization: `Basic ${login}`, accept: mediaType };
  return {
    async post(body, objects) {
      const path = "/exchange/collections/inbox/objects/";
      const kind = { ...headers, "content-type": mediaType };
      const answer = await pool.request({ method: "POST", path, headers: kind, body });
      const text = await answer.body.text();
      const accepted = /"success_count":(\d+)/.exec(text.slice(0, 400))?.[1];
      if (answer.statusCode !== 202 || Number(accepted) !== objects) {
        throw new Error(`POST answered ${answer.statusCode}: ${text.slice(0, 1000)}`);
      }
    },
    async page(limit, next) {
      const after = next === null ? "" : `&next=${next}`;
      const path = `/exchange/collections/outbox/objects/?limit=${limit}${after}`;
      const answer = await pool.request({ method: "GET", path, headers });
      const body = Buffer.from(await answer.body.arrayBuffer());
      const head = body.toString("latin1", 0, 300);
      if (answer.statusCode !== 200) throw new Error(`GET answered ${answer.statusCode}: ${head}`);
      return { body, next: /"next":"([^"]+)"/.exec(head)?.[1] ?? null };
    },
    close: () => pool.close(),
  };
}
