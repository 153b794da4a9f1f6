import { svelte } from "@sveltejs/vite-plugin-svelte";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { defineConfig } from "vite";
import type { Plugin } from "vite";

/** Writes `.br` and `.gz` beside each large text asset, so that the node serves them without compressing at run time. */
function precompressed(): Plugin {
  return {
    name: "tansiq-precompressed",
    apply: "build",
    generateBundle(_options, bundle) {
      for (const [fileName, output] of Object.entries(bundle)) {
        if (!/\.(js|mjs|css|json|svg|html)$/.test(fileName)) continue;
        const source = Buffer.from(output.type === "chunk" ? output.code : output.source);
        if (source.length < 4096) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
        this.emitFile({
          type: "asset",
          fileName: `${fileName}.br`,
          source: brotliCompressSync(source, { params }),
        });
        this.emitFile({ type: "asset", fileName: `${fileName}.gz`, source: gzipSync(source) });
      }
    },
  };
}

export default defineConfig({
  root: "web",
  // Fonts and borders stay files of their own: the page's security policy admits no data: fonts.
  build: { outDir: "dist", emptyOutDir: true, assetsInlineLimit: 0, target: "es2023" },
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } }), precompressed()],
  server: { proxy: { "/api": process.env["TANSIQ_NODE"] ?? "http://127.0.0.1:8701" } },
});
