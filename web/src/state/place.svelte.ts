import { hashOf, parseRoute } from "./route.ts";
import type { Route } from "./route.ts";

let route: Route = $state.raw(parseRoute(location.hash));
window.addEventListener("hashchange", () => (route = parseRoute(location.hash)));

/** Where the person is now. */
export function here(): Route {
  return route;
}

/** Goes there; the browser's "back" comes back. */
export function go(to: Partial<Route>): void {
  location.hash = hashOf(to);
}
