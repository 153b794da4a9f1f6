/**
 * Every attribute is required: a policy that asks for a missing one meets an error, and Cedar skips a `forbid` that
 * meets an error. Partners and records are names in the context, since entities inside a request cost Cedar twice the
 * time; the principal is the receiver, the resource any record. Times are ms since 1970, UTC.
 */
export const schema = `
entity Partner;
entity Record;
action release appliesTo {
  principal: [Partner],
  resource: [Record],
  context: {
    giver: String,
    to: String,
    at: Long,
    kind: String,
    // -1: no known classification.
    level: Long,
    topics: Set<String>,
    beyondTopics: Bool,
    caveats: Set<String>,
    reshare: String,
    originatorControl: Bool,
    release: String,
    originator: String,
    // Whose records are in it: the originator and, of a derived record, those that its label names.
    originators: Set<String>,
    recipients: Set<String>,
    consents: Set<String>,
    areas: Long,
    // The grants inside whose limits every area lies: geometry is decided outside.
    inside: Set<String>,
  },
};
`;
