import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Agent, fetch, type RequestInit } from "undici";
import { composeReport } from "../../src/domain/compose-report.ts";
import { labelMarking } from "../../src/domain/label-marking.ts";
import { labelOfDraft, type ReportDraft } from "../../src/domain/report-draft.ts";
import type { StixObject } from "../../src/domain/stix.ts";
import type { Role } from "../../src/desk/documents.ts";
import { fullClearance } from "../../src/domain/clearance.ts";
import { addPerson } from "../../src/desk/people.ts";
import { signObject } from "../../src/proof/signature.ts";
import { roadCut } from "../network/drafts.ts";
import type { Member } from "../network/network.ts";

/* How the tests of bad input ask real nodes, over real HTTP, byte for byte as they want to. */

export interface Told {
  status: number;
  body: Record<string, unknown>;
}

export type Body = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** A node that serves TLS has a certificate of its own making. */
const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
const taxii = "application/taxii+json;version=2.1";
const arabic = /[\u0600-\u06FF]/;

/** Signs a new person in; gives the header that speaks as that person. */
export async function speakingAs(
  member: Member,
  role: Role,
  clearance = fullClearance,
): Promise<Record<string, string>> {
  const name = `${role} ${randomBytes(4).toString("hex")}`;
  const { password } = await addPerson(member.node.desk, { name, role, clearance });
  const answer = await fetch(`${member.url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, password }),
    dispatcher,
  });
  assert.equal(answer.status, 200);
  const { token } = (await answer.json()) as { token: string };
  return { authorization: `Bearer ${token}` };
}

/** The header with which `partner` logs in at `member`. */
export function loggedIn(member: Member, partner: string): Record<string, string> {
  const { token } = member.cards.get(partner)!;
  const login = Buffer.from(`${partner}:${token}`).toString("base64");
  return { authorization: `Basic ${login}`, accept: taxii };
}

/** Posts these very bytes to the API. */
export function postToApi(
  { url }: Member,
  who: Record<string, string>,
  path: string,
  body: Body,
): Promise<Told> {
  const headers = { "content-type": "application/json", ...who };
  return told(`${url}${path}`, { method: "POST", headers, body, duplex: "half" });
}

/** Posts these very bytes into `member`'s inbox as `partner`. */
export function postToInbox(member: Member, partner: string, body: Body): Promise<Told> {
  const headers = { "content-type": taxii, ...loggedIn(member, partner) };
  const url = `${member.url}/exchange/collections/inbox/objects/`;
  return told(url, { method: "POST", headers, body, duplex: "half" });
}

/** One page of the outbox of `partner` at `member`, by TAXII. */
export function getFromOutbox(member: Member, partner: string, query: string): Promise<Told> {
  const url = `${member.url}/exchange/collections/outbox/objects/?${query}`;
  return told(url, { headers: loggedIn(member, partner) });
}

/** Everything in the outbox of `partner` at `member`. */
export async function outboxOf(member: Member, partner: string): Promise<StixObject[]> {
  const query = "limit=1000&match[version]=all";
  const { status, body } = await getFromOutbox(member, partner, query);
  assert.equal(status, 200);
  assert.equal(body["more"], false);
  return (body["objects"] ?? []) as StixObject[];
}

export function getFromApi(
  { url }: Member,
  who: Record<string, string>,
  path: string,
): Promise<Told> {
  return told(`${url}${path}`, { headers: who });
}

async function told(url: string, init: RequestInit): Promise<Told> {
  const answer = await fetch(url, { ...init, dispatcher });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

/** A refusal by the API: problem details with this code, in both languages. */
export function assertProblem({ status, body }: Told, wanted: number, code: string): void {
  assert.deepEqual({ status, code: body["code"] }, { status: wanted, code });
  const { ar, en } = body["detail"] as { ar: string; en: string };
  assert.match(ar, arabic);
  assert.match(en, /[a-z]{3}/);
  assert.doesNotMatch(`${ar} ${en}`, /\{\w+\}|\?/, "a part of the message was not filled in");
}

/** A refusal by TAXII: an error message with this code, in both languages. */
export function assertTaxiiError({ status, body }: Told, wanted: number, code: string): void {
  assert.deepEqual({ status, code: body["error_code"] }, { status: wanted, code });
  assert.equal(body["http_status"], String(wanted));
  assert.match((body["details"] as { ar: string }).ar, arabic);
  assert.match(body["description"] as string, /[a-z]{3}/);
}

/** What `member` would send for a draft: the label first, then the signed objects; the record itself is `main`. */
export function composedBy(
  member: Member,
  changes: Partial<ReportDraft> = {},
): { main: StixObject; label: StixObject; objects: StixObject[] } {
  const { desk } = member.node;
  const draft = roadCut(changes);
  const label = labelOfDraft(draft);
  const { all, main } = composeReport(draft, {
    originator: member.id,
    label,
    now: desk.clock(),
    mode: null,
    random: desk.random,
  });
  const signed = all.map((object) => signedBy(member, object));
  const marking = labelMarking(label).object;
  return {
    main: signed.find(({ id }) => id === main.id)!,
    label: marking,
    objects: [marking, ...signed],
  };
}

export function signedBy({ node }: Member, { extensions, ...object }: StixObject): StixObject {
  const others = Object.entries(extensions ?? {}).filter(([, value]) => !("jws" in value));
  const bare = others.length === 0 ? object : { ...object, extensions: Object.fromEntries(others) };
  return signObject(bare as StixObject, node.desk.signer).object;
}

export function envelope(objects: readonly unknown[]): string {
  return JSON.stringify({ objects });
}

/** A body of `megabytes` that is sent piece by piece, without its length. */
export function streamed(megabytes: number, begin: string): ReadableStream<Uint8Array> {
  const piece = Buffer.alloc(65_536, " ");
  let left = megabytes * 16;
  return new ReadableStream({
    start: (controller) => controller.enqueue(Buffer.from(begin)),
    pull(controller) {
      if (left-- > 0) controller.enqueue(piece);
      else controller.close();
    },
  });
}

/** Waits until `check` holds, through back-offs and slow starts; fails after 90 seconds. */
export async function patiently(what: string, check: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 90_000; waited += 50) {
    if (await check().catch(() => false)) return;
    await pause(50);
  }
  throw new Error(`never came true: ${what}`);
}
