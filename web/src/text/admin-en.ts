/** What the page says to an admin of the node, in English. */
export const adminEn = {
  "nav.admin": "Administration",
  "admin.title": "Administration",
  "admin.notYours": "Only an admin of this node sees this.",
  "admin.people": "People",
  "admin.reads": "Log of reads",
  "admin.node": "Node",
  "people.changeHint": "It holds as soon as it is saved, and is written in the log of reads.",
  "people.hint":
    "Everybody who may sign in at this node. What is done here is written in the log of reads.",
  "people.person": "Person",
  "people.role": "Role",
  "people.clearance": "Clearance",
  "people.caveats": "Caveats",
  "people.allCaveats": "All caveats, and what has no label that can be read",
  "people.noCaveats": "none",
  "people.you": "you",
  "people.disabled": "may not sign in",
  "people.add": "Add a person",
  "people.addHint":
    "The name is what the person signs in with. A password is made at random and shown once.",
  "people.adding": "Adding…",
  "people.change": "Change",
  "people.changeOf": "Change what {name} may",
  "people.mayNot": "May not sign in for now; whoever is signed in is signed out at once",
  "people.password": "New password",
  "people.passwordOf": "Give {name} a new password?",
  "people.passwordHint":
    "The old one counts no more, and {name} is signed out everywhere. The new one is shown once.",
  "people.end": "Sign out",
  "people.endOf": "Sign {name} out everywhere?",
  "people.endHint":
    "Every session of {name} ends at once. The password stays good: where somebody else may know it, give a new one instead.",
  "people.ended": "{name} is signed out everywhere.",
  "people.passwordFor": "Password for {name}",
  "people.once":
    "It is shown this once. Hand it over by another way than this network, best in person.",
  "people.copy": "Copy",
  "people.copied": "Copied",
  "people.kept": "I have it",
  "people.saved": "What {name} may is changed.",
} as const;
