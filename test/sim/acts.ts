import { listAgreements, proposeAgreement, signAgreement } from "../../src/desk/agreements.ts";
import { answerConsent } from "../../src/desk/answer-consent.ts";
import { askConsent } from "../../src/desk/ask-consent.ts";
import { stateOf } from "../../src/desk/consents.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { addPartner, issueCard } from "../../src/desk/partners.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { reviseReport } from "../../src/desk/revise-report.ts";
import { submitReport } from "../../src/desk/submit-report.ts";
import type { AgreementForm, Grant, RedLine } from "../../src/domain/agreement.ts";
import { classifications } from "../../src/domain/label.ts";
import type { PartnerId } from "../../src/domain/partner.ts";
import { pngSample } from "../../src/domain/image/samples.ts";
import type { ReportDraft } from "../../src/domain/report-draft.ts";
import { imagesOf, maxImages } from "../../src/domain/report-images.ts";
import type { StixId, StixObject } from "../../src/domain/stix.ts";
import { stixTime } from "../../src/domain/time.ts";
import { topics as allTopics } from "../../src/domain/topics.ts";
import { AppError } from "../../src/errors.ts";
import type { Expectations } from "./expectations.ts";
import type { SimNode } from "./sim-node.ts";
import { addressOf } from "./wire.ts";
import type { World } from "./world.ts";

const image = pngSample().toString("base64");
const topics = allTopics.slice(0, 3);
const text = { ar: "نص للتجربة", en: "A text for the trial" };
/** Half of the positions lie inside. */
const box = {
  type: "Polygon" as const,
  coordinates: [
    [
      [40, 30],
      [45, 30],
      [45, 35],
      [40, 35],
      [40, 30],
    ],
  ],
};

const tightened = "agreement tightened";
const minute = 60_000;

type Draft = Omit<AgreementForm, "id"> & { id?: StixId };

/** What people do at their nodes. */
export interface People {
  /** Does something that comes to the mind of somebody at some node. */
  act(): void;
  reports(node: SimNode): void;
  /** Somebody at this node recalls something, or lets less go by an agreement. */
  forbids(node: SimNode): void;
  /** As one person's work at a node; a crash cuts it off. Resolves to false where it was refused. */
  at(node: SimNode, what: string, work: (desk: Desk) => Promise<void>): Promise<boolean>;
  /** Signs whatever waits for this node. */
  signs(node: SimNode): Promise<boolean>;
  link(a: SimNode, b: SimNode): Promise<boolean>;
  bilateral(a: SimNode, b: SimNode): Draft;
  charter(lead: SimNode, parties: readonly PartnerId[]): Draft;
}

export interface PeopleOptions {
  nodes: readonly SimNode[];
  expectations: Expectations;
  /** Stays outside of the charter at first; null: nobody. */
  late: SimNode | null;
}

export function people(world: World, { nodes, expectations, late }: PeopleOptions): People {
  const { roll, chance, pick } = world;
  /** Reports by node, with their kinds. */
  const reports = new Map<PartnerId, { id: StixId; kind: ReportDraft["kind"] }[]>(
    nodes.map(({ id }) => [id, []]),
  );

  /** Reports under their originator's control. */
  const controlled: { id: StixId; by: SimNode }[] = [];

  function some<T>(of: readonly T[]): T[] {
    const taken = of.filter(() => chance(0.5));
    return taken.length > 0 ? taken : [pick(of)];
  }

  function draft(node: SimNode, desk: Desk, kind: ReportDraft["kind"]): ReportDraft {
    const place = kind === "report" || chance(0.6);
    const partners = [...desk.partners.keys()];
    return {
      kind,
      name: chance(0.5)
        ? { ar: `حادث ${roll(1000)}`, en: `Event ${roll(1000)}` }
        : `Event ${roll(1000)}`,
      lang: "en",
      at: stixTime(node.clock() - roll(10_000_000)),
      topics: chance(0.1) ? [] : chance(0.7) ? [pick(topics)] : some(topics),
      classification: chance(0.7) ? pick(classifications.slice(0, 2)) : pick(classifications),
      ...(chance(0.6) && { reshare: pick(["none", "coalition", "any"] as const) }),
      ...(chance(0.25) && { originatorControl: true }),
      ...(chance(0.1) && { caveats: ["EYES"] }),
      ...(place && {
        place: chance(0.5) ? { ar: "جسر", en: "Bridge" } : "Bridge",
        position: [chance(0.6) ? 43 : 48, 33] as [number, number],
      }),
      ...(kind === "report" &&
        chance(0.6) && {
          speaker: { name: { ar: "فلان", en: "Somebody" }, office: { ar: "ناطق", en: "Spokesman" } },
        }),
      ...(chance(0.2) && { images: [{ content: image }] }),
      ...(chance(0.15) &&
        partners.length > 0 && {
          releasableTo: chance(0.2) ? [] : some(partners),
        }),
    };
  }

  function grant(id: string, from: readonly PartnerId[], to: readonly PartnerId[]): Grant {
    return {
      id,
      ...(chance(0.7) && { from: [...from] }),
      ...(chance(0.7) && { to: [...to] }),
      ...(chance(0.2) && { kinds: some(["incident", "report"]) }),
      ...(chance(0.4) && { topics: some(topics) }),
      ...(chance(0.8) && { upTo: pick(classifications) }),
      ...(chance(0.5) && { caveats: ["EYES"] }),
      ...(chance(0.15) && { within: box }),
      ...(chance(0.25) && { backfillFrom: "2010-01-01T00:00:00.000Z" }),
      ...(chance(0.5) && { reshare: pick(["none", "parties", "any"] as const) }),
    };
  }

  function redLine(id: string, by: PartnerId, others: readonly PartnerId[]): RedLine {
    return {
      id,
      by,
      ...(chance(0.6) && { to: some(others) }),
      ...(chance(0.3) && { kinds: [pick(["incident", "report", "location"])] }),
      ...(chance(0.6) && { topics: [pick(topics)] }),
      ...(chance(0.3) && { atLeast: pick(classifications.slice(1)) }),
      reason: text,
    };
  }

  function frame(parties: readonly PartnerId[]): Draft {
    return {
      title: text,
      purpose: text,
      parties: [...parties],
      from: "2010-01-01T00:00:00.000Z",
      until: chance(0.1) ? stixTime(world.now() + 60_000 + roll(900_000)) : null,
      grants: [],
      redLines: [],
    };
  }

  async function at(
    node: SimNode,
    what: string,
    work: (desk: Desk) => Promise<void>,
  ): Promise<boolean> {
    const desk = node.desk();
    if (!desk) return false;
    world.note(`${node.id}: ${what}`);
    try {
      await work(desk);
      world.note(`${node.id}: ${what}: done`);
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code !== "internal") {
        world.note(`${node.id}: ${what}: ${error.code}`);
      } else {
        const shown = error instanceof Error ? error.stack : String(error);
        world.fail(`${node.id}: ${what}: ${shown}`);
      }
      return false;
    }
  }

  const submit = (node: SimNode) =>
    at(node, "submit", async (desk) => {
      const kind = pick(["incident", "incident", "report"] as const);
      const wanted = draft(node, desk, kind);
      const { record } = await submitReport(desk, wanted);
      if (wanted.originatorControl) {
        controlled.push({ id: record.id, by: node });
        talkOfConsent(node);
      }
      reports.get(node.id)!.push({ id: record.id, kind });
      expectations.stored(node.id, record.id, Date.parse(record.modified!));
    });

  const revise = (node: SimNode) =>
    at(node, "revise", async (desk) => {
      const own = reports.get(node.id)!;
      if (own.length === 0) return;
      const { id, kind } = pick(own);
      // A restored store may not have it: then there is nothing to revise.
      const { body = "{}" } = (await desk.store.record(id)) ?? {};
      const kept = imagesOf(JSON.parse(body) as StixObject)
        .filter(() => chance(0.5))
        .map(({ image_ref }) => ({ id: image_ref }));
      const wanted = draft(node, desk, kind);
      const images = [...kept, ...(wanted.images ?? [])].slice(0, maxImages);
      const { record } = await reviseReport(desk, id, { ...wanted, images });
      expectations.stored(node.id, record.id, Date.parse(record.modified!));
    });

  const recall = (node: SimNode) =>
    at(node, "recall", async (desk) => {
      const own = reports.get(node.id)!;
      if (own.length === 0) return;
      const { id } = pick(own);
      const partners = [...desk.partners.keys()];
      const from = chance(0.5) && partners.length > 0 ? some(partners) : undefined;
      await recallRecord(desk, id, { reason: "wrong", ...(from && { from }) });
      expectations.recalled(node.id, id, from);
    });

  const sign = (node: SimNode) =>
    at(node, "sign", async (desk) => {
      const waiting = listAgreements(desk).filter(({ awaiting }) => awaiting.includes(node.id));
      for (const { form } of waiting) await signAgreement(desk, form.id, { act: "sign" });
    });

  /** Withdraws what it gave, or gives it again. */
  const turn = (node: SimNode) =>
    at(node, "suspend, end, leave or sign again", async (desk) => {
      const all = listAgreements(desk).filter(({ form }) => form.parties.includes(node.id));
      if (all.length === 0) return;
      const { form } = pick(all);
      const act = pick(["suspend", "suspend", "end", "leave", "sign", "sign", "sign"] as const);
      await signAgreement(desk, form.id, { act });
      if (act !== "sign") world.befell(tightened);
    });

  const amend = (node: SimNode) =>
    at(node, "amend", async (desk) => {
      const own = listAgreements(desk).filter(({ proposer }) => proposer === node.id);
      if (own.length === 0) return;
      const { form } = pick(own);
      const next = structuredClone(form);
      const others = next.parties.filter((party) => party !== node.id);
      const what = roll(10);
      if (what < 4) next.redLines.push(redLine(`r${roll(1_000_000)}`, node.id, others));
      else if (what < 6) next.grants = next.grants.filter(() => chance(0.5));
      else next.grants.push(grant(`g${roll(1_000_000)}`, next.parties, next.parties));
      await proposeAgreement(desk, next);
      await signAgreement(desk, form.id, { act: "sign" });
      if (what < 6) world.befell(tightened);
    });

  /** A red line that binds its drawer by its own signature alone. */
  const forbid = (node: SimNode) =>
    at(node, "draw a red line", async (desk) => {
      const partners = [...desk.partners.keys()];
      if (partners.length === 0) return;
      const form = frame([node.id, pick(partners)]);
      form.redLines.push(redLine("r", node.id, form.parties.slice(1)));
      const { form: proposed } = await proposeAgreement(desk, form);
      await signAgreement(desk, proposed.id, { act: "sign" });
      world.befell(tightened);
    });

  /** Somebody who has such a record asks its originator whether it may go to one more partner. */
  function ask(): void {
    if (controlled.length === 0) return;
    const { id, by } = pick(controlled);
    void at(pick(nodes), "ask for a consent", async (desk) => {
      const others = [...desk.partners.keys()].filter((partner) => partner !== by.id);
      if (others.length === 0 || !(await desk.store.record(id))) return;
      await askConsent(desk, "sim", id, { partner: pick(others), reason: "needed there" });
      world.later(roll(60_000), "", () => void answer(by));
    });
  }

  /** Who gets something under originator control wants to pass it on, sooner or later. */
  function talkOfConsent(by: SimNode): void {
    for (const minutes of [1, 2, 3]) {
      world.later(roll(minutes * minute), "", ask);
      world.later(roll(2 * minutes * minute), "", () => void answer(by));
    }
  }

  /** Says yes or no, or takes a yes back. */
  const answer = (node: SimNode) =>
    at(node, "answer for a consent", async (desk) => {
      const asked = [...desk.consents.all()].filter((matter) => {
        return matter.originator === node.id && matter.ask;
      });
      if (asked.length === 0) return;
      const matter = pick(asked);
      const isOpen = stateOf(matter) === "asked";
      const state = isOpen ? (chance(0.8) ? "given" : "refused") : "taken-back";
      await answerConsent(desk, "sim", matter.id, { state, reason: "not now" });
      world.befell(`consent ${state}`);
    });

  async function link(a: SimNode, b: SimNode): Promise<boolean> {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      let card: unknown;
      const written = await at(from, `write a card for ${to.id}`, async (desk) => {
        card = await issueCard(desk, to.id, { url: addressOf(from.id), pin: null });
      });
      if (!written) return false;
      const added = await at(to, `add ${from.id}`, async (desk) => {
        await addPartner(desk, to.secrets, card);
        await to.linked(from.id);
      });
      if (!added) return false;
    }
    return true;
  }

  /** The one who stayed outside gets a link with the lead and a place in the charter. */
  async function join(): Promise<void> {
    const [lead] = nodes;
    if (!late || !lead) return;
    if (!lead.desk()?.partners.has(late.id) || !late.desk()?.partners.has(lead.id)) {
      if (!(await link(lead, late))) return;
    }
    await at(lead, `take ${late.id} into the charter`, async (desk) => {
      const charter = listAgreements(desk).find(
        ({ form, proposer }) => form.coalition && proposer === lead.id,
      );
      if (!charter || charter.form.parties.includes(late.id)) return;
      const form = { ...charter.form, parties: [...charter.form.parties, late.id] };
      await proposeAgreement(desk, form);
      await signAgreement(desk, form.id, { act: "sign" });
    });
  }

  const acts: [number, () => unknown][] = [
    [14, () => submit(pick(nodes))],
    [6, () => revise(pick(nodes))],
    [3, () => recall(pick(nodes))],
    [7, () => sign(pick(nodes))],
    [3, () => turn(pick(nodes))],
    [3, () => amend(pick(nodes))],
    [2, () => forbid(pick(nodes))],
    [5, ask],
    [2, () => answer(pick(nodes))],
    [1, join],
  ];
  const weight = acts.reduce((sum, [share]) => sum + share, 0);

  return {
    at,
    signs: sign,
    link,
    act() {
      let left = roll(weight);
      for (const [share, run] of acts) {
        left -= share;
        if (left < 0) return void run();
      }
    },
    reports: (node) => void submit(node),
    forbids: (node) => void pick([recall, recall, turn, forbid])(node),
    bilateral(a, b) {
      const form = frame([a.id, b.id]);
      form.grants.push(grant("g1", [a.id], [b.id]), grant("g2", [b.id], [a.id]));
      if (chance(0.2)) form.redLines.push(redLine("r1", a.id, [b.id]));
      return form;
    },
    charter(lead, parties) {
      const form = frame(parties);
      const powers = chance(0.5) ? [{ id: "p1", ...(chance(0.5) && { topics: [...topics] }) }] : [];
      form.coalition = { id: "coalition", lead: lead.id, powers };
      form.grants.push(grant("g1", parties, parties), grant("g2", [lead.id], parties));
      return form;
    },
  };
}
