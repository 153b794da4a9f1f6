import { api } from "../api/calls.ts";
import type { ListedPartner } from "../api/shapes.ts";
import { own, t } from "../text/text.svelte.ts";
import { colourIndex, partnerColours, unknownColour } from "../map/partner-colours.ts";
import { whenForgotten } from "./forget.ts";

interface Partners {
  list: ListedPartner[];
  loaded: boolean;
  error: unknown;
}

const none: Partners = { list: [], loaded: false, error: null };
export const partners: Partners = $state({ ...none });
whenForgotten(() => Object.assign(partners, none));

export async function loadPartners(): Promise<void> {
  try {
    partners.list = (await api.partners()).partners;
    partners.loaded = true;
    partners.error = null;
  } catch (error) {
    partners.error = error;
  }
}

/** The partners that are not ourselves. */
export function others(): ListedPartner[] {
  return partners.list.filter((partner) => !partner.self);
}

/** Those of them to whom something can go. */
export function linked(): ListedPartner[] {
  return others().filter(({ link }) => link.state !== "none");
}

/** A partner's name in the language of the page; its short name where it is not known. */
export function partnerName(id: string | null): string {
  return own(partners.list.find((partner) => partner.id === id)?.name) || (id ?? "");
}

/** Names in a row: "Baghdad and Damascus". */
export function partnerNames(ids: readonly string[]): string {
  const names = ids.map(partnerName);
  const last = names.pop() ?? "";
  return names.length ? names.join(t("app.listSeparator")) + t("app.and") + last : last;
}

/** A partner's place in the list of colours; -1 for one that is not known. */
export function partnerColourIndex(id: string | null): number {
  const ids = partners.list.map((partner) => partner.id).sort();
  return colourIndex(id ? ids.indexOf(id) : -1);
}

/** A partner's colour on map and list; the name always stands beside it. */
export function partnerColour(id: string | null): string {
  return partnerColours[partnerColourIndex(id)] ?? unknownColour;
}
