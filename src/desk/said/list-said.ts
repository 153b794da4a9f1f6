import type { Lang, Text } from "../../domain/bilingual.ts";
import type { OpinionValue } from "../../domain/opinion.ts";
import type { PartnerId } from "../../domain/partner.ts";
import type { StixId } from "../../domain/stix.ts";
import type { Desk } from "../desk.ts";
import { read } from "../documents.ts";
import { listed } from "../list-records.ts";
import { mustSee, sees, type Viewer } from "../viewer.ts";
import { textsOf } from "../written-before.ts";
import { isAbout } from "./write-said.ts";

/** What somebody said of a record. */
export interface ListedSaid {
  id: StixId;
  kind: "opinion" | "note";
  by: PartnerId | null;
  /** The person of this node who wrote it; null: another node's, or nobody signed in. Never leaves this node. */
  author: string | null;
  /** RFC 3339, UTC: of the latest version, and of the first. */
  modified: string;
  created: string;
  /** null: it is a note. */
  opinion: OpinionValue | null;
  /** Why, or what the note says. */
  text: Text;
  /** Of the original. */
  lang: Lang;
}

/** So many opinions, and so many notes, are told at once: the newest. */
export const mostSaid = 500;

/** Opinions of a record and notes on it, as far as this person may see them, newest first. Error: record-not-found. */
export async function listSaid(desk: Desk, viewer: Viewer, about: StixId): Promise<ListedSaid[]> {
  await mustSee(desk, viewer, about);
  const newest = (kind: string) => desk.store.newestReferrers(about, kind, mostSaid);
  const found = (await Promise.all([newest("opinion"), newest("note")])).flat();
  const stored = found.filter(
    (one) => !one.revoked && isAbout(one.body, about) && sees(desk, viewer, one),
  );
  const records = await listed(desk, viewer, stored, "listed", JSON.stringify({ said: about }));
  records.sort((a, b) => (a.modified < b.modified ? 1 : -1));
  return Promise.all(
    records.map(async ({ id, kind, modified, originator, record }) => {
      const { lang, texts } = await textsOf(desk, record);
      const own = originator === desk.self.id;
      return {
        ...{ id, kind: kind as ListedSaid["kind"], by: originator, modified, lang },
        author: own ? await read(desk.store, "author", `${id} ${Date.parse(modified)}`) : null,
        created: record.created!,
        opinion: (record["opinion"] as OpinionValue | undefined) ?? null,
        text: texts["explanation"] ?? texts["content"] ?? {},
      };
    }),
  );
}
