import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { listNotices } from "../../src/desk/notices.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import { fullClearance } from "../../src/domain/clearance.ts";
import type { Lang } from "../../src/domain/bilingual.ts";
import { fill } from "../../web/src/text/fill.ts";
import { roadCut } from "../network/drafts.ts";
import { eventually } from "../network/network.ts";
import { faultsOf } from "./accessibility.ts";
import { coloursOf } from "./colours.ts";
import { launch, openContext, said, signInAs, type Watched, withoutChromium } from "./browser.ts";
import { ownMapColour, setWaitingStage, warned, type WaitingStage } from "./waiting-stage.ts";

const written = "النزوح 2015";

/* What waits for a second person, and what people are told: on a node of its own where everything of it is there. */

describe("the page of what waits for a person", { skip: withoutChromium }, () => {
  let stage: WaitingStage;
  let browser: Browser;
  before(async () => {
    [stage, browser] = await Promise.all([setWaitingStage(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await stage?.close();
  });

  const open = async (name: string, lang: Lang) => {
    const watched = await openContext(browser, stage.baghdad.url, lang);
    const password = stage.passwords[name]!;
    return { ...watched, page: await signInAs(watched, lang, { name, password }) };
  };
  const card = (page: Page, text: string) => page.locator("main li.card", { hasText: text });
  /** In the page's dialog. */
  async function answer(page: Page, button: string, reason?: string): Promise<void> {
    const dialog = page.getByRole("dialog");
    if (reason !== undefined) await dialog.getByRole("textbox").fill(reason);
    await dialog.getByRole("button", { name: button, exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  }

  async function waitingView(lang: Lang): Promise<Watched & { page: Page }> {
    const words = said[lang];
    const opened = await open("Basim", lang);
    const { page } = opened;
    await page.getByRole("link", { name: words["nav.waiting"] }).click();
    await page.getByRole("heading", { name: words["notices.title"] }).waitFor();
    assert.equal(await page.locator("header .count").innerText(), "8");
    await card(page, warned[lang]).getByText(words["waiting.warning"]).waitFor();
    for (const show of await page.locator("main summary:visible").all()) await show.click();
    const places = page.getByRole("table");
    await places.getByText(words["protectedKind.school"]).first().waitFor();
    await places.getByText(words["waiting.usual"]).waitFor();
    assert.equal(await places.getByText(words["waiting.twice"]).count(), 2);
    await page.locator(".record h3").nth(1).waitFor();
    await page.getByText(words["agreements.previewNothing"]).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    return opened;
  }

  test("the operator's own map lies below the picture, and comes from this node alone", async () => {
    const { page, context, faults, strays } = await open("Basim", "en");
    const map = page.getByRole("region", { name: said.en["map.label"] });
    await coloursOf(map, [ownMapColour]);
    assert.deepEqual(faults, []);
    assert.deepEqual(strays, []);
    await context.close();
  });

  test("a second person sees what waits, in English", async () => {
    const { context, faults } = await waitingView("en");
    assert.deepEqual(faults, []);
    await context.close();
  });

  test("a second person sees what waits, and elsewhere what concerns it, in Arabic", async () => {
    const words = said.ar;
    const { page, context, faults } = await waitingView("ar");
    await page.goto(`/#/agreements/${stage.agreement}`);
    await page.getByRole("button", { name: words["confirm.yes"], exact: true }).waitFor();
    await page.getByText(words["agreements.previewFlows"]).waitFor();
    const sign = page.getByRole("button", { name: words["agreements.sign"], exact: true });
    assert.equal(await sign.count(), 0);
    assert.deepEqual(await faultsOf(page), []);

    await page.goto("/#/partners");
    await page.getByRole("alert").getByText(words["fork.explain"]).waitFor();
    assert.deepEqual(await faultsOf(page), []);

    await page.goto("/#/held");
    await page.getByRole("button", { name: words["held.accept"] }).waitFor();
    assert.deepEqual(await faultsOf(page), []);

    await page.goto(`/#/record/${stage.recalled}`);
    await page.getByText(words["recalled.confirmed"]).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    assert.deepEqual(faults, []);
    await context.close();
  });

  test("what one person did is decided by another on the page, and by nobody alone", async () => {
    const words = said.ar;
    const amal = await open("Amal", "ar");
    await amal.page.getByRole("link", { name: words["nav.waiting"] }).click();
    const hers = card(amal.page, words["waiting.mine"]);
    await hers.waitFor();
    assert.equal(await hers.getByRole("button").count(), 0);
    assert.equal(
      await amal.page.getByRole("button", { name: words["confirm.yes"], exact: true }).count(),
      0,
    );

    const { page, context } = await open("Basim", "ar");
    await page.getByRole("link", { name: words["nav.waiting"] }).click();
    const held = card(page, words["waiting.writtenBy"].replace("{by}", "Amal"));
    await held.getByRole("button", { name: words["waiting.approve"], exact: true }).click();
    await answer(page, words["waiting.approve"]);
    await held.waitFor({ state: "detached" });
    // Amal's open page knows by itself.
    await hers.waitFor({ state: "detached" });
    const damascus = stage.network.members["damascus"]!.node.desk;
    await eventually(async () => (await damascus.store.record(stage.held)) !== null);

    const proposal = card(page, "الشأن الإنساني").filter({ hasText: words["waiting.showProposal"] });
    await proposal.getByRole("button", { name: words["confirm.no"] }).click();
    await answer(page, words["confirm.no"], "ينقصه خط أحمر");
    await proposal.waitFor({ state: "detached" });
    const told = card(amal.page, "ينقصه خط أحمر");
    await told.getByRole("button", { name: words["confirm.back"] }).click();
    await answer(amal.page, words["confirm.back"]);
    await told.waitFor({ state: "detached" });

    const places = card(page, "places.csv");
    await places.getByRole("button", { name: words["confirm.no"] }).click();
    await answer(page, words["confirm.no"], "مدرستان في مكان واحد");
    await card(amal.page, "مدرستان في مكان واحد").waitFor();
    assert.deepEqual([...stage.baghdad.node.desk.places.all()], []);

    // Before the word of the second person nobody is warned; then it is above the picture, also of who asked.
    const strip = amal.page.getByRole("region", { name: words["warnings.inForce"] });
    await amal.page.goto("/#/");
    assert.equal(await strip.count(), 0);
    const warning = card(page, warned.ar);
    await warning.getByRole("button", { name: words["confirm.yes"], exact: true }).click();
    await answer(page, words["confirm.yes"]);
    await strip.getByText(warned.ar).waitFor();
    await strip.getByText("حديثة").waitFor();
    assert.deepEqual(await faultsOf(amal.page), []);
    await strip.getByRole("button", { name: words["detail.showOnMap"] }).click();
    await amal.page.waitForURL(/map=42\.3500,34\.1300/);
    await amal.page.goto("/#/warnings");
    await amal.page.getByRole("button", { name: words["warnings.end"] }).click();
    await answer(amal.page, words["warnings.end"]);
    await amal.page.getByText(words["warnings.endWaits"]).waitFor();
    await card(page, words["waiting.warning-over"]).waitFor();

    await page.goto(`/#/agreements/${stage.agreement}`);
    await page.getByRole("button", { name: words["confirm.yes"], exact: true }).click();
    await answer(page, words["confirm.yes"]);
    await page.locator("article .chip", { hasText: words["agreement.in-force"] }).first().waitFor();

    // What she proposes on the page leads to where it waits.
    await amal.page.goto("/#/agreements/new");
    for (const lang of ["ar", "en"] as const)
      for (const field of ["editor.name", "editor.purpose"] as const)
        await amal.page.getByLabel(`${words[field]} (${words[`language.${lang}`]})`).fill(written);
    await amal.page.getByRole("checkbox", { name: "damascus" }).check();
    await amal.page.getByRole("button", { name: words["editor.addGrant"] }).click();
    await amal.page.getByRole("checkbox", { name: words["topic.displacement"] }).check();
    // A code that does not fit is not left out in silence, also where its clause is closed.
    const code = amal.page.getByLabel(words["caveats.code"]);
    await amal.page.getByText(words["caveats.another"], { exact: true }).click();
    await code.fill("قيد");
    await amal.page
      .getByRole("button", { name: fill(words["editor.closeClause"], { clause: "g1" }) })
      .click();
    await code.waitFor({ state: "detached" });
    await amal.page.getByRole("listitem").getByText(words["editor.lack.caveat"]).last().waitFor();
    const propose = amal.page.getByRole("button", { name: words["editor.propose"], exact: true });
    assert.ok(await propose.isDisabled());
    await amal.page
      .getByRole("button", { name: fill(words["editor.editClause"], { clause: "g1" }) })
      .click();
    assert.equal(await code.inputValue(), "قيد");
    await code.fill(" NOFORN ");
    await propose.click();
    await card(amal.page, written).getByText(words["confirm.proposalMine"]).waitFor();
    await context.close();
    await amal.context.close();
  });

  test("what no grant covers is asked for on its page, and goes once by another person's word", async () => {
    const words = said.ar;
    const name = { ar: "مأوى للنازحين قرب الرمادي", en: "A shelter near Ramadi" };
    const draft = roadCut({ topics: ["displacement"], name });
    const { id } = (await submitReport(stage.baghdad.node.desk, draft, "Amal")).record;
    const amal = await open("Amal", "ar");
    await amal.page.goto(`/#/record/${id}`);
    await amal.page.getByRole("button", { name: words["oneOff.ask"] }).click();
    await amal.page.getByRole("dialog").getByText(words["oneOff.reason"]).waitFor();
    assert.deepEqual(await faultsOf(amal.page), []);
    await answer(amal.page, words["oneOff.askNow"], "يحتاجون إليه الليلة");
    const waits = fill(words["oneOff.waits"], { by: "Amal" });
    await amal.page.locator("p:focus", { hasText: waits }).waitFor();
    assert.equal(await amal.page.getByRole("button", { name: words["oneOff.ask"] }).count(), 0);

    const { page, context } = await open("Basim", "ar");
    await page.getByRole("link", { name: words["nav.waiting"] }).click();
    const asked = card(page, "يحتاجون إليه الليلة");
    await asked.getByRole("button", { name: words["waiting.approve"], exact: true }).click();
    await answer(page, words["waiting.approve"]);
    await asked.waitFor({ state: "detached" });
    const damascus = stage.network.members["damascus"]!.node.desk;
    await eventually(async () => (await damascus.store.record(id)) !== null);
    // Amal's open page knows by itself.
    await amal.page.getByText(words["effect.one-off"]).waitFor();
    assert.equal(await amal.page.getByText(words["oneOff.toWaiting"]).count(), 0);
    await context.close();
    await amal.context.close();
  });

  test("a notice goes when it was read, and an admin says whose an id is", async () => {
    const words = said.ar;
    const { page, context } = await open("Basim", "ar");
    await page.getByRole("link", { name: words["nav.waiting"] }).click();
    await page.getByRole("button", { name: words["notices.confirm"] }).click();
    await page
      .getByRole("heading", { name: words["notices.title"] })
      .waitFor({ state: "detached" });
    const basim = { name: "basim", clearance: fullClearance };
    assert.deepEqual(await listNotices(stage.baghdad.node.desk, basim), []);

    await page.goto("/#/held");
    await page.getByRole("button", { name: words["held.accept"] }).click();
    await answer(page, words["held.accept"]);
    await page.getByText(words["held.accepted"]).waitFor();
    await context.close();
  });
});
