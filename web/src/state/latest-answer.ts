/**
 * Asks the same question again and again, and shows or fails with the answer to the latest one alone: an earlier answer that
 * comes late is dropped. What it gives resolves once an answer no older than its own is shown, and never rejects.
 */
export function latestAnswer<T>(
  ask: () => Promise<T>,
  show: (answer: T) => void,
  fail: (error: unknown) => void,
): () => Promise<void> {
  let latest: Promise<void>;
  let asked = 0;
  const once = async (nth: number): Promise<void> => {
    const [answer] = await Promise.allSettled([ask()]);
    if (nth !== asked) return latest;
    if (answer.status === "fulfilled") show(answer.value);
    else fail(answer.reason);
  };
  return () => (latest = once(++asked));
}
