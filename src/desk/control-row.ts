import type { StixObject } from "../domain/stix.ts";
import { references } from "../domain/references.ts";
import { signObject } from "../proof/signature.ts";
import type { RecordRow } from "../store/port.ts";
import type { Desk } from "./desk.ts";

/** Signs a control record of this node and makes its row: outside labels, classes and the picture. */
export function controlRow(desk: Desk, unsigned: StixObject): RecordRow {
  const { object, body } = signObject(unsigned, desk.signer);
  return {
    id: object.id,
    modified: Date.parse(object.modified!),
    created: Date.parse(object.created!),
    kind: object.type,
    originator: desk.self.id,
    via: null,
    label: null,
    body,
    class: 0,
    at: null,
    position: null,
    grade: null,
    words: "",
    refs: references(object),
    revoked: false,
  };
}
