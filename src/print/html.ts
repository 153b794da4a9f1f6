import { createHash } from "node:crypto";
import type { Line, PrintedDocument } from "./document.ts";

/** The mark is fixed to each printed page; the empty head and foot of the table keep its room free on every one. */
const style = `
@page { size: A4; margin: 12mm 16mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 48rem; padding: 0 1rem; color: #111; background: #fff;
  font: 11pt/1.6 "Noto Sans Arabic", "Noto Sans", "Segoe UI", Tahoma, Arial, sans-serif; }
table.page { width: 100%; border-collapse: collapse; }
table.page > * > tr > td { padding: 0; }
.mark { padding: .35rem 0; text-align: center; font-weight: 700; background: #fff; }
.standing { margin: .5rem 0; padding: .35rem .75rem; border: 2px solid #9a5b00; text-align: center; font-weight: 700; }
.warning { margin: .5rem 0; padding: .5rem .75rem; border: 2px solid #a11; }
h1 { margin: .75rem 0; font-size: 17pt; line-height: 1.35; }
h2 { margin: 1.25rem 0 .25rem; font-size: 13pt; break-after: avoid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0; }
dt { color: #444; }
dd { margin: 0; }
p { margin: .25rem 0; }
ul { margin: .25rem 0; padding-inline-start: 1.4rem; }
p, li { text-align: start; overflow-wrap: anywhere; }
li { break-inside: avoid; }
[lang] { text-align: start; }
.room { height: 2.25rem; }
@media screen { .room { display: none; } }
@media print {
  body { max-width: none; padding: 0; }
  .mark { position: fixed; inset-inline: 0; }
  .mark.top { top: 0; }
  .mark.bottom { bottom: 0; }
}
`;

const styleHash = createHash("sha256").update(style).digest("base64");

/** The page holds one style and nothing else that a browser would load or run. */
export const htmlPolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** One page without links, scripts or pictures, to be read and printed. */
export function htmlOf(document: PrintedDocument): string {
  const { lang, title, mark, standing, warning, facts, sections } = document;
  const body = [
    standing === null ? "" : `<p class="standing">${escaped(standing)}</p>`,
    `<h1>${escaped(title)}</h1>`,
    `<dl>${facts.map(({ name, value }) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join("")}</dl>`,
    warning === null ? "" : `<p class="warning">${escaped(warning)}</p>`,
    ...sections.map(
      ({ heading, lines }) => `<section><h2>${escaped(heading)}</h2>${blocks(lines)}</section>`,
    ),
  ].join("\n");
  const marked = (where: string) => `<p class="mark ${where}">${escaped(mark)}</p>`;
  const room = '<tr><td><div class="room"></div></td></tr>';
  return `<!doctype html>
<html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><style>${style}</style></head>
<body>
${marked("top")}
<table class="page" role="presentation"><thead>${room}</thead><tfoot>${room}</tfoot><tbody><tr><td>
<main>
${body}
</main>
</td></tr></tbody></table>
${marked("bottom")}
</body>
</html>
`;
}

/** Items that follow each other are one list. */
function blocks(lines: readonly Line[]): string {
  const parts: string[] = [];
  lines.forEach(({ text, item, dir }, index) => {
    if (item && !lines[index - 1]?.item) parts.push("<ul>");
    const tag = item ? "li" : "p";
    parts.push(`<${tag}><bdi dir="${dir}">${escaped(text)}</bdi></${tag}>`);
    if (item && !lines[index + 1]?.item) parts.push("</ul>");
  });
  return parts.join("");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
