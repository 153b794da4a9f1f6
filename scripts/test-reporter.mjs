// Quiet: says only what failed, and which files took long. Node's test runner loads it; its last line is for test.mjs.
import { relative } from "node:path";
import { inspect } from "node:util";

/** Files that took longer are named. */
const longMs = 5000;

/**
 * @param {AsyncIterable<{ type: string, data: any }>} events of `node:test`
 * @returns {AsyncGenerator<string>} text for people, and at the end one line of JSON: the counts
 */
export default async function* report(events) {
  /** What a file wrote by itself: where it could not even be loaded, that tells why. @type {Map<string, string>} */
  const written = new Map();
  /** @type {{ file: string, ms: number }[]} */
  const long = [];
  for await (const { type, data } of events) {
    if (type === "test:stderr" || type === "test:stdout") {
      written.set(data.file, ((written.get(data.file) ?? "") + data.message).slice(-8000));
    } else if (type === "test:fail" && data.details.error.failureType !== "subtestsFailed") {
      const { cause, message } = data.details.error;
      const where = data.file === undefined ? "" : `${nameOf(data.file)}:${data.line} `;
      yield `✖ ${where}${data.name}\n${typeof cause === "object" ? inspect(cause) : message}\n`;
      const more = written.get(data.file);
      if (more !== undefined) yield more;
      written.delete(data.file);
    } else if (type === "test:summary" && data.file !== undefined) {
      if (data.duration_ms > longMs) long.push({ file: data.file, ms: data.duration_ms });
    } else if (type === "test:summary") {
      for (const { file, ms } of long.toSorted((a, b) => b.ms - a.ms)) {
        yield `${(ms / 1000).toFixed(0).padStart(4)} s  ${nameOf(file)}\n`;
      }
      const { passed, failed, cancelled, skipped } = data.counts;
      yield `${JSON.stringify({ passed, failed: failed + cancelled, skipped })}\n`;
    }
  }
}

/** @param {string} file */
function nameOf(file) {
  return relative(process.cwd(), file);
}
