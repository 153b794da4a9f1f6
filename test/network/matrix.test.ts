import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { agreementVersions, proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { previewAgreement } from "../../src/desk/preview-agreement.ts";
import { readMatrix } from "../../src/desk/read-matrix.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { operator } from "../../src/desk/viewer.ts";
import { topics } from "../../src/domain/topics.ts";
import { roadCut } from "./drafts.ts";
import { agree, bilateral, startNetwork, type Network } from "./network.ts";

/* What the matrix says of a record is what then happens to one. */

let network: Network;
const parties: [string, string] = ["baghdad", "damascus"];
const matter = { kind: "incident", classification: "restricted" } as const;

before(async () => {
  network = await startNetwork(parties);
});
after(() => network.close());

test("who gets a record by the matrix gets it; a tightening is previewed, signed and seen in it", async () => {
  const { desk } = network.members["baghdad"]!.node;
  const grants = [
    { id: "g1", from: ["baghdad"], to: ["damascus"], topics: ["border", "supply-route"] },
    { ...{ id: "g2", from: ["baghdad"], to: ["damascus"] }, topics: ["humanitarian"] },
  ];
  const form = bilateral(parties, { grants });
  const id = await agree(network, form);
  await checkAgainstReports();

  const reason = { ar: "لا تُعطى", en: "Not given" };
  const line = { id: "r1", by: "baghdad", to: ["damascus"], topics: ["border"], reason };
  const tightened = { ...form, id, redLines: [line] };
  const { later } = await previewAgreement(desk, operator("test"), tightened);
  assert.deepEqual(
    later.map(({ partner, opens, stops }) => [partner, opens, stops[0]!.topics]),
    [["damascus", [], ["border"]]],
  );
  await proposeAgreement(desk, tightened);
  // A red line holds with one signature; the grants stand word for word in both versions.
  await signAgreement(desk, id, { act: "sign" });
  const cells = readMatrix(desk, matter).partners[0]!.cells;
  const blocked = cells.filter(({ state }) => state === "blocked");
  assert.deepEqual(
    blocked.map(({ topic, redLines }) => [topic, redLines]),
    [["border", [`${id}/r1`]]],
  );
  await checkAgainstReports();
  assert.deepEqual(
    agreementVersions(desk, id).map(({ form: { redLines } }) => redLines.length),
    [1, 0],
  );

  await signAgreement(desk, id, { act: "suspend" });
  await checkAgainstReports();
  assert.throws(() => agreementVersions(desk, id.replace(/.$/, "x")), {
    code: "agreement-not-found",
  });
});

async function checkAgainstReports(): Promise<void> {
  const { desk } = network.members["baghdad"]!.node;
  const { partners } = readMatrix(desk, matter);
  for (const topic of topics) {
    const { audience } = await submitReport(desk, roadCut({ ...matter, topics: [topic] }));
    for (const { partner, cells } of partners) {
      const cell = cells.find((one) => one.topic === topic)!;
      assert.equal(cell.state === "flows", audience.includes(partner), `${topic} ${cell.state}`);
    }
  }
}
