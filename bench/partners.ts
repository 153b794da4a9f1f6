import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AgreementForm } from "../src/domain/agreement.ts";
import { signatureObject } from "../src/domain/agreement-object.ts";
import type { StixId, StixObject } from "../src/domain/stix.ts";
import { signerFrom, signObject, type Signer } from "../src/proof/signature.ts";
import { tansiq, type BenchNode } from "./node-process.ts";
import { taxiiAt, type Taxii } from "./taxii.ts";

/** Makes two nodes known to each other; gives how `holder` logs in at `issuer`. */
export async function introduce(issuer: BenchNode, holder: BenchNode): Promise<Taxii> {
  const token = await handCard(issuer, holder);
  await handCard(holder, issuer);
  return taxiiAt(issuer.url, holder.id, token);
}

async function handCard(issuer: BenchNode, holder: BenchNode): Promise<string> {
  const file = join(issuer.dir, `card-for-${holder.id}.json`);
  await tansiq("partner", "card", "--data", issuer.dir, "--for", holder.id, "--out", file);
  await tansiq("partner", "add", "--data", holder.dir, file);
  return (JSON.parse(await readFile(file, "utf8")) as { token: string }).token;
}

/** The key of a node that does not run: the bench signs in its name. */
export async function signerOf({ dir }: BenchNode): Promise<Signer> {
  return signerFrom(await readFile(join(dir, "signing-key.pem"), "utf8"));
}

/**
 * An agreement under which `giver` releases everything to `receivers`, and what came from `sender` too, which lets it be passed
 * on.
 */
export function generousAgreement(
  giver: string,
  receivers: readonly string[],
  sender?: string,
): AgreementForm {
  const senders = sender === undefined ? [] : [sender];
  return {
    id: "agreement--2b8a1f4e-7c53-4d0a-9e61-5f3c8d2a7b90",
    title: { ar: "اتفاق القياس", en: "Agreement of the bench" },
    purpose: { ar: "لقياس السرعة", en: "To measure speed" },
    parties: [giver, ...senders, ...receivers],
    from: "2015-01-01T00:00:00.000Z",
    until: null,
    grants: [
      { id: "g1", from: [giver], to: [...receivers], reshare: "any" },
      ...senders.map((from) => ({ id: "g2", from: [from], to: [giver], reshare: "any" as const })),
    ],
    redLines: [],
  };
}

/** A party's signature on the version that was proposed at `modified` (ms UTC). */
export function signatureOf(
  { id }: { id: StixId },
  modified: number,
  by: string,
  signer: Signer,
): StixObject {
  const said = { agreement: id, version: modified, by, act: "sign", at: Date.now() } as const;
  return signObject(signatureObject(said), signer).object;
}
