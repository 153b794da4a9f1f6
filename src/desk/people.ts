import { createHash, scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";
import { promisify } from "node:util";
import { type Clearance, lowestClearance } from "../domain/clearance.ts";
import { AppError } from "../errors.ts";
import type { Change, Store } from "../store/port.ts";
import type { Desk } from "./desk.ts";
import { put, read, readAll, roles, type PersonDocument, type Role } from "./documents.ts";

export interface Person {
  name: string;
  role: Role;
  clearance: Clearance;
}

export interface ListedPerson extends Person {
  /** May not sign in for the time being. */
  disabled: boolean;
}

const derive = promisify<string, Uint8Array, number, ScryptOptions, Buffer>(scrypt);
/** About 25 ms and 16 MiB on a small machine (OWASP's floor for scrypt is N=2^14, r=8, p=5; we take p=1 with N=2^15). */
const cost = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const sessionMs = 12 * 3600_000;
const namePattern = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,62}$/u;

/**
 * Whoever runs the node adds a person, or sets role and password anew, which ends that person's sessions; who may not sign in
 * still may not. Without `password` a random one is made (100 bits) and returned once. Without `clearance` it stays as it was,
 * the lowest at first. Errors: person-invalid, last-admin.
 */
export async function addPerson(
  desk: Desk,
  { name, role, clearance: given, password }: PersonDraft,
): Promise<Person & { password: string }> {
  return inPeoplesTurn(desk, async () => {
    const known = await read(desk.store, "person", personKey(name));
    const clearance = given ?? known?.clearance ?? lowestClearance;
    const made = await makePerson(desk, { name, role, clearance, ...(password && { password }) });
    const document = { ...made.document, ...(known?.disabled && { disabled: known.disabled }) };
    if (known?.role === "admin") await mustLeaveAdmin(desk, document);
    await writePerson(desk, document, { endSessions: true });
    return { ...personOf(document), password: made.password };
  });
}

/** Errors: last-admin, where nobody would be left who administers this node. */
export async function mustLeaveAdmin(desk: Desk, next: PersonDocument): Promise<void> {
  const people = new Map(await readAll(desk.store, "person")).set(personKey(next.name), next);
  const left = [...people.values()].some(({ role, disabled }) => role === "admin" && !disabled);
  if (!left) throw new AppError("last-admin");
}

/** In the turn of `inPeoplesTurn`; `along` is written in the same commit. Who watches is looked at again. */
export async function writePerson(
  desk: Desk,
  document: PersonDocument,
  { endSessions, along = [] }: { endSessions: boolean; along?: readonly Change[] },
): Promise<void> {
  const person = personKey(document.name);
  const ended = endSessions
    ? [...desk.sessions].flatMap(([key, session]) => (session.person === person ? [key] : []))
    : [];
  const group: Change[] = [
    put("person", person, document),
    ...ended.map((key) => ({ do: "remove" as const, kind: "session" as const, key })),
    ...along,
  ];
  await desk.store.commit({ priority: "interactive", groups: [group] });
  for (const key of ended) desk.sessions.delete(key);
  desk.events.emit({ type: "people", data: {} });
}

/** Whoever reads what a person may and then writes what rests on it does both in one turn. */
export function inPeoplesTurn<T>(desk: Desk, work: () => Promise<T>): Promise<T> {
  return desk.turns.whole(["people"], work);
}

export interface PersonDraft {
  name: string;
  role: string;
  clearance?: Clearance;
  password?: string;
}

/** The document of a person with a new password, not written yet. Errors: person-invalid. */
export async function makePerson(
  desk: Desk,
  {
    name,
    role,
    clearance,
    password = randomPassword(desk),
  }: PersonDraft & { clearance: Clearance },
): Promise<{ document: PersonDocument; password: string }> {
  if (!namePattern.test(name))
    throw new AppError("person-invalid", { reason: "name", reason_ar: "الاسم" });
  if (!isRole(role)) {
    const known = roles.join(", ");
    throw new AppError("person-invalid", {
      reason: `role: ${known}`,
      reason_ar: `الدور: ${known}`,
    });
  }
  if (password.length < 12)
    throw new AppError("person-invalid", {
      reason: "password: 12 or more",
      reason_ar: "كلمة المرور: 12 حرفاً أو أكثر",
    });
  const salt = desk.random(16);
  const hash = await derive(password.normalize("NFKC"), salt, 32, cost);
  const hex = { salt: Buffer.from(salt).toString("hex"), hash: hash.toString("hex") };
  return { document: { name, role, clearance, ...hex }, password };
}

/**
 * Whose name and password these are. An unknown name costs as much time as a wrong password. Errors: sign-in-failed, those
 * of the store.
 */
export async function personWith(store: Store, name: string, password: string): Promise<Person> {
  return personOf(await documentWith(store, name, password));
}

async function documentWith(store: Store, name: string, password: string): Promise<PersonDocument> {
  const known = await read(store, "person", personKey(name));
  const salt = known ? Buffer.from(known.salt, "hex") : Buffer.alloc(16);
  const hash = await derive(password.normalize("NFKC"), salt, 32, cost);
  const wanted = known ? Buffer.from(known.hash, "hex") : Buffer.alloc(32);
  if (!timingSafeEqual(hash, wanted) || !known || known.disabled)
    throw new AppError("sign-in-failed");
  return known;
}

/**
 * Opens a session of 12 hours, unless the password is not good any more by then. The token is kept only as its SHA-256. Errors:
 * sign-in-failed.
 */
export async function signIn(
  desk: Desk,
  name: string,
  password: string,
): Promise<{ token: string; person: Person; expires: string }> {
  // Outside of the turn: it takes long, and nobody should have to wait while others are refused.
  const { hash } = await documentWith(desk.store, name, password);
  return inPeoplesTurn(desk, async () => {
    const known = await read(desk.store, "person", personKey(name));
    if (known?.hash !== hash || known.disabled) throw new AppError("sign-in-failed");
    const token = Buffer.from(desk.random(32)).toString("base64url");
    const expires = desk.clock() + sessionMs;
    const over = [...desk.sessions].flatMap(([key, one]) =>
      one.expires <= desk.clock() ? [key] : [],
    );
    const group: Change[] = [
      put("session", digest(token), { person: personKey(name), expires }),
      ...over.map((key) => ({ do: "remove" as const, kind: "session" as const, key })),
    ];
    await desk.store.commit({ priority: "interactive", groups: [group] });
    for (const key of over) desk.sessions.delete(key);
    desk.sessions.set(digest(token), { person: personKey(name), expires });
    return { token, person: personOf(known), expires: new Date(expires).toISOString() };
  });
}

/** Who a token belongs to; null when it is unknown or has expired. */
export async function session(desk: Desk, token: string): Promise<Person | null> {
  const found = desk.sessions.get(digest(token));
  if (!found || found.expires <= desk.clock()) return null;
  const person = await read(desk.store, "person", found.person);
  return person && !person.disabled ? personOf(person) : null;
}

/** Until when a token is good, ISO 8601 UTC; null when it is unknown. */
export function sessionExpires(desk: Desk, token: string): string | null {
  const found = desk.sessions.get(digest(token));
  return found ? new Date(found.expires).toISOString() : null;
}

export async function signOut(desk: Desk, token: string): Promise<void> {
  const key = digest(token);
  const change = { do: "remove", kind: "session", key } as const;
  await desk.store.commit({ priority: "interactive", groups: [[change]] });
  desk.sessions.delete(key);
  desk.events.emit({ type: "people", data: {} });
}

/** Everybody who was ever added, by name. */
export async function listPeople(desk: Desk): Promise<ListedPerson[]> {
  const people = [...(await readAll(desk.store, "person")).values()].map(listedPerson);
  return people.toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Changes how far a person may see, from the next question on. Errors: person-unknown. */
export async function setClearance(
  desk: Desk,
  name: string,
  clearance: Clearance,
): Promise<Person> {
  return inPeoplesTurn(desk, async () => {
    const known = await read(desk.store, "person", personKey(name));
    if (!known) throw new AppError("person-unknown", { name });
    await writePerson(desk, { ...known, clearance }, { endSessions: false });
    return personOf({ ...known, clearance });
  });
}

export function listedPerson(document: PersonDocument): ListedPerson {
  return { ...personOf(document), disabled: document.disabled === true };
}

function personOf({ name, role, clearance = lowestClearance }: PersonDocument): Person {
  return { name, role, clearance };
}

function isRole(role: string): role is Role {
  return (roles as readonly string[]).includes(role);
}

export function samePerson(one: string, other: string): boolean {
  return personKey(one) === personKey(other);
}

/** Names that differ in case or form alone are one person's. */
export function personKey(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

function digest(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Twenty letters and digits that cannot be mistaken for each other, in groups of five. */
function randomPassword(desk: Desk): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789X";
  const text = Array.from(desk.random(20), (byte) => letters[byte % 32]).join("");
  return text.match(/.{5}/g)!.join("-");
}
