import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import test from "node:test";
import { connect as connectTls, type SecureVersion } from "node:tls";

import { boundServer } from "./server-limits.ts";
import { testCertificate } from "./test-certificate.ts";
import { answering, testPartner } from "./test-partner.ts";

test("more connections than the bound are closed, and those that are open live on", async (t) => {
  const server = createServer((_request, response) => void response.end("well"));
  boundServer(server, 1);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const first = connect(port, "127.0.0.1");
  await once(first, "connect");
  const second = connect(port, "127.0.0.1").resume();
  await once(second, "close");
  first.write("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
  let text = "";
  for await (const part of first.setEncoding("utf8")) text += part;
  assert.match(text, /well/);
});

test("TLS 1.2 and 1.3 are spoken, nothing older", async (t) => {
  const certificate = await testCertificate();
  const { url } = await testPartner(t, answering(200, {}), { certificate });
  const port = Number(new URL(url).port);
  const speak = async (version: SecureVersion): Promise<string | null> => {
    const ciphers = "DEFAULT@SECLEVEL=0";
    const versions = { minVersion: version, maxVersion: version };
    const socket = connectTls({ port, ciphers, rejectUnauthorized: false, ...versions });
    const ended = once(socket, "secureConnect").then(() => socket.getProtocol());
    return ended.catch(() => "refused").finally(() => socket.destroy());
  };
  assert.equal(await speak("TLSv1.1"), "refused");
  assert.equal(await speak("TLSv1.2"), "TLSv1.2");
  assert.equal(await speak("TLSv1.3"), "TLSv1.3");
});
