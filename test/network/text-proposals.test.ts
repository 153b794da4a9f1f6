import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pino } from "pino";
import { maxPastedLength, type TextProposals } from "../../src/domain/text-proposals.ts";
import { as, testApp } from "../../src/http/test-app.ts";
import { signedIn, startNetwork, type Network } from "./network.ts";

let network: Network;
before(async () => {
  network = await startNetwork(["baghdad"]);
});
after(() => network.close());

const text = "قال محافظ الأنبار إن قافلة زعفران وصلت إلى هيت أمس.";

test("a text's proposals come from the node's gazetteer, by the day that is given, and the text is kept nowhere", async () => {
  const member = network.members["baghdad"]!;
  const { node, dir } = member;
  const watch = await signedIn(member, "watch");
  const propose = (body: object) => watch("/api/text-proposals", body);

  const { status, body } = await propose({ text, day: "2015-03-12" });
  assert.equal(status, 200);
  const { proposals, day, lang } = body as TextProposals;
  assert.deepEqual([day, lang], ["2015-03-12", "ar"]);
  assert.deepEqual(
    proposals.map(({ kind, text: own }) => [kind, own]),
    [
      ["speaker", "محافظ الأنبار"],
      ["place", "الأنبار"],
      ["place", "هيت"],
      ["date", "أمس"],
    ],
  );
  const date = proposals.find(({ kind }) => kind === "date");
  assert.equal(date?.kind === "date" && date.candidates[0]!.at, "2015-03-11T00:00:00.000Z");
  const today = (await propose({ text })).body as TextProposals;
  assert.equal(today.day, new Date(node.desk.clock()).toISOString().slice(0, 10));
  for (const wrong of [
    { text, day: "2015-02-30" },
    { text: "" },
    { text: "x".repeat(maxPastedLength + 1) },
  ]) {
    const { status, body } = await propose(wrong);
    assert.deepEqual([status, (body as { code: string }).code], [400, "fields-invalid"]);
  }

  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((f) =>
    f.isFile(),
  );
  assert.ok(files.length > 3);
  for (const file of files)
    assert.equal(
      readFileSync(join(file.parentPath, file.name)).includes("زعفران"),
      false,
      file.name,
    );
});

test("no log holds the text, whether it was taken or refused, or something failed", async (t) => {
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  const { app, desk } = testApp(t, { log });
  const ask = (payload: object) =>
    app.inject({ method: "POST", url: "/api/text-proposals", payload, headers: as("watch") });
  assert.equal((await ask({ text })).statusCode, 200);
  assert.equal((await ask({ text, more: text })).statusCode, 400);
  desk.proposeFromText = () => {
    throw new Error("it failed");
  };
  assert.equal((await ask({ text })).statusCode, 500);
  assert.match(lines.join(), /it failed/);
  assert.doesNotMatch(lines.join(), /زعفران/);
});
