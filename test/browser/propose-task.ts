import assert from "node:assert/strict";
import { test } from "node:test";
import { openContext, said, type Shown, signIn, signInAs } from "./browser.ts";

/** One partner plans, the other answers, each on its own page. */
export function proposeTaskTests(shown: Shown): void {
  test("a planner proposes a task with two parts, the partner commits to one and declines the other; one is changed", async () => {
    const [ours, theirs] = [said.ar, said.en];
    const planner = await signIn(shown, { at: "baghdad", role: "liaison", lang: "ar" });
    const { page } = planner;
    await page.goto("/#/tasks");
    await page.getByRole("link", { name: ours["form.new"] }).click();
    const whole = page.getByRole("region", { name: ours["form.whole"], exact: true });
    const name = (of: string) => `${of} (${ours["language.ar"]})`;
    await whole.getByLabel(name(ours["form.name"])).fill("تأمين قافلة الإغاثة");
    await whole.getByRole("radio", { name: ours["form.place.area"] }).check();
    await whole.getByRole("button", { name: ours["form.draw"] }).click();
    const map = await page.locator(".pane canvas").boundingBox();
    for (const [x, y] of [
      [0.3, 0.3],
      [0.6, 0.3],
      [0.6, 0.6],
    ] as const)
      await page.mouse.click(map!.x + map!.width * x, map!.y + map!.height * y);
    await whole.locator("ol > li").nth(2).waitFor();
    await whole.getByRole("checkbox", { name: ours["topic.border"] }).check();
    await whole.getByRole("checkbox", { name: ours["topic.coordination"] }).uncheck();
    for (const [nth, text] of ["مراقبة المعبر", "إخلاء الطريق"].entries()) {
      await page.getByRole("button", { name: ours["form.add-part"] }).click();
      const part = page.getByRole("region", { name: `الجزء ${nth + 1}` });
      await part.getByLabel(ours["form.performer"]).selectOption("damascus");
      await part.getByLabel(name(ours["form.partName"])).fill(text);
    }
    await page.getByText(ours["form.kept"]).waitFor();
    await page.reload();
    await page.getByText(ours["form.kept"]).waitFor();
    const last = page.getByRole("region", { name: "الجزء 2" });
    assert.equal(await last.getByLabel(name(ours["form.partName"])).inputValue(), "إخلاء الطريق");
    await page.getByRole("button", { name: ours["form.propose"] }).click();
    const asked = page.getByRole("dialog", { name: ours["form.proposeTitle"] });
    await asked.getByRole("button", { name: ours["form.propose"] }).click();
    await page.getByRole("link", { name: ours["form.changeTask"] }).waitFor();

    const watched = await openContext(shown.browser, shown.demo.url("damascus"), "en");
    const password = shown.demo.password("damascus", "liaison");
    const partner = {
      ...watched,
      page: await signInAs(watched, "en", { name: "liaison", password }),
    };
    await partner.page.goto("/#/tasks");
    const card = (text: string) => partner.page.getByRole("link", { name: text });
    await card("إخلاء الطريق").click();
    const answer = async (part: string, word: keyof typeof theirs, reason?: string) => {
      const item = partner.page.getByRole("listitem").filter({ hasText: part });
      await item.getByRole("button", { name: theirs[word], exact: true }).click();
      const dialog = partner.page.getByRole("dialog");
      if (reason) await dialog.getByLabel(theirs["tasks.reason"]).fill(reason);
      await dialog.getByRole("button", { name: theirs[word], exact: true }).click();
      await dialog.waitFor({ state: "detached" });
    };
    await answer("مراقبة المعبر", "commit.accepted");
    await answer("إخلاء الطريق", "commit.declined", "The road is mined");

    const seen = (part: string) => page.getByRole("listitem").filter({ hasText: part });
    await seen("مراقبة المعبر").getByText(ours["commitment.accepted"], { exact: true }).waitFor();
    await seen("إخلاء الطريق").getByText("The road is mined").first().waitFor();
    await partner.page.getByText(theirs["notes.ofTask"]).click();
    const notes = partner.page.locator("details[open]");
    await notes.getByLabel(theirs["notes.write"]).fill("We need a day more");
    await notes.getByRole("button", { name: theirs["notes.send"] }).click();
    await notes.getByText("It goes to Baghdad").waitFor();
    // What a change re-opens is told before it is sent.
    await seen("مراقبة المعبر").getByRole("link", { name: ours["form.changePart"] }).click();
    const changed = page.getByRole("region", { name: ours["form.part"], exact: true });
    await changed.getByLabel(name(ours["form.partName"])).fill("مراقبة المعبر ليلاً");
    await page.getByText(ours["tasks.fallsBack"]).waitFor();
    await page.getByRole("button", { name: ours["form.sendChange"] }).click();
    await seen("مراقبة المعبر ليلاً").getByText(ours["tasks.askedAgain"]).waitFor();
    for (const { faults, context } of [planner, partner]) {
      assert.deepEqual(faults, []);
      await context.close();
    }
  });
}
