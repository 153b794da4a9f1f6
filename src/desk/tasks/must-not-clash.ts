import { clashKindNames } from "../../deconflict/clash.ts";
import type { Bilingual, Lang } from "../../domain/bilingual.ts";
import type { StixId } from "../../domain/stix.ts";
import { AppError } from "../../errors.ts";
import type { Desk } from "../desk.ts";
import { listed } from "../list-records.ts";
import { partyOf } from "../parties.ts";
import type { Viewer } from "../viewer.ts";
import { partsIn } from "./clash-state.ts";
import { performerOf } from "./joint-task.ts";
import { seesClash } from "./list-clashes.ts";
import type { KnownClash } from "./task-board.ts";

/** So many are named in one message. */
const mostNamed = 5;

const unseen: Bilingual = {
  ar: "تعارض مع ما ليس لك أن تطّلع عليه",
  en: "a clash with what you may not see",
};

/**
 * Keeps a part from being ready while a clash blocks it; says how it clashes, and with which part where this person may see that.
 * Error: clash-open.
 */
export async function mustNotClash(desk: Desk, viewer: Viewer, id: StixId): Promise<void> {
  const blocking = desk.tasks.clashesOf(id).filter(({ blocks }) => blocks);
  if (blocking.length === 0) return;
  const seen = blocking.filter(({ clash }) => seesClash(desk, viewer, clash));
  const said = await Promise.all(
    seen.slice(0, mostNamed).map((known) => named(desk, viewer, id, known)),
  );
  if (seen.length < blocking.length) said.push(unseen);
  const more = seen.length - mostNamed;
  if (more > 0) said.push({ ar: `وغيرها ${more}`, en: `${more} more` });
  throw new AppError("clash-open", {
    id,
    clashes: said.map(({ en }) => en).join("; "),
    clashes_ar: said.map(({ ar }) => ar).join("؛ "),
  });
}

async function named(
  desk: Desk,
  viewer: Viewer,
  id: StixId,
  { clash }: KnownClash,
): Promise<Bilingual> {
  const kind = clashKindNames[clash.kind];
  const other = partsIn(desk.live, clash).find((part) => part.id !== id);
  if (!other) return kind;
  const how = JSON.stringify({ clash: clash.id });
  const [record] = await listed(desk, viewer, await desk.store.byRows([other.row]), "listed", how);
  const { ar, en } = record?.name ?? {};
  const performer = performerOf(other);
  const by = (lang: Lang) => partyOf(desk, performer)?.name[lang] ?? performer;
  return {
    ar: `${kind.ar}: «${ar ?? en ?? other.id}» (${by("ar")}، ${other.id})`,
    en: `${kind.en}: “${en ?? ar ?? other.id}” (${by("en")}, ${other.id})`,
  };
}
