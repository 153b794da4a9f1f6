import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../errors.ts";

const machinePaths = /^\/(api|exchange|taxii2|health)(\/|$)/;

/**
 * Serves the built page from `webDir` (null: none) for what no route answers: files as they are, and
 * index.html for the page's own paths. Files under assets/ bear a hash in their name and never change.
 */
export function servePage(app: FastifyInstance, webDir: string | null): void {
  // Listed once: nothing outside the directory can be asked for, and no request looks at the disk in vain.
  const files = webDir === null ? new Set<string>() : filesIn(webDir);
  if (webDir !== null) void app.register(fastifyStatic, { root: webDir, serve: false });

  app.setNotFoundHandler((request, reply) => {
    const file = fileFor(request, files);
    if (file === null) throw new AppError("not-found");
    return sendFile(reply, file);
  });
}

function sendFile(reply: FastifyReply, file: string): FastifyReply {
  return file.startsWith("assets/")
    ? reply.sendFile(file, { maxAge: "365d", immutable: true })
    : reply.header("cache-control", "no-cache").sendFile(file, { cacheControl: false });
}

function fileFor(request: FastifyRequest, files: ReadonlySet<string>): string | null {
  if (request.method !== "GET" && request.method !== "HEAD") return null;
  const path = request.url.split("?", 1)[0]!;
  const name = path.slice(1);
  if (files.has(name)) return name;
  const isPage = !machinePaths.test(path) && !path.split("/").at(-1)!.includes(".");
  return isPage && files.has("index.html") ? "index.html" : null;
}

function filesIn(directory: string): Set<string> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
      .map((name) => name.split(sep).join("/")),
  );
}
