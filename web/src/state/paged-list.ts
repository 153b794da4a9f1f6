/** What is shown of a list that is read page by page, newest first. */
export interface PagedList<Row> {
  /** null: nothing was answered yet. */
  rows: Row[] | null;
  /** From where the next page goes on; null: this is all. */
  next: string | null;
  /** Whether a further page is under way. */
  busy: boolean;
  error: unknown;
}

export interface Page<Row> {
  rows: Row[];
  next: string | null;
}

/** A list is read again up to here; what lies behind it is read on from there. */
const mostAgain = 10;

export const noPages = { rows: null, next: null, busy: false, error: null };

/**
 * Reads a list page by page and shows what it has then. `read` gets where to go on, undefined for the newest; `keyOf` tells rows apart.
 * - `anew`: another question; its answer takes the place of what is shown, whatever is answered to the one before.
 * - `refresh`: the same question again, as something changed: as many pages as are loaded, one after the other.
 * - `more`: one further page at a time.
 */
export function pagedList<Row>(
  read: (before: string | undefined) => Promise<Page<Row>>,
  keyOf: (row: Row) => string,
  show: (list: PagedList<Row>) => void,
): Record<"anew" | "refresh" | "more", () => Promise<void>> {
  let list: PagedList<Row> = noPages;
  /** Which question was asked last, and which one what is shown answers. */
  let question = 0;
  let answered = 0;
  let reading = 0;
  /** How many pages are loaded, or wanted of a new question. */
  let pages = 1;
  const set = (change: Partial<PagedList<Row>>): void => {
    list = { ...list, ...change };
    show(list);
  };

  async function first(): Promise<void> {
    const nth = ++reading;
    try {
      let { rows, next } = await read(undefined);
      let count = 1;
      for (; next !== null && count < Math.min(pages, mostAgain) && nth === reading; count++) {
        const page = await read(next);
        rows = [...rows, ...without(page.rows, rows, keyOf)];
        next = page.next;
      }
      if (nth !== reading) return;
      [answered, pages] = [question, count];
      set({ rows, next, error: null });
    } catch (error) {
      if (nth === reading) set({ error });
    }
  }

  async function more(): Promise<void> {
    const { next } = list;
    const mine = question;
    if (list.busy || next === null || answered !== mine) return;
    set({ busy: true });
    try {
      const page = await read(next);
      if (mine !== question) return set({ busy: false });
      // Where what is shown was read again meanwhile, this page does not go on from it.
      if (list.next !== next) {
        set({ busy: false });
        return more();
      }
      const rows = [...(list.rows ?? []), ...without(page.rows, list.rows ?? [], keyOf)];
      pages++;
      set({ rows, next: page.next, busy: false, error: null });
    } catch (error) {
      set({ busy: false, ...(mine === question && { error }) });
    }
  }

  return {
    anew: () => {
      question++;
      pages = 1;
      return first();
    },
    refresh: first,
    more,
  };
}

function without<Row>(rows: Row[], others: Row[], keyOf: (row: Row) => string): Row[] {
  const known = new Set(others.map(keyOf));
  return rows.filter((row) => !known.has(keyOf(row)));
}
