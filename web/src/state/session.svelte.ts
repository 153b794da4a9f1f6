import { api } from "../api/calls.ts";
import { ApiError } from "../api/problem.ts";
import { whenSignedOut } from "../api/request.ts";
import type { NodeAnswer, Person } from "../api/shapes.ts";
import { forgetPerson } from "./forget.ts";
import { clearKept } from "./offline.svelte.ts";
import { speakTo } from "../text/text.svelte.ts";

interface Session {
  /** `locked`: nobody is signed in, and what was open waits behind the lock for this person. */
  phase: "starting" | "out" | "in" | "locked";
  person: Person | null;
  node: NodeAnswer | null;
  /** True where a session ended by itself, so that the sign-in page says so. */
  expired: boolean;
  error: unknown;
}

export const session: Session = $state({
  phase: "starting",
  person: null,
  node: null,
  expired: false,
  error: null,
});

/** So long the node may take to end a session, ms. */
const endingMs = 5000;
const mark = "tansiq.signed-in";
/** Set from when a person leaves until the node has said that the session is over. */
const leaving = "tansiq.leaving";

whenSignedOut(() => {
  if (session.phase === "locked") return;
  session.expired = session.phase === "in";
  leave();
});

/** Asks the node who it is and whether this browser has a session already. */
export async function begin(): Promise<void> {
  session.error = null;
  try {
    if (localStorage.getItem(leaving)) await end();
    session.node = await api.node();
    // Without the mark nobody signed in on this browser: then there is no session to ask for.
    if (localStorage.getItem(mark)) enter((await api.session()).person);
    else leave();
  } catch (error) {
    if (!(error instanceof ApiError && error.problem.status === 401)) session.error = error;
    leave();
  }
}

/** @throws ApiError sign-in-failed and others of the catalogue */
export async function signIn(name: string, password: string): Promise<void> {
  await ending;
  const { person } = await api.signIn(name, password);
  session.node ??= await api.node();
  enter(person);
}

/** At once for this page; the node is told meanwhile. */
export function signOut(): void {
  void end();
  session.expired = false;
  leave();
}

/**
 * The session before, as it ends at the node; settles in any case. Whoever signs in waits for it: two answers on their way at once
 * would leave it to chance which of them sets the cookie last.
 */
let ending = Promise.resolve();

function end(): Promise<void> {
  const before = ending;
  return (ending = endSession().then(() => before));
}

/** Ends the session at the node; what is open stays, unseen, until the same person comes back. */
export async function lock(): Promise<void> {
  if (session.phase !== "in") return;
  session.phase = "locked";
  await end();
}

/** @throws ApiError sign-in-failed and others of the catalogue */
export async function unlock(password: string): Promise<void> {
  await ending;
  enter((await api.signIn(session.person!.name, password)).person);
}

/** Whether this person's role may write and look behind the picture; the node checks again. */
export function mayWrite(): boolean {
  return session.person !== null && session.person.role !== "reader";
}

/** Whether this person's role may recall, sign and end; the node checks again. */
export function mayAgree(): boolean {
  return session.person?.role === "liaison" || session.person?.role === "admin";
}

/** Whether this person's role decides whose an id is; the node checks again. */
export function isAdmin(): boolean {
  return session.person?.role === "admin";
}

/** Whether this person's clearance is the full one, which what counts records whatever their label needs; the node checks again. */
export function seesAll(): boolean {
  const { upTo, caveats } = session.person?.clearance ?? {};
  return upTo === "secret" && caveats === "all";
}

/** Whether this is the name of who is signed in: names that differ in case or form alone are one person's. */
export function isMe(name: string | null): boolean {
  const key = (text: string) => text.normalize("NFKC").toLowerCase();
  return name !== null && session.person !== null && key(name) === key(session.person.name);
}

function enter(person: Person): void {
  session.person = person;
  session.expired = false;
  session.phase = "in";
  keepMark(mark);
  localStorage.removeItem(leaving);
  speakTo(person.name);
}

/** Where the node is not reached, the session is over for this browser all the same, and ended there at the next start. */
async function endSession(): Promise<void> {
  localStorage.removeItem(mark);
  keepMark(leaving);
  sessionStorage.clear();
  clearKept();
  await api.signOut(AbortSignal.timeout(endingMs)).then(
    () => localStorage.removeItem(leaving),
    (error: unknown) => {
      if (error instanceof ApiError && error.problem.status === 401)
        localStorage.removeItem(leaving);
    },
  );
}

function keepMark(name: string): void {
  try {
    localStorage.setItem(name, "yes");
  } catch {
    // This machine's storage is full: without the mark a reload asks for the password again.
  }
}

function leave(): void {
  localStorage.removeItem(mark);
  session.person = null;
  session.phase = "out";
  forgetPerson();
  speakTo(null);
}
