import { request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Problem } from "../errors.ts";

/** Does at a running node what an operator does with `tansiq …`. */
export type RunCommand = (
  nodeDir: string,
  name: string,
  args: Record<string, unknown>,
) => Promise<unknown>;

/** The node refused a command. `problem` says why, in both languages. */
export class CommandRefused extends Error {
  readonly problem: Problem;

  constructor(name: string, problem: Problem) {
    super(`${name}: ${problem.detail.en}`);
    this.problem = problem;
  }
}

/**
 * Runs a command at the node that serves `nodeDir`, over its socket (POST /command {name, args} →
 * {result}, or a problem). Throws CommandRefused, or the connection's error where no node answers.
 */
export const runCommand: RunCommand = (nodeDir, name, args) =>
  new Promise((resolve, reject) => {
    const call = request(
      {
        socketPath: join(nodeDir, "node.sock"),
        path: "/command",
        method: "POST",
        headers: { "content-type": "application/json" },
        agent: false,
      },
      (response) => {
        text(response)
          .then((body) => JSON.parse(body))
          .then((answer: unknown) => {
            if (response.statusCode === 200) resolve((answer as { result: unknown }).result);
            else reject(new CommandRefused(name, answer as Problem));
          })
          .catch(reject);
      },
    );
    call.on("error", reject);
    call.end(JSON.stringify({ name, args }));
  });
