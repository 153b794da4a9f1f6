import type { PartnerId } from "../domain/partner.ts";
import type { StixId } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import type { Change } from "../store/port.ts";
import {
  commitProposal,
  commitSignature,
  formOf,
  latestVersion,
  proposeAgreement,
  readAgreement,
  signAgreement,
  versionToSign,
  type Draft,
  type ListedAgreement,
  type Word,
} from "./agreements.ts";
import type { Desk } from "./desk.ts";
import { put, type ToConfirm } from "./documents.ts";
import { samePerson } from "./people.ts";
import { settle } from "./settle.ts";
import {
  type Answer,
  confirmKey,
  type ConfirmKind,
  meant,
  versionToConfirm,
} from "./two-people.ts";

/**
 * Says in this person's name what the node holds of an agreement. Where the node asks for two people, `sign` waits for a second
 * one, who signs the same version or confirms it (decideConfirm); what withdraws something never waits.
 * Errors: those of signAgreement.
 */
export async function signAs(
  desk: Desk,
  person: string,
  id: StixId,
  word: Word,
): Promise<ListedAgreement> {
  if (word.act !== "sign" || !desk.twoPeople.has("agreements")) {
    return signAgreement(desk, id, word);
  }
  return desk.turns.whole([id], async () => {
    const { modified: version } = versionToSign(desk, id, word);
    const waiting = desk.toConfirm.get(confirmKey("signature", id));
    if (waiting?.kind === "signature" && waiting.version === version && !waiting.refused) {
      if (samePerson(waiting.asked.by, person)) return readAgreement(desk, id);
      return commitSignature(desk, id, signedBy(waiting));
    }
    const { reason } = word;
    const asked = { by: person, at: desk.clock() };
    await keep(desk, { kind: "signature", id, version, asked, ...(reason && { reason }) });
    return readAgreement(desk, id);
  });
}

/**
 * Proposes in this person's name; where the node asks for two people, gives what waits for the second one instead.
 * Errors: those of proposeAgreement.
 */
export async function proposeAs(
  desk: Desk,
  person: string,
  draft: Draft,
  version?: string,
): Promise<{ proposed: ListedAgreement } | { waiting: ToConfirm }> {
  if (!desk.twoPeople.has("agreements"))
    return { proposed: await proposeAgreement(desk, draft, version) };
  const form = formOf(desk, draft, version);
  const { id } = form;
  return desk.turns.whole([id], async () => {
    const asked = { by: person, at: desk.clock() };
    const waiting: ToConfirm = { kind: "proposal", id, form, asked };
    await keep(desk, waiting);
    return { waiting };
  });
}

/**
 * Lets this person have a bundle written for a partner. Where the node asks for two people, the first one's wish waits: once
 * another person confirms it, or wants the same, it is written once. Errors: bundle-waits.
 */
export async function mayWriteBundle(
  desk: Desk,
  person: string,
  { partner, identity, after }: { partner: PartnerId; identity: StixId; after?: number },
): Promise<void> {
  if (!desk.twoPeople.has("bundles")) return;
  await desk.turns.whole([identity], async () => {
    const key = confirmKey("bundle", identity);
    const waiting = desk.toConfirm.get(key);
    const counts =
      waiting?.kind === "bundle" &&
      waiting.after === after &&
      !waiting.refused &&
      !isOvertaken(desk, waiting);
    const own = counts && samePerson(waiting.asked.by, person);
    if (counts && (waiting.confirmed || !own)) {
      return commit(desk, { do: "remove", kind: "to-confirm", key });
    }
    const asked = { by: person, at: desk.clock() };
    const from = after === undefined ? {} : { after };
    if (!counts) await keep(desk, { kind: "bundle", id: identity, partner, asked, ...from });
    throw new AppError("bundle-waits", { partner });
  });
}

/** A second person's word, or the first one's who takes it back. */
export interface Decision extends Answer {
  /** Of what the person read (versionToConfirm). */
  version: string;
}

/**
 * Confirms exactly what another person signed or proposed, or refuses it; the first person takes it back, also what was
 * refused. Errors: waiting-gone, second-person-needed, reason-missing, agreement-changed where a newer version came
 * meanwhile or the first person wants something else than what was read; those of signAgreement.
 */
export async function decideConfirm(
  desk: Desk,
  person: string,
  { kind, id }: { kind: ConfirmKind; id: StixId },
  { version, ...answer }: Decision,
): Promise<void> {
  await desk.turns.whole([id], async () => {
    const key = confirmKey(kind, id);
    const waiting = desk.toConfirm.get(key);
    if (!waiting) throw new AppError("waiting-gone");
    const word = meant(waiting, person, answer);
    if (word === "taken-back") return commit(desk, { do: "remove", kind: "to-confirm", key });
    const gone = new AppError(kind === "bundle" ? "waiting-gone" : "agreement-changed");
    const wasRead = version === versionToConfirm(waiting) && !isOvertaken(desk, waiting);
    if (!wasRead) throw gone;
    if (word !== "approved") {
      return keep(desk, { ...waiting, refused: { by: person, at: desk.clock(), ...word } });
    }
    if (waiting.kind === "bundle") {
      if (waiting.confirmed) throw new AppError("waiting-gone");
      return keep(desk, { ...waiting, confirmed: { by: person, at: desk.clock() } });
    }
    if (waiting.kind === "signature") await commitSignature(desk, id, signedBy(waiting));
    else await commitProposal(desk, formOf(desk, waiting.form));
    return undefined;
  });
}

/** How long what one person wants written waits for the second one. */
const dayMs = 24 * 3600_000;

/** Whether another version is the latest than the one that the first person signed; of a bundle, whether it was asked for too long ago. */
export function isOvertaken(desk: Desk, waiting: ToConfirm): boolean {
  if (waiting.kind === "proposal") return false;
  if (waiting.kind === "bundle") return desk.clock() - waiting.asked.at > dayMs;
  return waiting.version !== latestVersion(desk, waiting.id)?.modified;
}

function signedBy({ version, reason }: Extract<ToConfirm, { kind: "signature" }>): Word {
  return { act: "sign", version, ...(reason && { reason }) };
}

function keep(desk: Desk, waiting: ToConfirm): Promise<void> {
  return commit(desk, put("to-confirm", confirmKey(waiting.kind, waiting.id), waiting));
}

async function commit(desk: Desk, change: Change): Promise<void> {
  settle(
    desk,
    [[change]],
    await desk.store.commit({ priority: "interactive", groups: [[change]] }),
  );
}
