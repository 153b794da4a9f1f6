import { after, before, describe } from "node:test";
import { accessibilityTests } from "./accessibility.ts";
import { launch, type Shown, withoutChromium } from "./browser.ts";
import { startDemonstration } from "./demonstration.ts";
import { adminTests } from "./admin.ts";
import { exchangePagesTests } from "./exchange-pages.ts";
import { everywhereTests } from "./everywhere.ts";
import { exchangeTests } from "./exchange.ts";
import { forgetTests } from "./forget.ts";
import { imageTests } from "./images.ts";
import { languageTests } from "./languages.ts";
import { offlineTests } from "./offline.ts";
import { keyboardTests } from "./keyboard.ts";
import { pasteTests } from "./paste.ts";
import { pictureTests } from "./picture.ts";
import { proposeTaskTests } from "./propose-task.ts";
import { taskTests } from "./tasks.ts";
import { watchTests } from "./watch.ts";

/* One demonstration and one browser for all of them: to start these is most of what the tests cost. */

describe("the page", { skip: withoutChromium }, () => {
  const shown: Partial<Shown> = {};

  before(async () => {
    [shown.demo, shown.browser] = await Promise.all([startDemonstration(), launch()]);
  });
  after(async () => {
    await shown.browser?.close();
    await shown.demo?.stop();
  });

  describe("in both languages", () => languageTests(shown as Shown));
  describe("the picture", () => pictureTests(shown as Shown));
  describe("by WCAG 2.2 AA", () => accessibilityTests(shown as Shown));
  describe("the watch", () => watchTests(shown as Shown));
  describe("joint tasks", () => {
    taskTests(shown as Shown);
    proposeTaskTests(shown as Shown);
  });
  describe("a text that is pasted", () => pasteTests(shown as Shown));
  describe("the exchange with partners", () => exchangePagesTests(shown as Shown));
  describe("by keyboard alone", () => keyboardTests(shown as Shown));
  describe("the administration", () => adminTests(shown as Shown));
  describe("wherever a person is", () => everywhereTests(shown as Shown));
  describe("who leaves", () => forgetTests(shown as Shown));
  // Last: they write.
  describe("from Baghdad's to Damascus's", () => exchangeTests(shown as Shown));
  describe("images of a report", () => imageTests(shown as Shown));
  describe("without the node", () => offlineTests(shown as Shown));
});
