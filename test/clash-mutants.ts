import type { Mutant } from "./mutants.ts";

const examples = "src/deconflict/find-clashes.test.ts";
const index = "src/deconflict/clash-index.test.ts";
const coarsened = "src/deconflict/coarsen.test.ts";
const finder = "src/deconflict/find-clashes.ts";
const moving = "what moves occupies only the stretch where it is";
const near =
  "the index finds what is near over the dateline, far north, and by the separation of either";
const greater = "the greater of two separations counts";
const bridge =
  "two users of one bridge at once clash wherever they are, however they write its name";

/** Clashes that would not be seen, or seen where there is none, and what would tell of a protected place. */
export const clashMutants: readonly Mutant[] = [
  {
    leak: "windows closed where they are half-open",
    file: "src/deconflict/window.ts",
    find: "return start < stop ?",
    replace: "return start <= stop ?",
    killedBy: [examples, bridge],
  },
  {
    leak: "minutes of separation that nobody keeps",
    file: "src/deconflict/prepare.ts",
    find: "slack: separation.minutes * minute",
    replace: "slack: 0",
    killedBy: [examples, "windows are half-open, and minutes of separation are asked between them"],
  },
  {
    leak: "degrees of longitude as long everywhere as at the equator",
    file: "src/deconflict/wgs84.ts",
    find: "const fromAxis = normal * Math.cos(lat * radians);",
    replace: "const fromAxis = normal;",
    killedBy: [
      examples,
      "nearer than the separation at one time is a clash that tells where, when and how near",
    ],
  },
  {
    leak: "boxes that grow by as many degrees of longitude as of latitude",
    file: "src/deconflict/boxes.ts",
    find: "Math.asin(grown / fromPole) * degrees",
    replace: "grown * degrees",
    killedBy: [index, near],
  },
  {
    leak: "lines that go the longer way around, instead of over the dateline",
    file: "src/deconflict/wgs84.ts",
    find: "return by > 180 ? by - 360 : by < -180 ? by + 360 : by;",
    replace: "return by;",
    killedBy: [index, near],
  },
  {
    leak: "an index that ends at the dateline",
    file: "src/deconflict/boxes.ts",
    find: "if (maxX <= 180) return",
    replace: "if (maxX < Infinity) return",
    killedBy: [index, near],
  },
  {
    leak: "heights ignored",
    file: finder,
    find: "if (!nearInHeight(a.activity.heights, b.activity.heights, height)) return;",
    replace: "if (!nearInHeight(undefined, undefined, height)) return;",
    killedBy: [examples, "height bands that are far enough apart are no clash"],
  },
  {
    leak: "the radius of a protected place ignored",
    file: finder,
    find: "place.radius + a.radius",
    replace: "a.radius",
    killedBy: [examples, "too near to a protected place is a clash at any time and height"],
  },
  {
    leak: "the radius of the other ignored",
    file: finder,
    find: "const radii = a.radius + b.radius;",
    replace: "const radii = a.radius;",
    killedBy: [examples, "a radius belongs to what has it"],
  },
  {
    leak: "the separation of one side only",
    file: finder,
    find: "Math.max(one.metres, other.metres) + radii",
    replace: "one.metres + radii",
    killedBy: [examples, greater],
  },
  {
    leak: "others found only where they stand, not where they must be kept from",
    file: "src/deconflict/prepare.ts",
    find: "radius + separation.metres + touch",
    replace: "touch",
    killedBy: [index, near],
  },
  {
    leak: "an area that does not see what lies within it",
    file: "src/deconflict/entries.ts",
    find: "return isInside(area, position);",
    replace: "return false && isInside(area, position);",
    killedBy: ["src/deconflict/compare.test.ts", "an area around a pole holds it"],
  },
  {
    leak: "a march that is everywhere on its way at once",
    file: "src/deconflict/chain.ts",
    find: "times: passing ? timesAlong(xyz, from, until) : null,",
    replace: "times: passing && passing.lead < 0 ? timesAlong(xyz, from, until) : null,",
    killedBy: [examples, moving],
  },
  {
    leak: "lead and lag of a march exchanged",
    file: "src/deconflict/chain.ts",
    find: "chain.times[piece]! - chain.lead;",
    replace: "chain.times[piece]! - chain.lag;",
    killedBy: [examples, moving],
  },
  {
    leak: "touching a boundary taken for crossing it",
    file: "src/deconflict/crossing.ts",
    find: "if (side * after < 0)",
    replace: "if (side * after < 0 || side !== 0)",
    killedBy: [
      examples,
      "crossing a boundary is a clash, touching it or going around its end is none",
    ],
  },
  {
    leak: "a bridge that has two names",
    file: "src/deconflict/prepare.ts",
    find: 'return searchWords(resource).join(" ");',
    replace: 'return searchWords(resource).length === 0 ? "" : resource;',
    killedBy: [examples, bridge],
  },
  {
    leak: "a keep-away area around the protected place itself",
    file: "src/deconflict/coarsen.ts",
    find: "const boxes = boxesOf([geometry], 0).map((box) => cellsAround(box, cell));",
    replace: "const boxes = boxesOf([geometry], 0 * cellsAround.length);",
    killedBy: [
      coarsened,
      "places in one cell are told alike, so that nobody can find one more closely than its cell",
    ],
  },
  {
    leak: "the exact radius of a protected place",
    file: "src/deconflict/coarsen.ts",
    find: "Math.ceil(radius / cell) * cell",
    replace: "radius",
    killedBy: [coarsened, "the radius is rounded up to whole cells"],
  },
];
