import { parseStixTime, parseTaxiiTime } from "../../domain/time.ts";
import { AppError } from "../../errors.ts";
import type { OutboxRequest, VersionMatch } from "./desk-port.ts";

export type MatchField = "id" | "type" | "version" | "spec_version";

/** Objects in one page, at most and where the caller names no limit. */
export const pageLimit = 1_000;
/** Octets of the objects of one page, at most; one object always goes. */
export const pageOctets = 8 * 1024 * 1024;
const maxValues = 500;
const maxValueLength = 300;
const maxTokenLength = 1_000;

/**
 * Reads the query of a TAXII read (TAXII 2.1 sections 3.4, 3.5). `search` is what follows the question
 * mark; `fields` are the `match[…]` forms of this endpoint. Parameters that are not TAXII's are
 * ignored. AppError taxii-query-invalid for whatever is malformed, empty or given twice.
 */
export function readQuery(search: string, fields: readonly MatchField[]): OutboxRequest {
  const request: OutboxRequest = { limit: pageLimit };
  const seen = new Set<string>();
  for (const [name, value] of new URLSearchParams(search)) {
    if (!isTaxiiParameter(name)) continue;
    if (seen.has(name)) throw invalid(name);
    seen.add(name);
    readParameter(request, name, value, fields);
  }
  return request;
}

function isTaxiiParameter(name: string): boolean {
  return name === "limit" || name === "added_after" || name === "next" || /^match\b/.test(name);
}

function readParameter(
  request: OutboxRequest,
  name: string,
  value: string,
  fields: readonly MatchField[],
): void {
  if (name === "limit") request.limit = limit(value);
  else if (name === "added_after") request.addedAfter = addedAfter(value);
  else if (name === "next") request.token = token(value);
  else {
    const field = fields.find((candidate) => name === `match[${candidate}]`);
    if (field === undefined) throw invalid(name);
    const values = list(name, value);
    if (field === "id") request.ids = values;
    else if (field === "type") request.kinds = values;
    else if (field === "version") request.versions = versions(name, values);
    else request.specVersions = specVersions(name, values);
  }
}

function limit(value: string): number {
  if (!/^0*[1-9][0-9]{0,30}$/.test(value)) throw invalid("limit");
  return Math.min(pageLimit, Number(value));
}

function addedAfter(value: string): number {
  const time = parseTaxiiTime(value);
  if (time === null) throw invalid("added_after");
  return time;
}

function token(value: string): string {
  if (value === "" || value.length > maxTokenLength) throw invalid("next");
  return value;
}

function list(name: string, value: string): string[] {
  const values = [...new Set(value.split(","))];
  const wrong = (text: string): boolean => text === "" || text.length > maxValueLength;
  if (values.length > maxValues || values.some(wrong)) throw invalid(name);
  return values;
}

function versions(name: string, values: string[]): VersionMatch[] {
  const matches = values.map((text): VersionMatch => {
    if (text === "first" || text === "last" || text === "all") return text;
    const time = parseStixTime(text);
    if (time === null) throw invalid(name);
    return time;
  });
  if (matches.includes("all") && matches.length > 1) throw invalid(name);
  return matches;
}

function specVersions(name: string, values: string[]): string[] {
  if (!values.every((text) => /^[0-9]{1,3}\.[0-9]{1,3}$/.test(text))) throw invalid(name);
  return values;
}

function invalid(parameter: string): AppError {
  return new AppError("taxii-query-invalid", { parameter: parameter.slice(0, 64) });
}
