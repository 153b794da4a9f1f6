import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";

/** Sets one document and ends. Nothing is read but the template, and fonts of our own packages. */
const fonts = [
  "noto-sans/400Regular/NotoSans_400Regular.ttf",
  "noto-sans/700Bold/NotoSans_700Bold.ttf",
  "noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf",
  "noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf",
];

const fontBlobs = fonts.map((file) =>
  readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/${file}`))),
);
const template = readFileSync(new URL("./document.typ", import.meta.url), "utf8");
const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs }] });
const pdf = compiler.pdf({
  mainFileContent: template,
  inputs: { document: JSON.stringify(workerData) },
});
parentPort!.postMessage(new Uint8Array(pdf));
