import { AppError } from "../../errors.ts";

export interface PageHead {
  more: boolean;
  next: string | null;
  /** False: there is nothing to take in. */
  objects: boolean;
}

const headBytes = 4_096;
const usual = /^\{"more":(true|false),(?:"next":("(?:[^"\\]|\\.)*"),)?"objects":\[\s*\{/;

/**
 * What a client needs to know of an envelope (TAXII 2.1 section 3.7) before it hands it on. An envelope that begins as our own
 * server writes it is not parsed here; the checker that reads it next refuses duplicate keys, so a later `more` cannot differ.
 * AppError partner-answer-wrong.
 */
export function pageHead(envelope: Uint8Array): PageHead {
  const start = Buffer.from(envelope.buffer, envelope.byteOffset, envelope.byteLength);
  const found = usual.exec(start.toString("latin1", 0, headBytes));
  if (found !== null) return { more: found[1] === "true", next: token(found[2]), objects: true };
  return parsedHead(start);
}

function parsedHead(bytes: Buffer): PageHead {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new AppError("partner-answer-wrong", { reason: "not JSON" });
  }
  if (typeof value !== "object" || value === null) {
    throw new AppError("partner-answer-wrong", { reason: "not an envelope" });
  }
  const { more, next, objects } = value as Record<string, unknown>;
  return {
    more: more === true,
    next: typeof next === "string" && next !== "" ? next : null,
    objects: Array.isArray(objects) && objects.length > 0,
  };
}

function token(json: string | undefined): string | null {
  return json === undefined ? null : (JSON.parse(json) as string);
}
