import {
  answersName,
  beyond,
  isChart,
  isKept,
  isOutdated,
  isPicture,
  mayGive,
  mostBytes,
  readAtHeader,
  sessionPath,
} from "./rules.ts";

/** Answers asked for before then (ms) are not kept any more: something was dropped that they may hold. */
let notBefore = 0;
/** One change after the other, so that nothing is put back while it is being looked for. */
let turn: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: (cache: Cache) => Promise<T>): Promise<T> {
  const mine = turn.then(async () => work(await caches.open(answersName)));
  turn = mine.catch(() => undefined);
  return mine;
}

/** Whether an answer says of itself that it is too large to be kept. */
export function isTooLarge(answer: Response): boolean {
  return Number(answer.headers.get("content-length")) > mostBytes;
}

/** Keeps a 200 that was asked for at `asked` (ms), where the rules let it. */
export async function keep(url: URL, answer: Response, asked: number): Promise<void> {
  const body = await answer.arrayBuffer();
  if (body.byteLength > mostBytes) return;
  const type = answer.headers.get("content-type") ?? "";
  const headers = { "content-type": type, [readAtHeader]: new Date(asked).toISOString() };
  await inTurn(async (cache) => {
    if (asked < notBefore) return;
    // Another person, or the same one cleared for other things: what was kept is not this session's.
    if (url.pathname === sessionPath && (await isOther(cache, body))) await deleteAll(cache, asked);
    await cache.put(url.href, new Response(body, { headers }));
    const all = (await cache.keys()).map((request) => request.url);
    for (const address of beyond(all)) await cache.delete(address);
  });
}

/** The kept answer, with the header that says when it was read; undefined where there is none, or no session for it. */
export function give(url: URL): Promise<Response | undefined> {
  return inTurn(async (cache) => {
    const session = await cache.match(sessionPath);
    const { expires = null } = session ? ((await session.json()) as { expires?: string }) : {};
    if (mayGive(expires, Date.now())) return cache.match(url.href);
    await deleteAll(cache, Date.now());
    return undefined;
  });
}

/** The session is over: nothing of it stays. */
export function clear(): Promise<void> {
  // At once, so that answers on their way are not kept either.
  notBefore = Date.now();
  return inTurn((cache) => deleteAll(cache, Date.now()));
}

/** The node does not give this any more. */
export function dropOne(url: URL): Promise<unknown> {
  return inTurn((cache) => cache.delete(url.href));
}

/** Deletes each answer that holds the id, and gives the addresses of those that are to be asked for anew. */
export function forget(id: string): Promise<string[]> {
  notBefore = Date.now();
  return inTurn(async (cache) => {
    const again: string[] = [];
    for (const { url: address } of await cache.keys()) {
      const url = new URL(address);
      const holds = isChart(url) || address.includes(id) || (await holdsText(cache, address, id));
      if (!holds) continue;
      await cache.delete(address);
      if (isPicture(url)) again.push(address);
    }
    return again;
  });
}

/** Drops what was asked for before the stream of events opened. */
export function dropBefore(opened: number): Promise<void> {
  notBefore = Math.max(notBefore, opened);
  return inTurn(async (cache) => {
    for (const { url } of await cache.keys()) {
      const readAt = (await cache.match(url))?.headers.get(readAtHeader) ?? null;
      if (isOutdated(new URL(url), readAt, opened)) await cache.delete(url);
    }
  });
}

/** Addresses of the charts that are kept. */
export function charts(): Promise<string[]> {
  return inTurn(async (cache) =>
    (await cache.keys()).map(({ url }) => url).filter((url) => isChart(new URL(url))),
  );
}

/** Asks for these again and keeps what comes; where the node is not reached it stays as it was. */
export async function ask(addresses: readonly string[]): Promise<void> {
  for (const address of new Set(addresses)) {
    const url = new URL(address, location.origin);
    if (url.origin !== location.origin || !isKept(url)) continue;
    const asked = Date.now();
    const answer = await fetch(url).catch(() => null);
    if (answer && isTooLarge(answer)) await answer.body?.cancel();
    else if (answer?.status === 200) await keep(url, answer, asked);
    else if (answer?.status === 401) return clear();
  }
}

async function isOther(cache: Cache, session: ArrayBuffer): Promise<boolean> {
  const before = await (await cache.match(sessionPath))?.text();
  return before !== undefined && before !== new TextDecoder().decode(session);
}

async function holdsText(cache: Cache, address: string, id: string): Promise<boolean> {
  return (await (await cache.match(address))?.text())?.includes(id) ?? false;
}

async function deleteAll(cache: Cache, since: number): Promise<void> {
  notBefore = Math.max(notBefore, since);
  for (const request of await cache.keys()) await cache.delete(request);
}
