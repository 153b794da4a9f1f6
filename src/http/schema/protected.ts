import Type from "typebox";
import type { ListedPlace } from "../../desk/protected/list-places.ts";
import {
  protectedPlaceKinds,
  type ProtectedPlaceDraft,
  usualKeepAway,
} from "../../domain/protected-place.ts";
import { closed, describes, nullable, partnerId, shownText, text, time } from "./basics.ts";
import { geometry } from "./records.ts";

export const placeId = Type.String({ pattern: "^[0-9a-f-]{36}(-[0-9]{1,5})?$" });
const kind = Type.Enum([...protectedPlaceKinds]);

export const placeDraft = describes<ProtectedPlaceDraft>(
  Type.Object(
    {
      name: text(1024),
      kind,
      geometry,
      radius: Type.Optional(
        Type.Number({
          minimum: 0,
          maximum: 100_000,
          description: `Metres to keep away; left out: ${usualKeepAway}`,
        }),
      ),
      answerTo: Type.Optional(
        Type.Array(partnerId, {
          maxItems: 200,
          description:
            "Partners whose parts of joint tasks are checked against it; left out: all; empty: only our own",
        }),
      ),
    },
    { ...closed, title: "ProtectedPlaceDraft" },
  ),
);

export const listedPlace = describes<ListedPlace>(
  Type.Object(
    {
      id: placeId,
      name: shownText,
      kind,
      geometry,
      radius: Type.Number(),
      answerTo: nullable(Type.Array(partnerId)),
      by: Type.String(),
      at: time,
    },
    { ...closed, title: "ProtectedPlace" },
  ),
);

export const examplePlaceDraft: ProtectedPlaceDraft = {
  name: { ar: "مستشفى القائم العام", en: "Al-Qaim general hospital" },
  kind: "hospital",
  geometry: { type: "Point", coordinates: [41.05, 34.39] },
  radius: 500,
};

export const examplePlace: ListedPlace = {
  id: "6d1f0a2b-3c4d-4e5f-8a9b-0c1d2e3f4a5b",
  name: examplePlaceDraft.name,
  kind: "hospital",
  geometry: examplePlaceDraft.geometry,
  radius: 500,
  answerTo: null,
  by: "Amal",
  at: "2015-03-11T06:00:00.000Z",
};
