import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { layers } from "./layers.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Above the layers: they put a node together, so they may import everything. */
const above = ["commands", "node"];

test("every folder of src stands in the table of layers", async () => {
  const entries = await readdir(join(root, "src"), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const unknown = folders.filter((name) => !(name in layers) && !above.includes(name));
  assert.deepEqual(unknown, [], "add the new folder to scripts/layers.ts");
});

test("a layer imports nothing that stands above it", () => {
  for (const [folder, allowed] of Object.entries(layers)) {
    for (const below of allowed) {
      assert.ok(layers[below], `${folder} may import ${below}, which is no layer`);
      assert.ok(!layers[below].includes(folder), `${folder} and ${below} import each other`);
    }
  }
});

test("the linter refuses an import against the layers and says what to do", async (t) => {
  const files = {
    "src/http/a.ts": `import { x } from "../store/port.ts";\nexport const a = x;\n`,
    "src/exchange/taxii/b.ts": `export type { X } from "../../store/port.ts";\n`,
    "src/domain/c.ts": `import { x } from "../desk/desk.ts";\nexport const c = x;\n`,
    "src/release/d.ts": `import { readFileSync } from "node:fs";\nexport const d = readFileSync;\n`,
    "src/picture/e.ts": `import { x } from "../store/port.ts";\nexport const e = x;\n`,
    "src/desk/f.ts": `import { x } from "../node/node.ts";\nexport const f = x;\n`,
    "web/src/g.ts": `import { x } from "../../src/domain/stix.ts";\nexport const g = x;\n`,
    "src/commands/h.ts": `import { x } from "../release/mint-released.ts";\nexport const h = x;\n`,
    "src/exchange/i.ts": `import { x } from "../release/mint-released.ts";\nexport const i = x;\n`,
    "src/desk/read-outbox.ts": `import { x } from "../release/mint-released.ts";\nexport const j = x;\n`,
    "src/http/good.ts": `import { x } from "../desk/desk.ts";\nexport const h = x;\n`,
    "src/picture/good.ts": `import type { X } from "../store/port.ts";\nexport type H = X;\n`,
    "web/src/good.ts": `import type { X } from "../../src/domain/stix.ts";\nexport type H = X;\n`,
    "src/desk/good.ts": `import { x } from "../store/port.ts";\nexport const h = x;\n`,
  };
  const found = await lint(t, files);
  const refused = found.map(({ filename }) => filename).toSorted();
  assert.deepEqual(
    refused,
    Object.keys(files)
      .filter((name) => !name.endsWith("good.ts") && name !== "src/desk/read-outbox.ts")
      .toSorted(),
  );
  const http = found.find(({ filename }) => filename === "src/http/a.ts");
  assert.match(http?.help ?? "", /call a verb of src\/desk/);
});

test("nothing but the minting says of bytes that they were released", async () => {
  const minting = ["release/mint-released.ts", "release/released.ts"];
  assert.deepEqual(await holding(/\bas (\w+ as )?Released\b/), minting);
  // A transport takes nothing else for a page: these casts pass for it too, and here hand on calls and a certificate.
  const casting = (await holding(/\bas (never|any)\b/)).filter((name) =>
    name.startsWith("exchange/"),
  );
  assert.deepEqual(casting, ["exchange/taxii/server.ts", "exchange/taxii/test-certificate.ts"]);
});

/** Files of src with such a text, without tests. */
async function holding(pattern: RegExp): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(join(root, "src"), { recursive: true })) {
    if (!name.endsWith(".ts") || name.endsWith(".test.ts")) continue;
    if (pattern.test(await readFile(join(root, "src", name), "utf8"))) found.push(name);
  }
  return found.toSorted();
}

interface Diagnostic {
  code: string;
  filename: string;
  help: string;
}

/** Lints the files with the project's own configuration; only what the layer rule found. */
async function lint(t: { after(end: () => Promise<void>): void }, files: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), "tansiq-layers-"));
  t.after(() => rm(folder, { recursive: true }));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  for (const file of ["oxlint.config.ts", "scripts/layers.ts"]) {
    await cp(join(root, file), join(folder, file));
  }
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const oxlint = join(root, "node_modules", "oxlint", "bin", "oxlint");
  const output = await new Promise<string>((resolve) => {
    const args = [oxlint, "--format=json", "src", "web"];
    execFile(process.execPath, args, { cwd: folder }, (_error, stdout) => resolve(stdout));
  });
  const { diagnostics } = JSON.parse(output) as { diagnostics: Diagnostic[] };
  return diagnostics.filter(({ code }) => code.includes("no-restricted-imports"));
}
