import type { NewPassword, PersonChange } from "../../../src/desk/administer-people.ts";
import type { ListedPerson } from "../../../src/desk/people.ts";
import { request } from "./request.ts";

export type { ListedPerson, NewPassword, PersonChange };

const at = (name: string) => `/people/${encodeURIComponent(name)}`;

/** The calls of an admin about who may sign in, one line each. */
export const peopleApi = {
  people: () => request<{ people: ListedPerson[] }>("/people"),
  add: (body: Pick<ListedPerson, "name" | "role" | "clearance">) =>
    request<NewPassword>("/people", { method: "POST", body }),
  change: (name: string, body: Partial<PersonChange>) =>
    request<ListedPerson>(at(name), { method: "POST", body }),
  endSessions: (name: string) => request<void>(`${at(name)}/sessions`, { method: "DELETE" }),
  newPassword: (name: string) => request<NewPassword>(`${at(name)}/password`, { method: "POST" }),
};
