import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { partnerIdPattern } from "./domain/partner.ts";
import type { Bilingual } from "./domain/bilingual.ts";
import { isLoopback } from "./desk/partners.ts";
import { actsOfTwo, type ActOfTwo } from "./desk/two-people.ts";
import { AppError } from "./errors.ts";

/** What a node's config.json says, completed and checked. */
export interface Config {
  node: string;
  name: Bilingual;
  /** Marks every record and screen; null: it is real. */
  mode: "demonstration" | "exercise" | null;
  /** Address that is listened on. */
  host: string;
  port: number;
  /** Where partners and people reach the node, without a slash at the end. */
  url: string;
  /** Plain HTTP is for loopback only. */
  tls: { cert: string; key: string } | null;
  logLevel: string;
  /** What one person alone may not do. */
  twoPeople: readonly ActOfTwo[];
  /** PMTiles file with the operator's own map, in the data directory or with its whole path; null: borders alone are drawn. */
  basemap: string | null;
}

type Raw = Record<string, unknown>;

const fromEnvironment = {
  host: "TANSIQ_HOST",
  port: "TANSIQ_PORT",
  url: "TANSIQ_URL",
  logLevel: "TANSIQ_LOG_LEVEL",
} as const;

/**
 * Reads `config.json` of a data directory; TANSIQ_HOST, TANSIQ_PORT, TANSIQ_URL and TANSIQ_LOG_LEVEL
 * override it. Errors: config-missing, config-malformed, config-invalid with the key and what was expected.
 */
export async function readConfig(dir: string, env: NodeJS.ProcessEnv): Promise<Config> {
  return checkConfig({ ...(await readRaw(join(dir, "config.json"))), ...readEnvironment(env) });
}

async function readRaw(file: string): Promise<Raw> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") throw new AppError("config-missing", { file });
    throw error;
  });
  try {
    const raw = JSON.parse(text) as unknown;
    if (typeof raw === "object" && raw !== null && !Array.isArray(raw)) return raw as Raw;
  } catch {
    // Falls through: what is not an object of JSON is told in the same words.
  }
  throw new AppError("config-malformed", { file });
}

function readEnvironment(env: NodeJS.ProcessEnv): Raw {
  const raw: Raw = {};
  for (const [key, name] of Object.entries(fromEnvironment)) {
    const value = env[name];
    if (value) raw[key] = key === "port" ? Number(value) : value;
  }
  return raw;
}

/** The typed form of a config; unknown keys are refused so that a misspelt one is not ignored. */
export function checkConfig(raw: Raw): Config {
  const known = [
    "node",
    "name",
    "mode",
    "host",
    "port",
    "url",
    "tls",
    "logLevel",
    "twoPeople",
    "basemap",
  ];
  const strange = Object.keys(raw).find((key) => !known.includes(key));
  if (strange) throw invalid(strange, `one of ${known.join(", ")}`, `أحد هذه: ${known.join(", ")}`);
  const { node, name, mode = null, host = "127.0.0.1", port, tls = null, logLevel = "info" } = raw;
  if (typeof node !== "string" || !new RegExp(partnerIdPattern).test(node)) {
    throw invalid(
      "node",
      "lower-case letters, digits and hyphens, 2 to 63",
      "من 2 إلى 63 من الحروف اللاتينية الصغيرة والأرقام والشرطات (hyphens)",
    );
  }
  const names = name as Partial<Bilingual> | undefined;
  if (!isText(names?.ar) || !isText(names.en)) throw invalid("name", '{ "ar": "…", "en": "…" }');
  if (mode !== null && mode !== "demonstration" && mode !== "exercise") {
    throw invalid("mode", "demonstration, exercise or null", "demonstration أو exercise أو null");
  }
  if (typeof host !== "string" || host === "")
    throw invalid("host", "an address to listen on", "عنوان يُستقبَل عليه الاتصال");
  if (!Number.isInteger(port) || (port as number) < 0 || (port as number) > 65_535) {
    throw invalid("port", "a whole number from 0 to 65535", "عدد صحيح من 0 إلى 65535");
  }
  const files = tls as Partial<{ cert: string; key: string }> | null;
  if (files !== null && (!isText(files.cert) || !isText(files.key))) {
    throw invalid(
      "tls",
      '{ "cert": "file", "key": "file" } or null',
      '{ "cert": "file", "key": "file" } أو null',
    );
  }
  if (files === null && !isLoopback(host)) {
    throw invalid(
      "tls",
      "a certificate: plain HTTP is for loopback only",
      "شهادة، فلا يُقبل HTTP بلا تشفير إلا داخل الجهاز (loopback)",
    );
  }
  if (raw["url"] === undefined && (host === "0.0.0.0" || host === "::")) {
    throw invalid(
      "url",
      `the address under which others reach this node, since ${host} is none`,
      `العنوان الذي يصل به الآخرون إلى هذه العقدة، فالعنوان ${host} لا يصلح لذلك`,
    );
  }
  const scheme = files === null ? "http" : "https";
  const { url = `${scheme}://${host}:${String(port)}` } = raw;
  if (typeof url !== "string" || !URL.canParse(url) || !url.startsWith(`${scheme}://`)) {
    throw invalid("url", `an address that begins with ${scheme}://`, `عنوان يبدأ بـ ${scheme}://`);
  }
  const levels = ["silent", "fatal", "error", "warn", "info", "debug", "trace"];
  if (!levels.includes(String(logLevel))) throw invalid("logLevel", levels.join(", "));
  const { twoPeople = [] } = raw;
  if (!Array.isArray(twoPeople) || !twoPeople.every((one) => actsOfTwo.includes(one as ActOfTwo))) {
    const acts = actsOfTwo.join(", ");
    throw invalid("twoPeople", `a list of any of ${acts}`, `قائمة مما يلي: ${acts}`);
  }
  const { basemap = null } = raw;
  if (basemap !== null && (!isText(basemap) || !basemap.endsWith(".pmtiles")))
    throw invalid("basemap", "a .pmtiles file or null", "ملف ‎.pmtiles أو null");
  return {
    node,
    name: { ar: names.ar, en: names.en },
    mode,
    host,
    port: port as number,
    url: url.replace(/\/+$/, ""),
    tls: files && { cert: files.cert!, key: files.key! },
    logLevel: String(logLevel),
    twoPeople: twoPeople as ActOfTwo[],
    basemap,
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "" && value.length <= 1024;
}

function invalid(key: string, expected: string, expectedAr = expected): AppError {
  return new AppError("config-invalid", { key, expected, expected_ar: expectedAr });
}
