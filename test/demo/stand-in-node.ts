// Stands in for `tansiq serve` where only the supervisor is tested: it answers /health and the commands, and writes down
// which it was given. A file `fault` in its folder makes it fail at starting with that text.
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { stopWithParent } from "../../src/demo/stop-with-parent.ts";

const dir = process.argv[2] ?? "";
const at = (name: string) => join(dir, name);
if (existsSync(at("fault"))) {
  process.stderr.write(`starting\n${readFileSync(at("fault"), "utf8")}\n`);
  process.exit(3);
}
const port = Number(readFileSync(at("port"), "utf8"));
rmSync(at("node.sock"), { force: true });

const answers: Record<string, (args: Record<string, string>) => unknown> = {
  "user-add": ({ name, role }) => ({ name, role, password: `password of ${name}` }),
  "partner-card": ({ for: holder }) => ({ card: { for: holder, token: `token for ${holder}` } }),
  "link-status": () => [{ partner: "x", pending: 0, state: "up" }],
  "demo-ready": () => writeFileSync(at("ready"), ""),
};

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { name, args } = JSON.parse(await text(request));
  if (name !== "link-status") appendFileSync(at("commands"), `${name}\n`);
  response.end(JSON.stringify({ result: answers[name]?.(args) ?? {} }));
}

const commands = createServer((request, response) => void answer(request, response));
const people = createServer((_request, response) => {
  response.statusCode = existsSync(at("ready")) ? 200 : 503;
  response.end();
});
commands.listen(at("node.sock"));
people.listen(port, "127.0.0.1");

// As a real node does, it lets the process end by itself.
const stop = () => {
  commands.close();
  people.close();
};
process.once("SIGTERM", stop);
stopWithParent(stop);
