import { Worker } from "node:worker_threads";
import type { PrintedDocument } from "./document.ts";

/**
 * The document as PDF, set in a thread of its own that ends with it: the compiler keeps what it has set in memory.
 * Rejects where the thread fails.
 */
export function pdfOf(document: PrintedDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./pdf-worker.ts", import.meta.url), {
      workerData: document,
    });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the PDF thread ended with ${code}`)));
  });
}
