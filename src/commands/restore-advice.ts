import type { Bilingual } from "../domain/bilingual.ts";

/** How much a restored node knows of what happened to records and agreements after its backup. */
export type Known = "all" | "part" | "none";

const danger: Bilingual = {
  ar: "ما سحبتموه من معلومات بعد النسخة قد يخرج من جديد، وما علّقتموه أو أنهيتموه أو غادرتموه من اتفاقات قد يكون سارياً من جديد. ولا تعرف العقدة من اطّلع على معلومات منذ ذلك الحين، ولا ما رفضه شخص ثانٍ.",
  en: "What you recalled after the backup may go out again, and agreements that you suspended, ended or left may be in force again. Who was given records since then, and what a second person refused, is not known here.",
};

const remedy: Bilingual = {
  ar: "قبل تشغيل العقدة: علّق كل اتفاق لست متأكداً منه بالأمر tansiq agreement sign --act suspend. وبعد تشغيلها: اسحب تلك المعلومات من جديد، ووقّع من جديد ما وقّعته. أمّا ما سحبه الشركاء أو علّقوه فيصل منهم من جديد حين يعود الاتصال بهم.",
  en: "Before you start the node, suspend each agreement that you are not sure of: tansiq agreement sign --act suspend. After the start, recall those records again, and sign again what you signed. What partners recalled or suspended comes again from them once they are reached.",
};

/** What the admin is told where not all is known. */
export const advice: Record<Exclude<Known, "all">, Bilingual> = {
  part: together({
    ar: "المخزن المستبدَل متضرّر، ولم يُنقل منه إلا ما أمكنت قراءته.",
    en: "The replaced store is damaged: only what could be read was carried over.",
  }),
  none: together({
    ar: "تعذّرت قراءة المخزن المستبدَل أو لم يكن هناك مخزن، فلا تعرف العقدة شيئاً مما حدث بعد النسخة الاحتياطية.",
    en: "The replaced store cannot be read, or there was none: this node knows nothing of what happened after the backup.",
  }),
};

function together({ ar, en }: Bilingual): Bilingual {
  return { ar: `${ar} ${danger.ar} ${remedy.ar}`, en: `${en} ${danger.en} ${remedy.en}` };
}
