import { get } from "node:http";

/** Status of GET /health at a node: 200 when it is ready for people; undefined where nobody answers. */
export function health(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const call = get(`${url}/health`, { agent: false, timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.on("timeout", () => call.destroy());
    call.on("error", () => resolve(undefined));
  });
}
