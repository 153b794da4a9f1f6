import { svelte } from "@sveltejs/vite-plugin-svelte";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { build, defineConfig } from "vite";
import type { Plugin } from "vite";

/**
 * `virtual:borders`: addresses of land and borders as GeoJSON, from Natural Earth at 1:50 million (world-atlas). Made
 * here, so that the map's worker reads them by itself: the page's own thread would be held up for a third of a second.
 */
function borders(): Plugin {
  const name = "virtual:borders";
  return {
    name: "tansiq-borders",
    resolveId: (source) => (source === name ? name : undefined),
    load(id) {
      if (id !== name) return undefined;
      const file = fileURLToPath(import.meta.resolve("world-atlas/countries-50m.json"));
      const topology = JSON.parse(readFileSync(file, "utf8")) as Topology<{
        countries: GeometryCollection;
      }>;
      const { countries } = topology.objects;
      const lines = mesh(topology, countries, (a, b) => a !== b);
      const emit = (of: string, geometry: object) => {
        // Finer than the source itself is.
        const source = JSON.stringify(geometry, (_, value: unknown) =>
          typeof value === "number" ? Math.round(value * 1e3) / 1e3 : value,
        );
        const reference = this.emitFile({ type: "asset", name: `${of}.json`, source });
        return `export const ${of} = import.meta.ROLLUP_FILE_URL_${reference};`;
      };
      return [emit("land", feature(topology, countries)), emit("lines", lines)].join("\n");
    },
  };
}

/**
 * Writes `.br` and `.gz` beside each large text file, so that the node serves them without compressing at run time.
 * From the disk, after all else: Vite still changes chunks late in the making of the bundle.
 */
function precompressed(): Plugin {
  return {
    name: "tansiq-precompressed",
    apply: "build",
    writeBundle({ dir }, bundle) {
      for (const name of Object.keys(bundle)) {
        if (!/\.(js|mjs|css|json|svg|html)$/.test(name)) continue;
        const path = join(dir!, name);
        const source = readFileSync(path);
        if (source.length < 4096) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
        writeFileSync(`${path}.br`, brotliCompressSync(source, { params }));
        writeFileSync(`${path}.gz`, gzipSync(source));
      }
    },
  };
}

/** Builds the page's worker to `worker.js` at the root, in one piece, with the list of this build's files in it. */
function offlineWorker(): Plugin {
  return {
    name: "tansiq-offline-worker",
    apply: "build",
    async writeBundle({ dir }, bundle) {
      // Browsers that read the page read woff2.
      const files = Object.keys(bundle).filter((name) => /^assets\/.*(?<!\.woff)$/.test(name));
      const shellFiles = files.sort().map((name) => `/${name}`);
      const shellName = createHash("sha256").update(shellFiles.join()).digest("hex").slice(0, 16);
      await build({
        configFile: false,
        logLevel: "warn",
        define: {
          shellFiles: JSON.stringify(shellFiles),
          shellName: JSON.stringify(shellName),
        },
        build: {
          outDir: dir!,
          emptyOutDir: false,
          copyPublicDir: false,
          target: "es2023",
          rollupOptions: {
            input: join(import.meta.dirname, "web/src/offline/worker.ts"),
            output: { format: "iife", entryFileNames: "worker.js" },
          },
        },
      });
    },
  };
}

export default defineConfig({
  root: "web",
  // Fonts and borders stay files of their own: the page's security policy admits no data: fonts.
  build: {
    outDir: "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: "es2023",
    chunkSizeWarningLimit: 1200,
  },
  plugins: [
    svelte({ configFile: false, compilerOptions: { runes: true } }),
    borders(),
    precompressed(),
    offlineWorker(),
  ],
  server: { proxy: { "/api": process.env["TANSIQ_NODE"] ?? "http://127.0.0.1:8701" } },
});
