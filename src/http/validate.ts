import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import type { FastifySchemaValidationError } from "fastify";
import type { TSchema } from "typebox";
import type { Bilingual } from "../domain/bilingual.ts";

/** Bodies are taken as they are: nothing is coerced, nothing is dropped, what is not known is refused. */
const bodies = new Ajv2020({ useDefaults: true, strictTuples: false, discriminator: true });
/** Paths and queries are text: "100" becomes 100, one value of a repeatable parameter a list of one. */
const texts = new Ajv2020({ useDefaults: true, coerceTypes: "array" });

/**
 * Fastify's validator compiler. It stops at the first fault: listing all of a hostile body's would be work for nothing.
 * Compiled when first asked: all routes together would hold the start up.
 */
export function compileValidator({ schema, httpPart }: { schema: TSchema; httpPart?: string }) {
  let compiled: ValidateFunction | null = null;
  return (data: unknown): boolean | { error: FastifySchemaValidationError[] } => {
    const validate = (compiled ??= (httpPart === "body" ? bodies : texts).compile(schema));
    return validate(data) || { error: (validate.errors ?? []) as FastifySchemaValidationError[] };
  };
}

/** One thing that is wrong: where (JSON pointer in the body, or the parameter's name; of what is missing or unknown too) and what to do. */
export interface ParameterFault {
  in: "body" | "query" | "path";
  at: string;
  detail: Bilingual;
}

/** The validator's findings in words. */
export function faultsOf(
  errors: readonly FastifySchemaValidationError[],
  context: string | undefined,
): ParameterFault[] {
  const wholes = errors.filter(({ keyword }) => keyword === "anyOf");
  const isWithin = (error: Found, whole: Found): boolean =>
    error !== whole && error.schemaPath.startsWith(`${whole.schemaPath}/`);
  const told = errors.filter((error) => !wholes.some((whole) => isWithin(error, whole)));
  const place = context === "querystring" ? "query" : context === "params" ? "path" : "body";
  return told.map((error) => ({
    in: place,
    at: place === "body" ? pointerTo(error) : pointerTo(error).slice(1),
    detail: wholes.includes(error)
      ? alternatives(
          error,
          errors.filter((one) => isWithin(one, error)),
        )
      : wordsFor(error as ErrorObject),
  }));
}

type Found = FastifySchemaValidationError;

/** Of a value that is none of some alternatives: what each of them wants of it. */
function alternatives(whole: Found, within: readonly Found[]): Bilingual {
  const words = within
    .filter((error) => pointerTo(error) === whole.instancePath)
    .map((error) => wordsFor(error as ErrorObject));
  if (words.length < within.length) return wordsFor(whole as ErrorObject);
  const joined = (lang: "ar" | "en", or: string): string =>
    `${words.map((word) => word[lang].replace(/\.$/, "")).join(or)}.`;
  return { ar: joined("ar", "، أو: "), en: joined("en", ", or: ") };
}

/** The field itself, also where it is not there or has no place there. */
function pointerTo({ instancePath, params }: FastifySchemaValidationError): string {
  const field = params["missingProperty"] ?? params["additionalProperty"];
  if (typeof field !== "string") return instancePath;
  return `${instancePath}/${field.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

const typesInArabic: Record<string, string> = {
  string: "نصاً",
  integer: "عدداً صحيحاً",
  number: "عدداً",
  boolean: "true أو false",
  array: "قائمة",
  object: "كائن JSON",
  null: "null",
};

function wordsFor({ keyword, params }: ErrorObject): Bilingual {
  switch (keyword) {
    case "required":
      return {
        ar: `الحقل «${params.missingProperty}» ناقص: أضفه.`,
        en: `The field "${params.missingProperty}" is missing: add it.`,
      };
    case "additionalProperties":
      return {
        ar: `الحقل «${params.additionalProperty}» غير معروف: احذفه.`,
        en: `The field "${params.additionalProperty}" is not known: leave it out.`,
      };
    case "enum":
      return {
        ar: `القيمة يجب أن تكون إحدى: ${params.allowedValues.join("، ")}.`,
        en: `The value must be one of: ${params.allowedValues.join(", ")}.`,
      };
    case "const":
      return {
        ar: `القيمة يجب أن تكون ${params.allowedValue}.`,
        en: `The value must be ${params.allowedValue}.`,
      };
    case "type":
      return {
        ar: `القيمة يجب أن تكون ${[params.type]
          .flat()
          .map((type: string) => typesInArabic[type] ?? type)
          .join(" أو ")}.`,
        en: `The type must be ${params.type}.`,
      };
    case "pattern":
      return {
        ar: `الصيغة غير صحيحة: المتوقّع ${params.pattern}.`,
        en: `The form is not right: expected ${params.pattern}.`,
      };
    case "anyOf":
      return {
        ar: "القيمة لا توافق أياً من الصيغ المقبولة.",
        en: "The value has none of the accepted forms.",
      };
    default:
      return bounds(keyword, params.limit);
  }
}

function bounds(keyword: string, limit: unknown): Bilingual {
  switch (keyword) {
    case "minimum":
      return { ar: `أصغر قيمة مقبولة ${limit}.`, en: `The least accepted value is ${limit}.` };
    case "maximum":
      return { ar: `أكبر قيمة مقبولة ${limit}.`, en: `The greatest accepted value is ${limit}.` };
    case "minLength":
      return { ar: `أقل طول مقبول ${limit} حرفاً.`, en: `It needs ${limit} characters or more.` };
    case "maxLength":
      return { ar: `أكبر طول مقبول ${limit} حرفاً.`, en: `At most ${limit} characters fit.` };
    case "minItems":
    case "minProperties":
      return { ar: `أقل عدد مقبول ${limit}.`, en: `It needs ${limit} entries or more.` };
    case "maxItems":
    case "maxProperties":
      return { ar: `أكبر عدد مقبول ${limit}.`, en: `At most ${limit} entries fit.` };
    default:
      return { ar: "القيمة غير صحيحة.", en: "The value is not valid." };
  }
}
