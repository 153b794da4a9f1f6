import { foldLetters } from "../../domain/search-words.ts";

/*
 * What Arabic and English words say of the name beside them. Lists are of the language, not of any one gazetteer: names that no
 * gazetteer has are never looked up. All are compared folded.
 */

const set = (words: string) => new Set(words.trim().split(/[\s]+/).map(foldLetters));
const phrases = (text: string) =>
  new Set(text.split("|").map((phrase) => foldLetters(phrase.trim())));

/** Before a name they say that it is a place; a common word may follow them just as well. */
export const prepositions = set(`
  في من إلى الى نحو باتجاه صوب عبر بين حتى ع عند يم فوق على لحد شهدت تعرضت سقطت صمدت لغاية حول ضمن بـ
  in to from near of at around between towards toward through into outside inside across via beyond
`);

/** Before a name they leave nearly no doubt. */
export const placeHeads = set(`
  شرق غرب شمال جنوب قرب شرقي غربي شمالي جنوبي قريب محيط أطراف ضواحي ضاحية وسط مداخل مدخل جوار تخوم مشارف داخل خارج
  أهل أهالي سكان أبناء عشائر نازحو نازحي جسر طريق مطار سوق مستشفى حاجز سيطرة بلدة مدينة مدينتي قضاء ناحية قرية منطقة محافظة محافظتي محافظ
  مركز ريف مصفاة معسكر معبر منفذ سد تحرير سقوط حصار استعادة دخول اقتحام محاصرة دخل دخلت دخلوا غادر وصل وصلت وصلوا
  left reached entered captured retook
  east west north south northeast northwest southeast southwest central downtown rural greater eastern western northern southern
`);

/** "the town of" a name, and what may stand after one. */
export const headsBeforeOf = set(
  `town city village district province governorate area outskirts east west north south people centre center suburbs countryside control`,
);
export const headsAfter = set(
  `province governorate city town district area countryside crossing airport dam bridge road`,
);

/** Before a name, or after it, they say that the whole region is meant where a town has the same name. */
export const regionHeads = set(
  `محافظة محافظتي محافظات محافظ ريف عشائر governor governorate province`,
);

/** Before a name they make it a part of another name, which is no place. */
export const nameHeads = set(`
  صحيفة جريدة مجلة قناة وكالة إذاعة موقع شركة فندق شارع حي كتيبة كتائب لواء فرقة حركة حزب جبهة جيش أحرار ثوار بلاد سلطنة قناتي
  newspaper daily street hotel brigade battalion
`);

/** Before a name they make it a person's. */
export const personHeads = set(`
  السيد السيدة القائد السلطان الناصر الملك الدكتور الأستاذ الحاج أبو أبي بو أم ابن بن آل الشيخ العقيد اللواء العميد المقدم الرائد النقيب
  جارنا خالي عمي mr mrs dr abu umm ibn bin sheikh sultan king
`);

/** In the form of a nisba or an adjective: after a noun with the article they describe it. */
export const adjectives = set(`الرمادي القائم القصير السخنة الكوير البغدادي التاجي السورية`);

/** Names that are also common words or people's names: a preposition or more must stand before them. */
export const uncertain = phrases(`
  حديثة|هيت|الهول|عنة|عانة|راوة|الكرمة|صلاح الدين|البغدادي|ربيعة|تدمر|سروج|كلس|حماة|حماه|بيجي|أبو كمال|المالكية|القريتين|واسط|المثنى|القادسية|
  نمرود|دابق|كوير|القائم|القصير|السخنة|إبراهيم الخليل|التاجي|تاجي|
  hit|balad|bab|ana|rabia|tuz|dawr|rawa|kut|taji|saladin|salahuddin|salah din|baghdadi|karameh|urfa|antep|hadr|gwer|babylon|wasit|ghraib
`);

/** What follows most prepositions just as well: "in" the place alone, or more than a preposition. */
export const moreUncertain = phrases(`الباب|الدور|الطبقة|الميادين|الضمير`);

/** Nothing but a head or a place beside them tells these from the word. */
export const mostUncertain = phrases(
  `بلد|العلم|الثورة|سلوك|الحضر|التأميم|الطريق الدولي|international highway`,
);

/** Names of movements that hold names of places. */
export const masks: readonly (readonly string[])[] = [
  "الدولة الإسلامية في العراق والشام",
  "الدولة الإسلامية في العراق وسوريا",
  "هيئة تحرير الشام",
  "جبهة النصرة لأهل الشام",
  "جبهة فتح الشام",
  "islamic state of iraq and syria",
  "islamic state in iraq and syria",
  "islamic state of iraq and the levant",
].map((phrase) => foldLetters(phrase).split(" "));

/** Beside حمص they make it the food. */
export const foods = set(
  `فول أكل أكلنا أكلت صحن يشتري اشترينا نشتري يأكل نأكل طحينة فلافل شوربة زيت`,
);

/** The article as it is written in Latin letters; some of these are English words unless a hyphen follows. */
export const latinArticles = set(`al ar as ash an ad at ath az el ez es the`);
export const onlyHyphenated = set(`as an at ad es the`);

/** "control over": the verbs and nouns with which على means a place. */
export const holding = set(`السيطرة سيطر سيطرت سيطروا يسيطر تسيطر يسيطرون استولى استولت الاستيلاء`);
