import type { Desk } from "../../desk/desk.ts";
import { listUnits, readUnit } from "../../desk/units/list-units.ts";
import { changeUnit, relateUnit, writeUnit } from "../../desk/units/write-unit.ts";
import { mustSee } from "../../desk/viewer.ts";
import type { UnitPort } from "../../http/ports/units.ts";
import { mustClear, viewerOf } from "./viewer.ts";

export function unitPort(desk: Desk): UnitPort {
  return {
    listUnits: (person, query) => listUnits(desk, viewerOf(person), query),
    readUnit: (person, id) => readUnit(desk, viewerOf(person), id),
    async writeUnit(person, draft) {
      mustClear(person, draft);
      const { record, audience, held } = await writeUnit(desk, draft, person.name);
      return { unit: await readUnit(desk, viewerOf(person), record.id), audience, held };
    },
    async changeUnit(person, id, draft) {
      await mustSee(desk, viewerOf(person), id);
      mustClear(person, draft);
      const { audience, held } = await changeUnit(desk, id, draft, person.name);
      return { unit: await readUnit(desk, viewerOf(person), id), audience, held };
    },
    async relateUnit(person, id, relation, target) {
      for (const one of [id, target]) await mustSee(desk, viewerOf(person), one);
      const { audience, held } = await relateUnit(desk, id, relation, target);
      return { unit: await readUnit(desk, viewerOf(person), id), audience, held };
    },
  };
}
