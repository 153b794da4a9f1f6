// Runs the supervisor over stand-in nodes in a process of its own: `stand-in-demo.ts DIR BASE_PORT`.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { NodeProgram } from "../../src/demo/node-program.ts";
import { atNode } from "../../src/commands/at-node.ts";
import type { Scenario } from "../../src/demo/scenario.ts";
import { type RunCommand, supervise } from "../../src/demo/supervisor.ts";

const standIn = fileURLToPath(new URL("stand-in-node.ts", import.meta.url));

export const program: NodeProgram = {
  init: ({ port }, nodeDir) => writeFile(join(nodeDir, "port"), String(port)),
  serve: (nodeDir) => [process.execPath, standIn, nodeDir],
};

export const scenario: Scenario = {
  together: { protectedPlaces: [], units: [], tasks: [], requests: [] },
  agreements: [
    {
      form: {
        id: "agreement--1",
        title: { ar: "اتفاق", en: "Agreement" },
        purpose: { ar: "اختبار", en: "Test" },
        parties: ["baghdad", "damascus"],
        from: "2015-01-01T00:00:00Z",
        until: null,
        grants: [],
        redLines: [],
      },
      signedBy: ["baghdad", "damascus"],
    },
  ],
  reportsOf: () => [],
};

/** Stand-ins cannot be opened while they do not run; the one command that comes so early is left out. */
export const standInCommand: RunCommand = async (nodeDir, name, args) =>
  name === "demo-loading" ? {} : atNode(nodeDir, name, args);

const [, script, dir, basePort] = process.argv;
if (script === fileURLToPath(import.meta.url) && dir) {
  await supervise(
    { dir, basePort: Number(basePort), fresh: false },
    {
      program,
      runCommand: standInCommand,
      readScenario: async () => scenario,
      env: process.env,
      onReady: () => process.send?.("ready"),
      onRestart: () => {},
      stop: new AbortController().signal,
    },
  );
}
