import assert from "node:assert/strict";
import { before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { openContext, said, type Shown, signIn } from "./browser.ts";
import { deliver } from "./deliver.ts";
import type { Demonstration } from "./demonstration.ts";
import { fillReport } from "./report-form.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const danger = { ar: "جسر على وشك الانهيار", en: "A bridge is about to collapse" } as const;
/** Of the demonstration's joint task, where Damascus asks to keep away. */
const part = { ar: "القطاع الغربي", en: "Western sector" } as const;
const town = { ar: "عند البوكمال", en: "at Abu Kamal" } as const;
/** The agreement that Baghdad proposed to Damascus. */
const border = "agreement--b3d94c70-15e2-4f6a-8e0d-71c2a6f8d925";
const place = { ar: "حديثة", en: "Haditha" } as const;

/** Each fault as one line: the rule and where it is broken. */
export async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
  );
}

/** Every view, in both languages. Something wrong comes in first, so that the quarantine has a row. */
export function accessibilityTests(shown: Shown): void {
  before(() => sendSomethingWrong(shown.demo));

  for (const lang of ["ar", "en"] as const) {
    const words = said[lang];

    test(`sign-in, ${lang}`, async () => {
      const { context } = await openContext(shown.browser, shown.demo.url("baghdad"), lang);
      const page = await context.newPage();
      await page.goto("/");
      await page.getByLabel(words["signin.password"]).waitFor();
      assert.deepEqual(await faultsOf(page), []);
      await context.close();
    });

    test(`list and record, report form, agreements, partners, quarantine, ${lang}`, async (t) => {
      const liaison = { at: "baghdad", role: "liaison", lang } as const;
      const { page, context } = await signIn(shown, liaison);
      const view = (
        key:
          | "nav.warnings"
          | "nav.tasks"
          | "nav.requests"
          | "nav.agreements"
          | "nav.exchange"
          | "held.title",
      ) => page.getByRole("navigation").getByRole("link", { name: words[key] }).click();

      await t.test("list, filters and record", async () => {
        await page.getByRole("button", { name: words["list.filters"] }).click();
        await page.getByLabel(words["map.tools"]).click();
        await page.getByText(words["out.logged"]).waitFor();
        await page.locator("summary", { hasText: words["held.legend"] }).first().click();
        assert.deepEqual(await faultsOf(page), []);
        await page.locator("a.item").first().click();
        await page.locator(".reasons li").first().waitFor();
        assert.deepEqual(await faultsOf(page), []);
      });
      await t.test("style page", async () => {
        await page.goto("/#/style");
        await page.getByRole("heading", { name: words["style.icons"] }).waitFor();
        assert.deepEqual(await faultsOf(page), []);
      });
      await t.test("report form, with a fault in it", async () => {
        await fillReport(page, lang, { title: "", place: place[lang], topic: "supply-route" });
        await page.getByRole("button", { name: words["report.save"] }).click();
        await page.getByText(words["report.nameNeeded"]).waitFor();
        const title = page.locator(":focus");
        await title.and(page.getByLabel(words["report.name"], { exact: true })).waitFor();
        assert.equal(await title.getAttribute("aria-describedby"), `fault-name-${lang}`);
        assert.deepEqual(await faultsOf(page), []);
      });
      await t.test("warnings, with the form that one person asks by", async () => {
        await view("nav.warnings");
        await page.getByRole("button", { name: words["warnings.new"] }).click();
        await page.getByLabel(words["warnings.headline"], { exact: true }).fill(danger[lang]);
        await page.getByRole("combobox", { name: words["report.placeSearch"] }).fill(place[lang]);
        await page.getByRole("option", { name: place[lang] }).first().click();
        assert.deepEqual(await faultsOf(page), []);
        await page.getByRole("button", { name: words["warnings.ask"] }).click();
        await page.getByText(words["warnings.asked"]).waitFor();
        await page.goto("/#/waiting");
        const asked = page.locator("li.card", { hasText: danger[lang] });
        await asked.getByRole("button", { name: words["confirm.back"] }).waitFor();
      });
      await t.test("joint tasks, requests with the form", async () => {
        await view("nav.tasks");
        const board = page.getByRole("group", { name: words["tasks.board"] });
        await board.getByRole("link", { name: part[lang] }).waitFor();
        assert.deepEqual(await faultsOf(page), []);
        await page.getByRole("link", { name: words["tasks.mapAndTime"] }).click();
        const bars = page.getByRole("region", { name: words["tasks.timeChart"] });
        await bars.getByRole("button", { name: words["tasks.clash"] }).first().click();
        await page.getByRole("button", { name: words["clash.accept"] }).waitFor();
        assert.deepEqual(await faultsOf(page), []);
        await page.getByRole("link", { name: words["tasks.board"], exact: true }).click();
        await board.getByRole("link", { name: part[lang] }).click();
        await page.getByRole("heading", { name: words["tasks.clashes"] }).first().waitFor();
        // What clashes is named, and where to keep away is said.
        const clashes = page.getByRole("region", { name: words["tasks.clashes"] });
        await clashes.getByText(part[lang]).first().waitFor();
        await clashes.getByText(words["clash.keepAwayArea"]).waitFor();
        await clashes.getByText(town[lang]).first().waitFor();
        assert.doesNotMatch(await page.locator("main article").first().innerText(), /task-part--/);
        assert.deepEqual(await faultsOf(page), []);
        await view("nav.requests");
        await page.getByRole("button", { name: words["requests.new"] }).click();
        await page.getByLabel(words["requests.name"]).first().waitFor();
        await page.getByRole("radio", { name: words["form.place.point"] }).check();
        await page.getByRole("button", { name: words["form.drawPoint"] }).click();
        assert.deepEqual(await faultsOf(page), []);
      });
      await t.test("a joint task being written, a place being drawn", async () => {
        await page.goto("/#/tasks/new");
        await page.getByText(words["form.more"]).click();
        await page.getByRole("button", { name: words["form.add-phase"] }).click();
        await page.getByRole("radio", { name: words["form.place.area"] }).check();
        await page.getByRole("button", { name: words["form.draw"] }).click();
        await page.getByRole("button", { name: words["form.add-part"] }).click();
        await page.getByLabel(words["form.performer"]).waitFor();
        assert.deepEqual(await faultsOf(page), []);
      });
      await t.test("agreements", async () => {
        await view("nav.agreements");
        await page.locator("a.card", { hasText: words["agreement.proposed"] }).click();
        await page.getByText(words["agreements.previewFlows"]).first().waitFor();
        assert.deepEqual(await faultsOf(page), []);
      });
      await t.test("a new version of an agreement, a clause being edited", async () => {
        await page.goto(`/#/agreements/${border}/new`);
        await page.getByRole("button", { name: words["editor.edit"] }).first().click();
        await page.getByRole("button", { name: words["editor.addPlace"] }).click();
        await page.getByText(words["agreements.previewNothing"]).waitFor();
        assert.deepEqual(await faultsOf(page), []);
      });
      await t.test("partners", async () => {
        await view("nav.exchange");
        await page.getByRole("table").waitFor();
        assert.deepEqual(await faultsOf(page), []);
      });
      await t.test("quarantine", async () => {
        await view("held.title");
        await page.locator("summary", { hasText: words["held.body"] }).first().waitFor();
        assert.deepEqual(await faultsOf(page), []);
      });
      await context.close();
    });

    test(`help and the administration, ${lang}`, async (t) => {
      const { page, context } = await signIn(shown, { at: "baghdad", role: "admin", lang });
      // What was looked at before stands in the log: its first page may not tell of itself.
      await page.goto("/#/admin/reads");
      await page.getByRole("table").waitFor();
      for (const [view, text] of adminViews)
        await t.test(view, async () => {
          await page.goto(`/#/${view}`);
          await page.getByText(words[text]).first().waitFor();
          assert.deepEqual(await faultsOf(page), []);
        });
      await context.close();
    });
  }
}

/** The views that are an admin's own, by address, with a text that stands there once it is loaded. */
const adminViews = [
  ["help", "help.keysOn"],
  ["admin/people", "people.addHint"],
  ["admin/reads", "reads.how.audited"],
  ["admin/node", "health.keysExplain"],
] as const;

/** Something for Baghdad's quarantine: an object that nobody signed, in Damascus's name. */
async function sendSomethingWrong(demo: Demonstration): Promise<void> {
  const time = "2015-03-11T00:00:00.000Z";
  const incident = {
    type: "incident",
    spec_version: "2.1",
    id: "incident--5b1f0a86-6f0c-4d55-9c5e-2d1f4a7c9e01",
    created: time,
    modified: time,
    name: "Not signed",
  };
  await deliver(demo, incident);
}
