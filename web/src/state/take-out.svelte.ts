import { api } from "../api/calls.ts";
import { messageOf } from "../api/problem.ts";
import type { ListedRecord } from "../api/shapes.ts";
import { dateTimeGroup } from "../format/time.ts";
import { versionAt } from "../picture-state/chart.ts";
import { exportAs, type ExportForm, mediaTypes } from "../picture-state/export.ts";
import type { KmlWords } from "../picture-state/kml.ts";
import { lang, number, own, t, tCount, tOf } from "../text/text.svelte.ts";
import { whenForgotten } from "./forget.ts";
import { notify } from "./notices.svelte.ts";
import { picture } from "./picture.svelte.ts";
import { saveFile } from "./save-file.ts";
import { session } from "./session.svelte.ts";

/** More at once is for the command line (`tansiq report export`). */
const most = 5000;
const atOnce = 100;

export const taking: { form: ExportForm | null } = $state({ form: null });
whenForgotten(() => (taking.form = null));

/** Saves the records that the picture shows as a file. The node writes down that they were taken out, before it gives them. */
export async function takeOut(form: ExportForm): Promise<void> {
  const { chart, state } = picture;
  if (state.versions.length > most) return notify(t("out.tooMany", { count: number(most) }));
  taking.form = form;
  try {
    const versions = [...state.versions].map((place) => versionAt(chart, place));
    const records: ListedRecord[] = [];
    for (let from = 0; from < versions.length; from += atOnce)
      records.push(
        ...(await api.pictureRecords(versions.slice(from, from + atOnce), true)).records,
      );
    save(exportAs(form, records, words()), form);
    notify(tCount("out.done", records.length));
  } catch (error) {
    notify(messageOf(error, lang(), t("error.unknown")));
  }
  taking.form = null;
}

function words(): KmlWords {
  const node = session.node;
  const mode = node?.mode ? [t(`node.${node.mode}`)] : [];
  return {
    lang: lang(),
    title: [own(node?.name ?? {}), t("nav.picture"), asOf(), ...mode].join(" · "),
    classification: (id) => tOf("class", id),
    mode: (mode) => t(`node.${mode}`),
  };
}

function save(text: string, form: ExportForm): void {
  saveFile(`${session.node?.id ?? "picture"}-${asOf()}.${form}`, text, mediaTypes[form]);
}

function asOf(): string {
  return dateTimeGroup(new Date(picture.moment.at ?? Date.now()).toISOString());
}
