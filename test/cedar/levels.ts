/** Classifications, ascending. */
export const levels = ["unclassified", "restricted", "confidential", "secret"];
