import type { Page } from "playwright-core";
import type { Lang } from "../../src/domain/bilingual.ts";
import { said } from "./browser.ts";

export interface Written {
  title: string;
  /** Name of a place that the gazetteer knows. */
  place: string;
  topic: keyof typeof topicKeys;
  /** To be looked at before all else. */
  urgent?: boolean;
}

const topicKeys = {
  "supply-route": "topic.supply-route",
  "force-position": "topic.force-position",
  border: "topic.border",
  statement: "topic.statement",
} as const;

/** Writes a report with the form and saves it; gives the names of the partners that the page says it went to. */
export async function report(page: Page, lang: Lang, written: Written): Promise<string[]> {
  const words = said[lang];
  await fillReport(page, lang, written);
  await page.getByRole("button", { name: words["report.save"] }).click();
  await page.getByText(words["report.saved"]).waitFor();
  const audience = await page.locator(".saved li").allInnerTexts();
  await page.getByRole("link", { name: words["nav.picture"] }).click();
  return audience;
}

/** Fills the form in as far as `report` does, and leaves it open. */
export async function fillReport(
  page: Page,
  lang: Lang,
  { title, place, topic, urgent = false }: Written,
): Promise<void> {
  const words = said[lang];
  await page.getByRole("button", { name: words["nav.report"] }).click();
  await page.getByLabel(words["report.name"], { exact: true }).fill(title);
  await page.getByRole("combobox", { name: words["report.placeSearch"] }).fill(place);
  await page.getByRole("option", { name: place }).first().click();
  await page.getByRole("checkbox", { name: words[topicKeys[topic]] }).check();
  if (urgent)
    await page.getByRole("radio", { name: words["precedence.immediate"], exact: true }).check();
}
