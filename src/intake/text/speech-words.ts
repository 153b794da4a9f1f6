import { foldLetters } from "../../domain/search-words.ts";

/* Words around what somebody said. All are compared folded. */

const set = (words: string) => new Set(words.trim().split(/\s+/).map(foldLetters));

/** Who follows these may be a person with nothing but a name. */
export const sayVerbs = set(`
  قال قالت يقول تقول قالوا صرح صرحت روى روت حكى أوضح أوضحت بيقول بتقول يكول تكول گال قلي حكالي خبرني خبرنا
`);

/** What follows these may be what was said just as well: who said it must be recognized as such. */
export const tellVerbs = set(`
  أعلن أعلنت أكد أكدت يؤكد أضاف أضافت ذكر ذكرت يذكر أفاد أفادت أشار أشارت يشير اعتبر اعتبرت رأى رأت طالب طالبت دعا دعت نفى نفت
  حذر حذرت كشف كشفت لفت لفتت شدد شددت زعم زعمت ادعى ادعت نقل نقلت أبلغ أبلغت جدد جددت أعرب أعربت توقع توقعت نشر نشرت أدان أدانت ندد رفض
`);

/** "by what … says". */
export const sourceWords = set(`بحسب حسب وفق لسان`);

/** Of these, the one who is quoted follows after عن. */
export const relayVerbs = set(`نقل نقلت نقلا نقلاً`);

/** Nobody speaks who is called this. */
export const notSpeakers = set(`
  بيان تقرير الاتفاق المعلومات تقديرات الخطة ما ذلك الجدول القانون إحصاءات أرقام قوله قولها المصدر نفسه كل هذا هذه
`);

/** With an office that follows, or that the word itself is. */
export const offices = set(`
  وزير وزيرة الوزير رئيس رئيسة الرئيس محافظ المحافظ مدير المدير مديرة قائد القائد الناطق المتحدث المتحدثة الناطقة مسؤول المسؤول النائب نائب عضو أمين الأمين
  السفير سفير المبعوث مبعوث القيادي قيادي قائممقام القائممقام الشيخ شيخ العقيد اللواء العميد المقدم الرائد النقيب الفريق الملازم الدكتور
  المفتي البطريرك المطران الخبير مستشار المستشار ممثل الممثل مندوب المندوب وكيل مختار المختار ضابط
`);

export const organizations = set(`
  وزارة الوزارة وكالة صحيفة الصحيفة جريدة قناة القناة إذاعة موقع شبكة المرصد مرصد منظمة المنظمة هيئة الهيئة قيادة القيادة حكومة الحكومة التحالف خلية
  الأمم حركة الحركة حزب الحزب مجلس المجلس الجيش الشرطة شرطة بلدية البلدية السلطة السلطات اللجنة لجنة الائتلاف مديرية دائرة رئاسة الرئاسة قوات القوات
  وحدات بعثة البعثة اليونيسف البنتاغون الخارجية الدفاع الداخلية الصليب الهلال الولايات واشنطن أنقرة طهران موسكو عمليات غرفة الإدارة
`);

/** Who could not stand in a record: nobody in particular, or a private person. */
export const unnamed = set(`
  مصدر مصادر شهود شاهد ناشطون ناشط أهالي أهل الأهالي سكان السكان أحد إحدى مواطنون مواطن نازحون نازح مراقبون محللون جارنا جارتنا واحد
`);

/** After a noun without the article these go on with it: "ministry", "operations of". */
export const nounsWithin = set(`
  وزارة عمليات شرطة مجلس هيئة قوات مكتب وفد جهاز لجنة ائتلاف حركة حزب بلدية قيادة فرقة لواء رئاسة دولة حكومة محافظة قضاء ناحية مديرية عشائر عشيرة
  باسم اتحاد نقابة جامعة مستشفى شؤون أركان أمن مركز وزراء هيئة دائرة غرفة
`);

export const ranks = set(
  `العقيد اللواء العميد المقدم الرائد النقيب الفريق الملازم الدكتور الشيخ السيد`,
);

/** Where what is said begins, or what belongs to it no more. */
export const speechEnds = set(`
  أن إن أنه أنها إنه إنها إنو انو بأن بأنه بأنها بإن في من إلى على عن خلال بعد قبل كما حيث عبر مع الذي التي قوله قولها حول أمس اليوم مبارح يوم لدى ضد
  ل هو هي لم لن لا قد ثم عقب أثناء منذ حتى أول غدا ظهر صباح مساء فجر وأن وإن
`);

/** A name of two words by their first one. */
export const nameStarts = set(`أبو أبي بو أم عبد ابن بن آل`);

export const englishVerbs = set(
  `said says say told announced added confirmed denied warned reported stated claimed declared`,
);
export const englishOffices = set(`
  minister president governor mayor spokesman spokeswoman spokesperson general colonel major captain commander chief director ambassador envoy
  secretary leader sheikh officer official head king emir patriarch
`);
export const englishUnnamed = set(
  `residents resident witnesses witness sources source analysts activists officials observers locals villagers people`,
);
export const pronouns = set(`he she it they we i who which that this these those what and but`);
/** Before the verb they say that who speaks stands further off, or that nobody is named. */
export const notBeforeVerb = set(
  `was were been be is are and to not he she it they we i had has have also`,
);
/** Papers say much, and are not who said it. */
export const papers = set(`article statement draft map report document letter`);
export const englishEnds = set(
  `that in on at near from after before when while where as if because was were is are has have had who which said told with by for to reporters about`,
);
