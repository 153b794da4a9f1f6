import type { Lang, Text } from "../../domain/bilingual.ts";
import { isContentKind } from "../../domain/kinds.ts";
import type { OpinionValue } from "../../domain/opinion.ts";
import type { LabelChoice } from "../../domain/report-draft.ts";
import { translationId } from "../../domain/compose-record.ts";
import type { StixId, StixObject } from "../../domain/stix.ts";
import { uuid4 } from "../../domain/uuid.ts";
import { nextVersion } from "../../domain/versions.ts";
import { AppError } from "../../errors.ts";
import type { StoredRecord } from "../../store/port.ts";
import type { Desk } from "../desk.ts";
import { read } from "../documents.ts";
import { handledAs } from "../handled-as.ts";
import { referrersOf } from "../referrers.ts";
import { commitRecords, type Reach, type Submitted } from "../submit-report.ts";
import { sees, type Viewer } from "../viewer.ts";
import { writeDown } from "../write-down.ts";
import { rewriteRecord, type Rewriting, writeRecord } from "../write-record.ts";

export interface OpinionDraft {
  opinion: OpinionValue;
  /** Why; in the writer's language, or in both. */
  explanation?: Text;
  lang?: Lang;
  /** Left out: as the record that it is about is handled. */
  handling?: LabelChoice;
}

export interface NoteDraft {
  content: Text;
  lang?: Lang;
  /** Left out: as the record that it is about is handled. */
  handling?: LabelChoice;
}

/**
 * This node's opinion of a record, its own or another's: whoever made the record may have it whatever that one's label says. A
 * node has one of each record; what it says later is a new version. `by`: the person who writes it, who must see what it takes the
 * place of. Errors: record-not-found, opinion-above-clearance, those of writeRecord.
 */
export async function writeOpinion(
  desk: Desk,
  about: StixId,
  { opinion, explanation, lang, handling }: OpinionDraft,
  by?: { author: string; viewer: Viewer },
): Promise<Submitted> {
  return desk.turns.whole([about], async () => {
    const choice = handling ?? (await handledAs(desk, await standing(desk, about)));
    const said = {
      ...(lang && { lang }),
      texts: explanation ? { explanation } : {},
      properties: { opinion, object_refs: [about] },
    };
    const author = by?.author;
    const before = await ownOpinion(desk, about);
    if (before && by && !sees(desk, by.viewer, before))
      throw new AppError("opinion-above-clearance");
    if (before === null) {
      const id = `opinion--${uuid4(desk.random)}`;
      return writeRecord(desk, { type: "opinion", id, ...said }, choice, author);
    }
    const next = (): Rewriting => ({ ...said, choice });
    return rewriteRecord(desk, "opinion", before.id, next, author);
  });
}

/** A note on a record, such as its text in another language; otherwise as `writeOpinion`. Errors: record-not-found, those of writeRecord. */
export async function writeNoteOn(
  desk: Desk,
  about: StixId,
  { content, lang, handling }: NoteDraft,
  author?: string,
): Promise<Submitted> {
  const choice = handling ?? (await handledAs(desk, await standing(desk, about)));
  const note = {
    ...{ type: "note" as const, id: `note--${uuid4(desk.random)}` },
    ...(lang && { lang }),
    texts: { content },
    properties: { object_refs: [about] },
  };
  return writeRecord(desk, note, choice, author);
}

/** Takes an own opinion or note on a record back, by a last version that revokes it where it went. Error: record-not-found. */
export async function withdrawSaid(desk: Desk, about: StixId, said: StixId): Promise<Reach> {
  return desk.turns.whole([said], async () => {
    const stored = await desk.store.record(said);
    const label = stored?.label ? desk.labels.get(stored.label) : undefined;
    const isOwn = stored?.originator === desk.self.id && !stored.withdrawn && !stored.revoked;
    const isSaid = stored?.kind === "opinion" || stored?.kind === "note";
    if (!stored || !label || !isOwn || !isSaid || !isAbout(stored.body, about))
      throw new AppError("record-not-found", { id: said });
    const recipients =
      (await read(desk.store, "recipients", `${said} ${stored.modified}`)) ?? undefined;
    const translation = await desk.store.record(translationId(said));
    const bodies = [
      stored.body,
      ...(translation && !translation.withdrawn && !translation.revoked ? [translation.body] : []),
    ];
    const revoked = bodies.map((body) =>
      nextVersion(JSON.parse(body) as StixObject, { revoked: true }, desk.clock()),
    );
    const written = { main: said, records: writeDown(desk, revoked, label, recipients), aside: [] };
    const [submitted] = await commitRecords(desk, [written], desk.store.heads);
    return { audience: submitted!.audience, held: submitted!.held };
  });
}

export function isAbout(body: string, id: StixId): boolean {
  return ((JSON.parse(body) as StixObject)["object_refs"] as StixId[]).includes(id);
}

/** The opinion that this node has of a record; null: none. */
async function ownOpinion(desk: Desk, about: StixId): Promise<StoredRecord | null> {
  for await (const stored of referrersOf(desk, about, desk.self.id)) {
    const { kind, revoked, body } = stored;
    if (kind === "opinion" && !revoked && isAbout(body, about)) return stored;
  }
  return null;
}

/** A record that says something and that nobody took back. */
async function standing(desk: Desk, id: StixId) {
  const stored = await desk.store.record(id);
  if (!stored || stored.withdrawn || stored.revoked || !isContentKind(stored.kind))
    throw new AppError("record-not-found", { id });
  return stored;
}
