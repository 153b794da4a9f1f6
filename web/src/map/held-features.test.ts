import assert from "node:assert/strict";
import { test } from "node:test";
import { heldFeatures } from "./held-features.ts";
import { holderColour } from "./holder-colours.ts";

test("where a new holder shifts the colours, a settlement gets another image", () => {
  const holders = ["isil", "ypg"].map((id) => ({ id, name: { en: id } }));
  const held = {
    ...{ position: [38.35, 36.89] as [number, number], place: { en: "Kobani" }, holders },
    ...{ state: "contested" as const, since: 10, record: "incident--1" },
  };
  const icon = (all: readonly string[]) =>
    heldFeatures([held], (id) => holderColour(all, id)).features[0]!.properties.icon;
  assert.equal(icon(["isil", "ypg"]), "held/contested/#e69f00+#56b4e9");
  assert.equal(icon(["ahrar", "isil", "ypg"]), "held/contested/#56b4e9+#009e73");
});
