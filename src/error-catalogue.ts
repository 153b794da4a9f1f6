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
} as const satisfies Record<string, { status: number; ar: string; en: string }>;
