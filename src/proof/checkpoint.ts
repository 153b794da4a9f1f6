import type { Hash } from "./merkle.ts";
import { fromBase64, type NoteKey, verifyNote } from "./signed-note.ts";

/** A tree as a log stood by it (c2sp.org/tlog-checkpoint). It travels as the text of a signed note. */
export interface Checkpoint {
  /** Which log: one line, the same in all of its checkpoints. */
  origin: string;
  /** Number of leaves. */
  size: number;
  root: Hash;
  /** Further lines, none of them empty. Logs should have none: nobody audits them. */
  extensions?: readonly string[];
}

/** The text of a checkpoint, to be signed with `signNote`. Throws RangeError where it would not be read back the same. */
export function formatCheckpoint({ origin, size, root, extensions = [] }: Checkpoint): string {
  const lines = [origin, String(size), Buffer.from(root).toString("base64"), ...extensions];
  const text = `${lines.join("\n")}\n`;
  const back = parseCheckpoint(text);
  const isSame =
    back?.origin === origin &&
    back.size === size &&
    (back.extensions ?? []).length === extensions.length;
  if (!isSame) throw new RangeError("not a checkpoint");
  return text;
}

/** The checkpoint that a note's text is; null for any other text. Never throws. */
export function parseCheckpoint(text: string): Checkpoint | null {
  if (!text.endsWith("\n")) return null;
  const lines = text.slice(0, -1).split("\n");
  if (lines.length < 3 || lines.includes("")) return null;
  const [origin, digits, base64, ...extensions] = lines as [string, string, string, ...string[]];
  const size = sizePattern.test(digits) ? Number(digits) : NaN;
  const root = fromBase64(base64);
  if (!Number.isSafeInteger(size) || root?.length !== 32) return null;
  return { origin, size, root, ...(extensions.length > 0 && { extensions }) };
}

export type CheckpointVerification =
  | { ok: true; checkpoint: Checkpoint; signedBy: string[] }
  | {
      ok: false;
      code: "note-malformed" | "signature-wrong" | "signature-missing" | "checkpoint-malformed";
    };

/** What a signed checkpoint says and which known names signed it; see `verifyNote`. That it is of the right log is for the caller to see. */
export function verifyCheckpoint(
  note: string | Uint8Array,
  keys: readonly NoteKey[],
  at: number,
): CheckpointVerification {
  const verified = verifyNote(note, keys, at);
  if (!verified.ok) return verified;
  const checkpoint = parseCheckpoint(verified.text);
  return checkpoint
    ? { ok: true, checkpoint, signedBy: verified.signedBy }
    : { ok: false, code: "checkpoint-malformed" };
}

const sizePattern = /^(0|[1-9][0-9]{0,15})$/;
