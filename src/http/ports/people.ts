import type { NewPassword, PersonChange } from "../../desk/administer-people.ts";
import type { Role } from "../../desk/documents.ts";
import type { ListedPerson, Person } from "../../desk/people.ts";
import type { Clearance } from "../../domain/clearance.ts";

/** Who may sign in at this node. AppError role-missing where the admin is none any more by then. */
export interface PeoplePort {
  /** By name. */
  listPeople(): Promise<ListedPerson[]>;
  /** AppError person-exists, person-invalid, clearance-above-own. */
  addPerson(
    admin: Person,
    draft: { name: string; role: Role; clearance: Clearance },
  ): Promise<NewPassword>;
  /** AppError person-unknown, clearance-above-own, last-admin. */
  changePerson(admin: Person, name: string, change: Partial<PersonChange>): Promise<ListedPerson>;
  /** AppError person-unknown, clearance-above-own. */
  newPassword(admin: Person, name: string): Promise<NewPassword>;
  /** AppError person-unknown. */
  endSessions(admin: Person, name: string): Promise<void>;
}
