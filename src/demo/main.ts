// What `npm start` runs: the demonstration, until it is stopped.
import { AppError, problem } from "../errors.ts";
import type { Actor } from "./cast.ts";
import { people } from "./cast.ts";
import { credentialsPath } from "./credentials.ts";
import { tansiq } from "./node-program.ts";
import { demoOptions } from "./options.ts";
import { stopWithParent } from "./stop-with-parent.ts";
import { supervise } from "./supervisor.ts";

const stop = new AbortController();
const stopNow = () => stop.abort();
process.on("SIGINT", stopNow);
process.on("SIGTERM", stopNow);
stopWithParent(stopNow);

try {
  const options = demoOptions(process.argv.slice(2), process.env);
  say("Starting the demonstration … · يبدأ العرض التوضيحي …");
  await supervise(options, {
    program: tansiq,
    // A later start needs neither, so they are not loaded then.
    runCommand: async (...args) => (await import("../commands/at-node.ts")).atNode(...args),
    readScenario: async () => (await import("./scenario.ts")).readScenario(),
    env: process.env,
    onReady: (cast) => say(welcome(cast, credentialsPath(options.dir))),
    onRestart: ({ id }, why) => say(`${id}: ${why}\n${id}: starting again · تُشغَّل من جديد`),
    stop: stop.signal,
  });
} catch (error) {
  const { ar, en } = problem(error).detail;
  process.stderr.write(`${en}\n${ar}\n`);
  if (!(error instanceof AppError)) process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
}

function welcome(cast: readonly Actor[], credentials: string): string {
  const rows = cast.map(({ name, url }) => `  ${name.en.padEnd(12)}${url}   ${name.ar}`);
  const names = people.map(({ role }) => role).join(", ");
  return [
    "",
    "Tansiq is ready (demonstration) · «تنسيق» جاهز (عرض توضيحي)",
    "",
    ...rows,
    "",
    `Sign in as · أسماء الدخول: ${names}`,
    `Passwords · كلمات المرور: ${credentials}`,
    "Ctrl-C stops it · للإيقاف Ctrl-C",
    "",
  ].join("\n");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
