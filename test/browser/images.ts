import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { pngChunk, pngSample } from "../../src/domain/image/samples.ts";
import { faultsOf } from "./accessibility.ts";
import { patienceMs, said, type Shown, signIn } from "./browser.ts";
import { fillReport } from "./report-form.ts";

const words = said.ar;
const title = "جسر متضرّر شرق حديثة";
const caption = "الدعامة الثانية من الجسر";
const secret = "GPS 34.1N 42.4E";

/** Larger than what is drawn, with what its camera wrote into it. */
export const photo = pngSample({
  ...{ width: 3000, height: 1500, extra: pngChunk("tEXt", Buffer.from(`Comment\0${secret}`)) },
});

/** Gives an image to the page as Ctrl-V or the pointer does. */
async function giveImage(page: Page, how: "paste" | "drop", bytes: Buffer): Promise<void> {
  await page.evaluate(`{
    const octets = Uint8Array.from(atob("${bytes.toString("base64")}"), (char) => char.charCodeAt(0));
    const given = new DataTransfer();
    given.items.add(new File([octets], "image.png", { type: "image/png" }));
    const how = { clipboardData: given, dataTransfer: given, bubbles: true, cancelable: true };
    document.dispatchEvent(
      "${how}" === "paste" ? new ClipboardEvent("paste", how) : new DragEvent("drop", how),
    );
  }`);
}

/** Attaches one image by the button and one by pasting, with a caption. */
export async function attachImages(page: Page, text: string): Promise<void> {
  const picker = page.locator(".report input[type=file]");
  await picker.setInputFiles({ name: "DSC_0042.png", mimeType: "image/png", buffer: photo });
  await page.locator(".report li img").nth(0).waitFor();
  await giveImage(page, "paste", pngSample());
  await page.locator(".report li img").nth(1).waitFor();
  await page.locator(".report .said input").first().fill(text);
}

/** Once it is drawn: how wide it is by itself, in pixels. */
async function widthOf(image: Locator): Promise<number> {
  await image.waitFor();
  return image.evaluate(async (element) => {
    const drawn = element as unknown as { decode(): Promise<void>; naturalWidth: number };
    await drawn.decode();
    return drawn.naturalWidth;
  });
}

const removal = (number: number) => words["images.remove"].replace("{number}", `${number}`);

/** Images with a report, from Baghdad's form to Damascus's record and back. */
export function imageTests(shown: Shown): void {
  test("images go with a report, drawn anew and without metadata; what is left out or recalled goes from the partner's page", async () => {
    const [baghdad, damascus] = await Promise.all(
      ["baghdad", "damascus"].map((at) => signIn(shown, { at, role: "watch", lang: "ar" })),
    );
    const { page } = baghdad!;
    const there = damascus!.page;
    await fillReport(page, "ar", { title, place: "حديثة", topic: "supply-route" });
    await attachImages(page, caption);
    await giveImage(page, "drop", Buffer.from("no image"));
    await page.getByText(words["images.unreadable"]).waitFor();
    await giveImage(page, "drop", pngSample());
    await page.getByRole("button", { name: removal(3) }).click();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole("button", { name: words["report.save"] }).click();
    await page.getByText(words["report.saved"]).waitFor();
    await page.getByRole("link", { name: words["nav.picture"] }).click();

    const thumbs = there.locator(".detail li img");
    await there.locator("a.item", { hasText: title }).click();
    assert.equal(await widthOf(thumbs.nth(0)), 2560);
    await there.getByText(caption).waitFor();
    const source = await thumbs.nth(1).getAttribute("src");
    const body = await there.context().request.get(source!);
    assert.equal(body.headers()["content-type"], "image/png");
    const first = await there.context().request.get((await thumbs.nth(0).getAttribute("src"))!);
    assert.ok(!(await first.body()).includes(secret));
    await thumbs.nth(0).click();
    assert.equal(await widthOf(there.getByRole("dialog").locator("img")), 2560);
    assert.deepEqual(await faultsOf(there), []);
    await there.keyboard.press("Escape");

    await page.locator("a.item", { hasText: title }).click();
    await page.getByRole("link", { name: words["edit.button"] }).click();
    await page.getByRole("button", { name: removal(2) }).click();
    await page.getByRole("button", { name: words["edit.review"] }).click();
    await page.locator("dt", { hasText: words["change.images"] }).waitFor();
    await page.getByRole("button", { name: words["edit.save"] }).click();
    await thumbs.nth(1).waitFor({ state: "detached" });
    const gone = async () => (await there.context().request.get(source!)).status();
    for (let waited = 0; (await gone()) !== 410 && waited < patienceMs; waited += 100)
      await there.waitForTimeout(100);
    assert.equal(await gone(), 410);
    assert.equal(await widthOf(thumbs.nth(0)), 2560);
    assert.deepEqual([baghdad!.strays, damascus!.strays], [[], []]);
    assert.deepEqual(baghdad!.faults, []);
    await baghdad!.context.close();
    await damascus!.context.close();
  });
}
