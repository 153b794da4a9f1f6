import type { AgreementForm } from "../src/domain/agreement.ts";
import { identityId, partnerIdentity } from "../src/domain/partner-identity.ts";
import { newKeyPair, signerFrom, signObject } from "../src/proof/signature.ts";
import { randomBytes } from "node:crypto";
import type { BenchNode } from "./node-process.ts";
import { generousAgreement } from "./partners.ts";
import type { SignedIn } from "./person.ts";
import { processorMs } from "./process-use.ts";
import { percentile, rounded } from "./statistics.ts";

const times = 7;
/** Nobody listens there: these partners are known and never reached. */
const nowhere = "http://127.0.0.1:9";

export interface PreviewFigures {
  partners: number;
  /** Records that would go out and stop, over all partners. */
  opens: number;
  stops: number;
  medianMs: number;
  /** Processor time of the node for one. */
  processorMs: number;
}

/** Makes so many more partners known to a running node by cards that the bench writes in their names. */
export async function addPartners(admin: SignedIn, node: BenchNode, count: number) {
  const names = Array.from({ length: count }, (_, index) => `member-${index}`);
  for (const id of names) {
    const { privatePem, publicKey } = newKeyPair();
    const name = { ar: `عضو ${id}`, en: id };
    const partner = { id, identity: identityId(id), name, keys: [publicKey] };
    const identity = signObject(partnerIdentity(partner, Date.now()), signerFrom(privatePem));
    const token = randomBytes(32).toString("base64url");
    const format = "tansiq-partner-card/1";
    const card = {
      format,
      for: node.id,
      identity: identity.object,
      url: nowhere,
      pin: null,
      token,
    };
    await admin.post("/api/partners", { card, kid: publicKey.kid });
  }
  return names;
}

/**
 * POST /api/agreements/preview of the agreement in force, made a charter of all these partners that reaches back and forbids
 * one topic.
 */
export async function benchPreview(
  liaison: SignedIn,
  node: BenchNode,
  pid: number,
  [sender, members]: readonly [sender: string, members: readonly string[]],
): Promise<PreviewFigures> {
  const form: AgreementForm = generousAgreement(node.id, members, sender);
  const reason = { ar: "للقياس", en: "For the bench" };
  const changed = {
    ...form,
    coalition: { id: "bench", lead: node.id, powers: [] },
    grants: form.grants.map((grant) => ({ ...grant, backfillFrom: "2014-02-01T00:00:00.000Z" })),
    redLines: [{ id: "r1", by: node.id, topics: ["supply-route"], reason }],
  };
  const preview = () => liaison.post("/api/agreements/preview", changed) as Promise<Told>;
  // The first waits for the columns where the node has just started.
  const { partners } = await preview();
  const taken: number[] = [];
  const before = await processorMs(pid);
  for (let index = 0; index < times; index++) {
    const began = performance.now();
    await preview();
    taken.push(performance.now() - began);
  }
  const used = (await processorMs(pid)) - before;
  const sum = (way: "opens" | "stops") =>
    partners.reduce((all, partner) => all + partner[way].count, 0);
  return {
    partners: members.length,
    opens: sum("opens"),
    stops: sum("stops"),
    medianMs: rounded(percentile(taken, 0.5)),
    processorMs: rounded(used / times),
  };
}

interface Told {
  partners: { opens: { count: number }; stops: { count: number } }[];
}
