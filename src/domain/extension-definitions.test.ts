import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { extensionDefinitions, project } from "./extension-definitions.ts";
import { shapeFault } from "./object-schema.ts";
import { labelMarking } from "./label-marking.ts";

const folder = new URL("../../schemas/", import.meta.url);

test("every extension of ours is defined, and its schema is published beside", () => {
  const published = JSON.parse(
    readFileSync(new URL("extension-definitions.json", folder), "utf8"),
  ) as { objects: unknown[] };
  assert.deepEqual(published.objects, [project, ...extensionDefinitions]);
  for (const definition of extensionDefinitions) {
    assert.equal(shapeFault("extension-definition", definition), null);
    const [urn] = /urn:tansiq:schema:[a-z-]+/.exec(String(definition["schema"])) ?? [];
    const file = new URL(`${urn?.slice("urn:tansiq:schema:".length)}.json`, folder);
    assert.ok(existsSync(file), file.pathname);
    assert.equal((JSON.parse(readFileSync(file, "utf8")) as { $id: string }).$id, urn);
  }
});

test("the published schema of the label knows every property that a label has", () => {
  const schema = JSON.parse(readFileSync(new URL("label.json", folder), "utf8")) as {
    properties: object;
  };
  const { object } = labelMarking({
    classification: "secret",
    topics: ["border"],
    beyondTopics: true,
    caveats: ["X"],
    reshare: "any",
    originatorControl: true,
    originators: ["baghdad"],
    release: "listed",
  });
  const [extension] = Object.values(object.extensions!);
  assert.deepEqual(Object.keys(extension!).sort(), Object.keys(schema.properties).sort());
});
