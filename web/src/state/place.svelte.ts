import { hashOf, isAddress, parseRoute } from "./route.ts";
import type { Route } from "./route.ts";

let route: Route = $state.raw(parseRoute(location.hash));
let known = $state(isAddress(location.hash));
window.addEventListener("hashchange", () => {
  route = parseRoute(location.hash);
  known = isAddress(location.hash);
});

/** Where the person is now. */
export function here(): Route {
  return route;
}

/** Whether the address that the person came by leads anywhere: otherwise another view is shown for it. */
export function isKnown(): boolean {
  return known;
}

/** Goes there; the browser's "back" comes back. */
export function go(to: Partial<Route>): void {
  location.hash = hashOf(to);
}
