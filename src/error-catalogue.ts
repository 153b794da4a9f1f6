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
  "method-wrong": {
    status: 405,
    ar: "هذا العنوان لا يقبل هذا الفعل. المقبول: {allowed}.",
    en: "This address does not take this method. It takes: {allowed}.",
  },
  "request-invalid": {
    status: 400,
    ar: "الطلب غير صحيح: {reason_ar}. صحّحه وأعد الإرسال.",
    en: "The request is not valid: {reason}. Correct it and send it again.",
  },
  "body-too-large": {
    status: 413,
    ar: "المحتوى أكبر من الحد المسموح ({limit} بايت). قسّمه إلى أجزاء أصغر.",
    en: "The content is larger than the limit of {limit} bytes. Send it in smaller parts.",
  },
  // two people
  "second-person-needed": {
    status: 409,
    ar: "يلزم هنا شخص ثانٍ: لا يوافق المرء على ما كتبه أو طلبه أو وقّعه بنفسه. اطلب ذلك من ضابط ارتباط آخر أو من مدير العقدة.",
    en: "A second person is needed: nobody approves what they wrote, asked for or signed themselves. Ask another liaison officer or the node admin.",
  },
  "bundle-waits": {
    status: 409,
    ar: "تطلب هذه العقدة شخصين لكتابة حزمة تمرير. طلبك للحزمة الموجّهة إلى «{partner}» بانتظار شخص ثانٍ: يوافق عليه ضابط ارتباط آخر أو مدير العقدة، أو يطلب الحزمة نفسها، خلال يوم؛ ثم تُكتب مرة واحدة، ويستلم الملف من يطلبها بعد ذلك: فاطلبها مرة أخرى بعد الموافقة.",
    en: "This node asks for two people to write a bundle. What you want written for {partner} waits for the second one: another liaison officer or admin confirms it, or asks for the same bundle, within a day; then it is written once, and whoever asks for it next gets the file: ask once more after it is confirmed.",
  },
  "reason-missing": {
    status: 422,
    ar: "اذكر السبب: يقرؤه من يعنيه القرار.",
    en: "Say why: those whom the decision concerns read the reason.",
  },
  "restore-needs-two": {
    status: 409,
    ar: "إعدادات هذه العقدة تطلب شخصين للاستعادة. أعد الأمر وأدخل في الإدخال القياسي، كلاً في سطر: اسم الأول وكلمة مروره، ثم اسم الثاني وكلمة مروره؛ وكلاهما ضابط ارتباط أو مدير عقدة.",
    en: "This node's configuration asks for two people to restore. Run the command again and give on standard input, one to a line: name and password of the first, then of the second; each a liaison officer or a node admin.",
  },
  "waiting-gone": {
    status: 404,
    ar: "لم يعد هذا ينتظر موافقة: بُتّ فيه أو سُحب أو حلّت محلّه نسخة أحدث. حدّث القائمة.",
    en: "This waits for nobody any more: it was decided, recalled, or a newer version took its place. Load the list anew.",
  },
  "one-off-forbidden": {
    status: 409,
    ar: "لا يجوز تمرير هذه المعلومة إلى «{partner}» ولو لمرة واحدة: يمنعها خط أحمر أو وسم التداول أو سحب سابق، أو أنها تحيل إلى ما لا يجوز تمريره. انظر «من لديه هذه المعلومة» لمعرفة السبب.",
    en: "This record may not go to {partner}, not even once: a red line, its label or an earlier recall forbids it, or it refers to something that may not go. Its release page says why.",
  },
  "one-off-needless": {
    status: 409,
    ar: "المعلومة لدى «{partner}» أو في الصادر إليها، أو سبق طلب تمريرها إليها. لا حاجة إلى طلب آخر.",
    en: "{partner} has this record, or it stands in its outbox, or it was asked for already. Nothing more need be asked.",
  },
  // an originator's consent
  "consent-not-found": {
    status: 404,
    ar: "لا يوجد طلب موافقة بالمعرّف {id}، أو لا يُجاز لك الاطّلاع عليه. حدّث القائمة.",
    en: "There is no ask for consent {id}, or none that you may see. Load the list anew.",
  },
  "consent-needless": {
    status: 409,
    ar: "لا حاجة إلى طلب: لا يعلّق وسم هذه المعلومة تمريرها إلى «{partner}» على موافقة جهة أخرى، أو أُعطيت الموافقة، أو ما زال طلبٌ سابق ينتظر الجواب. انظر «من لديه هذه المعلومة».",
    en: "There is nothing to ask: the label does not make passing this record on to {partner} depend on another's consent, or consent was given, or an ask is still waiting. Its release page says which.",
  },
  "consent-unreachable": {
    status: 409,
    ar: "تلزم موافقة «{originator}»، ولا يمكن سؤالها: لا وصلة لنا معها، أو لا نعلم أن هذه المعلومة لديها. اطلب إليها أن تصل عقدتها بعقدتنا، أو أن تعطي المعلومة لهذه الجهة بنفسها.",
    en: "The consent of {originator} is needed, and it cannot be asked: we have no link with it, or do not know that it has this record. Ask it to link its node with ours, or to release the record to that partner itself.",
  },
  "consent-answered": {
    status: 409,
    ar: "لا يمكن هذا الآن: أُجيب عن هذا الطلب من قبل، أو لا موافقة معطاة لتُسحب. حدّث القائمة.",
    en: "This cannot be done now: the ask was answered already, or there is no consent given to take back. Load the list anew.",
  },
  "consent-impossible": {
    status: 409,
    ar: "لا يمكن إعطاء هذه الموافقة: لم تُمرَّر النسخة الأخيرة من المعلومة إلى «{holder}» أو سُحبت منها، أو لا تُعرف «{partner}» هنا. مرّر المعلومة أولاً، أو ارفض الطلب.",
    en: "This consent cannot be given: the latest version of the record was not released to {holder} or was taken back from it, or {partner} is not known here. Release the record first, or refuse.",
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
    ar: "تغيّر الاتفاق بعد أن قرأته. اقرأ نسخته الأخيرة ثم قرّر من جديد.",
    en: "The agreement changed after you read it. Read its latest version, then decide anew.",
  },
  "agreement-ended": {
    status: 409,
    ar: "أُنهي الاتفاق {id} من طرف آخر، وتوقيعه لا يعيده. اقترح نسخة جديدة منه أو اتفاقاً جديداً.",
    en: "Agreement {id} was ended by another party, and signing it does not bring it back. Propose a new version of it, or a new agreement.",
  },
  "agreement-not-signed": {
    status: 409,
    ar: "لم نوقّع الاتفاق {id}، فليس فيه ما نعلّقه أو ننهيه. ارفضه إن كنت لا تقبله.",
    en: "We never signed agreement {id}, so there is nothing of ours to suspend or end. Refuse it if you do not accept it.",
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
  "journal-entry-unknown": {
    status: 404,
    ar: "لا يوجد قيد بهذا الرقم لديك في سجلّ المناوبة: {reference}. تحقّق من الرقم.",
    en: "There is no entry {reference} in the journal that you may see. Check the number.",
  },
  "handover-person-unfit": {
    status: 409,
    ar: "لا يمكن تسليم المناوبة إلى «{person}»: {reason_ar}. اختر شخصاً آخر.",
    en: "The watch cannot be handed over to {person}: {reason}. Choose somebody else.",
  },
  "handover-unknown": {
    status: 404,
    ar: "لا يوجد تسليم مناوبة أو أمر مفتوح بهذا المعرّف لديك: {id}. حدّث القائمة.",
    en: "There is no handover or open point {id} here that you may see. Load the list anew.",
  },
  "handover-not-yours": {
    status: 403,
    ar: "المناوبة مسلَّمة إلى «{person}»، وهو وحده يستلمها بعد أن يسجّل دخوله.",
    en: "The watch was handed over to {person}, who alone takes it over after signing in.",
  },
  "handover-settled": {
    status: 409,
    ar: "بُتّ في هذا من قبل: استُلمت المناوبة أو حلّ محلّ التسليم تسليم آخر، أو أُغلق الأمر. حدّث القائمة.",
    en: "This is settled already: the watch was taken over, another handover took its place, or the point was closed. Load the list anew.",
  },
  "situation-report-too-large": {
    status: 422,
    ar: "في هذه المدة أكثر من {limit} معلومة، ولا يتّسع التقرير لها. اختر مدة أقصر أو تصنيفاً أدنى، أو حدّد الجهات التي يُعدّ لها.",
    en: "There are more than {limit} records in this period: too many for one report. Choose a shorter period or a lower classification, or name the partners that it is made for.",
  },
  "situation-report-unknown": {
    status: 404,
    ar: "لا يوجد تقرير موقف بهذا المعرّف لديك: {id}. تحقّق من المعرّف.",
    en: "There is no situation report {id} here that you may see. Check the id.",
  },
  "situation-report-changed": {
    status: 409,
    ar: "حُفظ التقرير من شخص آخر بعد أن فتحته. افتح نسخته الأخيرة وأعد تعديلك عليها.",
    en: "Somebody saved the report after you opened it. Open its latest version and make your changes there.",
  },
  "situation-report-released": {
    status: 409,
    ar: "أُجيز هذا التقرير وصار معلومة، فلا يُعدَّل. أعدّ تقريراً جديداً، أو اسحب المعلومة.",
    en: "This report was released and is a record now: it is not changed any more. Make a new one, or recall the record.",
  },
  "situation-report-source-gone": {
    status: 409,
    ar: "سُحبت معلومات يستند إليها هذا التقرير بعد إعداده. أعدّ تقريراً جديداً من دونها.",
    en: "Records that this report rests on were taken back after it was made. Make a new report without them.",
  },
  "journal-broken": {
    status: 500,
    ar: "سجلّ المناوبة غُيّر بعد كتابته: أول سطر لا يطابق ما قبله هو {line}. انسخ مجلد البيانات قبل أي خطوة أخرى، وقارنه بنسخة احتياطية.",
    en: "The journal was changed after it was written: the first line that does not follow from those before is {line}. Copy the data directory before anything else, and compare with a backup.",
  },
  "redact-not-allowed": {
    status: 409,
    ar: "لا يجيز وسم المعلومة {id} إعادة تمريرها بأي شكل. اطلب من الجهة المُنشِئة ({originator}) نسخة تجيزها.",
    en: "The label of record {id} lets nobody pass it on in any form. Ask its originator ({originator}) for a version that may be.",
  },
  "record-not-own": {
    status: 404,
    ar: "المعلومة {id} من الجهة {originator}. الجهة المُنشِئة وحدها تعرف لمن مُرِّرت، وهي وحدها تسحبها. اطلب ذلك منها.",
    en: "Record {id} is by {originator}. Only the originator can say who has it, and only the originator can recall it. Ask it.",
  },
  "warning-not-own": {
    status: 403,
    ar: "أصدرت الجهة {originator} الإنذار {id}، وهي وحدها تقول إن الخطر زال. أبلغها بما تعرف.",
    en: "{originator} issued warning {id}, and only it says that the danger is over. Let it know what you know.",
  },
  "warning-ended": {
    status: 409,
    ar: "سبق أن أُعلن زوال خطر الإنذار {id}. إن عاد الخطر فاطلب إنذاراً جديداً.",
    en: "It was said already that the danger of warning {id} is over. If it is back, ask for a new warning.",
  },
  "warning-not-recalled": {
    status: 409,
    ar: "لا يُسحب الإنذار {id}: من حُذّر به لا يجوز أن يختفي عنه بقرار شخص واحد. إن زال الخطر، أو لم يكن، فاطلب إعلان زواله، ثم يوافق شخص آخر.",
    en: "Warning {id} is not taken back: no one person makes it vanish at those who were warned. If its danger is over, or never was, ask to say so; another person approves it.",
  },
  "warning-late": {
    status: 409,
    ar: "مضى وقت الخطر الذي يحذّر منه الإنذار {id} قبل أن يوافق عليه شخص ثانٍ، فلا يصدر. ارفضه، واطلب إنذاراً جديداً إن بقي الخطر.",
    en: "The time of the danger of warning {id} passed before a second person approved it, so it is not issued. Refuse it, and ask for a new one if the danger is still there.",
  },
  "request-own": {
    status: 409,
    ar: "الطلب {id} منّا نحن: تجيب عنه الجهات التي وُجّه إليها. أغلقه أو اسحبه إن لم يعد لازماً.",
    en: "Request {id} is our own: the partners it was put to answer it. Close or withdraw it if it is not needed any more.",
  },
  "request-not-own": {
    status: 403,
    ar: "وضعت الجهة {originator} الطلب {id}، وهي وحدها تغلقه أو تسحبه. أجب عنه، أو ارفضه مع ذكر السبب.",
    en: "{originator} put request {id}, and only it closes or withdraws it. Answer it, or refuse it with a reason.",
  },
  "request-ended": {
    status: 409,
    ar: "الطلب {id} أُغلق أو سُحب، فلا يُجاب عنه ولا يُغيَّر. اكتب طلباً جديداً إن لزم.",
    en: "Request {id} was closed or withdrawn: it cannot be answered or changed any more. Write a new one if need be.",
  },
  "answer-not-releasable": {
    status: 409,
    ar: "لا يجوز أن تصل المعلومة «{id}» إلى «⁨{partner}⁩»، فلا تُرفق بالجواب. احذفها من الجواب، أو اكتب نسخة منقّحة منها، أو غيّر الاتفاق.",
    en: "Record “{id}” may not go to “{partner}”, so it cannot be linked in the answer. Leave it out, write a redacted one, or change the agreement.",
  },
  // joint tasks
  "commitment-not-performer": {
    status: 403,
    ar: "الجزء {id} تنفّذه جهة أخرى، وهي وحدها تلتزم به أو تغيّر حاله. اكتب لها ملاحظة عليه إن لزم.",
    en: "Part {id} is another partner's to perform, and that one alone commits to it or changes its state. Write it a note if need be.",
  },
  "commitment-state-wrong": {
    status: 409,
    ar: "لا يمكن أن يصير الجزء الآن «{state_ar}» وهو «{now_ar}». المتاح: {allowed_ar}.",
    en: 'The part cannot become "{state}" now: it is "{now}". Possible: {allowed}.',
  },
  "task-changed": {
    status: 409,
    ar: "تغيّر {id} بعد أن قرأته. اقرأ نسخته الأخيرة ثم قرّر من جديد.",
    en: "{id} changed after you read it. Read its latest version, then decide anew.",
  },
  "task-not-own": {
    status: 403,
    ar: "كتبت الجهة {originator} هذا ({id})، وهي وحدها تغيّره أو تلغيه. اكتب لها ملاحظة، أو اعتذر عن جزئك.",
    en: "{originator} wrote this ({id}), and only it changes or cancels it. Write it a note, or decline your part.",
  },
  "task-over": {
    status: 409,
    ar: "أُلغيت المهمة {id}، فلا يُضاف إليها ولا يُغيَّر فيها شيء. اقترح مهمة جديدة إن لزم.",
    en: "Task {id} was cancelled: nothing in it is added or changed any more. Propose a new one if need be.",
  },
  "parts-too-many": {
    status: 422,
    ar: "في المهمة الواحدة {limit} جزء على الأكثر. قسّمها إلى مهمتين أو أكثر.",
    en: "A task has at most {limit} parts. Divide it into two tasks or more.",
  },
  "parts-held-too-many": {
    status: 429,
    ar: "وصل من أجزاء هذه الجهة في المهمة {detail} أكثر مما تحمله عقدة، فحُجز هذا الجزء. اطلب منها أن تقسّم المهمة أو تسحب ما لا يلزم، ثم أعد النظر في المحجوز.",
    en: "More parts of this partner in task {detail} came than a node bears, and this one was held. Ask it to divide the task or to take back what is not needed; then let what is held be looked at again.",
  },
  "work-too-much": {
    status: 429,
    ar: "وصل من هذه الجهة أكثر مما تحمله عقدة ({detail})، فحُجز هذا السجل. اطلب منها أن تنهي ما انقضى أو تسحبه، ثم أعد النظر في المحجوز.",
    en: "More of this partner came than a node bears ({detail}), and this record was held. Ask it to take back what is over; then let what is held be looked at again.",
  },
  "dependency-circle": {
    status: 409,
    ar: "صار الجزء {id} متوقفاً على نفسه عبر أجزاء أخرى. احذف أحد ما يتوقف عليه.",
    en: "Part {id} would depend on itself by way of others. Leave one of the dependencies out.",
  },
  "clash-open": {
    status: 409,
    ar: "في الجزء {id} تعارض لم يُعالَج، فلا يصير جاهزاً. {clashes_ar}. غيّر أحد الجزأين المتعارضين، أو لتقبل كل جهة معنية التعارض مع ذكر السبب؛ وحيث قد لا تستطيع جهة أن تجيب (unheard) فليقبله شخصان منكم دونها (alone).",
    en: 'Part {id} has a clash that is not dealt with, so it cannot be "ready". {clashes}. Change one of what clashes, or let everybody concerned accept the clash with a reason; where somebody may be unable to answer ("unheard"), two people of yours accept it without that ("alone").',
  },
  "drafts-too-many": {
    status: 409,
    ar: "في العقدة {limit} مسوّدة مهمة، ولا تُحفظ أكثر منها. اقترح منها ما اكتمل أو احذف ما لا يلزم.",
    en: "This node holds {limit} drafts of tasks, and no more are kept. Propose those that are ready or throw away what is not needed.",
  },
  "clash-not-found": {
    status: 404,
    ar: "لا يوجد تعارض بهذا المعرّف الآن: {id}. ربما زال بعد تغيير؛ حدّث القائمة.",
    en: "There is no clash {id} now. It may be gone after a change: load the list anew.",
  },
  "clash-not-ours": {
    status: 409,
    ar: "التعارض {id} ليس بين أجزاء تنفّذها جهتنا، فقبوله ليس لنا.",
    en: "Clash {id} concerns no part of ours, so accepting it is not for us.",
  },
  "acceptance-waits": {
    status: 409,
    ar: "قبول التعارض {id} دون جواب الجهات المعنية الأخرى يحتاج إلى شخصين. طلبك محفوظ: يقبله ضابط ارتباط آخر بالطريقة نفسها.",
    en: "To accept clash {id} without an answer of the others concerned takes two people. What you want is kept: another liaison officer accepts it in the same way.",
  },
  "draft-not-found": {
    status: 404,
    ar: "لا توجد مسودة بهذا المعرّف: {id}. ربما اقتُرحت أو حُذفت.",
    en: "There is no draft {id}. It may have been proposed or deleted.",
  },
  "agreement-not-found": {
    status: 404,
    ar: "لا يوجد اتفاق بهذا المعرّف: {id}. تحقّق من المعرّف.",
    en: "There is no agreement {id}. Check the id.",
  },

  // tables: places and scenarios
  "table-invalid": {
    status: 422,
    ar: 'في الملف {file}، السطر {row}، العمود "{column}": {reason_ar}. صحّحه وأعد التحميل.',
    en: 'File {file}, row {row}, column "{column}": {reason}. Correct it and load the file again.',
  },
  // JSON that came in
  "json-malformed": {
    status: 400,
    ar: "المحتوى ليس JSON صالحاً: {reason_ar}. صحّحه وأعد الإرسال.",
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
  // TAXII
  "partner-login-wrong": {
    status: 401,
    ar: "اسم الدخول أو الرمز غير صحيح. استعمل ما في بطاقة الجهة الشريكة الصادرة عن هذه العقدة.",
    en: "The user name or token is wrong. Use those of the partner card that this node issued.",
  },
  "partner-login-limited": {
    status: 429,
    ar: "محاولات دخول خاطئة كثيرة من هذا العنوان. انتظر دقيقة ثم أعد المحاولة.",
    en: "Too many wrong log-ins from this address. Wait a minute, then try again.",
  },
  "collection-right-missing": {
    status: 403,
    ar: "هذا غير مسموح في هذه المجموعة: الصادر للقراءة فقط والوارد للإرسال فقط.",
    en: "This is not allowed in this collection: outbox is only read, inbox is only written to.",
  },
  "taxii-not-acceptable": {
    status: 406,
    ar: "هذه العقدة تجيب بصيغة TAXII 2.1 فقط. أرسل Accept: application/taxii+json;version=2.1.",
    en: "This node answers in TAXII 2.1 only. Send Accept: application/taxii+json;version=2.1.",
  },
  "taxii-media-type-wrong": {
    status: 415,
    ar: "أرسل المحتوى غير مضغوط مع Content-Type: application/taxii+json;version=2.1.",
    en: "Send the content uncompressed, with Content-Type: application/taxii+json;version=2.1.",
  },
  "taxii-query-invalid": {
    status: 400,
    ar: "قيمة {parameter} غير صحيحة أو مكرّرة أو غير معروفة هنا. راجع معيار TAXII 2.1 (القسم 3.4).",
    en: "The parameter {parameter} is malformed, given twice or not known here. See TAXII 2.1, section 3.4.",
  },
  "token-unknown": {
    status: 400,
    ar: "لم يعد مؤشّر القراءة صالحاً. تابع بقيمة added_after أو ابدأ من جديد.",
    en: "This reading cursor is not valid any more. Go on with added_after, or begin anew.",
  },

  // calling a partner's node
  "partner-unreachable": {
    status: 503,
    ar: "عقدة الجهة الشريكة لا تجيب ({reason}). تُعاد المحاولة تلقائياً؛ إن طال ذلك فراجع الشبكة والعنوان في بطاقتها.",
    en: "The partner's node does not answer ({reason}). It is tried again by itself; if this lasts, check the network and the address on its card.",
  },
  "partner-certificate-changed": {
    status: 502,
    ar: "شهادة عقدة الجهة الشريكة تغيّرت ولم يُرسل إليها شيء. تحقّق معها بوسيلة أخرى ثم أضف بطاقتها الجديدة.",
    en: "The certificate of the partner's node has changed and nothing was sent to it. Check with the partner by another way, then add its new card.",
  },
  "partner-login-refused": {
    status: 502,
    ar: "عقدة الجهة الشريكة رفضت دخولنا ({status}). اطلب منها بطاقة جديدة.",
    en: "The partner's node refused our log-in ({status}). Ask the partner for a new card.",
  },
  "partner-failing": {
    status: 502,
    ar: "عقدة الجهة الشريكة أجابت بخطأ ({status}). تُعاد المحاولة تلقائياً.",
    en: "The partner's node answered with an error ({status}). It is tried again by itself.",
  },
  "partner-answer-wrong": {
    status: 502,
    ar: "جواب عقدة الجهة الشريكة غير مفهوم ({reason}). تُعاد المحاولة تلقائياً؛ تحقّق من أن العنوان في بطاقتها عنوان عقدة.",
    en: "The answer of the partner's node is not understood ({reason}). It is tried again by itself; check that the address on its card is a node's.",
  },
  "partner-refused-objects": {
    status: 502,
    ar: "عقدة الجهة الشريكة لم تقبل المرسَل ({status}). يبقى متاحاً لها في الصادر.",
    en: "The partner's node did not take what was sent ({status}). It stays readable for it in the outbox.",
  },
  "partner-url-insecure": {
    status: 422,
    ar: "عنوان الجهة الشريكة يجب أن يكون https مع بصمة شهادته (http مسموح على هذا الجهاز وحده). اطلب بطاقة جديدة.",
    en: "The partner's address must be https with the fingerprint of its certificate (plain http only on this very machine). Ask for a new card.",
  },
  // reports and agreements that people write
  "draft-invalid": {
    status: 422,
    ar: "فيما كتبته خطأ في «{field}»: {reason_ar}. صحّحه وأعد الإرسال.",
    en: 'What you wrote has a fault in "{field}": {reason}. Correct it and send it again.',
  },
  "sources-needed": {
    status: 422,
    ar: "صحة المعلومة 1 تعني أنها مؤكدة من مصادر أخرى مستقلة: اختر معلومات الحدث نفسه التي تؤكدها، أو اذكر المصادر بأسمائها، أو اختر درجة أخرى.",
    en: "Credibility 1 means confirmed by other, independent sources: choose the records of the same event that confirm it, name the sources, or choose another grade.",
  },
  "activity-invalid": {
    status: 422,
    ar: "فيما يشغله جزء المهمة خطأ في «{field}»: {reason_ar}. صحّحه وأعد الإرسال.",
    en: 'What the part of the task occupies has a fault in "{field}": {reason}. Correct it and send it again.',
  },
  "protected-places-by-hand": {
    status: 429,
    ar: "غيّرت اليوم {most} موقعاً محمياً وحدك، وما زاد على ذلك لا يقرّره شخص واحد. استورد ما تريد إضافته ليوافق عليه شخص آخر، وليحذف شخص آخر ما بقي مما يجب حذفه.",
    en: "You changed {most} protected places alone today, and no one person decides about more. Import what you want to add, so that another person approves it; let another person take off what else must go.",
  },
  "protected-place-unknown": {
    status: 404,
    ar: "لا يوجد موقع محميّ بهذا المعرّف: {id}. حدّث القائمة.",
    en: "There is no protected place {id}. Load the list anew.",
  },
  "protected-import-size": {
    status: 422,
    ar: "في الملف {count} موقعاً، والمسموح من موقع واحد إلى {most} في كل استيراد. أضف إليه مواقع، أو قسّمه.",
    en: "The file holds {count} places; an import takes one to {most}. Put places into it, or split it.",
  },
  "protected-place-invalid": {
    status: 422,
    ar: "في الموقع المحميّ خطأ في «{field}»: {reason_ar}. صحّحه وأعد الإرسال.",
    en: 'The protected place has a fault in "{field}": {reason}. Correct it and send it again.',
  },
  "agreement-invalid": {
    status: 422,
    ar: "في الاتفاق خطأ في «{field}»: {reason_ar}. صحّحه قبل التوقيع.",
    en: 'The agreement has a fault in "{field}": {reason}. Correct it before signing.',
  },
  "agreement-contradictory": {
    status: 422,
    ar: "في الاتفاق ما يناقض نفسه أو يسمّي جهة لا نعرفها. {reason_ar} صحّح ذلك ثم قدّم الاتفاق.",
    en: "The agreement contradicts itself, or names a partner that this node does not know. {reason} Correct that, then propose it.",
  },
  "control-record-malformed": {
    status: 422,
    ar: "المعلومة {id} من نوع {kind} غير صالحة. اطلب من الجهة المُنشِئة إرسالها من جديد.",
    en: "The {kind} {id} is not valid. Ask its originator to send it again.",
  },
  // store
  "store-locked": {
    status: 503,
    ar: "مجلد البيانات {dir} تستخدمه عملية أخرى. أوقفها أولاً أو اختر مجلداً آخر.",
    en: "The data directory {dir} is in use by another process. Stop that one first, or choose another directory.",
  },
  "store-newer": {
    status: 503,
    ar: "البيانات كتبها إصدار أحدث (المخطط {found}، وهذا الإصدار يعرف {known}). ثبّت الإصدار الأحدث.",
    en: "The data was written by a newer version (schema {found}, this version knows {known}). Install the newer version.",
  },
  "store-corrupt": {
    status: 503,
    ar: "ملف البيانات تالف أو ليس من ملفات تنسيق. أوقف العقدة واسترجع آخر نسخة احتياطية.",
    en: "The data file is damaged or is not a Tansiq file. Stop the node and restore the last backup.",
  },
  "store-full": {
    status: 507,
    ar: "لا توجد مساحة كافية على القرص، ولم يُحفظ شيء. أفرغ مساحة ثم أعد المحاولة.",
    en: "There is no space left on the disk and nothing was stored. Free some space, then try again.",
  },
  "store-broken": {
    status: 503,
    ar: "تعذّر على القرص الحفظ أو القراءة ({reason})، ولم يُحفظ شيء. افحص القرص وسجل العقدة ثم أعد المحاولة.",
    en: "The disk could not store or read ({reason}) and nothing was stored. Check the disk and the node's log, then try again.",
  },
  "store-closed": {
    status: 503,
    ar: "العقدة قيد الإيقاف. أعد المحاولة بعد أن تعمل من جديد.",
    en: "The node is stopping. Try again when it runs again.",
  },
  "epoch-moved": {
    status: 409,
    ar: "تغيّرت أثناء العملية اتفاقات أو معلومات بُني القرار عليها، ولم يُحفظ شيء. أعد المحاولة.",
    en: "Agreements or records that the decision rested on changed meanwhile, and nothing was stored. Try again.",
  },
  "class-taken": {
    status: 409,
    ar: "صنف التمرير {class} مستخدم لمعنى آخر ولم يُحفظ شيء. أعد المحاولة.",
    en: "Release class {class} already has another meaning and nothing was stored. Try again.",
  },
  "backup-exists": {
    status: 409,
    ar: "ملف النسخة الاحتياطية موجود من قبل. اختر اسماً جديداً.",
    en: "The backup file exists already. Choose a new name.",
  },
  "backup-underway": {
    status: 409,
    ar: "تُكتب نسخة احتياطية الآن. انتظر حتى تنتهي.",
    en: "A backup is being written already. Wait until it is done.",
  },
  // the demonstration
  "argument-unknown": {
    status: 400,
    ar: "الخيار {argument} غير معروف. المقبول: {expected}.",
    en: "The argument {argument} is unknown. Accepted: {expected}.",
  },
  "setting-invalid": {
    status: 400,
    ar: "قيمة الإعداد {key} غير صالحة. المتوقَّع: {expected}.",
    en: "The setting {key} is not valid. Expected: {expected}.",
  },
  "demo-running": {
    status: 409,
    ar: "يعمل عرض توضيحي آخر على المجلد {dir}. أوقفه أولاً، أو اختر مجلداً آخر بواسطة TANSIQ_DATA.",
    en: "Another demonstration is running on {dir}. Stop it first, or choose another folder with TANSIQ_DATA.",
  },
  "demo-port-in-use": {
    status: 409,
    ar: "المنفذ {port} يستخدمه برنامج آخر. أوقف ذلك البرنامج، أو اختر منافذ أخرى بواسطة TANSIQ_BASE_PORT.",
    en: "Port {port} is in use by another program. Stop that program, or choose other ports with TANSIQ_BASE_PORT.",
  },
  "demo-ports-differ": {
    status: 409,
    ar: "أُنشئ هذا العرض على المنافذ التي تلي {basePort}. شغّله مع TANSIQ_BASE_PORT={basePort}، أو ابدأ من جديد: npm start -- --fresh.",
    en: "This demonstration was set up on the ports after {basePort}. Start it with TANSIQ_BASE_PORT={basePort}, or begin anew: npm start -- --fresh.",
  },
  "demo-waited": {
    status: 503,
    ar: "طال الانتظار دون أن يتمّ هذا: {what} ({reason}). راجع ملفات node.log، ثم ابدأ من جديد: npm start -- --fresh.",
    en: "This did not happen in time: {what} ({reason}). Look at the node.log files, then begin anew: npm start -- --fresh.",
  },
  "demo-node-stopped": {
    status: 503,
    ar: "توقفت العقدة {node} ({reason}). سجلها في {log}.",
    en: "The node {node} stopped ({reason}). Its log is in {log}.",
  },
  "demo-node-failing": {
    status: 503,
    ar: "العقدة {node} تتوقف كلّما شُغِّلت: {reason}. السجل الكامل في {log}.",
    en: "The node {node} stops whenever it is started: {reason}. Its whole log is in {log}.",
  },

  // desk
  "agreements-unanswered": {
    status: 429,
    ar: "تنتظر الجوابَ اقتراحاتٌ كثيرة من {detail}، فحُجز هذا الاقتراح. وقّع بعضها أو ارفضه، وعندئذ يُقبل هذا، وإن زاد طوله على 64 KiB فحين يُرسل ثانيةً.",
    en: "So much of what {detail} proposed waits for an answer that this was held. Sign or refuse some of it: then this is taken in, or, where it is longer than 64 KiB, once it is sent again.",
  },
  "signatures-too-many": {
    status: 429,
    ar: "ورد من هذه الجهة على الاتفاق {detail} من التواقيع أكثر مما يُقبل، فحُجز هذا التوقيع. اسألها عمّا تلتزم به، واقترحوا اتفاقاً جديداً إن لزم.",
    en: "More signatures of this partner on agreement {detail} came than are taken in, and this one was held. Ask it by what it stands; if need be, propose a new agreement.",
  },
  "recalls-too-many": {
    status: 429,
    ar: "سحبت هذه الجهة سجلّات لم تصل إلى هنا أكثر مما يُقبل، فحُجز سحب السجلّ {detail}، ويُنفَّذ حين يصل. اسألها عمّا تسحبه.",
    en: "This partner took back more records that never came here than are taken in. The recall of {detail} was held, and holds as soon as the record comes. Ask the partner what it takes back.",
  },
  "agreement-not-ours": {
    status: 403,
    ar: "الاتفاق {id} اقترحته جهة أخرى، وهي وحدها تصدر نسخة جديدة منه. اقترح عليها التعديل أو اقترح اتفاقاً آخر.",
    en: "Agreement {id} was proposed by another partner, and only that one makes new versions of it. Ask it for the change, or propose another agreement.",
  },
  "agreement-not-party": {
    status: 403,
    ar: "لسنا طرفاً في الاتفاق {id}، فلا يمكن توقيعه من هنا.",
    en: "We are not a party to agreement {id}, so it cannot be signed here.",
  },
  "card-invalid": {
    status: 400,
    ar: "بطاقة الجهة الشريكة غير صالحة ({reason_ar}). اطلب بطاقة جديدة من مدير منظومتها.",
    en: "The partner's card is not valid ({reason}). Ask its node admin for a new one.",
  },
  "card-for-another": {
    status: 409,
    ar: "كُتبت هذه البطاقة للجهة {partner}، وهذه عقدة {node}. أضفها في عقدة {partner}، واطلب لهذه العقدة بطاقة باسمها.",
    en: "This card is for {partner}, and this node is {node}. Add it at the node of {partner}, and ask for a card that is for this one.",
  },
  "cursor-unknown": {
    status: 400,
    ar: "علامة متابعة القائمة غير صالحة. ابدأ القائمة من أولها.",
    en: "The list's cursor is not one of ours. Start the list again from its beginning.",
  },
  "card-key-differs": {
    status: 409,
    ar: "بصمة مفتاح الجهة {partner} في البطاقة غير البصمة التي أكّدتها. افتح البطاقة من جديد وقارن بصمتها مع مدير منظومتها.",
    en: "The key fingerprint of {partner} on the card is not the one that you confirmed. Open the card anew and compare its fingerprint with the partner's node admin.",
  },
  "introduction-gone": {
    status: 409,
    ar: "لا تعريف هنا بالجهة {partner} بالمفتاح الذي قارنته. انظر في القائمة من جديد.",
    en: "{partner} is not introduced here with the key that you compared. Look at the list again.",
  },
  "partner-keys-differ": {
    status: 409,
    ar: "مفاتيح الجهة {partner} في البطاقة غير مفاتيحها المعروفة هنا. تحقّق من مصدر البطاقة مع مدير منظومتها قبل أي خطوة.",
    en: "The card's keys of {partner} are not the ones known here. Check with its node admin where the card comes from before you do anything else.",
  },
  "partner-unknown": {
    status: 400,
    ar: "لا توجد جهة شريكة باسم {partner}. اختر من الجهات المعروفة، أو أضفها ببطاقتها أولاً.",
    en: "No partner is called {partner}. Choose one of the known partners, or add it by its card first.",
  },
  "person-invalid": {
    status: 400,
    ar: "بيانات الشخص غير صالحة ({reason_ar}). صحّحها وأعد المحاولة.",
    en: "The person's data are not valid ({reason}). Correct them and try again.",
  },
  "person-unknown": {
    status: 404,
    ar: "لا يوجد شخص باسم {name} في هذه العقدة. تحقّق من الاسم في قائمة الأشخاص أو بالأمر tansiq user list.",
    en: "There is no person called {name} at this node. Look the name up in the list of people, or with tansiq user list.",
  },
  "person-exists": {
    status: 409,
    ar: "يوجد في هذه العقدة شخص باسم {name}. اختر اسماً آخر، أو غيّر ما يُسمح لهذا الشخص به.",
    en: "There is a person called {name} at this node. Choose another name, or change what that person may.",
  },
  "last-admin": {
    status: 409,
    ar: "لا بدّ أن يبقى للعقدة مدير واحد على الأقل يستطيع الدخول. عيّن مديراً آخر أولاً.",
    en: "At least one admin of the node must be able to sign in. Make somebody else an admin first.",
  },
  "clearance-above-own": {
    status: 403,
    ar: "لا يمنح أحدٌ صلاحية اطّلاع أعلى من صلاحيته، ولا كلمة مرور لمن صلاحيته أعلى. اطلب ذلك من مدير صلاحيته أعلى، أو ممن يشغّل العقدة بالأمر tansiq user.",
    en: "Nobody gives a clearance above their own, nor a password to somebody whose clearance is higher. Ask an admin with a higher one, or whoever runs the node, with tansiq user.",
  },
  "clearance-full-needed": {
    status: 403,
    ar: "يشمل هذا معلومات أياً كان وسمها، أو يُظهر عددها، فلا يفعله إلا من تبلغ صلاحية اطّلاعه كل الوسوم. اطلب من مدير العقدة رفعها.",
    en: "This takes in records whatever their label, or tells how many there are, so it is for people with full clearance. Ask the node's admin to raise yours.",
  },
  "clearance-exceeded": {
    status: 403,
    ar: "لا تبلغ صلاحية اطّلاعك وسم هذه المعلومة ({classification})، فلا يمكنك كتابتها. اختر وسماً ضمن صلاحيتك أو اطلب من مدير العقدة رفعها.",
    en: "Your clearance does not reach the label of this record ({classification}), so you cannot write it. Choose a label within your clearance, or ask the node's admin to raise it.",
  },
  "opinion-above-clearance": {
    status: 403,
    ar: "لهذه العقدة رأي في هذه المعلومة لا تبلغه صلاحية اطّلاعك، ولا تبدي العقدة إلا رأياً واحداً. اطلب من زميل صلاحيته أعلى أن يغيّره، أو اكتب ملاحظة.",
    en: "This node has an opinion of this record that is above your clearance, and it gives one only. Ask a colleague with a higher clearance to change it, or write a note.",
  },
  "draft-changed": {
    status: 409,
    ar: "حفظ شخص آخر هذه المسودة بعد أن فتحتها. ما كتبته باقٍ في النموذج: انسخ ما تريد منه، ثم افتح المسودة من جديد.",
    en: "Somebody else saved this draft after you opened it. What you wrote is still in the form: copy what you want of it, then open the draft anew.",
  },
  "record-changed": {
    status: 409,
    ar: "كُتبت نسخة جديدة من {id} بعد أن قرأته. اقرأ نسخته الأخيرة وما تغيّره نسختك منها، ثم أرسلها من جديد.",
    en: "A new version of {id} was written after you read it. Read the latest one and what yours changes of it, then send it again.",
  },
  "record-recalled": {
    status: 410,
    ar: "سُحبت المعلومة {id} من جهتها المُنشِئة ولم تعد متاحة هنا.",
    en: "Record {id} was recalled by its originator and is no longer available here.",
  },
  // objects that came in
  "envelope-wrong": {
    status: 422,
    ar: 'المحتوى ليس حزمة TAXII ولا حزمة STIX: {reason_ar}. أرسل كائناً فيه قائمة "objects".',
    en: 'The content is neither a TAXII envelope nor a STIX bundle: {reason}. Send an object with a list "objects".',
  },
  "schema-invalid": {
    status: 422,
    ar: "بنية المعلومة لا توافق STIX 2.1 أو مخططاتنا: {detail}.",
    en: "The object breaks STIX 2.1 or our published schemas: {detail}. Its originator must correct it.",
  },
  "image-refused": {
    status: 422,
    ar: "الصورة غير مقبولة: {detail}. على الجهة المُنشِئة أن ترسلها سليمة: JPEG أو PNG أو WebP، حتى 1 ميبيبايت، بلا بيانات وصفية.",
    en: "The image is not accepted: {detail}. Its originator must send it whole: JPEG, PNG or WebP, up to 1 MiB, without metadata.",
  },
  "signature-missing": {
    status: 422,
    ar: "المعلومة بلا توقيع. يجب أن توقّعها الجهة المُنشِئة.",
    en: "The object is not signed. Its originator must sign it.",
  },
  "signature-wrong": {
    status: 422,
    ar: "توقيع المعلومة لا يطابق محتواها: ربما عُدّلت في الطريق. اتصل بالجهة المُنشِئة.",
    en: "The signature does not match the content: it may have been changed on the way. Call its originator.",
  },
  "signature-key-unknown": {
    status: 422,
    ar: "المعلومة موقّعة بمفتاح غير معروف. اطلب من الجهة الشريكة بطاقتها الجديدة؛ ثم تُدقَّق المعلومة من جديد تلقائياً.",
    en: "The object is signed with a key that is not known here. Ask the partner for its new card; the object is then checked again by itself.",
  },
  "signature-key-retired": {
    status: 422,
    ar: "المعلومة موقّعة بمفتاح أُوقف قبل تاريخها. اتصل بالجهة المُنشِئة.",
    en: "The object is signed with a key that was retired before its date. Call its originator.",
  },
  "originator-mismatch": {
    status: 422,
    ar: "الموقّع ليس الجهة المُنشِئة المذكورة في المعلومة: {detail}.",
    en: "Who signed is not the originator that the object names: {detail}. Call both partners.",
  },
  "label-missing": {
    status: 422,
    ar: "المعلومة بلا وسم تداول. يجب أن تضعه الجهة المُنشِئة.",
    en: "The record bears no label. Its originator must put one on it.",
  },
  "tlp-mismatch": {
    status: 422,
    ar: "مستوى TLP لا يطابق وسم التداول: {detail}.",
    en: "The TLP level does not match the label: {detail}. Its originator must correct it.",
  },
  "time-ahead": {
    status: 422,
    ar: "الوقت {detail} يقع بعد أكثر من 24 ساعة من الآن. تحقّق من ساعة المُرسِل.",
    en: "The time {detail} lies more than 24 hours ahead. Check the clock of the sender.",
  },
  "type-not-accepted": {
    status: 422,
    ar: "النوع {detail} غير مقبول هنا.",
    en: "The type {detail} is not accepted here: it has no place in this exchange.",
  },
  "reference-malformed": {
    status: 422,
    ar: "الإحالة {detail} ليست معرّف STIX صالحاً.",
    en: "The reference {detail} is not a STIX identifier. Its originator must correct it.",
  },
  "version-conflict": {
    status: 422,
    ar: "توجد هنا نسخة أخرى من {id} بالتاريخ نفسه ومحتوى مختلف. النسخة الأولى باقية؛ اتصل بالجهة المُنشِئة.",
    en: "Another content of {id} with the same date is held here. The first one stands; call its originator.",
  },
  "version-not-by-originator": {
    status: 422,
    ar: "المعرّف {id} مسجّل هنا باسم {detail}، ووصل باسم جهة أخرى: أحدهما انتحل المعرّف. اسأل الجهتين بطريق آخر، ثم يقرّر المدير أيهما الصحيح (tansiq quarantine accept).",
    en: "The id {id} stands here under the name of {detail}, and this came under another's: one of them took the other's id. Ask both by another way; then an admin decides (tansiq quarantine accept).",
  },
  "own-record-unknown": {
    status: 422,
    ar: "تحمل المعلومة {id} اسمنا ولا توجد لدينا. تحقّق ممن أرسلها، ومن سلامة مفتاح التوقيع.",
    en: "The record {id} bears our name and is not here. Ask who sent it, and check that our signing key is safe.",
  },
  "reshare-not-allowed": {
    status: 422,
    ar: "لا تسمح الجهة {detail} لغيرها بتمرير {id}. اطلبها منها مباشرة.",
    en: "{detail} does not let others pass on {id}. Ask that partner for it.",
  },
  "consent-missing": {
    status: 422,
    ar: "لا يُعاد تمرير {id} إلا بموافقة الجهة المُنشِئة، ولم تصل مع هذه المعلومة موافقةٌ تسمّي من مرّرها وتسمّينا. إن وصلت الموافقة أُخرجت المعلومة من الحجز تلقائياً، وإلا فاتصل بالجهة المُنشِئة.",
    en: "{id} is passed on only with its originator's consent, and no consent came that names who passed it on and us. If it comes, the record leaves quarantine by itself; otherwise call its originator.",
  },
  "reference-missing": {
    status: 422,
    ar: "تشير المعلومة {id} إلى {detail}، ولم تصل تلك إلى هنا من الجهة نفسها. تُدقَّق من جديد تلقائياً حين تصل؛ وإلا فاطلب إرسالهما معاً.",
    en: "The object {id} refers to {detail}, which has not come here from the same partner. It is checked again by itself when that comes; otherwise ask for both to be sent together.",
  },
  "commitment-by-another": {
    status: 422,
    ar: "الالتزام {id} ليس من الجهة التي تنفّذ الجزء {detail}، وهي وحدها تلتزم به. اسأل الجهتين بطريق آخر؛ ويُدقَّق من جديد تلقائياً إن وصلت نسخة من الجزء تسند تنفيذه إلى مُرسِله.",
    en: "The commitment {id} is not by the partner that performs the part {detail}, who alone commits to it. Ask both by another way; it is checked again by itself if a version of the part comes that gives it to its sender.",
  },

  // what a sender is told where the reason depends on what else is held here
  "object-held": {
    status: 422,
    ar: "حُجزت المعلومة لينظر فيها شخص هنا. إن كانت عاجلة فاتصل بهذه الجهة.",
    en: "The object is kept for a person here to look at. Call this partner if it is urgent.",
  },

  // command line and configuration
  "argument-wrong": {
    status: 400,
    ar: "الخيار {argument} ناقص أو غير صالح. المتوقَّع: {expected_ar}.",
    en: "The argument {argument} is missing or not valid. Expected: {expected}.",
  },
  "file-unreadable": {
    status: 400,
    ar: "تعذّرت قراءة الملف {file} ({reason}). تحقّق من المسار ومن حق القراءة.",
    en: "The file {file} cannot be read ({reason}). Check the path, and the right to read it.",
  },
  "file-unwritable": {
    status: 400,
    ar: "تعذّرت كتابة الملف {file} ({reason}). تحقّق من المسار ومن حق الكتابة فيه لمستخدم العقدة.",
    en: "The file {file} cannot be written ({reason}). Check the path, and that the node's user may write there.",
  },
  "key-file-wrong": {
    status: 422,
    ar: "لا مفتاح عاماً في ملف الخيار --key. المتوقَّع: ما يطبعه key show (JWK، Ed25519) أو هوية جهة أو بطاقتها.",
    en: "The file of --key holds no public key. Expected: what key show prints (JWK, Ed25519), an identity object or a partner card.",
  },
  "config-invalid": {
    status: 400,
    ar: "قيمة «{key}» في إعدادات العقدة غير صالحة. المتوقَّع: {expected_ar}.",
    en: 'The value of "{key}" in the node\'s configuration is not valid. Expected: {expected}.',
  },
  "config-malformed": {
    status: 400,
    ar: "ملف الإعدادات {file} ليس JSON صحيحاً. صحّحه أو استرجعه من نسخة احتياطية.",
    en: "The configuration {file} is not a JSON object. Correct it, or restore it from a backup.",
  },
  "config-missing": {
    status: 400,
    ar: "لا يوجد ملف إعدادات {file}. أنشئ العقدة أولاً بالأمر tansiq init.",
    en: "There is no configuration {file}. Make the node first with tansiq init.",
  },
  "node-file-damaged": {
    status: 503,
    ar: "الملف {file} من ملفات العقدة ناقص أو تالف. استرجعه من نسخة من مجلد البيانات.",
    en: "The node's file {file} is missing or damaged. Put it back from a copy of the data directory.",
  },
  "data-exists": {
    status: 409,
    ar: "في المجلد {dir} عقدة من قبل. اختر مجلداً آخر.",
    en: "There is a node in {dir} already. Choose another directory.",
  },
  "port-in-use": {
    status: 409,
    ar: "المنفذ {port} على {host} مستخدم. أوقف البرنامج الذي يستخدمه أو غيّر المنفذ (TANSIQ_PORT).",
    en: "Port {port} on {host} is in use. Stop what uses it, or choose another port (TANSIQ_PORT).",
  },
  // bundles
  "bundle-damaged": {
    status: 422,
    ar: "هذا الملف ليس حزمة تمرير، أو أنه تلف أو غُيّر في الطريق ({reason_ar}). لم يؤخذ منه شيء بعد موضع الخلل. اطلب من الجهة الشريكة أن تكتب الحزمة من جديد.",
    en: "This file is no bundle, or it was damaged or changed on the way ({reason}). Nothing behind the fault was taken in. Ask the partner to write it again.",
  },
  "bundle-not-ours": {
    status: 422,
    ar: "لا تفتح مفاتيح هذه العقدة هذه الحزمة: كُتبت لجهة أخرى، أو لمفتاح تخلّت عنه هذه العقدة منذ زمن، أو تلف أولها. لم يؤخذ منها شيء. اسأل من سلّمها لمن هي، واطلب من الجهة الشريكة حزمة جديدة.",
    en: "The keys of this node do not open this bundle: it was written for another partner, or for a key that this node gave up long ago, or its beginning is damaged. Nothing of it was taken in. Ask who handed it over for whom it is, and the partner for a new one.",
  },
  "bundle-sender-unknown": {
    status: 422,
    ar: "تُنسب هذه الحزمة إلى «{sender}»، لكنها غير موقّعة بمفتاح معروف هنا لتلك الجهة. لم يؤخذ منها شيء. تحقّق من أن بطاقة «{sender}» أُضيفت، واسأل مدير عقدتها بطريق آخر عن مفاتيحها (tansiq key show).",
    en: "This bundle says that it comes from {sender}, but it is not signed with a key of that partner that is known here. Nothing of it was taken in. See that the card of {sender} was added, and ask its admin by another way for its keys (tansiq key show).",
  },
  "bundle-gap": {
    status: 409,
    ar: "ينقص ما مرّرته «{partner}» بعد {since}: إمّا أن حزمة قبل هذه لم تُقرأ، أو أن هذه الحزمة موقّعة بمفتاح أوقفته «{partner}» منذ كتابتها أو تحمل تاريخاً بعيداً في المستقبل فلا يُعتدّ بما تقوله عمّا مُرّر. أُخذ من هذه الحزمة {objects} من العناصر، ويبقى ما قبلها ناقصاً. اقرأ الحزمة السابقة إن وُجدت، أو اكتب حزمة لـ«{partner}» فتبدأ حزمتها التالية من حيث ينقص، أو اطلب منها: tansiq bundle write --partner {node} --after {since}",
    en: "What {partner} passed on after {since} is missing: a bundle before this one was not read, or this one is signed with a key that {partner} has retired since, or bears a date far ahead, and is not believed in what it says of others. {objects} objects of this bundle were taken in; what came before stays missing. Read the earlier bundle if you have it; or write a bundle for {partner}, whose next one then begins where something is missing; or ask for: tansiq bundle write --partner {node} --after {since}",
  },
  "bundle-cut": {
    status: 422,
    ar: "هذه الحزمة من «{partner}» ناقصة: جزء منها مفقود أو تالف، أو أن آخرها مقطوع. أُخذ {objects} من العناصر قبل موضع النقص، وينقص ما مُرّر بعد {since}. انسخ الملف من جديد واقرأه مرة أخرى، فالتكرار لا يضرّ؛ أو اكتب حزمة لـ«{partner}» فتبدأ حزمتها التالية من حيث ينقص، أو اطلب منها: tansiq bundle write --partner {node} --after {since}",
    en: "This bundle of {partner} is not whole: a part of it is missing or damaged, or its end is cut off. {objects} objects before that place were taken in; what was passed on after {since} is missing. Copy the file anew and read it again, repetition does no harm; or write a bundle for {partner}, whose next one then begins where something is missing; or ask for: tansiq bundle write --partner {node} --after {since}",
  },
  "bundle-too-large": {
    status: 413,
    ar: "الحزمة أكبر مما يُقبل رفعه ({limit} بايت). اقرأها عند العقدة نفسها: tansiq bundle read FILE",
    en: "The bundle is larger than what may be uploaded ({limit} bytes). Read it at the node itself: tansiq bundle read FILE",
  },
  "upload-type-wrong": {
    status: 415,
    ar: "نوع المحتوى غير مقبول هنا. أرسل الملف كما هو مع Content-Type: application/octet-stream.",
    en: "This type of content is not accepted here. Send the file as it is with Content-Type: application/octet-stream.",
  },
  "bundle-unsupported": {
    status: 501,
    ar: "لا تُكتب حزم التمرير ولا تُقرأ على هذا الجهاز: مكتبة libsodium غير متاحة لنظامه. شغّل العقدة على Linux x64 أو arm64 مع glibc.",
    en: "Bundles are neither written nor read on this machine: there is no libsodium for its system. Run the node on Linux x64 or arm64 with glibc.",
  },
  // the ledger
  "ledger-fork": {
    status: 409,
    ar: "لسجلّ التمرير مع {partner} صيغتان مختلفتان باسم واحد: غُيّر ما سُجّل من قبل عند أحد الطرفين. لم يضع شيء، لكن لا توقيع على السجلّ من الآن. نفّذ tansiq ledger verify عند الطرفين، وقارنا نقطتَي التحقق الموقّعتين.",
    en: "There are two ledgers under one name with {partner}: what was logged before was changed on one side. Nothing is lost, but the ledger is not signed for from now on. Run tansiq ledger verify on both sides, and compare the two signed checkpoints.",
  },
  "ledger-new": {
    status: 409,
    ar: "بدأت الجهة «{partner}» سجلّ تمرير جديداً إلينا، آخر مرة في {where}، كما يحدث بعد استعادة نسخة احتياطية. لا يُقارن الجديد بما سُجّل قبله؛ وآخر نقطة تحقّق موقّعة من السجلّ السابق محفوظة هنا. اسأل الجهة هل استعادت مخزنها؛ وإن لم تفعل فاطلب منها السجلّين وقارنهما بما استلمتم.",
    en: "{partner} began a new ledger for this node, last at {where}, as happens after a restore. The new one is not held against what was logged before; the last signed checkpoint of the one before is kept here. Ask {partner} whether it restored its store; if it did not, ask for both ledgers and compare them with what you received.",
  },
  "ledger-claim-unproven": {
    status: 409,
    ar: "أرسلت الجهة «{partner}» إيصالات ({count}) فيها نقاط تحقّق لا تثبت شيئاً عن سجلّنا: لم يوقّعها الطرفان، أو ليست منه. آخرها {where}. لم يتغيّر بها شيء هنا. اسأل الجهة عن عقدتها، وإن احتُمل أن مفتاحها في يد غيرها فلتستبدله.",
    en: "{partner} sent receipts ({count}) with checkpoints that prove nothing of our ledger: not both sides signed them, or they are not of it. The last is {where}. Nothing here changed by them. Ask {partner} about its node; if its key may be in other hands, it should replace the key.",
  },
  "ledger-earlier-gone": {
    status: 409,
    ar: "وقّعت الجهة «{partner}» على سجلّ تمرير سابق لنا غير موجود في هذا المخزن (السجلات المفقودة: {count}، الإيصال {where}). هذا متوقّع إن استُعيدت نسخة احتياطية أقدم منه. وإن لم تُستعَد نسخة فقارن مجلد البيانات بنسخة احتياطية وبما وقّعته الجهة.",
    en: "{partner} signed for an earlier ledger of ours that is not in this store (missing ledgers: {count}, receipt {where}). That is so after a restore from a backup that is older than it. If nothing was restored, compare the data directory with a backup and with what {partner} signed.",
  },
  "ledger-served-before": {
    status: 409,
    ar: "ما مُرّر إلى الجهة «{partner}» قبل العمل بسجلّات التمرير ليس له قيود: {count}، آخرها رقم {where}. إن لم تعمل هذه العقدة قط بإصدار بلا سجلّات فقد غُيّر المخزن: احتفظ بنسخة من مجلد البيانات وقارن بنسخة احتياطية.",
    en: "What was served to {partner} before there were ledgers has no leaves: {count} entries, the last of them number {where}. If this node never ran a version without ledgers, the store was changed: keep a copy of the data directory and compare it with a backup.",
  },
  "ledger-broken": {
    status: 422,
    ar: "سجلّ التمرير لا يطابق ما هو مخزّن في {count} من المواضع: {faults}. احتفظ بنسخة من مجلد البيانات كما هو، ثم قارن بنسخة احتياطية وبما وقّعته الجهات الشريكة.",
    en: "The ledger does not agree with what is stored in {count} places: {faults}. Keep a copy of the data directory as it is, then compare it with a backup and with what the partners signed.",
  },
  "verification-failed": {
    status: 422,
    ar: "فشل التحقق: {failed} من العناصر مزوَّرة أو بلا توقيع و{verified} صحيحة. أولها {id}: {reason}. لا تعتمد على هذا الملف.",
    en: "Verification failed: {failed} objects are forged or not signed, {verified} are sound. The first is {id}: {reason}. Do not rely on this file.",
  },
  "verification-keys-missing": {
    status: 422,
    ar: "لا شيء هنا مزوَّر، لكن {unknown} من العناصر وقّعتها مفاتيح لم تُعطَ، و{verified} صحيحة. أصحابها: {by}. أعد الأمر مع ملف مفاتيح كل منهم بخيار --key.",
    en: "Nothing was found forged, but {unknown} objects are signed with keys that were not given; {verified} are sound. They are by {by}. Run it again with a --key for each of these.",
  },
  "backup-path-wrong": {
    status: 400,
    ar: "لا يمكن كتابة النسخة الاحتياطية {file}: مجلدها غير موجود أو لا يحق للعقدة الكتابة فيه. اختر مساراً آخر.",
    en: "The backup {file} cannot be written: its folder is not there, or the node may not write into it. Choose another path.",
  },
  "backup-damaged": {
    status: 422,
    ar: "الملف {file} ليس نسخة احتياطية سليمة من عقدة. بقيت البيانات كما كانت؛ اختر نسخة أخرى.",
    en: "The file {file} is not a sound backup of a node. The data are as they were; choose another backup.",
  },
  "backup-of-another": {
    status: 409,
    ar: "هذه النسخة الاحتياطية لم تصنعها العقدة {node}، فهي لعقدة أخرى. اختر نسخة من نسخها هي.",
    en: "This backup was not made by the node {node} but by another. Choose one of its own.",
  },
  "path-too-long": {
    status: 400,
    ar: "مسار مجلد البيانات {dir} أطول مما يسمح به النظام لمقبس الأوامر. اختر مجلداً بمسار أقصر.",
    en: "The path of the data directory {dir} is longer than the system allows for the command socket. Choose a directory with a shorter path.",
  },
} as const satisfies Record<string, { status: number; ar: string; en: string }>;
