/** Made by vite.config.ts. */
declare module "virtual:borders" {
  /** Addresses of GeoJSON: countries as areas, and the lines between them. */
  export const land: string;
  export const lines: string;
}
