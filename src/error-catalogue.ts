/**
 * Every error that leaves the node: HTTP status and a message in both languages that says what to do.
 * `{name}` is filled from the error's parts.
 */
export const catalogue = {
  // general
  internal: {
    status: 500,
    ar: "حدث خطأ داخلي في المنظومة. أعد المحاولة، وإن تكرّر فراجع سجل العقدة مع مدير النظام.",
    en: "The node met an internal error. Try again; if it happens again, ask the node admin to look at its log.",
  },
  "not-found": {
    status: 404,
    ar: "لا يوجد شيء على هذا العنوان. تحقّق من الرابط.",
    en: "There is nothing at this address. Check the link.",
  },
  "request-invalid": {
    status: 400,
    ar: "الطلب غير صحيح: {reason}. صحّحه وأعد الإرسال.",
    en: "The request is not valid: {reason}. Correct it and send it again.",
  },
  "body-too-large": {
    status: 413,
    ar: "المحتوى أكبر من الحد المسموح ({limit} بايت). قسّمه إلى أجزاء أصغر.",
    en: "The content is larger than the limit of {limit} bytes. Send it in smaller parts.",
  },
  // labels, partners
  "label-unknown": {
    status: 422,
    ar: "وسم التداول {id} غير معروف أو غير مفهوم. اطلب من الجهة المُنشِئة إرسال الوسم مع المعلومة.",
    en: "The label {id} is unknown or not understood. Ask the originator to send the label with the record.",
  },
  "label-forged": {
    status: 422,
    ar: "محتوى وسم التداول {id} لا يطابق معرّفه: لا تثق به، وأبلغ الجهة المُنشِئة.",
    en: "The content of the label {id} does not match its id: do not trust it, and tell the originator.",
  },
  "topic-unknown": {
    status: 422,
    ar: "الموضوع «{topic}» غير معروف. اختر موضوعاً من القائمة.",
    en: 'The topic "{topic}" is unknown. Choose one from the vocabulary.',
  },
  "partner-malformed": {
    status: 422,
    ar: "هوية الجهة الشريكة {id} غير صالحة. اطلب منها بطاقة جديدة.",
    en: "The partner identity {id} is not valid. Ask the partner for a new card.",
  },
  // the API for people
  "fields-invalid": {
    status: 400,
    ar: "في الطلب حقل غير صحيح: {field}. صحّحه حسب التفصيل وأعد الإرسال.",
    en: "A field of the request is not valid: {field}. Correct it as the details say and send it again.",
  },
  "media-type-wrong": {
    status: 415,
    ar: "نوع المحتوى غير مقبول. أرسل JSON مع Content-Type: application/json.",
    en: "This type of content is not accepted. Send JSON with Content-Type: application/json.",
  },
  "host-unknown": {
    status: 421,
    ar: "هذا العنوان لا يخصّ هذه العقدة. افتحها بالعنوان المذكور في إعداداتها.",
    en: "This address is not one of this node's. Open the node by an address that its configuration names.",
  },
  "cross-site-request": {
    status: 403,
    ar: "جاء الطلب من صفحة أخرى فرُفض. افتح صفحة المنظومة نفسها وأعد المحاولة.",
    en: "The request came from another site's page and was refused. Open this node's own page and try again.",
  },
  "not-signed-in": {
    status: 401,
    ar: "لم تسجّل الدخول أو انتهت الجلسة. سجّل الدخول ثم أعد المحاولة.",
    en: "You are not signed in, or the session has ended. Sign in and try again.",
  },
  "role-missing": {
    status: 403,
    ar: "دورك ({role}) لا يسمح بهذا. اطلبه من شخص دوره أحد: {needed}.",
    en: "Your role ({role}) does not allow this. Ask a person with one of these roles: {needed}.",
  },
  "sign-in-failed": {
    status: 401,
    ar: "الاسم أو كلمة المرور غير صحيحة. تحقّق منهما وأعد المحاولة.",
    en: "The name or the password is not right. Check both and try again.",
  },
  "sign-in-limited": {
    status: 429,
    ar: "محاولات دخول كثيرة لهذا الاسم. انتظر {seconds} ثانية ثم أعد المحاولة.",
    en: "Too many attempts to sign in with this name. Wait {seconds} seconds and try again.",
  },
  "agreement-changed": {
    status: 409,
    ar: "تغيّر الاتفاق بعد أن قرأته. اقرأ نسخته الأخيرة ثم وقّع.",
    en: "The agreement changed after you read it. Read its latest version, then sign.",
  },
  busy: {
    status: 503,
    ar: "العقدة مشغولة الآن. أعد المحاولة بعد قليل.",
    en: "The node is busy now. Try again in a moment.",
  },
  "record-not-found": {
    status: 404,
    ar: "لا توجد معلومة بهذا المعرّف لديك: {id}. تحقّق من المعرّف.",
    en: "There is no record {id} here that you may see. Check the id.",
  },
  "agreement-not-found": {
    status: 404,
    ar: "لا يوجد اتفاق بهذا المعرّف: {id}. تحقّق من المعرّف.",
    en: "There is no agreement {id}. Check the id.",
  },

  // JSON that came in
  "json-malformed": {
    status: 400,
    ar: "المحتوى ليس JSON صالحاً: {reason}. صحّحه وأعد الإرسال.",
    en: "The content is not valid JSON: {reason}. Correct it and send it again.",
  },
  "json-duplicate-key": {
    status: 400,
    ar: "المفتاح «{key}» مكرّر في كائن JSON واحد. أرسل كل مفتاح مرة واحدة.",
    en: 'The key "{key}" stands twice in one JSON object. Send each key once.',
  },
  "json-key-forbidden": {
    status: 400,
    ar: "المفتاح «{key}» غير مسموح به. احذفه وأعد الإرسال.",
    en: 'The key "{key}" is not allowed. Remove it and send again.',
  },
  "json-too-deep": {
    status: 400,
    ar: "تداخل JSON أعمق من {limit} مستوى. أرسل محتوى أقل تداخلاً.",
    en: "The JSON is nested deeper than {limit} levels. Send a flatter content.",
  },
  "json-number-unsafe": {
    status: 400,
    ar: "العدد {value} خارج المدى الذي يُنقل بلا تغيير. أرسله نصاً أو أصغر من 2^53.",
    en: "The number {value} is outside the range that travels unchanged. Send it as text, or below 2^53.",
  },
} as const satisfies Record<string, { status: number; ar: string; en: string }>;
