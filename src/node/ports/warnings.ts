import type { Desk } from "../../desk/desk.ts";
import { mustSee } from "../../desk/viewer.ts";
import { askEnd, askWarning, decideWarning, warningNote } from "../../desk/warnings/ask-warning.ts";
import { listWarnings } from "../../desk/warnings/list-warnings.ts";
import type { WarningPort } from "../../http/ports/warnings.ts";
import { inOneLanguage } from "./reason.ts";
import { viewerOf } from "./viewer.ts";

export function warningPort(desk: Desk): WarningPort {
  return {
    listWarnings: (person, query) => listWarnings(desk, viewerOf(person), query),
    async askWarning(person, draft) {
      const id = await askWarning(desk, person.name, draft);
      return { id, note: warningNote(desk, draft) };
    },
    decideWarning: (person, id, { reason, ...decision }) =>
      decideWarning(desk, person.name, id, {
        ...decision,
        ...(reason && { reason: inOneLanguage(reason) }),
      }),
    async askEnd(person, id) {
      await mustSee(desk, viewerOf(person), id);
      await askEnd(desk, person.name, id);
    },
  };
}
