import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ListedSituationReport } from "../../src/desk/watch/situation/keep-report.ts";
import { eventually } from "./network.ts";
import { hour, must, part, startTaskNetwork, tasksOf, type TaskNetwork } from "./task-people.ts";

/* A situation report tells of joint tasks, of clashes, and of what was asked. */

let network: TaskNetwork;
let tasks: ReturnType<typeof tasksOf>;

before(async () => {
  network = await startTaskNetwork();
  tasks = tasksOf(network);
});
after(() => network.close());

const make = (changes: object = {}) =>
  must<ListedSituationReport>(
    tasks.at("baghdad")("/api/situation-reports", {
      ...{ lang: "en", classification: "restricted", from: hour(-24), until: hour(24) },
      ...changes,
    }),
  );
const sectionOf = ({ sections }: ListedSituationReport, id: string) =>
  sections.find((section) => section.id === id)!;

test("tasks with their parts, open clashes and open requests stand in sections of their own", async () => {
  const crossing = {
    uses: [{ key: "al-qaim", name: { ar: "معبر القائم" }, from: hour(1), until: hour(2) }],
  };
  const proposed = await tasks.propose("baghdad", [
    part("baghdad", crossing),
    part("damascus", crossing),
  ]);
  await eventually(async () => (await tasks.clashes("baghdad", proposed.id)).length === 1);
  await must(
    tasks.at("baghdad")("/api/requests", {
      ...{
        kind: "information",
        name: { en: "Which crossings are open?" },
        lang: "en",
        to: ["damascus"],
      },
      ...{ precedence: "immediate", due: hour(6), topics: [], classification: "restricted" },
    }),
  );
  const made = await make();
  assert.match(made.title, /^Situation report from \d{6}Z\w+ to \d{6}Z\w+$/);
  const daily = await make({ from: hour(0) });
  assert.match(daily.title, /^Daily situation report as of/);
  assert.match(sectionOf(daily, "requests").text, /crossings are open/, "due in the period");
  const before = await make({ from: hour(-72), until: hour(-48) });
  assert.equal(sectionOf(before, "requests").text, "Nothing in this period.");
  assert.match(
    sectionOf(made, "tasks").text,
    /^- \d{6}Z\w+–\d{6}Z\w+ – Close the supply roads \(Proposed; performers: baghdad, damascus; parts: Proposed 2\)$/,
  );
  const clashes = sectionOf(made, "clashes");
  assert.match(clashes.text, /\n- An unlisted place is still protected\.$/);
  assert.match(
    clashes.text,
    /A road or crossing used by several parts at once: “Part of \w+” \(\w+\) and “Part of \w+”/,
  );
  assert.equal(clashes.released, "never");
  assert.match(
    sectionOf(made, "requests").text,
    /Which crossings are open\? \(request of baghdad, due \d{2}0600Z/,
  );
  assert.ok(!sectionOf(made, "events").text.includes("Close the supply roads"));
  // What says the same is said once.
  const again = await tasks.propose("baghdad", [
    part("baghdad", crossing),
    part("baghdad", crossing),
  ]);
  const ours = "“Part of baghdad” \\(baghdad\\)";
  const told = new RegExp(`: ${ours} and ${ours}.* × 3$`, "m");
  assert.match(sectionOf(await make(), "clashes").text, told);
  const over = {
    state: "cancelled",
    version: (await tasks.readTask("baghdad", again.id))!.modified,
  };
  await must(tasks.at("baghdad")(`/api/tasks/${again.id}/state`, over));
  const arabic = await make({ lang: "ar" });
  assert.match(
    sectionOf(arabic, "tasks").text,
    /إغلاق طرق الإمداد \(مقترحة؛ المنفّذون: جهة baghdad، جهة damascus؛ الأجزاء: مقترح 2\)/,
  );

  // Released with its tasks, it rests on them and their parts too.
  const sections = made.sections.map(({ id, heading, text, released }) => ({
    ...{ id, heading, text, released: released === true || id === "tasks" || id === "requests" },
  }));
  const path = `/api/situation-reports/${made.id}`;
  await must(tasks.at("baghdad")(path, { version: 1, title: made.title, sections }));
  const { record, audience } = await must<{
    record: { id: string; description: string };
    audience: string[];
  }>(tasks.at("baghdad")(`${path}/release`, { version: 2 }));
  assert.deepEqual(audience, ["damascus"], "the request was put to Damascus alone");
  assert.match(record.description, /Close the supply roads/);
  assert.ok(!record.description.includes("used by several parts"), "clashes stay here");
  const { sources } = await must<{ sources: { id: string }[] }>(
    tasks.at("baghdad")(`/api/records/${record.id}/sources`),
  );
  const ids = sources.map(({ id }) => id);
  for (const id of [proposed.id, ...proposed.parts.map((one) => one.id)])
    assert.ok(ids.includes(id));
});

test("a report rests on the words of performers that it tells of, and made for a partner it tells of none that may not go there", async () => {
  const { at, propose, seen, say } = tasks;
  const forBaghdad = { classification: "restricted", releasableTo: ["baghdad"] };
  const { id, parts } = await propose(
    "baghdad",
    [part("damascus"), part("baghdad", { releasableTo: ["damascus"] })],
    { name: { en: "Open the bridge" }, lang: "en" },
  );
  const [theirs, hidden] = parts.map((one) => one.id) as [string, string];
  await seen("damascus", id, theirs);
  const refusal = { reason: { ar: "لا قوة" }, lang: "ar", handling: forBaghdad };
  await must(say("damascus", id, theirs, "declined", refusal));
  await seen("baghdad", id, theirs, ({ state }) => state === "declined");
  const lineIn = (report: ListedSituationReport) =>
    sectionOf(report, "tasks")
      .text.split("\n")
      .find((line) => line.includes("Open the bridge"))!;
  assert.match(lineIn(await make()), /Declined 1/);
  const made = await make({ releasableTo: ["washington"] });
  assert.match(lineIn(made), /performers: damascus; parts: Proposed 1\)$/);
  assert.ok(!sectionOf(made, "requests").text.includes("Which crossings"), "put to Damascus alone");

  async function released(report: ListedSituationReport) {
    const sections = report.sections.map(({ id, heading, text }) => ({
      ...{ id, heading, text, released: id === "tasks" },
    }));
    const path = `/api/situation-reports/${report.id}`;
    await must(at("baghdad")(path, { version: 1, title: report.title, sections }));
    return must<{ record: { id: string }; audience: string[] }>(
      at("baghdad")(`${path}/release`, { version: 2, reshare: "none" }),
    );
  }
  const toWashington = await released(made);
  assert.ok(toWashington.audience.includes("washington"));
  const whole = await released(await make());
  assert.ok(!whole.audience.includes("washington"));
  const { sources } = await must<{ sources: { id: string }[] }>(
    at("baghdad")(`/api/records/${whole.record.id}/sources`),
  );
  const ids = sources.map((source) => source.id);
  assert.ok(ids.includes(hidden) && ids.some((one) => one.startsWith("commitment--")));
});
