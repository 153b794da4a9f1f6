import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { AppError } from "../errors.ts";
import { tlsOptions } from "../exchange/taxii/server-limits.ts";

/** The node's key and certificate, ready for its server. Error: node-file-damaged with the file that is missing, is none, or fits not the other. */
export async function readTlsFiles(
  dir: string,
  tls: { cert: string; key: string },
): Promise<ReturnType<typeof tlsOptions>> {
  const cert = await checked(resolve(dir, tls.cert), (pem) => new X509Certificate(pem));
  const key = await checked(resolve(dir, tls.key), (pem) => {
    if (!cert.value.checkPrivateKey(createPrivateKey(pem)))
      throw new Error("of another certificate");
  });
  return tlsOptions(key.pem, cert.pem);
}

async function checked<T>(
  file: string,
  check: (pem: string) => T,
): Promise<{ pem: string; value: T }> {
  try {
    const pem = await readFile(file, "utf8");
    return { pem, value: check(pem) };
  } catch (error) {
    throw new AppError("node-file-damaged", { file }, error);
  }
}
