import type { OxlintOverride } from "oxlint";

/**
 * Who may import whom below src/: a folder may import itself, the folders that stand here for it,
 * and what lies at the top of src/ for everybody (errors.ts, config.ts). The files at the top and
 * the tests may import all of them.
 */
export const layers: Record<string, readonly string[]> = {
  domain: [],
  proof: ["domain"],
  deconflict: ["domain"],
  release: ["domain", "proof"],
  store: ["domain", "proof"],
  picture: ["domain", "proof", "release"],
  desk: ["domain", "proof", "deconflict", "release", "store", "picture"],
  exchange: ["domain", "proof", "release", "picture", "desk"],
  http: ["domain", "proof", "deconflict", "release", "picture", "desk"],
  // Sets what it is given; it knows nothing of where that is from.
  print: ["domain"],
  intake: ["domain", "proof", "release", "picture", "desk"],
  // Of the store it only takes the lock on a folder.
  demo: ["domain", "intake", "store"],
};

/** Folders without effects: clock, randomness and files come in as arguments. */
const pure = ["domain", "proof", "deconflict", "release"];

/** The picture is loaded in the shape in which the store gives it: it may know the port's types. */
const mayKnowPortTypes = ["picture"];

const order =
  "The layers are domain ← proof ← release ← desk → store, picture; domain ← deconflict ← desk; exchange, " +
  "http and intake → desk, picture, never → store.";

interface Pattern {
  regex: string;
  message: string;
  allowTypeImports?: boolean;
}

const onlyTheOutboxMints: Pattern = {
  regex: "/mint-released\\.ts$",
  message:
    "Content of records leaves by src/desk/read-outbox.ts alone, which decides on it: call readOutbox and send what it gives.",
};

function patternsFor(folder: string, allowed: readonly string[]): Pattern[] {
  const forbidden = Object.keys(layers).filter(
    (each) => each !== folder && !allowed.includes(each),
  );
  return [
    onlyTheOutboxMints,
    {
      regex: `^(\\.\\./)+(${forbidden.join("|")})/`,
      message: `src/${folder} may import ${listed(allowed)}. ${order} ${advice(folder)}`,
      allowTypeImports: mayKnowPortTypes.includes(folder),
    },
    {
      regex: `^(\\.\\./)+(node/|cli\\.ts$${folder === "demo" ? "" : "|commands/"})`,
      message: `src/${folder} is put together by src/node and src/commands, so it cannot import them: take what you need as an argument.`,
    },
    ...(pure.includes(folder)
      ? [
          {
            regex: "^node:(fs|net|http|https|tls|dgram|child_process|worker_threads|sqlite|timers)",
            message: `src/${folder} is pure: let the caller do the effect and hand in what it gave.`,
          },
        ]
      : []),
  ];
}

function listed(folders: readonly string[]): string {
  return folders.length === 0 ? "no other folder" : folders.map((each) => `src/${each}`).join(", ");
}

function advice(folder: string): string {
  if (["exchange", "http", "intake"].includes(folder))
    return "Nothing may leave or enter a node beside the desk: call a verb of src/desk, or add one there.";
  if (folder === "desk") return "The desk knows no transport: let the transport call the desk.";
  if (folder === "demo")
    return "The demonstration only does what an operator can do: use a command.";
  return "Move what both need into the lower folder, or take it as an argument.";
}

/** The overrides for oxlint.config.ts. */
export const layerOverrides: OxlintOverride[] = [
  ...Object.entries(layers).map(([folder, allowed]) =>
    forbid(`src/${folder}/**`, patternsFor(folder, allowed)),
  ),
  // Where content of records is minted as released, and where tests of the transport do. Their layers still hold.
  ...[
    ["desk", "src/desk/read-outbox.ts"] as const,
    ["exchange", "src/exchange/taxii/test-desk.ts"] as const,
  ].map(([folder, file]) =>
    forbid(
      file,
      patternsFor(folder, layers[folder]!).filter((pattern) => pattern !== onlyTheOutboxMints),
    ),
  ),
  ...["commands", "node"].map((folder) => forbid(`src/${folder}/**`, [onlyTheOutboxMints])),
  forbid("web/**", [
    {
      regex: "^(\\.\\./)+src/",
      message:
        "The page speaks to its node by HTTP only: it may know the types of src/, but what it needs the API must tell (/api/openapi.json).",
      allowTypeImports: true,
    },
  ]),
  // Tests may import every layer.
  forbid("**/*.test.ts", [
    {
      regex: "^fast-check$",
      message:
        "Import `fc` from test/seed.ts: it makes every run the same, under TANSIQ_TEST_SEED.",
    },
  ]),
];

function forbid(files: string, patterns: Pattern[]): OxlintOverride {
  return { files: [files], rules: { "no-restricted-imports": ["error", { patterns }] } };
}
