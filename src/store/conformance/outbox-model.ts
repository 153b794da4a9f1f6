import type { Change, OfferState, Store } from "../port.ts";

type Of<Kind extends Change["do"]> = Extract<Change, { do: Kind }>;

interface Entry {
  partner: string;
  id: string;
  modified: number;
  seq: number;
  added: number;
  /** null: open. */
  closed: null | "voided" | "stopped" | "recalled";
  only: boolean;
  received: boolean;
}

/** The rules of outboxes written down without any thought of speed, to compare an engine with. */
export function outboxModel(now: () => number) {
  const written = new Set<string>();
  const withdrawn = new Map<string, number>();
  const served = new Map<string, number>();
  let entries: Entry[] = [];

  const isServed = (e: Entry) => e.only || e.seq <= (served.get(e.partner) ?? 0);
  const isWithdrawn = (id: string, modified: number) =>
    modified <= (withdrawn.get(id) ?? Number.NEGATIVE_INFINITY);
  const of = (partner: string) => entries.filter((e) => e.partner === partner);
  const open = (partner: string) => of(partner).filter((e) => e.closed === null);
  const versionsOf = (id: string) =>
    [...written].flatMap((key) => (key.startsWith(`${id} `) ? [Number(key.split(" ")[1])] : []));
  const lasts = (partner: string) =>
    open(partner).filter(
      (e) => !open(partner).some((o) => o.id === e.id && o.modified > e.modified),
    );
  const firsts = (partner: string) =>
    open(partner).filter(
      (e) => !open(partner).some((o) => o.id === e.id && o.modified < e.modified),
    );

  function offer({ offer: { partner, id, modified, ifServed } }: Of<"offer">): void {
    const sent = (e: Entry) => e.closed === "recalled" || (e.closed === null && isServed(e));
    if (ifServed && !of(partner).some((e) => e.id === ifServed && sent(e))) return;
    const stands = of(partner).filter((e) => e.id === id && e.closed !== "voided");
    if (modified === undefined && stands.length > 0) return;
    const version = modified ?? Math.max(...versionsOf(id));
    if (!written.has(`${id} ${version}`) || isWithdrawn(id, version)) return;
    if (stands.some((e) => e.modified === version)) return;
    const last = of(partner).reduce((max, e) => Math.max(max, e.seq), highest.get(partner) ?? 0);
    const before = dates.get(partner) ?? 0;
    const added = Math.max(now() * 1000, before + 1);
    dates.set(partner, added);
    highest.set(partner, last + 1);
    entries = entries.filter((e) => e.partner !== partner || e.id !== id || e.modified !== version);
    entries.push({
      ...{ partner, id, modified: version, seq: last + 1, added },
      ...{ closed: null, only: false, received: false },
    });
  }
  const highest = new Map<string, number>();
  const dates = new Map<string, number>();

  function apply(change: Change): void {
    switch (change.do) {
      case "record":
        if (!isWithdrawn(change.row.id, change.row.modified)) {
          written.add(`${change.row.id} ${change.row.modified}`);
        }
        return;
      case "offer":
        return offer(change);
      case "void":
        for (const e of open(change.partner)) {
          const meant = change.modified === undefined || e.modified === change.modified;
          if (e.id === change.id && meant && !isServed(e)) e.closed = "voided";
        }
        return;
      case "recall-offer":
        for (const e of open(change.partner)) {
          if (e.id !== change.id || e.modified > change.throughModified) continue;
          e.closed = isServed(e) ? "recalled" : "stopped";
        }
        return;
      case "served": {
        const { partner, seq, only } = change;
        if (only) for (const e of of(partner)) e.only ||= only.includes(e.seq);
        else {
          const mark = Math.min(seq, highest.get(partner) ?? 0);
          served.set(partner, Math.max(mark, served.get(partner) ?? 0));
        }
        return;
      }
      case "received":
        // Days ahead of the clock lies nothing here.
        dates.set(change.partner, Math.max(dates.get(change.partner) ?? 0, change.through));
        for (const e of open(change.partner)) {
          if (e.added <= change.through && isServed(e)) e.received = true;
        }
        return;
      case "withdraw":
        withdrawn.set(
          change.id,
          Math.max(change.throughModified, withdrawn.get(change.id) ?? change.throughModified),
        );
        for (const e of entries) {
          if (e.closed !== null || e.id !== change.id || !isWithdrawn(e.id, e.modified)) continue;
          e.closed = isServed(e) ? "recalled" : "voided";
        }
        return;
      default:
        throw new Error(`not modelled: ${change.do}`);
    }
  }

  function state(e: Entry): OfferState["state"] {
    if (e.closed !== null) return e.closed === "recalled" ? "recalled" : "voided";
    if (!isServed(e)) return "offered";
    return e.received ? "received" : "served";
  }

  const isReceipt = (e: Entry) => e.id.startsWith("receipt--");
  const pending = (partner: string) => lasts(partner).filter((e) => !e.received && !isReceipt(e));
  const numbers = (found: Entry[]) => found.map(({ seq }) => seq).sort((a, b) => a - b);

  /** All that can be asked about these partners and objects. */
  function view(partners: string[], ids: string[]) {
    const boxes = partners.map((partner) => ({
      last: numbers(lasts(partner)),
      first: numbers(firsts(partner)),
      all: numbers(open(partner)),
      ten: numbers(open(partner).filter((e) => e.modified === 10)),
      highest: highest.get(partner) ?? 0,
      served: served.get(partner) ?? 0,
      pending: pending(partner).length,
      pendingSince: Math.min(...pending(partner).map((e) => e.added)),
    }));
    const offers = ids.map((id) =>
      entries
        .filter((e) => e.id === id)
        .map((e) => `${e.partner} ${e.seq} ${e.modified} ${e.added} ${state(e)}`)
        .sort(),
    );
    return { boxes, offers };
  }

  return { apply, view };
}

/** The same view, asked of a store in pages of two. */
export async function viewOfStore(store: Store, partners: string[], ids: string[]) {
  async function numbers(partner: string, versions: ("first" | "last" | "all" | number)[]) {
    const found: number[] = [];
    for (;;) {
      const afterSeq = found.at(-1) ?? 0;
      const { entries, more } = await store.outbox({ partner, versions, afterSeq, limit: 2 });
      found.push(...entries.map(({ seq }) => seq));
      if (!more) return found;
    }
  }
  const boxes = await Promise.all(
    partners.map(async (partner) => {
      const { last, served, pending, pendingSince } = await store.outboxState(partner);
      return {
        last: await numbers(partner, ["last"]),
        first: await numbers(partner, ["first"]),
        all: await numbers(partner, ["all"]),
        ten: await numbers(partner, [10]),
        ...{ highest: last, served, pending },
        pendingSince: pendingSince ?? Infinity,
      };
    }),
  );
  const offers = await Promise.all(
    ids.map(async (id) =>
      (await store.offersOf(id))
        .map((o) => `${o.partner} ${o.seq} ${o.modified} ${o.dateAdded} ${o.state}`)
        .sort(),
    ),
  );
  return { boxes, offers };
}
