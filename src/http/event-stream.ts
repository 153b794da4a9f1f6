import type { ServerResponse } from "node:http";
import { AppError } from "../errors.ts";
import type { DeskPort } from "./desk-port.ts";
import type { Person } from "../desk/people.ts";
import type { Limits } from "./limits.ts";
import { maySee } from "./roles.ts";

export interface EventStream {
  /** Takes over the response, whose head is written. Ends it when the session ends. AppError busy. */
  add(response: ServerResponse, person: Person, token: string): void;
  /** AppError busy where no further client fits. */
  checkRoom(): void;
  close(): void;
}

interface Client {
  response: ServerResponse;
  person: Person;
  token: string;
}

/**
 * Sends the desk's events to all who watch (server-sent events). An event is written out once for all; a
 * client that leaves more than its bound unread is disconnected, reconnects by itself and reads the list anew.
 * Past events are not kept: `Last-Event-ID` has no effect.
 */
export function eventStream(
  desk: Pick<DeskPort, "onEvent" | "session">,
  limits: Limits,
): EventStream {
  const clients = new Set<Client>();

  function drop(client: Client): void {
    clients.delete(client);
    client.response.destroy();
  }

  function send(client: Client, chunk: Buffer): void {
    if (client.response.writableLength + chunk.length > limits.eventQueueBytes) drop(client);
    else client.response.write(chunk);
  }

  const unsubscribe = desk.onEvent(({ type, data, sees }) => {
    if (clients.size === 0) return;
    if (type === "people") checkAll();
    const chunk = Buffer.from(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
    const roles = maySee[type];
    for (const client of clients) {
      if (!roles.includes(client.person.role)) continue;
      const may = sees?.(client.person) ?? true;
      if (may === true) send(client, chunk);
      else if (may) void sendLater(client, chunk, may);
    }
  });

  async function sendLater(client: Client, chunk: Buffer, may: Promise<boolean>): Promise<void> {
    // What cannot be found out is not told.
    if ((await may.catch(() => false)) && clients.has(client)) send(client, chunk);
  }

  const beat = Buffer.from(": still here\n\n");
  const heartbeat = setInterval(checkAll, limits.eventHeartbeat);
  heartbeat.unref();

  function checkAll(): void {
    for (const client of clients) void check(client);
  }

  /** A stream outlives its first request, so the session is looked at again with every beat, and when people change. */
  async function check(client: Client): Promise<void> {
    const person = await Promise.resolve(desk.session(client.token)).catch(() => null);
    if (!clients.has(client)) return;
    if (person && sameRights(person, client.person)) send(client, beat);
    else {
      clients.delete(client);
      client.response.end();
    }
  }

  function sameRights(one: Person, other: Person): boolean {
    const rights = ({ role, clearance }: Person) => JSON.stringify([role, clearance]);
    return rights(one) === rights(other);
  }

  function checkRoom(): void {
    if (clients.size >= limits.eventClients) throw new AppError("busy");
  }

  return {
    checkRoom,
    add(response, person, token) {
      const client = { response, person, token };
      clients.add(client);
      response.on("close", () => clients.delete(client));
      response.write("retry: 2000\n\n");
    },
    close() {
      clearInterval(heartbeat);
      unsubscribe();
      for (const { response } of clients) response.end();
      clients.clear();
    },
  };
}
