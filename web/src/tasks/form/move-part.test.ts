import assert from "node:assert/strict";
import { test } from "node:test";
import { examplePart } from "../../../../src/http/schema/tasks.ts";
import type { ListedPart } from "../../api/shapes.ts";
import { movePart, occupiedIn, wayOut } from "./move-part.ts";
import { draftOfPart, fieldsOfPart } from "./read-draft.ts";

const at = (hour: number) => `2015-03-11T0${hour}:00:00.000Z`;
const part = (from: number, until: number, bridge?: [number, number]): ListedPart => ({
  ...examplePart,
  ...{ from: at(from), until: at(until) },
  record: {
    ...examplePart.record,
    ...(bridge && {
      uses: [
        {
          ...{ key: "bridge", name: { en: "Bridge" } },
          ...{ start_time: at(bridge[0]), stop_time: at(bridge[1]) },
        },
      ],
    }),
  },
});

test("a part moves out of the way of another, by what both need where they clash about that", () => {
  const [mine, other] = [part(1, 5, [2, 4]), part(2, 6, [3, 5])];
  const fields = fieldsOfPart(draftOfPart(mine), { phases: [] });
  const moved = (about: string | null, to: "after" | "before") =>
    movePart(fields, mine, wayOut(occupiedIn(mine, about), occupiedIn(other, about), to));
  const after = moved("bridge", "after");
  assert.deepEqual([after.from, after.until], ["2015-03-11T04:00", "2015-03-11T08:00"]);
  assert.deepEqual(
    [after.uses[0]!.from, after.uses[0]!.until],
    ["2015-03-11T05:00", "2015-03-11T07:00"],
  );
  assert.equal(moved("bridge", "before").from, "2015-03-11T00:00");
  assert.equal(moved(null, "after").from, "2015-03-11T06:00");
  assert.equal(moved(null, "before").until, "2015-03-11T02:00");
  assert.deepEqual(
    movePart(after, mine, 0).uses,
    fields.uses,
    "from where it stands, not from the last try",
  );
});
