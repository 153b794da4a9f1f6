import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { people } from "../../src/demo/cast.ts";
import type { AgreementForm } from "../../src/domain/agreement.ts";
import { fullClearance } from "../../src/domain/clearance.ts";
import { agree, type Network, signedInAs, startNetwork } from "./network.ts";

/* What the OpenAPI document shows can be sent as it stands, under the agreements of the demonstration. */

let network: Network;
let ask: Awaited<ReturnType<typeof signedInAs>>;

before(async () => {
  network = await startNetwork(["baghdad", "damascus", "washington"]);
  const scenario = new URL("../../scenarios/levant-2014-2015/agreements/", import.meta.url);
  for (const name of ["charter", "bilateral-border"]) {
    const { id: _, ...form } = JSON.parse(
      await readFile(new URL(`${name}.json`, scenario), "utf8"),
    ) as AgreementForm;
    await agree(network, form);
  }
  for (const { role } of people) {
    const signedIn = await signedInAs(network.members["baghdad"]!, {
      ...{ name: role, role, clearance: fullClearance },
    });
    if (role === "liaison") ask = signedIn;
  }
});
after(() => network.close());

interface Document {
  paths: Record<
    string,
    { post?: { requestBody?: { content: Record<string, { example: unknown }> } } }
  >;
}

test("what the examples write anew is taken as it stands, and what is for partners goes to Damascus", async () => {
  const { paths } = (await ask("/api/openapi.json")).body as Document;
  const sent = async (path: string) => {
    const example = paths[path]!.post!.requestBody!.content["application/json"]!.example;
    const { status, body } = await ask(path, example);
    assert.ok(status < 300, `${path}: ${status} ${JSON.stringify(body)}`);
    return body as { audience?: string[]; parts?: { audience: string[] }[] };
  };
  for (const path of ["reports", "requests", "units", "tasks"]) {
    const { audience, parts = [] } = await sent(`/api/${path}`);
    for (const one of [audience, ...parts.map((part) => part.audience)])
      assert.ok(one!.includes("damascus"), `${path}: ${String(one)}`);
  }
  for (const path of [
    ...["tasks/drafts", "warnings", "journal", "handovers", "handovers/points"],
    ...["situation-reports", "text-proposals", "protected-places", "agreements/preview"],
  ])
    await sent(`/api/${path}`);
});
