import assert from "node:assert/strict";
import { test } from "node:test";
import { certificateState } from "./certificate-state.ts";
import { pinOf, selfSigned } from "./certificate.ts";

const now = Date.UTC(2026, 0, 31, 12);

test("a certificate says for whom it is, from when and until when, with the pin of the cards", async () => {
  const { certPem } = await selfSigned("tansiq.mosul.example", now);
  assert.deepEqual(certificateState(certPem, certPem), {
    ...{ subject: "CN=tansiq.mosul.example", names: ["tansiq.mosul.example"] },
    ...{ from: "2026-01-31T11:00:00.000Z", until: "2031-01-30T12:00:00.000Z" },
    ...{ pin: pinOf(certPem), onDisk: "same" },
  });
});

test("an address is a name too; another certificate on disk is not in use yet", async () => {
  const { certPem } = await selfSigned("192.0.2.7", now);
  const { certPem: next } = await selfSigned("192.0.2.7", now + 1000);
  const { names, onDisk } = certificateState(certPem, next);
  assert.deepEqual([names, onDisk], [["192.0.2.7"], "other"]);
  for (const damaged of [null, "", next.slice(0, 200)])
    assert.equal(certificateState(certPem, damaged).onDisk, "unreadable");
});
