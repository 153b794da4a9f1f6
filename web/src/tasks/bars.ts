import type { ListedClash, ListedPart, ListedTask } from "../api/shapes.ts";

/** ms UTC, half-open. */
export interface Span {
  from: number;
  until: number;
}

/** Where something lies in the chart, in hundredths of its breadth from where time begins. */
export interface Stretch {
  start: number;
  length: number;
}

export interface PartRow {
  part: ListedPart;
  bar: Stretch;
  /** Past its time and not over: from its end to now. */
  overrun: Stretch | null;
  clashes: (Stretch & { clash: ListedClash })[];
}

export interface TaskRows {
  task: ListedTask;
  bar: Stretch;
  phases: (Stretch & { phase: ListedTask["phases"][number] })[];
  rows: PartRow[];
}

export interface Chart {
  span: Span;
  tasks: TaskRows[];
  /** `named`: there is room behind it for its time. */
  ticks: { at: number; start: number; named: boolean }[];
  /** null: outside of what is shown. */
  now: number | null;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [15 * minute, hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 30 * day];
const mostTicks = 9;
/** Where the last time can begin without being cut in the narrowest chart, in hundredths of its breadth. */
const lastNamed = 90;

/** Bars of tasks, phases, parts and clashes over one time. `now`: ms UTC. */
export function chartOf(
  tasks: readonly ListedTask[],
  parts: readonly ListedPart[],
  clashes: readonly ListedClash[],
  now: number,
): Chart | null {
  const times = [...tasks, ...tasks.flatMap(({ phases }) => phases), ...parts].map(timesOf);
  if (times.length === 0) return null;
  const from = Math.min(...times.map((one) => one.from));
  const last = Math.max(...times.map((one) => one.until));
  // What is late to end goes on until now, as long as that leaves room for the rest.
  const goesOn = parts.some(({ late }) => late === "to-end") && now - last < last - from;
  const until = Math.max(last, goesOn ? now : last);
  const room = Math.max((until - from) * 0.02, minute);
  const span = { from: from - room, until: until + room };
  const place = (one: Span) => placed(span, one);
  return {
    span,
    tasks: tasks.map((task) => ({
      task,
      bar: place(timesOf(task)),
      phases: task.phases.map((phase) => ({ phase, ...place(timesOf(phase)) })),
      rows: parts
        .filter((part) => part.task === task.id)
        .map((part) => ({
          part,
          bar: place(timesOf(part)),
          overrun:
            part.late === "to-end" && now > Date.parse(part.until)
              ? place({ from: Date.parse(part.until), until: now })
              : null,
          clashes: clashes
            .filter((clash) => clash.parts.some(({ id }) => id === part.id))
            .map((clash) => ({ clash, ...place(timesOf(clash)) })),
        })),
    })),
    ticks: ticksOf(span).map((at) => {
      const { start } = placed(span, { from: at, until: at });
      return { at, start, named: start <= lastNamed };
    }),
    now: now > span.from && now < span.until ? placed(span, { from: now, until: now }).start : null,
  };
}

function timesOf({ from, until }: { from: string; until: string }): Span {
  return { from: Date.parse(from), until: Date.parse(until) };
}

/** What lies outside of the span is cut. */
function placed({ from, until }: Span, one: Span): Stretch {
  const part = (at: number) => (Math.min(Math.max(at, from), until) - from) / (until - from);
  const [start, end] = [part(one.from), part(one.until)];
  return { start: start * 100, length: (end - start) * 100 };
}

/** Whole hours or days, in UTC, at most nine. */
function ticksOf({ from, until }: Span): number[] {
  const step =
    steps.find((size) => (until - from) / size <= mostTicks) ??
    Math.ceil((until - from) / mostTicks / day) * day;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at < until; at += step) ticks.push(at);
  return ticks;
}
