import { messageKey } from "../text/field-messages.ts";
import { t } from "../text/text.svelte.ts";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLElement && "setCustomValidity" in target;

/** The browser tells what a field lacks in its own language, which may be another than the page's: from now on the page's words stand there. */
export function sayInOwnWords(page: Document): void {
  const forget = (field: Field) => field.validity.customError && field.setCustomValidity("");
  page.addEventListener(
    "invalid",
    ({ target }) => {
      if (!isField(target)) return;
      forget(target);
      const key = messageKey(target.validity);
      if (key) target.setCustomValidity(t(key));
    },
    true,
  );
  for (const type of ["input", "change"])
    page.addEventListener(type, ({ target }) => void (isField(target) && forget(target)), true);
  // What the page itself filled in meanwhile counts too: pressing Enter clicks the button as well.
  page.addEventListener(
    "click",
    ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      for (const field of button?.form?.elements ?? []) if (isField(field)) forget(field);
    },
    true,
  );
}
