import { backUp } from "../desk/back-up.ts";
import { acceptOriginator } from "../desk/accept-originator.ts";
import { listAgreements } from "../desk/agreements.ts";
import { proposeAs, signAs } from "../desk/confirm.ts";
import { exportReports } from "../desk/export-reports.ts";
import type { Desk } from "../desk/desk.ts";
import { shownToConfirm } from "../desk/list-waiting.ts";
import { listLedger } from "../desk/list-ledger.ts";
import { listBundles } from "../desk/bundle-log.ts";
import { acceptIntroduction, dropIntroduction } from "../desk/introductions.ts";
import { listPartners } from "../desk/list-partners.ts";
import { listReaders } from "../desk/notices.ts";
import { addPartner, allowUnsigned, hasCard, issueCard } from "../desk/partners.ts";
import { addPerson, listPeople, setClearance } from "../desk/people.ts";
import { put } from "../desk/documents.ts";
import { verifyReads } from "../desk/read-log.ts";
import { searchJournal } from "../desk/watch/search-journal.ts";
import { verifyJournal } from "../desk/watch/verify-journal.ts";
import { rollKey } from "../desk/roll-key.ts";
import { operator } from "../desk/viewer.ts";
import { submitReports } from "../desk/submit-report.ts";
import { verifyLedger } from "../desk/verify-ledger.ts";
import type { AgreementForm, SignatureAct } from "../domain/agreement.ts";
import { type Clearance, readClearance } from "../domain/clearance.ts";
import type { ReportDraft } from "../domain/report-draft.ts";
import { AppError } from "../errors.ts";
import { shownAgreement } from "../node/ports/agreements.ts";
import { keyFiles } from "../node/data-dir.ts";
import { pinOfNode } from "../node/pin.ts";
import {
  argumentWrong,
  jsonArgument,
  microsArgument,
  optionalText,
  textArgument,
  timeArgument,
} from "./arguments.ts";
import { readBundleFile, writeBundleFile } from "./bundle-file.ts";
import type { Command } from "./command.ts";
import { operatorOf } from "./operator-of.ts";
import { togetherCommands } from "./together-commands.ts";

const acts: readonly SignatureAct[] = ["sign", "refuse", "suspend", "end", "leave"];

/** What one person proposed and a second one has to confirm: it is no agreement yet. */
function proposalsToConfirm({ toConfirm }: Desk) {
  return [...toConfirm.values()].flatMap((waiting) => {
    if (waiting.kind !== "proposal") return [];
    const { form, by, since, refused } = shownToConfirm(waiting);
    return [{ form, state: "to-confirm", toConfirm: { by, at: since, refused } }];
  });
}

/** By name: the same functions serve the running node's socket and the command line alone. */
export const commands: Record<string, Command> = {
  ...togetherCommands,

  "user-add": ({ desk }, args) => {
    const password = optionalText(args, "password");
    return addPerson(desk, {
      name: textArgument(args, "name"),
      role: textArgument(args, "role"),
      ...(args["clearance"] !== undefined && { clearance: clearanceOf(args) }),
      ...(password !== undefined && { password }),
    });
  },

  "user-list": ({ desk }) => listPeople(desk),

  "user-clearance": ({ desk }, args) =>
    setClearance(desk, textArgument(args, "name"), clearanceOf(args)),

  "key-roll": async ({ desk, dir }) => {
    const { keys } = await rollKey(desk, keyFiles(dir));
    const [key, ...earlier] = keys;
    return { key: key!.kid, retired: earlier.map(({ kid }) => kid) };
  },

  "partner-card": async (node, args) => {
    const partner = textArgument(args, "for");
    const none = yesOrNo(args, "no-url", "no");
    const url = none ? null : (optionalText(args, "url") ?? node.config.url);
    const earlier = await hasCard(node.desk, partner);
    const card = await issueCard(node.desk, partner, { url, pin: await pinOfNode(node) });
    return { card, earlier };
  },

  "partner-add": async ({ desk, secrets, links }, args) => {
    const isReplacing = yesOrNo(args, "replace-introduction", "no");
    const card = jsonArgument(args, "card");
    const partner = await addPartner(desk, secrets, card, {
      ...(isReplacing && { replaceIntroduction: operatorOf(args) }),
    });
    await links.linked(desk, secrets, partner.id);
    return { id: partner.id, name: partner.name };
  },

  "quarantine-accept": ({ desk }, args) =>
    acceptOriginator(desk, operatorOf(args), textArgument(args, "key")),

  "partner-introduction": async ({ desk }, args) => {
    const partner = textArgument(args, "partner");
    const by = operatorOf(args);
    if (!yesOrNo(args, "accept")) await dropIntroduction(desk, by, { party: partner });
    else await acceptIntroduction(desk, by, { party: partner, lead: textArgument(args, "lead") });
    const introduced = desk.introduced.get(partner);
    return { partner, introducedBy: introduced?.by ?? null };
  },

  "partner-unsigned": async ({ desk }, args) => {
    const partner = textArgument(args, "partner");
    const unsigned = yesOrNo(args, "accept");
    await allowUnsigned(desk, partner, unsigned);
    return { partner, unsigned };
  },

  "agreement-list": async ({ desk }) => [
    ...listAgreements(desk).map(shownAgreement),
    ...proposalsToConfirm(desk),
  ],

  "agreement-propose": async ({ desk }, args) => {
    const form = jsonArgument<AgreementForm>(args, "form");
    const done = await proposeAs(desk, operatorOf(args).name, form);
    if ("waiting" in done) return { id: done.waiting.id, state: "to-confirm" };
    const { proposed } = done;
    return { id: proposed.form.id, state: proposed.state };
  },

  "agreement-sign": async ({ desk }, args) => {
    const act = (optionalText(args, "act") ?? "sign") as SignatureAct;
    if (!acts.includes(act)) {
      throw argumentWrong("act", acts.join(", "));
    }
    const reason = optionalText(args, "reason");
    const by = operatorOf(args).name;
    const agreement = await signAs(desk, by, textArgument(args, "id"), {
      act,
      ...(reason !== undefined && { reason: { ar: reason, en: reason } }),
    });
    const { state, signed, awaiting, toConfirm } = shownAgreement(agreement);
    return { state, signed, awaiting, ...(toConfirm && { toConfirm }) };
  },

  "report-import": async ({ desk }, args) => {
    const drafts = jsonArgument<ReportDraft[]>(args, "drafts");
    const { name } = operatorOf(args);
    return { imported: (await submitReports(desk, drafts, name)).length };
  },

  "report-export": ({ desk }, args) => exportReports(desk, operatorOf(args)),

  "reads-verify": ({ desk }) => verifyReads(desk.store),
  "reads-show": ({ desk }, args) =>
    listReaders(desk, operatorOf(args), textArgument(args, "record")),

  "journal-verify": async ({ desk }) => {
    const { entries, head, broken } = await verifyJournal(desk.store);
    if (broken !== null) throw new AppError("journal-broken", { line: broken });
    return { entries, head };
  },
  "journal-show": async ({ desk }, args) => {
    const by = operatorOf(args);
    const from = timeArgument(args, "from");
    const until = timeArgument(args, "to");
    const q = optionalText(args, "search");
    const asked = {
      limit: 1000,
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
      ...(q !== undefined && { q }),
    };
    return allPages(async (before) => {
      const { entries, next } = await searchJournal(desk, by, {
        ...asked,
        ...(before && { before }),
      });
      return { items: entries, next };
    });
  },

  "ledger-verify": async ({ desk }) => {
    const { ledgers, faults, remarks } = await verifyLedger(desk);
    if (faults.length === 0) return { ledgers, remarks };
    const shown = faults.slice(0, 20).map(({ partner, fault, where }) => {
      return `${partner} ${fault} ${where}`;
    });
    throw new AppError("ledger-broken", { count: faults.length, faults: shown.join("; ") });
  },

  "ledger-show": async ({ desk }, args) => {
    const from = timeArgument(args, "from");
    const until = timeArgument(args, "to");
    const asked = {
      ...{ partner: textArgument(args, "partner"), limit: 1000 },
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
    };
    return allPages(async (after) => {
      const { lines, next } = await listLedger(desk, operatorOf(args), {
        ...asked,
        ...(after && { after }),
      });
      return { items: lines, next };
    });
  },

  "bundle-write": ({ desk }, args) => {
    const after = microsArgument(args, "after");
    return writeBundleFile(desk, textArgument(args, "file"), textArgument(args, "partner"), {
      by: operatorOf(args),
      ...(after !== undefined && { after }),
    });
  },

  "bundle-read": ({ desk }, args) => readBundleFile(desk, textArgument(args, "file")),
  "bundle-list": ({ desk }) => listBundles(desk),

  "link-status": async ({ desk, links }) => {
    const partners = await listPartners(desk, operator("link-status"), links.reports);
    return partners
      .filter(({ self }) => !self)
      .map(({ id, link }) => ({ partner: id, pending: link.pending, state: link.state }));
  },

  "demo-loading": ({ desk }) => setLoading(desk, true),
  "demo-ready": ({ desk }) => setLoading(desk, false),

  backup: async ({ desk }, args) => {
    const file = textArgument(args, "file");
    await backUp(desk, operatorOf(args), file);
    return { file };
  },
};

function clearanceOf(args: Parameters<Command>[1]): Clearance {
  return readClearance(optionalText(args, "clearance"), optionalText(args, "caveats"));
}

function yesOrNo(args: Parameters<Command>[1], name: string, otherwise?: "yes" | "no"): boolean {
  const given = optionalText(args, name) ?? otherwise ?? textArgument(args, name);
  if (given !== "yes" && given !== "no") throw argumentWrong(name, "yes, no");
  return given === "yes";
}

/** All that a question gives, page after page. */
async function allPages<T>(
  ask: (next: string | null) => Promise<{ items: T[]; next: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  for (let next: string | null = null; ;) {
    const page: { items: T[]; next: string | null } = await ask(next);
    all.push(...page.items);
    next = page.next;
    if (next === null) return all;
  }
}

/** While a scenario is being loaded and exchanged, /health says so. */
async function setLoading(
  desk: Parameters<Command>[0]["desk"],
  loading: boolean,
): Promise<{ loading: boolean }> {
  const change = put("setting", "loading", loading);
  await desk.store.commit({ priority: "interactive", groups: [[change]] });
  desk.loading = loading;
  return { loading };
}
