import { createHash, timingSafeEqual } from "node:crypto";
import type { Bilingual } from "../domain/bilingual.ts";
import { partnerIdPattern, type Partner, type PartnerId } from "../domain/partner.ts";
import { readPartnerIdentity } from "../domain/partner-identity.ts";
import type { StixObject } from "../domain/stix.ts";
import { AppError } from "../errors.ts";
import type { Change } from "../store/port.ts";
import { agreementsFor } from "./agreements.ts";
import type { Accepted as Checked } from "./check/checked.ts";
import { mostAheadMs } from "./dates-ahead.ts";
import type { Desk } from "./desk.ts";
import { put, read, type PartnerDocument } from "./documents.ts";
import { dropIntroduction } from "./introductions.ts";
import { isSignedWith } from "./learn-keys.ts";
import { lookAgainAtSigned } from "./look-again.ts";
import { currentKeyOf, hasSoundKeys, partyOf, showParties } from "./parties.ts";
import { settle } from "./settle.ts";
import type { Secrets } from "./secrets.ts";
import type { Viewer } from "./viewer.ts";

/**
 * What one side hands the other so that their nodes can speak: a file, carried by a person, and a secret where it holds a token.
 * Address, pin and token are null where the two nodes never reach each other and exchange bundles alone.
 */
export interface PartnerCard {
  format: "tansiq-partner-card/1";
  /** For whom it was written: the user name under which that partner logs in. */
  for: PartnerId;
  /** The signed identity object of the writer, with its public keys. */
  identity: StixObject;
  url: string | null;
  /** SHA-256 of the writer's certificate, hex; null over plain loopback HTTP. */
  pin: string | null;
  /** 256 bits, base64url. */
  token: string | null;
}

/**
 * Writes a card for a partner and remembers the hash of its token. An earlier card for it is void from now on. Without
 * `url` the partner cannot log in at all.
 */
export async function issueCard(
  desk: Desk,
  partner: PartnerId,
  { url, pin }: { url: string | null; pin: string | null },
): Promise<PartnerCard> {
  if (!new RegExp(partnerIdPattern).test(partner) || partner === desk.self.id) {
    throw new AppError("partner-unknown", { partner });
  }
  const identity = await desk.store.record(desk.self.identity);
  const token = url === null ? null : Buffer.from(desk.random(32)).toString("base64url");
  const tokenHash = token && createHash("sha256").update(token).digest("hex");
  const known = desk.partners.get(partner);
  if (known) await changePartner(desk, partner, { tokenHash });
  else {
    const change = put("setting", `token ${partner}`, tokenHash);
    await desk.store.commit({ priority: "interactive", groups: [[change]] });
  }
  return {
    format: "tansiq-partner-card/1",
    for: partner,
    identity: JSON.parse(identity!.body) as StixObject,
    url,
    pin: url === null ? null : pin,
    token,
  };
}

/** Whether a card was written for this partner before: a new one makes it void. */
export async function hasCard(desk: Desk, partner: PartnerId): Promise<boolean> {
  const known = desk.partners.get(partner);
  if (known) return known.tokenHash !== null;
  return (await read(desk.store, "setting", `token ${partner}`)) !== null;
}

/**
 * Takes a partner's card: its keys are trusted from now on, its node is called at the card's address.
 * A card with other keys for a partner that is known, by a card or by a lead's introduction, is refused: keys roll over by
 * an identity that is signed with a key known here, which may come with the card. `replaceIntroduction`: who says that
 * the card counts although a lead introduced the partner with other keys; the introduction is dropped. `kid`: of the key that a person compared
 * with the partner's admin. Errors: card-invalid, card-for-another, card-key-differs, partner-keys-differ.
 */
export async function addPartner(
  desk: Desk,
  secrets: Secrets,
  card: unknown,
  { replaceIntroduction, kid }: { replaceIntroduction?: Viewer; kid?: string } = {},
): Promise<Partner> {
  const read = readCard(desk, card);
  const { identity, url, pin, token } = read.card;
  const { partner } = read;
  if (kid !== undefined && currentKid(partner) !== kid)
    throw new AppError("card-key-differs", { partner: partner.id });
  const replaced = replaceIntroduction ? desk.introduced.get(partner.id) : undefined;
  const known = replaced ? undefined : partyOf(desk, partner.id);
  const verified = await desk.checker.check(envelope([identity]), {
    // What a known partner says of itself must be signed with a key that is trusted already.
    partners: [known ?? partner],
    labels: desk.labels,
    now: desk.clock(),
    maxAheadMs: mostAheadMs,
    allowUnsigned: false,
  });
  const [object] = verified.objects;
  if (!object?.ok) {
    const reason = object?.code ?? "identity";
    if (known && reason === "signature-key-unknown") {
      throw new AppError("partner-keys-differ", { partner: partner.id });
    }
    throw new AppError("card-invalid", { reason, reason_ar: reason });
  }
  if (replaceIntroduction && replaced)
    await dropIntroduction(desk, replaceIntroduction, { party: partner.id });
  if (token !== null) await secrets.write(partner.id, token);
  const row = { ...object.row, class: 0, via: partner.id };
  const changes: Change[] = [{ do: "record", row }];
  const { name, keys } = await newerOf(desk, partner, object);
  if (desk.partners.has(partner.id)) {
    await changePartner(desk, partner.id, { name, keys, url, pin }, changes);
  } else {
    const waiting = await desk.store.document("setting", `token ${partner.id}`);
    const document: PartnerDocument = {
      ...partner,
      name,
      keys,
      url,
      pin,
      tokenHash: waiting ? (JSON.parse(waiting.value) as string | null) : null,
      unsignedAllowed: false,
      cursor: { next: null, through: 0 },
      pushed: 0,
      lastExchange: null,
    };
    await keepPartner(desk, document, changes, row.modified);
  }
  // What it signed may have come through a lead before its card.
  await lookAgainAtSigned(desk, partner.identity);
  return partner;
}

/** What a person is to look at before a card is added: nothing is trusted yet. */
export interface ShownCard {
  partner: PartnerId;
  name: Bilingual;
  /** null: bundles go instead. */
  url: string | null;
  /** SHA-256 of its certificate, hex; null over plain loopback HTTP, and without an address. */
  pin: string | null;
  /** Id (RFC 7638 thumbprint) of the key with which it signs: both admins compare it by another way. */
  kid: string;
  /** By a card before, by a lead's introduction, or not at all. */
  known: "link" | "introduced" | null;
}

/** Errors: card-invalid, card-for-another. */
export function showCard(desk: Desk, given: unknown): ShownCard {
  const { card, partner } = readCard(desk, given);
  const { id, name } = partner;
  const known = desk.partners.has(id) ? "link" : desk.introduced.has(id) ? "introduced" : null;
  const { url, pin } = card;
  return { partner: id, name, url, pin, kid: currentKid(partner), known };
}

/** The key with which a partner signs now. */
export function currentKid(partner: Pick<Partner, "keys">): string {
  const kid = currentKeyOf(partner);
  if (kid === null) throw cardInvalid("keys");
  return kid;
}

function readCard(desk: Desk, given: unknown): { card: PartnerCard; partner: Partner } {
  const card = asCard(given);
  if (card.for !== desk.self.id) {
    throw new AppError("card-for-another", { partner: String(card.for), node: desk.self.id });
  }
  const partner = readPartnerIdentity(card.identity);
  if (partner.id === desk.self.id) throw cardInvalid("identity");
  if (!hasSoundKeys(desk, partner)) throw cardInvalid("keys");
  return { card, partner };
}

/** Of a known partner, what its latest identity says: a card may have been written before its key rolled over, or after. */
async function newerOf(desk: Desk, card: Partner, { object, row }: Checked): Promise<Partner> {
  const known = partyOf(desk, card.id);
  if (!known) return card;
  const head = (await desk.store.heads([card.identity])).get(card.identity);
  if (head && head.modified >= row.modified) return known;
  if (isSignedWith(object, known)) return card;
  throw new AppError("partner-keys-differ", { partner: card.id });
}

/**
 * Changes some fields of a known partner's document, in memory first: exchanges change others of its fields
 * meanwhile, and must build on this. Undone where it cannot be stored.
 */
async function changePartner(
  desk: Desk,
  id: PartnerId,
  fields: Partial<PartnerDocument>,
  changes: readonly Change[] = [],
): Promise<void> {
  const before = desk.partners.get(id)!;
  const document = { ...before, ...fields };
  desk.partners.set(id, document);
  const group = [...changes, put("partner", id, document)];
  try {
    const result = await desk.store.commit({ priority: "interactive", groups: [group] });
    settle(desk, [group], result);
  } catch (error) {
    const { cursor, pushed, lastExchange } = desk.partners.get(id)!;
    desk.partners.set(id, { ...before, cursor, pushed, lastExchange });
    throw error;
  }
  desk.events.emit({ type: "partner", data: { partner: id, state: "known" } });
}

/** In memory first, so that whatever is planned meanwhile counts with the partner. Undone where it cannot be stored. */
async function keepPartner(
  desk: Desk,
  document: PartnerDocument,
  changes: readonly Change[],
  modified: number,
): Promise<void> {
  const { id, identity } = document;
  const introduced = desk.introduced.get(id);
  desk.partners.set(id, document);
  desk.introduced.delete(id);
  const offer = { partner: id, id: desk.self.identity, control: true };
  const plan = async () => {
    const group: Change[] = [
      ...changes,
      put("partner", id, desk.partners.get(id)!),
      { do: "remove", kind: "introduced", key: id },
      { do: "offer", offer },
      ...(await agreementsFor(desk, { id, identity, modified })),
    ];
    return { batch: { priority: "interactive" as const, groups: [group] }, value: group };
  };
  const { result, value } = await desk.board.commit(plan).catch((error: unknown) => {
    desk.partners.delete(id);
    if (introduced) desk.introduced.set(id, introduced);
    throw error;
  });
  showParties(desk);
  settle(desk, [value], result);
  desk.events.emit({ type: "partner", data: { partner: id, state: "known" } });
}

/**
 * Whether unsigned objects of a partner whose client cannot sign are let in: for own people only, never passed on.
 * Error: partner-unknown.
 */
export async function allowUnsigned(
  desk: Desk,
  partner: PartnerId,
  unsignedAllowed: boolean,
): Promise<void> {
  if (!desk.partners.has(partner)) throw new AppError("partner-unknown", { partner });
  await changePartner(desk, partner, { unsignedAllowed });
}

/** The partner that these credentials belong to; compared in constant time. */
export function partnerLogin(desk: Desk, username: string, token: string): PartnerId | null {
  const wanted = desk.partners.get(username)?.tokenHash ?? "0".repeat(64);
  const given = createHash("sha256").update(token).digest();
  const same = timingSafeEqual(given, Buffer.from(wanted, "hex"));
  return same && desk.partners.has(username) ? username : null;
}

function asCard(value: unknown): PartnerCard {
  const card = value as Partial<PartnerCard> | null;
  if (card?.format !== "tansiq-partner-card/1") throw cardInvalid("format");
  const { token, url, identity, pin } = card;
  if (url === null && token === null && pin === null && isObject(identity)) {
    return card as PartnerCard;
  }
  if (typeof token !== "string" || Buffer.from(token, "base64url").length !== 32) {
    throw cardInvalid("token");
  }
  if (typeof url !== "string" || !URL.canParse(url)) throw cardInvalid("url");
  if (!isObject(identity)) throw cardInvalid("identity");
  if (pin !== null && !/^[0-9a-f]{64}$/.test(String(pin))) {
    throw cardInvalid("pin");
  }
  const { protocol, hostname } = new URL(url);
  // What the links may call: a card with another address would be refused by each start of the node.
  const local = protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(hostname);
  if (pin === null ? !local : protocol !== "https:") throw cardInvalid("pin");
  return card as PartnerCard;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

const cardFaults = {
  format: { ar: "ليس ملف بطاقة", en: "the file is not a card" },
  identity: { ar: "هوية من كتبها غير صالحة", en: "the identity of its writer" },
  keys: { ar: "مفاتيح من كتبها غير صالحة", en: "the keys of its writer" },
  token: { ar: "رمز الدخول غير صالح", en: "the token" },
  url: { ar: "العنوان غير صالح", en: "the address" },
  pin: { ar: "بصمة الشهادة غير صالحة", en: "the fingerprint of the certificate" },
};

function cardInvalid(part: keyof typeof cardFaults): AppError {
  const { ar, en } = cardFaults[part];
  return new AppError("card-invalid", { reason: en, reason_ar: ar });
}

export function isLoopback(host: string): boolean {
  return (
    host === "localhost" || host === "[::1]" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host)
  );
}

function envelope(objects: StixObject[]): Uint8Array {
  return Buffer.from(JSON.stringify({ objects }));
}
