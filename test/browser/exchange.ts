import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import type { AgreementForm } from "../../src/domain/agreement.ts";
import { AppError, problem } from "../../src/errors.ts";
import { faultsOf } from "./accessibility.ts";
import { agreementTests } from "./agreements.ts";
import { said, type Shown, signIn } from "./browser.ts";
import { fillReport, report } from "./report-form.ts";
import { sameEventTests } from "./same-event.ts";

const words = said.ar;
const road = "قطع طريق الإمداد غرب حديثة";
/** An own record of the demonstration's Baghdad that Damascus has. */
const freight = "إغلاق معبر طريبيل أمام الشحن";
const unit = "سرية تتحرك قرب حديثة";
const charter = JSON.parse(
  readFileSync(
    new URL("../../scenarios/levant-2014-2015/agreements/charter.json", import.meta.url),
    "utf8",
  ),
) as AgreementForm;

/** The record of this name in the page's list. */
const item = (page: Page, name: string) => page.locator("a.item", { hasText: name });

/** How many lie beyond the line of time at this end. */
const beyond = (end: "time.earlier" | "time.later") => words[end].split("{")[0]!;

/** From Baghdad's page to Damascus's open page. */
export function exchangeTests(shown: Shown): void {
  let baghdad: Page;
  let damascus: Page;

  before(async () => {
    const pages = ["baghdad", "damascus"].map((at) =>
      signIn(shown, { at, role: "watch", lang: "ar" }),
    );
    const [first, second] = await Promise.all(pages);
    baghdad = first!.page;
    damascus = second!.page;
    // It is gone if the page is ever loaded again.
    await damascus.evaluate("globalThis.neverLoadedAgain = true");
  });

  test("a cut road that a watch officer reports in Arabic appears by itself; a force position does not", async () => {
    const position = { title: unit, place: "حديثة", topic: "force-position" } as const;
    assert.deepEqual(await report(baghdad, "ar", position), ["واشنطن"]);
    const cut = { title: road, place: "حديثة", topic: "supply-route", urgent: true } as const;
    assert.deepEqual(await report(baghdad, "ar", cut), ["دمشق", "واشنطن"]);

    await item(damascus, road).getByText(words["precedence.immediate"], { exact: true }).waitFor();
    await damascus.getByText(words["list.urgent"].split("{")[0]!).first().waitFor();
    await item(baghdad, unit).waitFor();
    // It lies years after the rest: the line of time keeps to those years, and leads there.
    await damascus.getByRole("button", { name: beyond("time.later") }).click();
    await damascus.getByRole("button", { name: beyond("time.earlier") }).click();
    await damascus.getByRole("button", { name: beyond("time.later") }).waitFor();
    // The force position was written first, so it would stand there by now.
    assert.equal(await item(damascus, unit).count(), 0);
    await damascus.getByRole("searchbox").fill(unit);
    await damascus.getByText(words["list.noMatch"]).waitFor();
    await damascus.getByRole("button", { name: words["list.clear"] }).click();
    assert.equal(await damascus.evaluate("globalThis.neverLoadedAgain"), true);
  });

  test("before it is saved, the form says in Arabic who will get it, and which red line keeps it from whom", async () => {
    await fillReport(baghdad, "ar", { title: unit, place: "حديثة", topic: "force-position" });
    const ahead = baghdad.locator("footer details", { hasText: words["ahead.title"] });
    await ahead.locator(".chip", { hasText: "دمشق" }).getByText(words["ahead.no"]).waitFor();
    await ahead.locator(".chip", { hasText: "واشنطن" }).getByText(words["ahead.yes"]).waitFor();
    await ahead.locator("summary").press("Enter");
    const line = charter.redLines.find(({ id }) => id === "r2")!;
    await ahead.locator("li", { hasText: line.reason.ar }).first().waitFor();
    assert.deepEqual(await faultsOf(baghdad), []);
    // Closed, so that what was typed does not stand in the form that is opened next.
    await baghdad.locator(".report > header").getByRole("button").click();
  });

  test("Baghdad's liaison officer reads in Arabic which red line keeps it back, and why", async () => {
    const { page, context } = await signIn(shown, {
      at: "baghdad",
      role: "liaison",
      lang: "ar",
    });
    await item(page, unit).click();
    const answer = page.locator(".release .card", { hasText: "دمشق" }).first();
    await answer.waitFor();
    const text = await answer.innerText();
    const line = charter.redLines.find(({ id }) => id === "r2")!;
    for (const part of [words["release.no"], words["effect.red-line"], line.reason.ar, "واشنطن"])
      assert.ok(text.includes(part), `${part} in: ${text}`);
    assert.doesNotMatch(text, /washington|damascus|baghdad/, "partners by name");
    await context.close();
  });

  test("a recall takes it off Damascus's open page, also where it is being read", async () => {
    const id = (await item(damascus, road).getAttribute("href"))?.replace("#/record/", "");
    await item(damascus, road).click();
    await damascus.getByRole("heading", { name: road }).waitFor();
    const { page, context } = await signIn(shown, {
      at: "baghdad",
      role: "liaison",
      lang: "ar",
    });
    await item(page, road).click();
    await page.getByRole("button", { name: words["recall.button"] }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(words["recall.reason"]).fill("خطأ في المكان");
    await dialog.getByRole("button", { name: words["recall.confirm"] }).click();

    await item(damascus, road).waitFor({ state: "detached" });
    await damascus.getByRole("heading", { name: road }).waitFor({ state: "detached" });
    const recalled = problem(new AppError("record-recalled", { id: id! }));
    await damascus.getByRole("alert").getByText(recalled.detail.ar).waitFor();
    assert.equal(await damascus.evaluate("globalThis.neverLoadedAgain"), true);
    // Our own stays with us.
    assert.equal(await item(page, road).count(), 1);
    await context.close();
  });

  test("a request is answered with a record, which the asker opens, and ends; a part is declined with a reason", async () => {
    const asked = (page: Page) => page.locator("article", { hasText: "حركة الشاحنات بين القائم" });
    await Promise.all([baghdad.goto("/#/requests"), damascus.goto("/#/requests")]);
    await asked(baghdad)
      .getByRole("button", { name: words["doAnswer.answered"], exact: true })
      .click();
    const dialog = baghdad.getByRole("dialog");
    await dialog.getByLabel(words["requests.findRecord"]).fill("طريبيل");
    await dialog.getByRole("button", { name: freight }).click();
    await dialog.getByLabel(words["requests.answer"], { exact: true }).fill("أُرفق ما لدينا");
    await dialog.getByRole("button", { name: words["doAnswer.answered"], exact: true }).click();
    await asked(damascus).getByText("أُرفق ما لدينا").waitFor();
    await asked(damascus).getByRole("link", { name: freight }).waitFor();
    await asked(damascus)
      .getByRole("button", { name: words["requests.close"], exact: true })
      .click();
    const sure = damascus.getByRole("dialog");
    await sure.getByRole("button", { name: words["requests.close"], exact: true }).click();
    await asked(damascus).getByText(words["requestState.closed"]).waitFor();

    const liaison = { at: "baghdad", role: "liaison", lang: "ar" } as const;
    const { page, context } = await signIn(shown, liaison);
    await Promise.all([page.goto("/#/tasks"), damascus.goto("/#/tasks")]);
    await page.getByRole("link", { name: "القطاع الشرقي" }).click();
    await damascus.getByRole("link", { name: "القطاع الشرقي" }).click();
    await page.getByRole("button", { name: words["commit.declined"], exact: true }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("لا قوة متاحة هناك");
    await page.getByRole("dialog").getByRole("button", { name: words["commit.declined"] }).click();
    await damascus.getByText("لا قوة متاحة هناك").waitFor();
    await context.close();
  });

  sameEventTests(() => ({ baghdad, damascus }));
  agreementTests(shown, () => ({ baghdad, damascus }));
}
