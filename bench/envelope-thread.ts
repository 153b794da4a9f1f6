import { parentPort, workerData } from "node:worker_threads";
import { signerFrom } from "../src/proof/signature.ts";
import { incidentsOf } from "./incidents.ts";

/** Makes envelopes of signed incidents: `{ from, count }` in, their UTF-8 out. */
const { originator, privatePem } = workerData as { originator: string; privatePem: string };
const incidentOf = incidentsOf(originator, signerFrom(privatePem));

parentPort!.on("message", ({ from, count }: { from: number; count: number }) => {
  const bodies = Array.from({ length: count }, (_, index) => incidentOf(from + index));
  const envelope = new TextEncoder().encode(`{"objects":[${bodies.join(",")}]}`);
  parentPort!.postMessage(envelope, [envelope.buffer]);
});
