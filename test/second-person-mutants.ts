import type { Mutant } from "./mutants.ts";

const secondPerson = "test/network/second-person.test.ts";
const held: Mutant["killedBy"] = [
  secondPerson,
  "what is held leaves neither before its time nor by the word of its author, nor unread",
];
const confirmed: Mutant["killedBy"] = [
  secondPerson,
  "what one person proposes or signs says nothing until another one confirms what that one read",
];
const once: Mutant["killedBy"] = [
  secondPerson,
  "what goes once goes by the word of another person than asked for it, on what that one read",
];
const freeHeld = "src/desk/free-held.ts";
const oneOff = "src/desk/one-off.ts";
const confirm = "src/desk/confirm.ts";

/** What one person alone could let go, or two people more than they agreed on. */
export const secondPersonMutants: readonly Mutant[] = [
  {
    leak: "a held entry that leaves before its delay is over",
    file: freeHeld,
    find: "  if (hold > passed) {",
    replace: "  if (hold === Infinity && passed !== Infinity) {",
    killedBy: held,
  },
  {
    leak: "a held entry that leaves without the second person",
    file: freeHeld,
    find: "const passed = approvedBy === null ? (desk.clock() - since) / 60_000 : Infinity;",
    replace: "const passed = Infinity;",
    killedBy: held,
  },
  {
    leak: "a held entry that its author lets go",
    file: freeHeld,
    find: 'if (author !== null && samePerson(author, person)) throw new AppError("second-person-needed");',
    replace: "",
    killedBy: held,
  },
  {
    leak: "a held entry that its author changed after the second person read it",
    file: freeHeld,
    find: 'if (stixTime(held.modified) !== version) throw new AppError("waiting-gone");',
    replace: "",
    killedBy: held,
  },
  {
    leak: "reports that somebody imports and lets go alone",
    file: "src/commands/commands.ts",
    find: "submitReports(desk, drafts, name)",
    replace: "submitReports(desk, drafts)",
    killedBy: [
      "test/network/hold.test.ts",
      "who imports reports is their author, and not the second person who lets them go",
    ],
  },
  {
    leak: "a one-off release by who asked for it",
    file: oneOff,
    find: 'if (samePerson(asked.asked.by, person)) throw new AppError("second-person-needed");',
    replace: "",
    killedBy: once,
  },
  {
    leak: "a one-off release of what was changed after the second person read it",
    file: oneOff,
    find: 'if (stixTime(asked.modified) !== version) throw new AppError("waiting-gone");',
    replace: "",
    killedBy: once,
  },
  {
    leak: "a one-off release across a red line that was drawn before it left",
    file: oneOff,
    find: "parts.every((part) => isAdmitted(desk, policy, part, partner))",
    replace: "parts.length >= 0",
    killedBy: [secondPerson, "a red line that is drawn after two people agreed keeps it here"],
  },
  {
    leak: "a one-off release of what rests on something that was taken back",
    file: oneOff,
    find: "const ids = [id, ...rests, ...needs",
    replace: "const ids = [id, ...needs",
    killedBy: [
      secondPerson,
      "what rests on something that was taken back is neither let go once nor served again",
    ],
  },
  {
    leak: "a signature by one person who signs twice",
    file: confirm,
    find: "if (samePerson(waiting.asked.by, person)) return readAgreement(desk, id);",
    replace: "",
    killedBy: confirmed,
  },
  {
    leak: "what one person signed or proposed and confirms alone",
    file: "src/desk/two-people.ts",
    find: 'if (approve && own) throw new AppError("second-person-needed");',
    replace: "",
    killedBy: confirmed,
  },
  {
    leak: "a proposal that was changed after the second person read it",
    file: confirm,
    find: "version === versionToConfirm(waiting) && ",
    replace: "",
    killedBy: confirmed,
  },
  {
    leak: "a warning that ends by the word on the warning",
    file: "src/desk/warnings/ask-warning.ts",
    find: 'const waiting = over ? await read(desk.store, "warning-over", id) : warning;',
    replace: 'const waiting = warning ?? (await read(desk.store, "warning-over", id));',
    killedBy: [
      "test/network/warnings.test.ts",
      "with the duty in the charter a warning crosses the red line in both languages; nothing else does",
    ],
  },
  {
    leak: "a bundle by one person who asks for it twice",
    file: confirm,
    find: "const own = counts && samePerson(waiting.asked.by, person);",
    replace: "const own = false;",
    killedBy: confirmed,
  },
  {
    leak: "a restore by one person who is asked twice",
    file: "src/commands/confirm-restore.ts",
    find: 'if (samePerson(first!, second!)) throw new AppError("second-person-needed");',
    replace: "",
    killedBy: ["test/robustness/restore-two.test.ts", "nothing is restored for one person twice"],
  },
];
