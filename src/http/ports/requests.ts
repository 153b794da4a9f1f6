import type { Reach } from "../../desk/submit-report.ts";
import type { AnswerDraft } from "../../desk/requests/answer-request.ts";
import type { ListedRequest, RequestQuery } from "../../desk/requests/list-requests.ts";
import type { RequestDraft } from "../../desk/requests/write-request.ts";
import type { Person } from "../../desk/people.ts";
import type { StixId } from "../../domain/stix.ts";

/** What the API needs for requests and offers between partners. */
export interface RequestPort {
  listRequests(
    person: Person,
    query: RequestQuery,
  ): Promise<{ requests: ListedRequest[]; more: boolean }>;
  readRequest(person: Person, id: StixId): Promise<ListedRequest>;
  /** `audience`: those of the addressees to whom it goes. */
  writeRequest(person: Person, draft: RequestDraft): Promise<{ request: ListedRequest } & Reach>;
  answerRequest(
    person: Person,
    id: StixId,
    draft: AnswerDraft,
  ): Promise<{ request: ListedRequest } & Reach>;
  endRequest(
    person: Person,
    id: StixId,
    state: "closed" | "withdrawn",
  ): Promise<{ request: ListedRequest } & Reach>;
}
