import { createHash } from "node:crypto";

import type { PublicKey } from "../domain/partner.ts";
import { parseStixTime } from "../domain/time.ts";
import { isSignedBy } from "./ed25519.ts";
import type { Signer } from "./signature.ts";

/*
 * Signed notes (c2sp.org/signed-note), as Go's golang.org/x/mod/sumdb/note writes and reads them: a text that ends in a
 * newline, an empty line, and a line for each signature: "— name base64(key id, signature)".
 */

/** A key under the name that stands in signature lines: a partner's id, or the address of a log or witness. */
export interface NoteKey {
  name: string;
  key: PublicKey;
}

export interface NoteSigner extends NoteKey {
  signer: Signer;
}

export interface NoteSignature {
  name: string;
  /** Four bytes in hexadecimal. With the name it says which key, and of which sort, is meant. */
  keyId: string;
  /** Of any sort, so of any length but 0; Ed25519: 64 bytes. */
  signature: Uint8Array;
}

export interface SignedNote {
  /** What is signed, its final newline included. */
  text: string;
  signatures: NoteSignature[];
}

/** What a note may have at most. Larger ones are no notes to us. */
export const mostNoteBytes = 128 * 1024;
export const mostSignatures = 16;

/** The id of an Ed25519 key under a name, in hexadecimal: SHA-256(name, newline, 0x01, key), its first four bytes. */
export function noteKeyId({ name, key }: NoteKey): string {
  const sum = createHash("sha256").update(name, "utf8").update("\n\u0001");
  return sum.update(Buffer.from(key.x, "base64url")).digest("hex").slice(0, 8);
}

/** A note with one signature. Throws RangeError for a text or name that no note may hold. */
export function signNote(text: string, by: NoteSigner): string {
  return written({ text, signatures: [signatureOf(text, by)] });
}

/**
 * The note with one signature more, after the others; an earlier one of the same key is replaced. The others are kept
 * unseen: verify them first. Throws RangeError for what is no note, or has no room left.
 */
export function cosignNote(note: string, by: NoteSigner): string {
  const parsed = parseNote(note);
  if (!parsed) throw new RangeError("not a signed note");
  const own = signatureOf(parsed.text, by);
  const others = parsed.signatures.filter(
    ({ name, keyId }) => name !== own.name || keyId !== own.keyId,
  );
  return written({ text: parsed.text, signatures: [...others, own] });
}

/** The parts of a note, nothing verified; null for what is none. Never throws. */
export function parseNote(note: string | Uint8Array): SignedNote | null {
  if (typeof note !== "string" || !note.isWellFormed()) note = decoded(note) ?? "";
  if (note.length > mostNoteBytes || Buffer.byteLength(note) > mostNoteBytes) return null;
  if (controls.test(note)) return null;
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n")) return null;
  const lines = note.slice(end + 2, -1).split("\n", mostSignatures + 1);
  if (lines.length > mostSignatures) return null;
  const signatures = lines.map(parseSignature);
  return signatures.includes(null)
    ? null
    : { text: note.slice(0, end + 1), signatures: signatures as NoteSignature[] };
}

export type NoteVerification =
  | { ok: true; text: string; signedBy: string[] }
  | { ok: false; code: "note-malformed" | "signature-wrong" | "signature-missing" };

/**
 * Which of the known names signed this note, each once, in the order of the lines. Unknown keys' signatures are left
 * out; one wrong signature under a known key condemns the note, and without a right one there is no note. `at`: ms UTC,
 * when the note was first seen; a key that was retired by then is unknown. Never throws on any note.
 */
export function verifyNote(
  note: string | Uint8Array,
  keys: readonly NoteKey[],
  at: number,
): NoteVerification {
  const parsed = parseNote(note);
  if (!parsed) return { ok: false, code: "note-malformed" };
  const data = Buffer.from(parsed.text, "utf8");
  const signedBy = new Set<string>();
  for (const { name, keyId, signature } of parsed.signatures) {
    const meant = keys.filter(
      (known) => known.name === name && noteKeyId(known) === keyId && !isRetired(known.key, at),
    );
    if (meant.length === 0) continue;
    const right = meant.some(({ key }) => isSignedBy(key, data, signature));
    if (!right) return { ok: false, code: "signature-wrong" };
    signedBy.add(name);
  }
  return signedBy.size > 0
    ? { ok: true, text: parsed.text, signedBy: [...signedBy] }
    : { ok: false, code: "signature-missing" };
}

/** The control characters: those below U+0020 as the form says, and DEL to U+009F, which no terminal should see either. */
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

const namePattern = /^[^\s+]+$/u;

function parseSignature(line: string): NoteSignature | null {
  const [dash, name, base64, ...rest] = line.split(" ", 4);
  if (dash !== "—" || name === undefined || !namePattern.test(name)) return null;
  if (base64 === undefined || rest.length > 0) return null;
  const bytes = fromBase64(base64);
  if (bytes === null || bytes.length < 5) return null;
  return { name, keyId: bytes.toString("hex", 0, 4), signature: bytes.subarray(4) };
}

function signatureOf(text: string, by: NoteSigner): NoteSignature {
  const signature = by.signer.sign(Buffer.from(text, "utf8"));
  return { name: by.name, keyId: noteKeyId(by), signature };
}

/** Throws RangeError where the result would not be read back as it was given. */
function written({ text, signatures }: SignedNote): string {
  const lines = signatures.map(({ name, keyId, signature }) => {
    const bytes = Buffer.concat([Buffer.from(keyId, "hex"), signature]);
    return `— ${name} ${bytes.toString("base64")}\n`;
  });
  const note = `${text}\n${lines.join("")}`;
  const back = note.isWellFormed() && text.endsWith("\n") ? parseNote(note) : null;
  if (back?.text !== text || back.signatures.length !== signatures.length)
    throw new RangeError("no note can hold this text or name");
  return note;
}

/** One spelling for the same bytes; null for any other. */
export function fromBase64(base64: string): Buffer | null {
  const bytes = Buffer.from(base64, "base64");
  return bytes.toString("base64") === base64 ? bytes : null;
}

function decoded(note: unknown): string | null {
  if (!(note instanceof Uint8Array) || note.length > mostNoteBytes) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(note);
  } catch {
    return null;
  }
}

function isRetired({ retired }: PublicKey, at: number): boolean {
  if (retired === undefined) return false;
  const since = parseStixTime(retired);
  return since === null || !(at < since);
}
