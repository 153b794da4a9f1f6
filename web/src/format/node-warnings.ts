import type { NodeHealth } from "../../../src/http/ports/node-health.ts";

/** What an admin has to see to at a node; its texts stand under `health.warn.` and `health.do.`. */
export interface NodeWarning {
  name:
    | "certificate-unreadable"
    | "certificate-expired"
    | "certificate-ends"
    | "certificate-other"
    | "disk-full"
    | "disk-tight"
    | "backup-unknown"
    | "backup-old"
    | "clock-off";
  tone: "bad" | "warn";
  /** To be typed at the node's machine. */
  command?: string;
}

const dayMs = 86_400_000;
const warnDays = 30;
const backupDays = 7;
const clockMs = 120_000;
const gibi = 2 ** 30;

/** The most urgent first. `now`: ms UTC by the clock of the machine that shows the page. */
export function warningsOf(health: NodeHealth, now: number): NodeWarning[] {
  const found: (NodeWarning | null)[] = [
    ...certificateWarnings(health),
    diskWarning(health),
    backupWarning(health),
    Math.abs(Date.parse(health.clock) - now) > clockMs ? { name: "clock-off", tone: "warn" } : null,
  ];
  const all = found.filter((one) => one !== null);
  return all.toSorted((a, b) => Number(a.tone === "warn") - Number(b.tone === "warn"));
}

/** Whole days until the certificate ends; negative: since it ended. */
export function daysLeft({ certificate, clock }: NodeHealth): number | null {
  if (!certificate) return null;
  return Math.floor((Date.parse(certificate.until) - Date.parse(clock)) / dayMs);
}

/** A new certificate for the same names, as the handbook makes one. */
export function certificateCommand({ names }: NonNullable<NodeHealth["certificate"]>): string {
  const alternatives = names.map((name) => `${/^[\d.]+$|:/.test(name) ? "IP" : "DNS"}:${name}`);
  return [
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1825 \\",
    `  -subj /CN=${names[0] ?? "HOST"} -addext subjectAltName=${alternatives.join(",") || "DNS:HOST"} \\`,
    "  -keyout NODE_FOLDER/tls-key.pem -out NODE_FOLDER/tls-cert.pem",
    "chmod 600 NODE_FOLDER/tls-key.pem NODE_FOLDER/tls-cert.pem",
  ].join("\n");
}

export const backupCommand = "tansiq backup --data NODE_FOLDER BACKUP_FOLDER/NAME.sqlite";
export const rollCommand = "tansiq key roll --data NODE_FOLDER";

function certificateWarnings(health: NodeHealth): (NodeWarning | null)[] {
  const { certificate } = health;
  const days = daysLeft(health);
  if (!certificate || days === null) return [];
  const command = certificateCommand(certificate);
  return [
    certificate.onDisk === "unreadable" ? { name: "certificate-unreadable", tone: "bad" } : null,
    certificate.onDisk === "other" ? { name: "certificate-other", tone: "warn" } : null,
    days < 0
      ? { name: "certificate-expired", tone: "bad", command }
      : days < warnDays
        ? { name: "certificate-ends", tone: "warn", command }
        : null,
  ];
}

function diskWarning({ disk: { free, total } }: NodeHealth): NodeWarning | null {
  if (free < gibi) return { name: "disk-full", tone: "bad" };
  return free < Math.max(5 * gibi, total / 20) ? { name: "disk-tight", tone: "warn" } : null;
}

function backupWarning({ backup, clock }: NodeHealth): NodeWarning | null {
  const common = { tone: "warn", command: backupCommand } as const;
  if (!backup) return { name: "backup-unknown", ...common };
  const age = Date.parse(clock) - Date.parse(backup.at);
  return age > backupDays * dayMs ? { name: "backup-old", ...common } : null;
}
