import { acceptObjects } from "../../src/desk/accept-records.ts";
import type { Desk } from "../../src/desk/desk.ts";
import type { LiveRecord } from "../../src/desk/live-records.ts";
import { addPlace, removePlace } from "../../src/desk/protected/write-places.ts";
import { recallRecord } from "../../src/desk/recall-record.ts";
import { acceptClash } from "../../src/desk/tasks/accept-clash.ts";
import { answerCheck } from "../../src/desk/tasks/check-answer.ts";
import { commitPart } from "../../src/desk/tasks/commit-part.ts";
import type { FrameDraft, PartDraft } from "../../src/desk/tasks/task-draft.ts";
import { writeNote } from "../../src/desk/tasks/task-notes.ts";
import { addParts, cancelPart, changePart } from "../../src/desk/tasks/write-parts.ts";
import { changeTask, proposeTask, stateTask } from "../../src/desk/tasks/write-task.ts";
import { operator } from "../../src/desk/viewer.ts";
import { writeRecord } from "../../src/desk/write-record.ts";
import { composeRecord } from "../../src/domain/compose-record.ts";
import { commitmentId } from "../../src/domain/derived-id.ts";
import { extensionOf } from "../../src/domain/extensions.ts";
import { labelMarking } from "../../src/domain/label-marking.ts";
import type { PartnerId } from "../../src/domain/partner.ts";
import type { StixId } from "../../src/domain/stix.ts";
import { taskStates } from "../../src/domain/task.ts";
import { mayBecome } from "../../src/domain/task-state.ts";
import { stixTime } from "../../src/domain/time.ts";
import { topics as allTopics } from "../../src/domain/topics.ts";
import { signObject } from "../../src/proof/signature.ts";
import type { People } from "./acts.ts";
import type { Expectations } from "./expectations.ts";
import type { SimNode } from "./sim-node.ts";
import type { TaskJudge } from "./task-judge.ts";
import type { World } from "./world.ts";

const topics = allTopics.slice(0, 3);
/** Longitude, latitude: each far from the others. */
const places = [
  [42.5, 34.5],
  [46.5, 31.5],
] as const;
/** No clock goes so wrong that anything of this is late. */
const firstHour = Date.UTC(2015, 5, 1);
const hourMs = 3_600_000;
const person = "Amal";

/** People plan and do things together, and some speak for others. */
export interface TaskPeople {
  /** So many things, at any moment within so many ms. */
  work(acts: number, lasting: number): void;
}

export interface TaskOptions {
  nodes: readonly SimNode[];
  folk: People;
  expectations: Expectations;
  judge: TaskJudge;
}

export function taskPeople(
  world: World,
  { nodes, folk, expectations, judge }: TaskOptions,
): TaskPeople {
  const { roll, chance, pick } = world;
  /** Of which somebody forged a word: they stay with their performer. */
  const forged = new Set<StixId>();

  const say = () => ({ en: `Said ${roll(1000)}` });

  function handling(desk: Desk) {
    const partners = [...desk.partners.keys()];
    const listed = chance(0.2) && partners.length > 0;
    return {
      classification: chance(0.9) ? ("unclassified" as const) : ("confidential" as const),
      topics: [pick(topics)],
      reshare: pick(["coalition", "any", "any", "none"] as const),
      ...(listed && { releasableTo: partners.filter(() => chance(0.6)) }),
    };
  }

  function stretch() {
    const start = firstHour + roll(6) * hourMs;
    return { from: stixTime(start), until: stixTime(start + (1 + roll(3)) * hourMs) };
  }

  function partDraft(desk: Desk, performer: PartnerId): PartDraft {
    const when = stretch();
    const others = [...desk.live.ofKind("task-part")];
    return {
      ...{ name: say(), performer, ...when, ...handling(desk), radius: 100 },
      ...(chance(0.8) && {
        geometry: { type: "Point" as const, coordinates: [...pick(places)] },
      }),
      ...(chance(0.3) && { uses: [{ key: "bridge", name: { en: "Bridge" }, ...when }] }),
      ...(chance(0.2) && others.length > 0 && { dependsOn: [pick(others).id] }),
    };
  }

  function someParts(desk: Desk): PartDraft[] {
    const all = [desk.self.id, ...desk.partners.keys()];
    return Array.from({ length: 1 + roll(3) }, () => partDraft(desk, pick(all)));
  }

  function frameDraft(): FrameDraft {
    return {
      ...{ name: say(), from: stixTime(firstHour), until: stixTime(firstHour + 24 * hourMs) },
      ...{ classification: "unclassified", topics: [pick(topics)], reshare: "any" },
    };
  }

  /** Told as written, so it must be there. */
  function stored(desk: Desk, { id, modified }: { id: StixId; modified?: string | undefined }) {
    expectations.stored(desk.self.id, id, Date.parse(modified!));
  }

  function one(records: Iterable<LiveRecord>, where: (one: LiveRecord) => boolean) {
    const found = [...records].filter(where);
    return found.length > 0 ? pick(found) : null;
  }

  const isOwn = (desk: Desk) => (record: LiveRecord) => record.originator === desk.self.id;

  /** What both ask: a part with its frame, as somebody reads them. */
  function aPart(desk: Desk, where: (part: LiveRecord) => boolean) {
    const part = one(desk.live.ofKind("task-part"), where);
    const frame = part && desk.live.get(part.object["task_ref"] as StixId);
    return part && frame ? { part, frame } : null;
  }

  const version = ({ modified }: LiveRecord) => stixTime(modified);

  async function propose(desk: Desk): Promise<void> {
    await proposeTask(desk, { ...frameDraft(), parts: someParts(desk) }, person);
  }

  async function add(desk: Desk): Promise<void> {
    const frame = one(desk.live.ofKind("joint-task"), () => true);
    if (frame) await addParts(desk, frame.id, someParts(desk), person);
  }

  async function change(desk: Desk): Promise<void> {
    const part = one(desk.live.ofKind("task-part"), isOwn(desk));
    if (!part) return;
    const before = part.object["performer"] as PartnerId;
    const other = chance(0.2) && !forged.has(part.id);
    const performer = other ? pick([desk.self.id, ...desk.partners.keys()]) : before;
    const draft = partDraft(desk, performer);
    const viewer = operator("sim");
    stored(desk, (await changePart(desk, viewer, part.id, draft, version(part), person)).record);
  }

  async function cancel(desk: Desk): Promise<void> {
    const part = one(desk.live.ofKind("task-part"), isOwn(desk));
    if (part) stored(desk, (await cancelPart(desk, part.id, version(part), person)).record);
  }

  async function changeWhole(desk: Desk): Promise<void> {
    const frame = one(desk.live.ofKind("joint-task"), isOwn(desk));
    if (!frame) return;
    const { record } = chance(0.6)
      ? await changeTask(desk, frame.id, frameDraft(), version(frame), person)
      : await stateTask(desk, frame.id, pick(taskStates), version(frame), person);
    stored(desk, record);
  }

  async function takeBack(desk: Desk): Promise<void> {
    const kind = pick(["task-part", "commitment"] as const);
    const record = one(desk.live.ofKind(kind), isOwn(desk));
    if (!record) return;
    const partners = [...desk.partners.keys()].filter(() => chance(0.5));
    const from = chance(0.5) && partners.length > 0 ? partners : undefined;
    await recallRecord(desk, record.id, { reason: "wrong", ...(from && { from }) });
    expectations.recalled(desk.self.id, record.id, from);
  }

  async function commit(desk: Desk): Promise<void> {
    const read = aPart(desk, ({ object }) => object["performer"] === desk.self.id);
    const stands = read && desk.tasks.standing(read.part);
    const next = stands ? mayBecome(stands) : [];
    if (!read || next.length === 0) return;
    const onward = next.includes("ready") ? ("ready" as const) : ("accepted" as const);
    const state = next.includes(onward) && chance(0.7) ? onward : pick(next);
    const { record } = await commitPart(
      desk,
      read.part.id,
      {
        ...{ state, part: version(read.part), task: version(read.frame), lang: "en" as const },
        ...(state === "accepted-with-conditions" && { conditions: say() }),
        ...(state === "declined" && { reason: say() }),
      },
      operator(person),
    );
    stored(desk, record);
    world.befell(`part ${state}`);
  }

  async function settle(desk: Desk): Promise<void> {
    const known = [...desk.tasks.clashes()];
    if (known.length === 0) return;
    const { clash } = pick(known);
    const parts = clash.between.flatMap((id) => desk.live.get(id as StixId) ?? []);
    const versions = Object.fromEntries(parts.map((part) => [part.id, version(part)]));
    stored(desk, (await acceptClash(desk, clash.id, { reason: say(), versions }, person)).record);
    world.befell("clash accepted");
  }

  async function answer(desk: Desk): Promise<void> {
    const part = one(desk.live.ofKind("task-part"), (record) => !isOwn(desk)(record));
    if (!part) return;
    const clash = pick(["clash", "no-clash", "cannot-say"] as const);
    const draft = { clash, remark: say(), lang: "en" as const, version: version(part) };
    stored(desk, (await answerCheck(desk, part.id, draft, person)).record);
  }

  async function note(desk: Desk): Promise<void> {
    const about = one(desk.live.ofKind(pick(["joint-task", "task-part"] as const)), () => true);
    if (about) stored(desk, (await writeNote(desk, about.id, { content: say() }, person)).record);
  }

  async function protect(desk: Desk): Promise<void> {
    const known = [...desk.places.all()];
    if (known.length > 0 && chance(0.3)) return removePlace(desk, operator("sim"), pick(known)[0]);
    const some = [...desk.partners.keys()].filter(() => chance(0.5));
    await addPlace(desk, person, {
      ...{ name: { en: "Hospital" }, kind: "hospital" },
      geometry: { type: "Point", coordinates: [...pick(places)] },
      ...(chance(0.3) && { answerTo: some }),
    });
    return undefined;
  }

  function wordFor({ part, frame }: { part: LiveRecord; frame: LiveRecord }) {
    const properties = {
      ...{ part_ref: part.id, part_modified: version(part), task_modified: version(frame) },
      commitment_state: pick(["accepted", "ready", "aborted"]),
    };
    return { type: "commitment" as const, texts: {}, properties };
  }

  const isOthers = (desk: Desk) => (part: LiveRecord) =>
    part.object["performer"] !== desk.self.id && part.originator !== null;

  /** Speaks in its own name for what another performs. */
  async function usurp(desk: Desk): Promise<void> {
    const read = aPart(desk, isOthers(desk));
    if (!read || desk.live.get(commitmentId(read.part.id, desk.self.id))) return;
    forged.add(read.part.id);
    const id = commitmentId(read.part.id, desk.self.id);
    await writeRecord(desk, { id, ...wordFor(read) }, handling(desk));
    world.befell("commitment for another");
  }

  /** Speaks in another's name, signed with its own key. */
  function pretend(node: SimNode): void {
    const desk = node.desk();
    const read = desk && aPart(desk, isOthers(desk));
    const partners = nodes.filter(({ id }) => desk?.partners.has(id));
    if (!read || partners.length === 0) return;
    const originator = read.part.object["performer"] as PartnerId;
    const label = desk.labels.get(read.part.label!)!;
    const id = commitmentId(read.part.id, originator);
    const context = { originator, label, now: node.clock(), mode: null };
    const [word] = composeRecord({ id, lang: "en", ...wordFor(read) }, context);
    const { object } = signObject(word!, node.signer());
    const bytes = Buffer.from(JSON.stringify({ objects: [labelMarking(label).object, object] }));
    const to = pick(partners);
    forged.add(read.part.id);
    judge.forged(to.id, object, extensionOf(object, "signature")!["jws"] as string);
    world.befell("commitment in another's name");
    void folk.at(to, `a forged word comes from ${node.id}`, async (their) => {
      await acceptObjects(their, node.id, bytes);
    });
  }

  const acts: [number, string, (desk: Desk) => Promise<void>][] = [
    [3, "propose a task", propose],
    [2, "add parts", add],
    [5, "change a part", change],
    [1, "cancel a part", cancel],
    [2, "change a task", changeWhole],
    [1, "take back a part or a word", takeBack],
    [16, "say of a part", commit],
    [6, "accept a clash", settle],
    [1, "answer a check", answer],
    [1, "write a note", note],
    [2, "keep a protected place", protect],
    [2, "speak for another", usurp],
  ];
  const weight = acts.reduce((sum, [share]) => sum + share, 0);

  function performs(node: SimNode): boolean {
    const parts = [...(node.desk()?.live.ofKind("task-part") ?? [])];
    return parts.some(({ object }) => object["performer"] === node.id);
  }

  async function act(): Promise<void> {
    if (chance(0.05)) return pretend(pick(nodes));
    let left = roll(weight);
    const [, what, run] = acts.find(([share]) => (left -= share) < 0)!;
    const able = run === commit ? nodes.filter(performs) : nodes;
    await folk.at(pick(able.length > 0 ? able : nodes), what, run);
    for (const one of nodes) for (const fault of judge.look(one)) world.fail(fault);
  }

  return {
    work(count, lasting) {
      for (const node of nodes.filter(() => chance(0.6)))
        world.later(roll(lasting / 10), "", () => void folk.at(node, "propose a task", propose));
      for (let left = count; left > 0; left--) {
        world.later(Math.floor(lasting / 20) + roll(lasting), "", () => void act());
      }
    },
  };
}
