/** The build that both the bundler and Node's tests can read as a module. */
declare module "mgrs/dist/mgrs.esm.js" {
  export { forward, inverse, toPoint } from "mgrs";
}
