import type { Desk } from "../../desk/desk.ts";
import type { Person } from "../../desk/people.ts";
import { listSaid } from "../../desk/said/list-said.ts";
import { withdrawSaid, writeNoteOn, writeOpinion } from "../../desk/said/write-said.ts";
import { mustSee } from "../../desk/viewer.ts";
import type { LabelChoice } from "../../domain/report-draft.ts";
import type { StixId } from "../../domain/stix.ts";
import type { SaidPort } from "../../http/ports/said.ts";
import { mustClear, viewerOf } from "./viewer.ts";

export function saidPort(desk: Desk): SaidPort {
  async function mayWrite(person: Person, about: StixId, handling: LabelChoice | undefined) {
    await mustSee(desk, viewerOf(person), about);
    if (handling) mustClear(person, handling);
  }
  return {
    listSaid: (person, about) => listSaid(desk, viewerOf(person), about),
    async writeOpinion(person, about, draft) {
      await mayWrite(person, about, draft.handling);
      const by = { author: person.name, viewer: viewerOf(person) };
      const { record, audience, held } = await writeOpinion(desk, about, draft, by);
      return { id: record.id, audience, held };
    },
    async writeNoteOn(person, about, draft) {
      await mayWrite(person, about, draft.handling);
      const { record, audience, held } = await writeNoteOn(desk, about, draft, person.name);
      return { id: record.id, audience, held };
    },
    async withdrawSaid(person, about, said) {
      for (const one of [about, said]) await mustSee(desk, viewerOf(person), one);
      return withdrawSaid(desk, about, said);
    },
  };
}
