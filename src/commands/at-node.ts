import { request } from "node:http";
import { text } from "node:stream/consumers";
import { pino } from "pino";
import { AppError, type ErrorCode, type ErrorParts, type Problem } from "../errors.ts";
import { catalogue } from "../error-catalogue.ts";
import { socketPath } from "../node/data-dir.ts";

/**
 * Does a command at the node of a data directory: through its socket while it runs, otherwise by opening the
 * directory here. Errors: those of the command.
 */
export async function atNode(
  dir: string,
  name: string,
  args: Record<string, unknown>,
): Promise<unknown> {
  const answer = await ask(socketPath(dir), { name, args });
  if (answer !== null) return answer;
  const { openNode } = await import("../node/node.ts");
  const { commands } = await import("./commands.ts");
  const node = await openNode(dir, process.env, pino({ level: "silent" }));
  try {
    return await commands[name]!(node, args);
  } finally {
    await node.close();
  }
}

interface Told extends Problem {
  parts: ErrorParts;
}

/** null: no node answers there. */
function ask(socketPath: string, body: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, path: "/command", method: "POST" }, (response) => {
      text(response)
        .then((answer) => JSON.parse(answer) as { result: unknown } & Told)
        .then((answer) => {
          if (response.statusCode === 200) resolve(answer.result);
          else reject(refusal(answer));
        })
        .catch(reject);
    });
    call.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ECONNREFUSED") resolve(null);
      else reject(error);
    });
    call.end(JSON.stringify(body));
  });
}

/** The node's refusal as an error of this process. */
function refusal({ code, parts }: Told): AppError {
  return Object.hasOwn(catalogue, code)
    ? new AppError(code as ErrorCode, parts)
    : new AppError("internal");
}
