import { type Clearance, covers, lowestClearance } from "../domain/clearance.ts";
import { AppError } from "../errors.ts";
import type { Desk } from "./desk.ts";
import { read, type PersonDocument, type Role } from "./documents.ts";
import {
  inPeoplesTurn,
  type ListedPerson,
  listedPerson,
  makePerson,
  mustLeaveAdmin,
  type Person,
  personKey,
  writePerson,
} from "./people.ts";
import { administered } from "./read-log.ts";

/** What an admin says of a person. */
export interface PersonChange {
  role: Role;
  clearance: Clearance;
  /** True: may not sign in, and whoever is signed in is no more. */
  disabled: boolean;
}

export interface NewPassword {
  person: ListedPerson;
  /** To be handed over by another way; nobody can read it again. */
  password: string;
}

/**
 * An admin adds a person, with a random password that is shown once. Errors: person-exists, person-invalid, clearance-above-own,
 * role-missing.
 */
export async function addByAdmin(
  desk: Desk,
  admin: Person,
  { name, role, clearance }: { name: string; role: Role; clearance: Clearance },
): Promise<NewPassword> {
  return inTurn(desk, admin, async (own) => {
    if (await read(desk.store, "person", personKey(name))) {
      throw new AppError("person-exists", { name });
    }
    mustCover(own, clearance);
    const { document, password } = await makePerson(desk, { name, role, clearance });
    await write(desk, own, document, { act: "add", name, role, clearance });
    return { person: listedPerson(document), password };
  });
}

/**
 * An admin changes what a person may; what is left out stays as it is, also where another admin has just changed it. Errors: person-unknown, clearance-above-own for one that is raised, last-admin,
 * role-missing.
 */
export async function changeByAdmin(
  desk: Desk,
  admin: Person,
  name: string,
  change: Partial<PersonChange>,
): Promise<ListedPerson> {
  return inTurn(desk, admin, async (own) => {
    const known = await personNamed(desk, name);
    const before = known.clearance ?? lowestClearance;
    const { role = known.role, clearance = before, disabled = known.disabled === true } = change;
    if (!covers(before, clearance)) mustCover(own, clearance);
    const { disabled: _, ...kept } = known;
    const document: PersonDocument = { ...kept, role, clearance, ...(disabled && { disabled }) };
    await mustLeaveAdmin(desk, document);
    const said = { act: "change", name: known.name, role, clearance, disabled };
    await write(desk, own, document, said, disabled);
    return listedPerson(document);
  });
}

/**
 * An admin gives a person a new random password, and ends that person's sessions. Errors: person-unknown, role-missing;
 * clearance-above-own: whoever knows it could read more than this admin may.
 */
export async function newPasswordByAdmin(
  desk: Desk,
  admin: Person,
  name: string,
): Promise<NewPassword> {
  return inTurn(desk, admin, async (own) => {
    const known = await personNamed(desk, name);
    const clearance = known.clearance ?? lowestClearance;
    mustCover(own, clearance);
    const { document, password } = await makePerson(desk, { ...known, clearance });
    const next = { ...document, ...(known.disabled && { disabled: known.disabled }) };
    const said = { act: "password", name: known.name };
    await write(desk, own, next, said, true);
    return { person: listedPerson(next), password };
  });
}

/** An admin signs a person out everywhere; the password stays good. Errors: person-unknown, role-missing. */
export async function endSessionsByAdmin(desk: Desk, admin: Person, name: string): Promise<void> {
  return inTurn(desk, admin, async (own) => {
    const known = await personNamed(desk, name);
    await write(desk, own, known, { act: "sessions", name: known.name }, true);
  });
}

/** One act after the other, and only of who is an admin at that moment. */
function inTurn<T>(
  desk: Desk,
  { name }: Person,
  act: (own: PersonDocument) => Promise<T>,
): Promise<T> {
  return inPeoplesTurn(desk, async () => {
    const own = await read(desk.store, "person", personKey(name));
    if (own?.role !== "admin" || own.disabled)
      throw new AppError("role-missing", { role: own?.role ?? "-", needed: "admin" });
    return act(own);
  });
}

async function personNamed(desk: Desk, name: string): Promise<PersonDocument> {
  const known = await read(desk.store, "person", personKey(name));
  if (!known) throw new AppError("person-unknown", { name });
  return known;
}

function mustCover({ clearance = lowestClearance }: PersonDocument, other: Clearance): void {
  if (!covers(clearance, other)) throw new AppError("clearance-above-own");
}

/** What was done is written down with it. */
async function write(
  desk: Desk,
  { name: admin }: PersonDocument,
  document: PersonDocument,
  said: { act: string; [more: string]: unknown },
  endSessions = false,
): Promise<void> {
  const along = [administered(desk, { name: personKey(admin) }, said)];
  await writePerson(desk, document, { endSessions, along });
}
