import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../errors.ts";

const machinePaths = /^\/(api|exchange|taxii2|health)(\/|$)/;
/** No part begins with a dot, so that no path leads out of the directory or to a hidden file. */
const fileName = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;

/** Lets replies send files (`reply.sendFile`), with ranges; the build of the page writes .br and .gz beside what is worth it. */
export function serveFiles(app: FastifyInstance, webDir: string | null): void {
  void app.register(fastifyStatic, { root: webDir ?? tmpdir(), serve: false, preCompressed: true });
}

/**
 * Serves the built page from `webDir` (null: none) for what no route answers: files as they are, and index.html for `/`;
 * where in the page a person is stands behind # and never comes here. Files under assets/ bear a hash in their name and never change.
 */
export function servePage(app: FastifyInstance, webDir: string | null): void {
  app.setNotFoundHandler(async (request, reply) => {
    const file = webDir === null ? null : await fileFor(request, webDir);
    if (file === null) throw new AppError("not-found");
    return sendFile(reply, file);
  });
}

function sendFile(reply: FastifyReply, file: string): FastifyReply {
  return file.startsWith("assets/")
    ? reply.sendFile(file, { maxAge: "365d", immutable: true })
    : reply.header("cache-control", "no-cache").sendFile(file, { cacheControl: false });
}

/** The name within `webDir`; null where there is nothing to serve. Looked up each time: the page may be built anew. */
async function fileFor(request: FastifyRequest, webDir: string): Promise<string | null> {
  if (request.method !== "GET" && request.method !== "HEAD") return null;
  const path = request.url.split("?", 1)[0]!;
  if (machinePaths.test(path)) return null;
  const file = path === "/" ? "index.html" : path.slice(1);
  return (await isFile(webDir, file)) ? file : null;
}

async function isFile(webDir: string, name: string): Promise<boolean> {
  if (!fileName.test(name)) return false;
  const found = await stat(join(webDir, name)).catch(() => null);
  return found?.isFile() ?? false;
}
