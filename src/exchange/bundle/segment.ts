import { hash } from "node:crypto";
import { type PartnerId, partnerIdPattern, type PublicKey } from "../../domain/partner.ts";
import { parseStixTime, stixTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import { isSignedBy } from "../../proof/ed25519.ts";
import { seal } from "../../proof/sealed-box.ts";
import type { Signer } from "../../proof/signature.ts";
import { decodeUtf8, parseStrict } from "../../proof/strict-json.ts";
import type { Released } from "../../release/released.ts";
import { damaged } from "./frames.ts";

/** What stands in every segment, so that none can be taken for one of another bundle, place, sender or recipient. */
export interface SegmentName {
  /** UUID of the bundle. */
  bundle: string;
  /** From 0, without a gap. */
  number: number;
  from: PartnerId;
  to: PartnerId;
  /** ms UTC: when the bundle was begun. */
  written: number;
}

/** Dates are date_added in the outbox, µs UTC. */
export type Part =
  | {
      part: "begin";
      /** Everything up to there was passed on before. */
      after: number;
      /** How far the sender has come in the recipient's outbox. */
      have: number;
      /** Canonical texts of the sender's own identity, oldest first: its key may have rolled over since. */
      identities: string[];
    }
  | { part: "page"; after: number; through: number; ledger?: string }
  | { part: "end" };

type Page = Extract<Part, { part: "page" }>;

/** Content of records stands in pages alone, and only what was released: objects joined by commas. */
export type Content = { part: Page; body: Released } | { part: Exclude<Part, Page>; body?: never };

export type Segment = { name: SegmentName } & Content;

export interface OpenedSegment {
  name: SegmentName;
  part: Part;
  /** Whatever the sender put there. */
  body: Uint8Array;
  /** Names the key that it says it is signed with. */
  kid: string;
  isSignedBy(key: PublicKey): boolean;
}

const signatureBytes = 64;
/** A finder of the file learns sizes in steps of so many bytes. */
const step = 16 * 1024;
const purpose = "tansiq-bundle/1 segment\n";

/** Signs a segment, fills it up to a whole number of steps and seals it for the recipient's key. */
export function sealSegment(
  { name, part, body }: Segment,
  signer: Signer,
  to: PublicKey,
): Uint8Array {
  const head = { ...name, written: stixTime(name.written), kid: signer.kid, ...part };
  const line = Buffer.from(`${JSON.stringify(head)}\n`);
  const content = body ? Buffer.concat([line, body]) : line;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const used = signatureBytes + length.length + content.length;
  const filling = Buffer.alloc(Math.ceil(used / step) * step - used);
  return seal(Buffer.concat([signer.sign(signed(content)), length, content, filling]), to);
}

/**
 * Opens a segment; whether it is signed is for the caller to see. null: it is sealed for none of these keys, or was changed.
 * Error: bundle-damaged where what was sealed is no segment.
 */
export function openSegment(
  sealed: Uint8Array,
  { open }: Pick<Signer, "open">,
): OpenedSegment | null {
  const plain = open(sealed);
  if (plain === null) return null;
  const bytes = Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength);
  const from = signatureBytes + 4;
  const end = bytes.length < from ? Infinity : from + bytes.readUInt32BE(signatureBytes);
  if (end > bytes.length) throw damaged("a segment", "جزء منه");
  const content = bytes.subarray(from, end);
  const newline = content.indexOf("\n");
  if (newline < 0) throw damaged("a segment", "جزء منه");
  const signature = bytes.subarray(0, signatureBytes);
  return {
    ...readHead(content.subarray(0, newline)),
    body: content.subarray(newline + 1),
    isSignedBy: (key) => isSignedBy(key, signed(content), signature),
  };
}

function signed(content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(purpose), hash("sha256", content, "buffer")]);
}

function readHead(bytes: Uint8Array): Pick<OpenedSegment, "name" | "part" | "kid"> {
  const head = Object(parsed(bytes)) as Record<string, unknown>;
  const { bundle, number, from, to, kid } = head;
  const written = typeof head["written"] === "string" ? parseStixTime(head["written"]) : null;
  const part = readPart(head);
  if (!isText(bundle, uuid) || !isCount(number) || !isText(kid, keyId)) throw damaged(...noHead);
  if (!isText(from, partnerId) || !isText(to, partnerId)) throw damaged(...noHead);
  if (written === null || part === null) throw damaged(...noHead);
  return { name: { bundle, number, from, to, written }, part, kid };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return parseStrict(decodeUtf8(bytes));
  } catch (error) {
    if (error instanceof AppError) throw damaged(...noHead);
    throw error;
  }
}

function readPart(head: Record<string, unknown>): Part | null {
  const { part, after, through, have, identities, ledger } = head;
  if (part === "end") return { part };
  if (!isCount(after)) return null;
  if (part === "page") {
    if (!isCount(through) || through < after) return null;
    if (ledger === undefined) return { part, after, through };
    return typeof ledger === "string" ? { part, after, through, ledger } : null;
  }
  if (part !== "begin" || !isCount(have) || !Array.isArray(identities)) return null;
  const texts = identities.every((one) => typeof one === "string");
  return texts ? { part, after, have, identities } : null;
}

const noHead = ["the head of a segment", "رأس جزء منه"] as const;
const uuid = /^[0-9a-f-]{36}$/;
const keyId = /^[A-Za-z0-9_-]{43}$/;
const partnerId = new RegExp(partnerIdPattern);

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === "string" && pattern.test(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
