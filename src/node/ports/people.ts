import {
  addByAdmin,
  changeByAdmin,
  endSessionsByAdmin,
  newPasswordByAdmin,
} from "../../desk/administer-people.ts";
import type { Desk } from "../../desk/desk.ts";
import { listPeople } from "../../desk/people.ts";
import type { PeoplePort } from "../../http/ports/people.ts";

export function peoplePort(desk: Desk): PeoplePort {
  return {
    listPeople: () => listPeople(desk),
    addPerson: (admin, draft) => addByAdmin(desk, admin, draft),
    changePerson: (admin, name, change) => changeByAdmin(desk, admin, name, change),
    newPassword: (admin, name) => newPasswordByAdmin(desk, admin, name),
    endSessions: (admin, name) => endSessionsByAdmin(desk, admin, name),
  };
}
