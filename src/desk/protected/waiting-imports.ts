import { stixTime } from "../../domain/time.ts";
import type { Desk } from "../desk.ts";
import { readAll } from "../documents.ts";
import { waitsFor } from "../two-people.ts";
import type { Viewer } from "../viewer.ts";
import { nothing, shownRefusal, type Waiting } from "../waiting.ts";

/** Imports that wait for a second person. Their places are read by `readImport`. */
export async function waitingImports(desk: Desk, { name }: Viewer): Promise<Waiting[]> {
  const all = [...(await readAll(desk.store, "protected-import"))];
  return all
    .filter(([, waiting]) => waitsFor(waiting, name))
    .map(([id, { file, count, asked, refused }]) => {
      const since = stixTime(asked.at);
      return {
        ...{ ...nothing, kind: "protected-import", id, modified: null, version: since, since },
        ...{ by: asked.by, places: { file, count }, refused: shownRefusal(refused) },
      };
    });
}
