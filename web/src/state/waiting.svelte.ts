import { api } from "../api/calls.ts";
import type { ListedAgreement, ListedNotice, ListedRequest, Waiting } from "../api/shapes.ts";
import { type ListedHandover, watchApi } from "../api/watch.ts";
import { awaitingWord } from "../agreements/standing.ts";
import { agreements, loadAgreements } from "./agreements.svelte.ts";
import { whenForgotten } from "./forget.ts";
import { latestAnswer } from "./latest-answer.ts";
import { onLive } from "./live.svelte.ts";
import { isMe, mayAgree, mayWrite, session } from "./session.svelte.ts";

interface ForMe {
  /** What waits for a second person; empty for who may not be one. */
  waiting: Waiting[];
  total: number;
  /** What was taken back of what this person was given. */
  notices: ListedNotice[];
  /** Partners' open requests to which nobody here said a word; empty for who may not answer. */
  requests: ListedRequest[];
  /** The watch, handed over to this person and not taken over yet; null: it is not. */
  handover: ListedHandover | null;
  loaded: boolean;
  error: unknown;
}

const none: ForMe = {
  ...{ waiting: [], total: 0, notices: [], requests: [], handover: null },
  ...{ loaded: false, error: null },
};
export const forMe: ForMe = $state({ ...none });
whenForgotten(() => Object.assign(forMe, none));

/** Agreements that wait for this node's word, for who may give it; what one person signed waits for a second one already. */
export function awaitedOfMe(): ListedAgreement[] {
  if (!mayAgree()) return [];
  return awaitingWord(agreements.list, session.node?.id ?? "").filter(
    ({ toConfirm }) => !toConfirm,
  );
}

export async function loadForMe(): Promise<void> {
  if (mayAgree()) void loadAgreements();
  await loadWaiting();
}

const loadWaiting = latestAnswer(
  () =>
    Promise.all([
      mayWrite() ? api.waiting() : { waiting: [], total: 0 },
      api.notices(),
      mayWrite() ? api.requests("side=of-us&state=open&limit=100") : { requests: [] },
      mayWrite() ? watchApi.handovers(new URLSearchParams({ limit: "1" })) : { handovers: [] },
    ]),
  ([{ waiting, total }, { notices }, { requests }, { handovers }]) =>
    Object.assign(forMe, {
      ...{ waiting, total, notices, loaded: true, error: null },
      requests: requests.filter(({ answers }) => answers.every(({ state }) => state === null)),
      handover: handovers.find(({ state, to }) => state === "given" && isMe(to)) ?? null,
    }),
  (error) => (forMe.error = error),
);

/** Whether this person can be the second one. */
export function mayDecide({ by, refused }: Waiting): boolean {
  return !refused && !isMe(by);
}

/** Gives this person's word on what waits, or takes back what it asked for itself. */
export async function answerWaiting(
  { kind, id, version }: Pick<Waiting, "kind" | "id" | "version">,
  word: { approve: boolean; reason?: string },
): Promise<void> {
  if (kind === "protected-import") await api.decideImport(id, word);
  else if (kind === "warning" || kind === "warning-over")
    await api.decideWarning(id, { ...word, over: kind === "warning-over" });
  else await api.decide({ kind, id, version, ...word });
}

/** How much this person is asked for: to decide, to sign, to answer, to take over, or to read that something was taken back. */
export function countForMe(): number {
  const beyond = forMe.total - forMe.waiting.length;
  const answers = forMe.waiting.filter((one) => mayDecide(one) || one.refused);
  const others = forMe.notices.length + forMe.requests.length + (forMe.handover ? 1 : 0);
  return answers.length + beyond + others + awaitedOfMe().length;
}

/** Loads it, and again whenever something of it changes; gives what ends that. */
export function followForMe(): () => void {
  void loadForMe();
  const types = ["waiting", "notice", "recall", "agreement", "request", "handover"] as const;
  const ends = types.map((type) => onLive(type, () => void loadForMe()));
  return () => ends.forEach((end) => end());
}
