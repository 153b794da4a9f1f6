import {
  ask,
  charts,
  clear,
  dropBefore,
  dropOne,
  forget,
  give,
  isTooLarge,
  keep,
} from "./kept-answers.ts";
import { isKept, recordOf, sessionPath, type Told } from "./rules.ts";
import { type Asked, scope } from "./scope.ts";

/** Files of this build, and its name; the build puts them here. */
declare const shellFiles: readonly string[];
declare const shellName: string;
const shellPrefix = "tansiq-shell-";

scope.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(shellPrefix + shellName);
    await cache.addAll([new Request("/", { cache: "reload" }), ...shellFiles]);
    await scope.skipWaiting();
  };
  event.waitUntil(fill());
});

scope.addEventListener("activate", (event) => {
  const begin = async () => {
    for (const name of await caches.keys())
      if (name.startsWith(shellPrefix) && name !== shellPrefix + shellName)
        await caches.delete(name);
    await scope.clients.claim();
  };
  event.waitUntil(begin());
});

scope.addEventListener("fetch", (event) => {
  const { method, mode } = event.request;
  const url = new URL(event.request.url);
  if (url.origin !== location.origin) return;
  if (url.pathname === sessionPath && method !== "GET") event.respondWith(changeSession(event));
  else if (method !== "GET") return;
  else if (isKept(url)) event.respondWith(answer(event, url));
  else if (mode === "navigate" && url.pathname === "/") event.respondWith(page(event.request));
  else if (url.pathname.startsWith("/assets/")) event.respondWith(asset(event.request));
});

scope.addEventListener("message", (event) => event.waitUntil(hear(event.data as Told)));

/** The node's answer; where none comes, the one that was kept. */
async function answer(event: Asked, url: URL): Promise<Response> {
  const asked = Date.now();
  let response: Response;
  try {
    response = await fetch(event.request);
  } catch (cause) {
    // Who gave up waiting wants no other answer.
    const kept = event.request.signal.aborted ? undefined : await give(url);
    if (kept) return kept;
    throw cause;
  }
  if (response.status === 200 && !isTooLarge(response))
    event.waitUntil(keep(url, response.clone(), asked).catch(() => undefined));
  else if (response.status === 401) await clear();
  else if ([403, 404, 410].includes(response.status)) {
    const id = recordOf(url);
    if (id) event.waitUntil(forget(id).then(ask));
    else await dropOne(url);
  }
  return response;
}

/** Signing in, out and locking: nothing of before stays, whether or not the node answers. */
async function changeSession(event: Asked): Promise<Response> {
  await clear();
  const response = await fetch(event.request);
  await clear();
  if (event.request.method === "POST" && response.ok) event.waitUntil(ask([sessionPath]));
  return response;
}

/** Always the present page where the node is reached. */
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (cause) {
    const kept = await (await caches.open(shellPrefix + shellName)).match("/");
    if (kept) return kept;
    throw cause;
  }
}

/** Names of assets bear a hash: what is here is what the node has. */
async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(shellPrefix + shellName);
  return (await cache.match(request, { ignoreVary: true })) ?? fetch(request);
}

async function hear(told: Told): Promise<void> {
  if (told.do === "forget") await ask(await forget(told.id));
  else if (told.do === "refresh") await ask(await charts());
  else if (told.do === "ask") await ask(told.addresses);
  else if (told.do === "clear") await clear();
  else if (told.do === "opened") {
    await dropBefore(told.at);
    await ask([sessionPath]);
  }
}
