import { api } from "../api/calls.ts";
import type { ListedAgreement, ListedNotice, Waiting } from "../api/shapes.ts";
import { awaitingWord } from "../agreements/standing.ts";
import { agreements, loadAgreements } from "./agreements.svelte.ts";
import { latestAnswer } from "./latest-answer.ts";
import { onLive } from "./live.svelte.ts";
import { isMe, mayAgree, mayWrite, session } from "./session.svelte.ts";

interface ForMe {
  /** What waits for a second person; empty for who may not be one. */
  waiting: Waiting[];
  total: number;
  /** What was taken back of what this person was given. */
  notices: ListedNotice[];
  loaded: boolean;
  error: unknown;
}

export const forMe: ForMe = $state({
  ...{ waiting: [], total: 0, notices: [] },
  ...{ loaded: false, error: null },
});

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
  () => Promise.all([mayWrite() ? api.waiting() : { waiting: [], total: 0 }, api.notices()]),
  ([{ waiting, total }, { notices }]) =>
    Object.assign(forMe, { waiting, total, notices, loaded: true, error: null }),
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

/** How much this person is asked for: to decide, to sign, or to read that something was taken back. */
export function countForMe(): number {
  const beyond = forMe.total - forMe.waiting.length;
  const answers = forMe.waiting.filter((one) => mayDecide(one) || one.refused);
  return answers.length + beyond + forMe.notices.length + awaitedOfMe().length;
}

/** Loads it, and again whenever something of it changes; gives what ends that. */
export function followForMe(): () => void {
  void loadForMe();
  const ends = (["waiting", "notice", "recall", "agreement"] as const).map((type) =>
    onLive(type, () => void loadForMe()),
  );
  return () => ends.forEach((end) => end());
}
