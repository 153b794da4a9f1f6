/** What the page says of how the node is, in English. */
export const nodeEn = {
  "health.explain":
    "How this node is now. Commands are typed at its machine; put the node's own folder in the place of NODE_FOLDER.",
  "health.again": "Look again",
  "health.well": "Nothing needs doing",
  "health.wellHint": "Certificate, disk, backup and clock are as they should be.",
  "health.todo": "What needs doing",
  "health.warn.certificate-unreadable": "The certificate's file cannot be read",
  "health.do.certificate-unreadable":
    "The node goes on with the one that it has, and would not start again. Put certificate and key back where “tls” in config.json names them.",
  "health.warn.certificate-expired": "The certificate has ended",
  "health.do.certificate-expired":
    "Browsers refuse it; partners do not, since they compare its pin alone. Make a new one, start the node anew, and write every partner a new card at once: none sends until it has added the card.",
  "health.warn.certificate-ends": "The certificate ends soon",
  "health.do.certificate-ends":
    "Agree on a day with your partners. Then make a new one, start the node anew, and write every partner a new card at once: none sends until it has added the card.",
  "health.warn.certificate-other": "Another certificate lies ready",
  "health.do.certificate-other":
    "It counts once the node is started anew. Write every partner a new card right after that.",
  "health.warn.disk-full": "The disk is full",
  "health.do.disk-full":
    "The node refuses to write before anything is lost. Make room now: delete what a restore put aside (store.before-…) and old backups, or enlarge the disk.",
  "health.warn.disk-tight": "The disk is nearly full",
  "health.do.disk-tight":
    "Make room: delete what a restore put aside (store.before-…) and old backups, or enlarge the disk.",
  "health.warn.backup-unknown": "No backup is known",
  "health.do.backup-unknown":
    "Write one to another disk; the node goes on running. What is copied by another way, or was before a restore, is not known here.",
  "health.warn.backup-old": "The last backup is over a week old",
  "health.do.backup-old": "Write a new one to another disk; the node goes on running.",
  "health.warn.clock-off": "The node's clock differs from this machine's",
  "health.do.clock-off":
    "Find out which is right. What the node signs bears its clock; partners refuse what is dated more than a day ahead.",
  "health.node": "Node",
  "health.version": "Version",
  "health.clock": "Its clock (UTC)",
  "health.started": "Running since",
  "health.certificate": "Certificate",
  "health.noCertificate":
    "None: the node answers on its own machine alone, without encryption. Partners elsewhere need HTTPS.",
  "health.subject": "Made for",
  "health.names": "Names",
  "health.validFrom": "Good from",
  "health.validUntil": "Good until",
  "health.daysLeft": "one=ends in {count} day|other=ends in {count} days",
  "health.endsToday": "ends today",
  "health.ended": "ended",
  "health.pin": "Pin (SHA-256)",
  "health.keys": "Signing keys",
  "health.keysExplain":
    "Partners compare these fingerprints by telephone. Roll the key when somebody may have a copy of it, or by your own rule; then copy the key files to the safe place again.",
  "health.kid": "Fingerprint (kid)",
  "health.since": "Since",
  "health.until": "Until",
  "health.inUse": "in use",
  "health.unknown": "not known",
  "health.store": "Store and disk",
  "health.free": "Free on the disk",
  "health.ofTotal": "{free} of {total}",
  "health.storeSize": "Size of the store",
  "health.versions": "Versions of records",
  "health.readLines": "Lines of the log of reads",
  "health.backup": "Backup",
  "health.backupAt": "Last one",
  "health.backupBy": "By",
  "health.backupFile": "File",
  "health.backupNow": "Write a backup now",
  "health.backupRuns": "The backup is being written …",
  "health.backupElsewhere":
    "What is written here lies in the node's own folder: copy it to another machine. Straight to another disk, at the node's machine:",
  "health.noBackup": "None is known here.",
  "health.backupExplain":
    "A backup holds the store alone, named sources too: keep it as safe as the node. Keys and configuration are kept apart.",
  "health.links": "Links",
  "health.linksMore": "More under Exchange, Partners",
} as const;
