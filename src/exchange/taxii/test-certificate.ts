// The next import asks for it.
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { PemConverter, X509CertificateGenerator } from "@peculiar/x509";

/** A new self-signed certificate and its key, PEM; expired long ago and for no name, which a pin does not mind. */
export async function testCertificate(): Promise<{ key: string; cert: string }> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: "CN=test",
      notBefore: new Date("2015-01-01"),
      notAfter: new Date("2016-01-01"),
      signingAlgorithm: algorithm,
      keys,
    },
    webcrypto as never,
  );
  const key = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return { key: PemConverter.encode(key, "PRIVATE KEY"), cert: certificate.toString("pem") };
}
