import assert from "node:assert/strict";
import type { Demonstration } from "./demonstration.ts";

/** Gives Baghdad an object as Damascus's node would. */
export async function deliver(demo: Demonstration, object: object): Promise<void> {
  const answer = await fetch(`${demo.url("baghdad")}/exchange/collections/inbox/objects/`, {
    method: "POST",
    headers: {
      authorization: demo.exchangeLogin("baghdad", "damascus"),
      accept: "application/taxii+json;version=2.1",
      "content-type": "application/taxii+json;version=2.1",
    },
    body: JSON.stringify({ objects: [object] }),
  });
  assert.equal(answer.status, 202, await answer.text());
}
