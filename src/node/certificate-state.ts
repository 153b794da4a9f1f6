import { X509Certificate } from "node:crypto";
import { stixTime } from "../domain/time.ts";
import type { NodeHealth } from "../http/ports/node-health.ts";

type CertificateState = NonNullable<NodeHealth["certificate"]>;

/** What a certificate says, and whether another one has taken its place on disk since. Both in PEM; `onDisk`: null: unreadable. */
export function certificateState(pem: string, onDisk: string | null): CertificateState {
  const certificate = new X509Certificate(pem);
  return {
    subject: certificate.subject.replaceAll("\n", ", "),
    names: (certificate.subjectAltName ?? "").split(", ").flatMap((name) => {
      const value = /^(?:DNS|IP Address):(.+)$/.exec(name)?.[1];
      return value === undefined ? [] : [value];
    }),
    from: stixTime(certificate.validFromDate.getTime()),
    until: stixTime(certificate.validToDate.getTime()),
    pin: pinOf(certificate),
    onDisk: comparedWith(certificate, onDisk),
  };
}

function comparedWith(used: X509Certificate, pem: string | null): CertificateState["onDisk"] {
  try {
    return pinOf(new X509Certificate(pem ?? "")) === pinOf(used) ? "same" : "other";
  } catch {
    return "unreadable";
  }
}

function pinOf({ fingerprint256 }: X509Certificate): string {
  return fingerprint256.replaceAll(":", "").toLowerCase();
}
