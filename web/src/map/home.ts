/** Syria and Iraq with what surrounds them: what a map shows until there is something else to show. Degrees. */
export const home = [35.2, 29.6, 48.6, 37.6] as const;
