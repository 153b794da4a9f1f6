import { chmod, unlink } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { commands } from "../commands/commands.ts";
import { AppError, problem } from "../errors.ts";
import type { Node } from "./node.ts";

/**
 * The operator's way into a running node: a socket in its data directory, for the owner of the directory only.
 * POST /command {name, args} → {result} or a problem.
 */
export async function listenForCommands(
  node: Node,
  path: string,
): Promise<{ close(): Promise<void> }> {
  // The store's lock is held, so a socket that lies here is left over from a killed process.
  await unlink(path).catch(() => undefined);
  const server = createServer((request, response) => {
    text(request)
      .then((body) => run(node, JSON.parse(body) as { name: string; args: object }))
      .then((result) => answer(response, 200, { result: result ?? null }))
      .catch((error: unknown) => {
        const told = problem(error);
        if (told.code === "internal") node.desk.log.error({ err: error }, "command failed");
        const parts = error instanceof AppError ? error.parts : {};
        answer(response, told.status, { ...told, parts });
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  await chmod(path, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function run(node: Node, { name, args }: { name: string; args: object }): Promise<unknown> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    const expected = Object.keys(commands).join(", ");
    throw new AppError("argument-unknown", { argument: String(name), expected });
  }
  return command(node, args as Record<string, unknown>);
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
