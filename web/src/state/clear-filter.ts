import { t } from "../text/text.svelte.ts";
import { offerUndo } from "./notices.svelte.ts";
import { clearFilter, loadPicture, picture } from "./picture.svelte.ts";

/** Shows everything there is again, and offers the filter back. */
export function clearFilterForNow(): void {
  const before = { ...picture.filter };
  clearFilter();
  offerUndo(t("undo.filter"), () => {
    const words = before.q !== picture.filter.q;
    Object.assign(picture.filter, before);
    if (words) void loadPicture();
  });
}
