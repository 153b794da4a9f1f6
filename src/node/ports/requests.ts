import type { Desk } from "../../desk/desk.ts";
import { answerRequest } from "../../desk/requests/answer-request.ts";
import { listRequests, readRequest } from "../../desk/requests/list-requests.ts";
import { endRequest, writeRequest } from "../../desk/requests/write-request.ts";
import { mustSee } from "../../desk/viewer.ts";
import type { RequestPort } from "../../http/ports/requests.ts";
import { mustClear, viewerOf } from "./viewer.ts";

export function requestPort(desk: Desk): RequestPort {
  return {
    listRequests: (person, query) => listRequests(desk, viewerOf(person), query),
    readRequest: (person, id) => readRequest(desk, viewerOf(person), id),
    async writeRequest(person, draft) {
      mustClear(person, draft);
      for (const id of draft.about ?? []) await mustSee(desk, viewerOf(person), id);
      const { record, audience, held } = await writeRequest(desk, draft, person.name);
      return { request: await readRequest(desk, viewerOf(person), record.id), audience, held };
    },
    async answerRequest(person, id, draft) {
      for (const one of [id, ...(draft.records ?? [])]) await mustSee(desk, viewerOf(person), one);
      const { audience, held } = await answerRequest(desk, id, draft, person.name);
      return { request: await readRequest(desk, viewerOf(person), id), audience, held };
    },
    async endRequest(person, id, state) {
      await mustSee(desk, viewerOf(person), id);
      const { audience, held } = await endRequest(desk, id, state, person.name);
      return { request: await readRequest(desk, viewerOf(person), id), audience, held };
    },
  };
}
