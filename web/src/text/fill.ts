/** Puts values into the `{name}` places of a text. An unknown place stays, so that it is seen. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{([\w-]+)\}/g, (place, name: string) =>
    name in values ? String(values[name]) : place,
  );
}
