import { createHash } from "node:crypto";
import type { JournalLogLine, Store } from "../../store/port.ts";

export interface JournalState {
  entries: number;
  /** Hash (hex) of the last line: who keeps it elsewhere can tell later whether earlier lines were changed. */
  head: string | null;
  /** The first line that does not follow from those before it, or is found by what it does not say; null: there is none. */
  broken: number | null;
}

/** Recomputes the chain of the journal from its first line, and whether each entry is found by what it says. */
export async function verifyJournal(store: Store): Promise<JournalState & { chain: Chain }> {
  const chain = newChain();
  for (;;) {
    const page = await store.journalLog(chain.entries, pageSize);
    const sound = page.every((line) => chain.takes(line));
    const { entries, head } = chain;
    if (!sound) return { entries, head, broken: entries + 1, chain };
    if (page.length < pageSize) return { entries, head, broken: null, chain };
  }
}

const pageSize = 1000;

/** Lines of the journal so far. */
export interface Chain {
  readonly entries: number;
  readonly head: string | null;
  /** Takes the next line, if it follows. */
  takes(line: JournalLogLine): boolean;
}

function newChain(): Chain {
  /** The last number of each series. */
  const numbers = new Map<string, number>();
  let hash = "00".repeat(32);
  let entries = 0;
  return {
    get entries() {
      return entries;
    },
    get head() {
      return entries === 0 ? null : hash;
    },
    takes({ text, hash: claimed, ...line }) {
      const chained = createHash("sha256").update(Buffer.from(hash, "hex")).update(text);
      if (line.number !== entries + 1 || chained.digest("hex") !== claimed) return false;
      const said = JSON.parse(text) as { series: string; number: number; at: number };
      const { series, number, at } = said;
      const isNext = number === (numbers.get(series) ?? 0) + 1;
      if (!isNext || series !== line.series || number !== line.seriesNumber || at !== line.at)
        return false;
      numbers.set(series, number);
      [hash, entries] = [claimed, entries + 1];
      return true;
    },
  };
}
