/**
 * STIX timestamp with milliseconds (STIX 2.1 section 2.13), e.g. "2015-03-11T00:00:00.000Z".
 * `ms` since 1970, UTC. Throws RangeError outside the years 0 to 9999.
 */
export function stixTime(ms: number): string {
  const text = new Date(ms).toISOString();
  if (text.length !== 24) throw new RangeError(`no STIX timestamp for ${ms}`);
  return text;
}

/** TAXII timestamp with exactly six decimals (TAXII 2.1 section 1.4.6). `us`: microseconds since 1970, UTC. */
export function taxiiTime(us: number): string {
  const ms = Math.floor(us / 1000);
  return `${stixTime(ms).slice(0, -1)}${String(us - ms * 1000).padStart(3, "0")}Z`;
}

/** Milliseconds since 1970, UTC; further decimals are cut off. null where the text is not RFC 3339 in upper case with Z. */
export function parseStixTime(text: string): number | null {
  const seconds = parseSeconds(text);
  if (seconds === null) return null;
  const millis = parseFraction(text, 3);
  return millis === null ? null : seconds * 1000 + millis;
}

/**
 * Milliseconds since 1970, UTC, of a time that people wrote with their offset: RFC 3339 in upper case, e.g.
 * "2015-03-11T07:00:00+03:00" or with Z. null where it is not.
 */
export function parseOffsetTime(text: string): number | null {
  const match = /^(.*)([+-])([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (match === null) return parseStixTime(text);
  const [, local, sign, hours, minutes] = match;
  const time = parseStixTime(`${local}Z`);
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return time === null ? null : sign === "+" ? time - ahead : time + ahead;
}

/** Microseconds since 1970, UTC; fewer than six decimals are filled, further ones cut off. null where malformed. */
export function parseTaxiiTime(text: string): number | null {
  const seconds = parseSeconds(text);
  if (seconds === null) return null;
  const micros = parseFraction(text, 6);
  return micros === null ? null : seconds * 1_000_000 + micros;
}

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The part before the decimals. Written out by hand: timestamps are on the path of every record received. */
function parseSeconds(text: string): number | null {
  if (
    text.length < 20 ||
    text.length > 30 ||
    text[4] !== "-" ||
    text[7] !== "-" ||
    text[10] !== "T" ||
    text[13] !== ":" ||
    text[16] !== ":"
  )
    return null;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const second = digits(text, 17, 2);
  // Years below 100 are refused too: Date.UTC would read them as 19xx, and no record is that old.
  if (year < 100 || month < 1 || month > 12 || day < 1 || hour < 0 || hour > 23) return null;
  if (minute < 0 || minute > 59 || second < 0 || second > 59) return null;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (day > daysOfMonth[month - 1]! + (leap ? 1 : 0)) return null;
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

/** What follows the seconds: "Z", or a point, one to nine digits and "Z"; as an integer of `places` digits. */
function parseFraction(text: string, places: number): number | null {
  const end = text.length - 1;
  if (text[end] !== "Z") return null;
  if (end === 19) return 0;
  if (text[19] !== "." || end === 20) return null;
  let value = 0;
  for (let index = 20; index < end; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return null;
    if (index < 20 + places) value = value * 10 + digit;
  }
  return value * 10 ** Math.max(0, places - (end - 20));
}

/** -1 where a character is not a digit. */
function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let index = from; index < from + count; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/**
 * Date-time group in Zulu, e.g. "110930ZMAR15", no finer than the time is known ("11MAR15", "MAR15", "2015"); the same in
 * both languages. `ms` since 1970, UTC.
 */
export function dateTimeGroup(
  ms: number,
  precision: "instant" | "day" | "month" | "year" = "instant",
): string {
  const [year, month, day, hour, minute] = stixTime(ms).split(/[-T:]/) as [
    string,
    string,
    string,
    string,
    string,
  ];
  if (precision === "year") return year;
  const named = `${months[Number(month) - 1]}${year.slice(2)}`;
  if (precision === "month") return named;
  return precision === "day" ? `${day}${named}` : `${day}${hour}${minute}Z${named}`;
}
