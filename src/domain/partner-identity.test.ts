import assert from "node:assert/strict";
import { test } from "node:test";

import { baghdad } from "../desk/check/samples.ts";
import { AppError } from "../errors.ts";
import { extensionIds } from "./extensions.ts";
import { shapeFault } from "./object-schema.ts";
import { identityId, partnerIdentity, readPartnerIdentity } from "./partner-identity.ts";

test("a partner's identity follows from its name, and its object reads back as the partner", () => {
  const object = partnerIdentity(baghdad, Date.UTC(2015, 2, 12));
  assert.equal(object.id, identityId("baghdad"));
  assert.equal(shapeFault("identity", object), null);
  assert.deepEqual(readPartnerIdentity(object), baghdad);
});

test("an identity that claims another's name, or has no keys, is no partner", () => {
  const object = partnerIdentity(baghdad, Date.UTC(2015, 2, 12));
  const extension = object.extensions![extensionIds.partner]!;
  const faulty = [
    { ...extension, partner_id: "damascus" },
    { ...extension, partner_id: "Baghdad" },
    { ...extension, public_keys: [] },
    { ...extension, public_keys: [{ ...baghdad.keys[0], crv: "X25519" }] },
    { ...extension, names: { en: "Baghdad" } },
  ];
  for (const one of faulty) {
    const changed = { ...object, extensions: { [extensionIds.partner]: one } };
    assert.throws(() => readPartnerIdentity(changed), AppError, JSON.stringify(one));
  }
});
