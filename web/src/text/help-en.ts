/** What the page says of itself to whoever asks, in English. */
export const helpEn = {
  "nav.help": "Help",
  "help.title": "Help",
  "help.hint": "What each part of the page is for, as far as your role uses it.",
  "help.picture": "Picture",
  "help.picture.1":
    "Map, list and time line show the same: what was so at the time that you choose. Drag the time line, or let time pass.",
  "help.picture.2":
    "Choose “what we knew” to see what had reached this node by then, and not what came later.",
  "help.picture.3":
    "Filters narrow all three; the address keeps them, so that you can save it or send it to a colleague.",
  "help.picture.4":
    "You see what is ours and what partners released to us. That nothing is shown does not mean that nothing happened.",
  "help.report": "Reports",
  "help.report.1":
    "Say where, what and when; a place is found by its name in Arabic or English, by coordinates or MGRS, or with a click on the map.",
  "help.report.2":
    "Before you save you see who will get it, and which agreement or red line keeps it from the others.",
  "help.report.3":
    "Paste a text and the page proposes its places, dates and speakers. Nothing counts that you have not confirmed.",
  "help.report.4":
    "Somebody else told of the same? Link it: the picture shows one event with its sources beside each other.",
  "help.report.5":
    "A mistake is mended with a new version. What must not stand at partners any longer is taken back; each partner's answer is shown.",
  "help.report.6":
    "Attach up to four images by the button, by dragging or by pasting. They go where the report goes, without where and with what they were taken, and are taken back with it.",
  "help.watch": "Watch",
  "help.watch.1": "The journal keeps what happened during the watch. Nothing in it is rewritten.",
  "help.watch.2":
    "Hand over with what is open; the watch passes only once the next person has taken it.",
  "help.watch.3": "The daily report is drawn from what is here, and names what it rests on.",
  "help.tasks": "Joint tasks",
  "help.tasks.1":
    "A task has parts, each with one performer, a time and a place. Only that performer commits to it.",
  "help.tasks.2":
    "Where two parts meet in place and time the page shows the clash; move one of them, or accept it together with a reason.",
  "help.tasks.3":
    "A changed part is asked about again. Before you send it you see which words that reopens.",
  "help.tasks.4": "Who declines says why, and nobody is bound by silence.",
  "help.agreements": "Agreements",
  "help.agreements.1":
    "Nothing leaves this node unless an agreement that both signed says so; a red line always wins.",
  "help.agreements.2":
    "Before you sign, the preview counts what would newly flow or stop, with samples on the map.",
  "help.agreements.3":
    "Suspending works at once and alone. So does ending it; only a new signature lifts that. Both sides keep what they had, except what is taken back.",
  "help.agreements.4":
    "The matrix shows for each topic which partner gets it, or which red line stands in the way.",
  "help.agreements.5":
    "Only who proposed an agreement writes its next version; each party signs it anew.",
  "help.exchange": "Exchange",
  "help.exchange.1": "Here you see each link, how far behind it is, and what waits for it.",
  "help.exchange.2":
    "Quarantine keeps what could not be accepted, with the reason and what to do. Nothing is thrown away.",
  "help.exchange.3":
    "The ledger proves afterwards what each partner was given, and under which clause. Verify it before you rely on it.",
  "help.exchange.4":
    "Without a network, write a bundle, carry it, and have it read at the other side.",
  "help.exchange.5":
    "What may go on only with its originator's consent: ask on the record's page. Asks and answers stand under Consents.",
  "help.admin": "Administration",
  "help.admin.1":
    "Add people, give each no more clearance than the work needs, and keep who leaves from signing in. Sign somebody out everywhere when a device is lost.",
  "help.admin.2":
    "Compare a partner's fingerprint by another way, best by telephone, before you trust its card or a lead that introduces it.",
  "help.admin.3":
    "The page of the node says what needs doing and with which command. Backup, restore and a new signing key are done at its machine.",
  "help.admin.4":
    "The log of reads tells who was given what. Have it checked now and then, and keep its seal elsewhere.",
  "help.keys": "Keys",
  "help.key.report": "New report",
  "help.key.search": "Search the list",
  "help.key.next": "Next record in the list",
  "help.key.previous": "Previous record in the list",
  "help.key.help": "This help",
  "help.key.escape": "Close what is open, or back to now on the time line",
  "help.key.undo": "Take the last slip back",
  "help.keysHint":
    "Letters mean the place of the key on a Latin keyboard; they do nothing while you are writing.",
  "help.keysOn": "Single keys do this",
} as const;
