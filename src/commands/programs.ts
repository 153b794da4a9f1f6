import { userInfo } from "node:os";
import { resolve } from "node:path";
import { readConfig } from "../config.ts";
import { createDataDir, type NewNode, readSelf } from "../node/data-dir.ts";
import { version } from "../node/version.ts";
import type { PartnerCard } from "../desk/partners.ts";
import type { Bilingual } from "../domain/bilingual.ts";
import { writePrivate } from "../desk/secrets.ts";
import { argumentWrong } from "./arguments.ts";
import { atNode } from "./at-node.ts";
import { readDrafts } from "./read-drafts.ts";
import { readJson } from "./read-json.ts";
import { restore } from "./restore.ts";
import { runServe } from "./run-serve.ts";
import { verifyFile } from "./verify-file.ts";

export interface Given {
  values: Record<string, string | boolean | string[] | undefined>;
  files: string[];
}

export interface Program {
  summary: string;
  /** What follows the command besides options. */
  operands?: string;
  options: Record<string, { about: string; required?: true; flag?: true; many?: true }>;
  /** What it gives back is printed: text as it is, the rest as JSON. */
  run(given: Given): Promise<unknown>;
}

const clearance = {
  clearance: {
    about:
      "the highest classification to be seen: unclassified (default), restricted, confidential, secret",
  },
  caveats: { about: "caveats that may be seen, separated by commas, or all (default: none)" },
};

const data = { about: "data directory of the node (default: TANSIQ_NODE_DATA or ./node)" };

function dirOf({ values }: Given): string {
  const { TANSIQ_NODE_DATA } = process.env;
  return resolve(text(values, "data") ?? (TANSIQ_NODE_DATA || "node"));
}

function text(values: Given["values"], name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

function fileOf({ files: given }: Given): string {
  const [file] = given;
  if (given.length !== 1 || file === undefined) {
    throw argumentWrong("FILE", "one file", "ملف واحد");
  }
  return file;
}

/** A command of the node with text options passed on under their own names. */
function forward(name: string, given: Given, ...names: string[]): Promise<unknown> {
  return atNode(dirOf(given), name, textsOf(given, ...names));
}

function textsOf({ values }: Given, ...names: string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.flatMap((key) => (text(values, key) === undefined ? [] : [[key, values[key]]])),
  );
}

const earlierCardVoid: Bilingual = {
  ar: "البطاقة السابقة لهذه الجهة لم تعد صالحة: سلّمها هذه.",
  en: "The earlier card for this partner is void now: hand over this one.",
};

export const programs: Record<string, Program> = {
  init: {
    summary: "Make a node: its keys, certificate and configuration",
    options: {
      data,
      node: { about: "the partner's short name, e.g. baghdad", required: true },
      "name-ar": { about: "its name in Arabic", required: true },
      "name-en": { about: "its name in English", required: true },
      host: { about: "address to listen on (default 127.0.0.1)" },
      port: { about: "port to listen on (default 8700)" },
      url: { about: "where partners and people reach it (default: host and port)" },
      mode: { about: "demonstration or exercise; left out: it is real" },
      "plain-http": { about: "without TLS: for loopback only", flag: true },
    },
    async run(given) {
      const { values } = given;
      const host = text(values, "host");
      const url = text(values, "url");
      const wanted: NewNode = {
        node: text(values, "node")!,
        name: { ar: text(values, "name-ar")!, en: text(values, "name-en")! },
        port: Number(text(values, "port") ?? 8700),
        plainHttp: values["plain-http"] === true,
        ...(host !== undefined && { host }),
        ...(url !== undefined && { url }),
        ...(values["mode"] !== undefined && { mode: text(values, "mode") as "demonstration" }),
      };
      await createDataDir(dirOf(given), wanted, Date.now());
      return { node: wanted.node, data: dirOf(given) };
    },
  },

  serve: {
    summary: "Run the node until SIGTERM or SIGINT",
    options: { data },
    run: (given) => runServe(dirOf(given)),
  },

  "partner card": {
    summary: "Write the secret card that a partner needs to reach this node",
    options: {
      data,
      for: { about: "the partner's short name", required: true },
      url: { about: "where that partner reaches this node (default: as configured)" },
      "no-url": { about: "nowhere: bundles go instead, and the card holds no secret", flag: true },
      out: { about: "file to write (default: card-for-PARTNER.json)" },
    },
    async run(given) {
      const issued = await atNode(dirOf(given), "partner-card", {
        for: text(given.values, "for"),
        url: text(given.values, "url"),
        "no-url": given.values["no-url"] === true ? "yes" : "no",
      });
      const { card, earlier } = issued as { card: PartnerCard; earlier: boolean };
      const file = text(given.values, "out") ?? `card-for-${card.for}.json`;
      await writePrivate(resolve(file), `${JSON.stringify(card, null, 2)}\n`);
      const secret = card.token !== null;
      return { file, url: card.url, secret, ...(earlier && { note: earlierCardVoid }) };
    },
  },

  "partner add": {
    summary: "Add a partner by the card that its admin gave you",
    operands: "FILE",
    options: {
      data,
      "replace-introduction": {
        about: "the card counts though a lead introduced this partner with other keys",
        flag: true,
      },
    },
    run: async (given) =>
      atNode(dirOf(given), "partner-add", {
        card: await readJson(fileOf(given)),
        "replace-introduction": given.values["replace-introduction"] === true ? "yes" : "no",
        by: userInfo().username,
      }),
  },

  "partner introduction": {
    summary: "Accept what a lead says of who a partner is before you signed, or drop it",
    options: {
      data,
      partner: { about: "the short name of who was introduced", required: true },
      accept: {
        about: "yes, with --by; no: forget it, and take these keys no more",
        required: true,
      },
      by: { about: "the lead's short name" },
    },
    run: (given) =>
      atNode(dirOf(given), "partner-introduction", {
        ...textsOf(given, "partner", "accept"),
        ...(text(given.values, "by") !== undefined && { lead: text(given.values, "by") }),
        by: userInfo().username,
      }),
  },

  "quarantine accept": {
    summary: "Set aside what stands under an id, and look again at the record that waits for it",
    options: {
      data,
      key: { about: "`key` of the entry, as the list of held objects gives it", required: true },
    },
    run: (given) => forward("quarantine-accept", given, "key"),
  },

  "partner unsigned": {
    summary: "Accept, or refuse again, unsigned objects of a partner whose client cannot sign",
    options: {
      data,
      partner: { about: "the partner's short name", required: true },
      accept: {
        about: "yes: for own people only, never passed on; no: into quarantine",
        required: true,
      },
    },
    run: (given) => forward("partner-unsigned", given, "partner", "accept"),
  },

  "agreement propose": {
    summary: "Propose an agreement, or a new version of one of yours, to all its parties",
    operands: "FILE",
    options: { data },
    run: async (given) =>
      atNode(dirOf(given), "agreement-propose", {
        form: await readJson(fileOf(given)),
        by: userInfo().username,
      }),
  },

  "agreement sign": {
    summary: "Sign the latest version of an agreement, or refuse or suspend it",
    options: {
      data,
      id: { about: "agreement--…", required: true },
      act: { about: "sign (default), refuse, suspend or leave" },
      reason: { about: "why, for the other parties" },
    },
    run: (given) =>
      atNode(dirOf(given), "agreement-sign", {
        ...textsOf(given, "id", "act", "reason"),
        by: userInfo().username,
      }),
  },

  "agreement end": {
    summary: "End what this party gives under an agreement, at once",
    options: {
      data,
      id: { about: "agreement--…", required: true },
      reason: { about: "why, for the other parties" },
    },
    run: (given) => {
      const said = textsOf(given, "id", "reason");
      return atNode(dirOf(given), "agreement-sign", { ...said, act: "end" });
    },
  },

  "agreement list": {
    summary: "List agreements with their state and signatures",
    options: { data },
    run: (given) => atNode(dirOf(given), "agreement-list", {}),
  },

  "report import": {
    summary:
      "Write reports from a file: JSON (a list of report drafts) or CSV (the columns of a scenario)",
    operands: "FILE",
    options: { data, places: { about: "CSV of places, needed for a CSV of reports" } },
    run: async (given) => {
      const drafts = await readDrafts(fileOf(given), text(given.values, "places"));
      return atNode(dirOf(given), "report-import", { drafts, by: userInfo().username });
    },
  },

  "report export": {
    summary: "Print all records that this node holds as one STIX 2.1 bundle",
    options: { data },
    run: (given) => atNode(dirOf(given), "report-export", { by: userInfo().username }),
  },

  "reads show": {
    summary: "Show which people were given a record, how and when",
    options: { data, record: { about: "the record's id", required: true } },
    run: (given) => forward("reads-show", given, "record"),
  },

  "reads verify": {
    summary: "Check that no line of the log of reads was changed or taken out",
    options: { data },
    run: (given) => atNode(dirOf(given), "reads-verify", {}),
  },

  "journal show": {
    summary: "List the journal of the watch, newest first",
    options: {
      data,
      search: { about: "words that the entries hold, Arabic or English" },
      from: { about: "written at or after this, e.g. 2015-03-11 (UTC)" },
      to: { about: "written before this" },
    },
    run: (given) => forward("journal-show", given, "search", "from", "to"),
  },

  "journal verify": {
    summary: "Check that nothing in the journal was changed or taken out",
    options: { data },
    run: (given) => atNode(dirOf(given), "journal-verify", {}),
  },

  "ledger verify": {
    summary: "Compute the ledgers anew and hold them against all that is stored and signed",
    options: { data },
    run: (given) => atNode(dirOf(given), "ledger-verify", {}),
  },

  "ledger show": {
    summary: "List what a partner was served, when, and under which clauses",
    options: {
      data,
      partner: { about: "the partner's short name", required: true },
      from: { about: "served at or after this, e.g. 2015-03-11 (UTC)" },
      to: { about: "served before this" },
    },
    run: (given) => forward("ledger-show", given, "partner", "from", "to"),
  },

  "bundle write": {
    summary:
      "Write what a partner may have into a file that it alone can read, for where no network goes",
    options: {
      data,
      partner: { about: "the partner's short name", required: true },
      out: { about: "file to write (default: bundle-for-PARTNER.tansiq)" },
      after: {
        about: "begin after this date_added in its outbox (default: behind what it answered for)",
      },
    },
    async run(given) {
      const partner = text(given.values, "partner")!;
      const after = text(given.values, "after");
      return atNode(dirOf(given), "bundle-write", {
        partner,
        file: resolve(text(given.values, "out") ?? `bundle-for-${partner}.tansiq`),
        by: userInfo().username,
        ...(after !== undefined && { after }),
      });
    },
  },

  "bundle read": {
    summary: "Take in a bundle that a partner wrote for this node",
    operands: "FILE",
    options: { data },
    run: (given) => atNode(dirOf(given), "bundle-read", { file: resolve(fileOf(given)) }),
  },

  "bundle list": {
    summary: "List who had a bundle written for which partner, and when",
    options: { data },
    run: (given) => atNode(dirOf(given), "bundle-list", {}),
  },

  verify: {
    summary: "Check the signatures and labels in a STIX file with nothing but public keys",
    operands: "FILE",
    options: {
      key: {
        about:
          "file with a signer's keys: what its `key show` prints, its identity or its card; once for each signer",
        required: true,
        many: true,
      },
    },
    run: async (given) => {
      const keyFiles = given.values["key"] as string[];
      return verifyFile(fileOf(given), await Promise.all(keyFiles.map(readJson)));
    },
  },

  "user add": {
    summary: "Add a person, or give one a new password (made at random, printed once)",
    options: {
      data,
      name: { about: "the name to sign in with", required: true },
      role: { about: "watch, liaison, admin or reader", required: true },
      ...clearance,
    },
    run: (given) => forward("user-add", given, "name", "role", "clearance", "caveats"),
  },

  "user list": {
    summary: "List the people of this node with their roles and clearances",
    options: { data },
    run: (given) => atNode(dirOf(given), "user-list", {}),
  },

  "user clearance": {
    summary: "Say how far a person may see, from now on",
    options: { data, name: { about: "the name to sign in with", required: true }, ...clearance },
    run: (given) => forward("user-clearance", given, "name", "clearance", "caveats"),
  },

  backup: {
    summary: "Copy the node's store into a new file while it runs",
    operands: "FILE",
    options: { data },
    run: (given) =>
      atNode(dirOf(given), "backup", {
        file: resolve(fileOf(given)),
        by: userInfo().username,
      }),
  },

  restore: {
    summary: "Put a backup in the place of the store of a node that does not run",
    operands: "FILE",
    options: { data },
    run: (given) => restore(dirOf(given), resolve(fileOf(given))),
  },

  "key show": {
    summary: "Print the node's public keys, retired ones too, as a JWK Set",
    options: { data },
    run: async (given) => {
      const dir = dirOf(given);
      const { self } = await readSelf(dir, await readConfig(dir, process.env));
      return { partner: self.id, keys: self.keys };
    },
  },

  "key roll": {
    summary: "Give the node a new signing key, which it tells its partners with the old one",
    options: { data },
    run: (given) => atNode(dirOf(given), "key-roll", {}),
  },

  version: { summary: "Print the version", options: {}, run: async () => version },
};
