import { type Person, personWith, samePerson } from "../desk/people.ts";
import { AppError } from "../errors.ts";
import { may } from "../http/roles.ts";
import type { Store } from "../store/port.ts";
import type { AskPeople } from "./ask-people.ts";

/**
 * Two people of this node stand by a restore: they are asked for, and looked up in the store that is replaced, or in the
 * backup where that one cannot be read or knows nobody. Gives their names. Errors: restore-needs-two, sign-in-failed, role-missing,
 * second-person-needed.
 */
export async function confirmRestore(
  { old, backup }: { old: Store | null; backup: Store },
  ask: AskPeople,
): Promise<string[]> {
  const given = await ask(2);
  if (given.length < 2) throw new AppError("restore-needs-two");
  // A store that was made for the restore has no people yet.
  const known = await old?.documents("person").catch(() => []);
  const store = old && known && known.length > 0 ? old : backup;
  const people: Person[] = [];
  for (const { name, password } of given) people.push(await personWith(store, name, password));
  const [first, second] = people.map((person) => nameOfSecond(person));
  if (samePerson(first!, second!)) throw new AppError("second-person-needed");
  return [first!, second!];
}

function nameOfSecond({ name, role }: Person): string {
  if (!may.secondPerson.some((one) => one === role)) {
    throw new AppError("role-missing", { role, needed: may.secondPerson.join(", ") });
  }
  return name;
}
