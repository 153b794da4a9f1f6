import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pino } from "pino";
import { addPartner, issueCard, type PartnerCard } from "../../src/desk/partners.ts";
import { addPerson } from "../../src/desk/people.ts";
import { type Clearance, fullClearance } from "../../src/domain/clearance.ts";
import type { Role } from "../../src/desk/documents.ts";
import type { AgreementForm } from "../../src/domain/agreement.ts";
import { proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { createDataDir } from "../../src/node/data-dir.ts";
import { openNode, type Node } from "../../src/node/node.ts";
import { pinOfNode } from "../../src/node/pin.ts";
import { serve, type Serving } from "../../src/node/serve.ts";
import type { Store } from "../../src/store/port.ts";
import { openStore } from "../../src/store/sqlite/open.ts";
import { freePorts } from "../free-ports.ts";

export interface Member {
  id: string;
  dir: string;
  url: string;
  node: Node;
  /** How its store is opened; a test may put another way here before `start`. */
  openStore(dir: string): Promise<Store>;
  /** Cards that it wrote, by partner: what that partner logs in here with. */
  cards: Map<string, PartnerCard>;
  /** Stops the node; `start` brings it back on the same data and port. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export interface Network {
  members: Record<string, Member>;
  close(): Promise<void>;
}

/** Real nodes in this process, on real ports and files. `links`: who has a link with whom; left out: all with each other. */
export async function startNetwork(
  names: readonly string[],
  {
    tls = false,
    links = names.flatMap((a, index) => names.slice(index + 1).map((b) => [a, b] as const)),
  }: { tls?: boolean; links?: readonly (readonly [string, string])[] } = {},
): Promise<Network> {
  const root = await mkdtemp(join(tmpdir(), "tansiq-network-"));
  const started = await Promise.all(names.map((id) => startMember(root, id, tls)));
  const members = Object.fromEntries(started.map((member) => [member.id, member]));
  for (const [a, b] of links) await link(members[a]!, members[b]!);
  return {
    members,
    async close() {
      await Promise.all(started.map((member) => member.stop()));
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function startMember(root: string, id: string, tls: boolean): Promise<Member> {
  const dir = join(root, id);
  const port = await freePorts();
  const name = { ar: `جهة ${id}`, en: id };
  await createDataDir(dir, { node: id, name, port, plainHttp: !tls }, Date.now());
  let serving: Serving | null = null;
  const member: Member = {
    id,
    dir,
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}`,
    node: undefined as never,
    openStore,
    cards: new Map(),
    async start() {
      member.node = await openNode(dir, {}, pino({ level: "silent" }), member.openStore);
      serving = await serve(member.node);
    },
    async stop() {
      if (!serving) return;
      await serving.close();
      await member.node.close();
      serving = null;
    },
  };
  await member.start();
  return member;
}

/** Both write a card for the other and add the other's. */
export async function link(a: Member, b: Member): Promise<void> {
  await introduce(a, b);
  await introduce(b, a);
}

/** `from` writes a card, `to` adds it. */
export async function introduce(from: Member, to: Member): Promise<void> {
  const pin = await pinOfNode(from.node);
  const card = await issueCard(from.node.desk, to.id, { url: from.url, pin });
  from.cards.set(to.id, card);
  const { desk, secrets, links } = to.node;
  await addPartner(desk, secrets, card);
  await links.linked(desk, secrets, from.id);
}

/** Proposes a form at its first party and lets all of `signers` sign it, each on its own node. */
export async function agree(
  network: Network,
  form: Omit<AgreementForm, "id">,
  signers: readonly string[] = form.parties,
): Promise<string> {
  const proposer = network.members[form.parties[0]!]!.node.desk;
  const { form: proposed } = await proposeAgreement(proposer, form);
  for (const signer of signers) {
    const { desk } = network.members[signer]!.node;
    await eventually(() => desk.board.policy().agreements.some(({ id }) => id === proposed.id));
    await signAgreement(desk, proposed.id, { act: "sign" });
  }
  for (const party of form.parties) {
    const { desk } = network.members[party]!.node;
    await eventually(() => {
      const state = desk.board.policy().agreements.find(({ id }) => id === proposed.id);
      return state?.signed.length === signers.length;
    });
  }
  return proposed.id;
}

/** A grant of everything up to `upTo` from one party to the other. */
export function bilateral(
  parties: [string, string],
  changes: Partial<AgreementForm> = {},
): Omit<AgreementForm, "id"> {
  const text = { ar: "اتفاق تجربة", en: "An agreement for a test" };
  return {
    title: text,
    purpose: text,
    parties,
    from: "2014-01-01T00:00:00.000Z",
    until: null,
    grants: [{ id: "all", from: [parties[0]], to: [parties[1]], upTo: "restricted" }],
    redLines: [],
    ...changes,
  };
}

/** What lets a node pass on what this partner gives it: all. */
export function passingOn(from: string, to: string): Omit<AgreementForm, "id"> {
  return bilateral([from, to], { grants: [{ id: "in", from: [from], to: [to], reshare: "any" }] });
}

/** Waits until `check` holds; fails after ten seconds. */
export async function eventually(check: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 10_000; waited += 10) {
    if (await check()) return;
    await pause(10);
  }
  throw new Error(`never came true: ${check.toString()}`);
}

/** Signs a new person in, under a name that nobody has, and gives a fetch that speaks as that person. */
export function signedIn(
  member: Member,
  role: Role,
  clearance = fullClearance,
): Promise<(path: string, body?: unknown) => Promise<{ status: number; body: never }>> {
  return signedInAs(member, { name: `${role} ${randomBytes(3).toString("hex")}`, role, clearance });
}

/** Adds this person, or gives a new password, and signs in; see signedIn. */
export async function signedInAs(
  { node, url }: Member,
  person: { name: string; role: Role; clearance: Clearance },
): Promise<(path: string, body?: unknown) => Promise<{ status: number; body: never }>> {
  const { name, password } = await addPerson(node.desk, person);
  const session = await call(`${url}/api/session`, { name, password });
  const { token } = session.body as { token: string };
  return (path, body) => call(`${url}${path}`, body, token);
}

async function call(url: string, body?: unknown, token?: string) {
  const answer = await fetch(url, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get("content-type")?.includes("json") === true;
  return { status: answer.status, body: (isJson ? JSON.parse(text) : text) as never };
}
