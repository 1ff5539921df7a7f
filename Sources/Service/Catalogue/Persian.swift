extension Catalogue {
  static let persian = Catalogue(
    language: "fa", name: "فارسی", isRightToLeft: true,
    phrases: [
      .title:
        "اینجا می‌شود ساخت؟",
      .service:
        "میزان",
      .skip:
        "رفتن به محتوا",
      .languages:
        "زبان‌ها",
      .home:
        "آغاز",
      .startLead:
        "در چند دقیقه ببینید ضوابط شهر درباره کار در ملک شما چه می‌گوید؛ همراه با ماده‌ای که پشت هر بخش است.",
      .searchLabel:
        "نشانی یا شماره پلاک",
      .searchHint:
        "برای نمونه {example}. رقم به هر خطی پذیرفته است.",
      .searchButton:
        "یافتن محل",
      .searchAll:
        "همه شهرها",
      .townLabel:
        "شهر",
      .worksHeading:
        "پرسش‌های رایج",
      .worksHint:
        "نخست محل را بیابید، سپس کار را برگزینید.",
      .whatItIs:
        "این چیست",
      .whatItIsText:
        "ضوابط شهر و اطلاعات ملک را می‌خواند و به همه یک پاسخ می‌دهد: شهروند، کارشناس و برنامه.",
      .whatItIsNot:
        "این چه نیست",
      .whatItIsNotText:
        "پروانه نیست و مشاوره حقوقی هم نیست. آنچه معلوم نباشد نامعلوم گفته می‌شود و چیزی به حدس به سود شما گفته نمی‌شود.",
      .resultsTitle:
        "محل‌هایی که با «{text}» می‌خواند",
      .resultsNone:
        "چیزی با «{text}» نخواند",
      .resultsNoneHelp:
        "تنها شماره پلاک یا نام خیابان بی‌شماره خانه را بیازمایید.",
      .placeFacts:
        "آنچه از این محل معلوم است",
      .factName:
        "موضوع",
      .factValue:
        "مقدار",
      .factSource:
        "منبع",
      .map:
        "نقشه",
      .mapOfLot:
        "نقشه ملک {lot} و همسایگان",
      .mapThisLot:
        "این ملک",
      .mapNeighbours:
        "ملک‌های همسایه",
      .mapScale:
        "{length} متر",
      .mapNorth:
        "ش",
      .chooseWork:
        "می‌خواهید اینجا چه کنید؟",
      .otherWorks:
        "کارهای دیگر",
      .onLabel:
        "بر پایه ضوابط روز",
      .`continue`:
        "ادامه",
      .back:
        "بازگشت",
      .whyAsked:
        "چرا می‌پرسیم",
      .inUnit:
        "به {unit}",
      .example:
        "برای نمونه {example}",
      .dontKnow:
        "نمی‌دانم",
      .dontKnowHint:
        "این هم پاسخ است؛ نتیجه می‌گوید چه چیز به آن بسته است.",
      .yes:
        "بله",
      .no:
        "خیر",
      .errorTitle:
        "خطا: {title}",
      .errorHeading:
        "اشکالی هست",
      .errorNumber:
        "عددی بنویسید، برای نمونه {example}",
      .errorRead:
        "«{text}» اینجا فهمیده نمی‌شود",
      .errorEmpty:
        "پاسخی بنویسید یا «نمی‌دانم» را برگزینید",
      .summaryTitle:
        "پاسخ‌هایتان را بازبینی کنید",
      .summaryPlace:
        "محل",
      .summaryWork:
        "کار",
      .summaryDone:
        "چیز دیگری نتیجه را عوض نمی‌کند.",
      .change:
        "تغییر",
      .changeOf:
        "تغییر: {label}",
      .seeResult:
        "دیدن نتیجه",
      .resultNow:
        "اکنون چه کنید",
      .doExempt:
        "می‌توانید آغاز کنید. این صفحه را نگه دارید؛ می‌گوید کدام ضوابط رعایت شده است.",
      .doNotify:
        "در مهلتی که ماده می‌گوید به دفتر شهرسازی اطلاع دهید.",
      .doPermitted:
        "پیش از آغاز از دفتر شهرسازی پروانه بخواهید.",
      .doConditional:
        "آنچه در شرط‌ها آمده فراهم کنید و سپس پروانه بخواهید.",
      .doDiscretionary:
        "از دفتر شهرسازی بپرسید. نکته‌های زیر را او تصمیم می‌گیرد.",
      .doIncomplete:
        "آنچه کم است را بیابید و دوباره بپرسید. پیش از آن آغاز نکنید.",
      .doNotPermitted:
        "آغاز نکنید. ببینید چه چیز نتیجه را عوض می‌کند، یا از دفتر شهرسازی بپرسید.",
      .conditions:
        "شرط‌ها",
      .discretion:
        "آنچه باید تصمیم گرفته شود",
      .observing:
        "هنگام ساخت",
      .documents:
        "مدارک",
      .referrals:
        "دستگاه‌هایی که استعلام می‌شوند",
      .fees:
        "عوارض",
      .feeUnknown:
        "هنوز معلوم نیست",
      .missing:
        "آنچه کم است",
      .fromProposal:
        "این را شما می‌توانید بگویید",
      .fromSite:
        "نقشه‌برداری یا سندی این را می‌گوید",
      .fromOfficer:
        "این را کارشناس می‌سنجد",
      .answerThis:
        "پاسخ به این",
      .why:
        "چرا",
      .outcomeMet:
        "رعایت شده",
      .outcomeNotMet:
        "رعایت نشده",
      .outcomeUnknown:
        "نامعلوم",
      .outcomeDiscretion:
        "با صاحب‌اختیار",
      .outcomeNotApplicable:
        "مشمول نیست",
      .figures:
        "ارقام",
      .official:
        "متن رسمی",
      .paraphrase:
        "متن رسمی نیست",
      .readArticle:
        "خواندن ماده",
      .onTheLine:
        "مقدار درست روی حد است.",
      .reliefNote:
        "شاید تخفیفی شامل شود: {relief}",
      .tagS:
        "رقم در منبع نام‌برده دیده شده است.",
      .tagG:
        "رقم بر پایه دانش عمومی است و در خود ضابطه خوانده نشده. پیش از تکیه بپرسید.",
      .tagGap:
        "ضابطه اینجا رقمی دارد که ما نداریم.",
      .tagC:
        "منبع‌ها درباره این رقم یکسان نیستند. پیش از تکیه بپرسید.",
      .tagX:
        "رقم با منبع دومی سنجیده شده است.",
      .tagL:
        "رقم را همین شهر افزوده است.",
      .tagOther:
        "درجه اطمینان رقم: {tag}",
      .nearest:
        "چه چیز نتیجه را عوض می‌کند",
      .nearestLine:
        "{label}: {to} به‌جای {from}",
      .nearestAll:
        "همین تغییر بس است.",
      .nearestPart:
        "این بخشی را درست می‌کند؛ نکته‌های دیگر را ببینید.",
      .exemptions:
        "معافیت‌های بررسی‌شده",
      .notApplying:
        "آنچه مشمول نبود",
      .dataUsed:
        "داده‌ها و ضوابط به‌کاررفته",
      .rulesUsed:
        "ضوابط",
      .dateUsed:
        "روزی که ضوابطش ملاک است",
      .fingerprint:
        "اثر انگشت پاسخ",
      .fingerprintHint:
        "با آن هر کس می‌تواند همین پاسخ را دوباره به دست آورد، بایت به بایت.",
      .legalStatus:
        "این پاسخ آگاهی‌رسانی است و پروانه نیست. تصمیم با دفتر شهرسازی است؛ می‌توانید کتبی بپرسید و به تصمیمش اعتراض کنید.",
      .askAgain:
        "تغییر پاسخ‌ها",
      .noWay:
        "ضابطه‌ای چیز بیشتری نمی‌خواهد.",
      .regulationNotOfficial:
        "این متن رسمی نیست.",
      .contents:
        "فهرست",
      .notFoundTitle:
        "اینجا چیزی نیست",
      .notFoundText:
        "شاید نشانی نادرست است یا این محل را نمی‌شناسیم.",
      .failureTitle:
        "سامانه اشکالی دارد",
      .failureText:
        "هیچ تصمیمی گرفته نشد. کمی بعد دوباره بیازمایید.",
      .badRequestTitle:
        "این خوانده نمی‌شود",
      .requestNumber:
        "شماره درخواست {id}",
      .footer:
        "پاسخ یکسان برای همه؛ با متن خود ضابطه پشت هر کدام.",
      .findings:
        "یافته‌های تحلیل",
      .findingsLead:
        "ضوابط در همه حالت‌هایی که داده‌ها می‌توانند داشته باشند بررسی شده است: تناقض‌ها، قاعده‌هایی که هرگز به کار نمی‌آیند، شرط‌هایی که هیچ‌کس از آن باز نمی‌ماند یا به آن نمی‌رسد، و اندازه‌های بی‌مقدار. برای کسانی که ضوابط را می‌نویسند؛ متن یافته‌ها به انگلیسی است.",
      .findingsNone:
        "چیزی یافته نشد.",
      .findingsCount:
        "از {questions} پرسش، {undecided} پرسش بی‌پاسخ ماند و نام هر کدام آمده است.",
      .findingErrors:
        "خطاها",
      .findingWarnings:
        "هشدارها",
      .findingNotes:
        "یادداشت‌ها",
      .regulations:
        "ضوابط",
      .forPrograms:
        "برای برنامه‌ها",
      .moreParts:
        "نمایش همه ضوابط بررسی‌شده",
      .demonstration:
        "شهرهای اینجا برای نمایش‌اند و پاسخ‌ها اثر حقوقی ندارند.",
      .notCompared:
        "متن ضوابط با متن رسمی مقابله نشده است.",
      .lotLabel:
        "پلاک {lot}",
      .plansInForce:
        "طرح‌های معتبر",
      .moreFacts:
        "دیگر آنچه از آن معلوم است",
      .sourceParcels:
        "نقشه پلاک‌ها",
      .sourcePlan:
        "طرح {plan}",
      .sourceStreets:
        "نقشه معابر",
      .sourceBuildings:
        "نقشه ساختمان‌ها",
      .sourceRegister:
        "دفتر ثبت شهر",
      .sourceAddresses:
        "فهرست نشانی‌ها",
      .sourceSince:
        "{source}، از {date}",
      .sourceCorrected:
        "اصلاح‌شده در {date} به دست {author}: {reason}",
      .lineDecided:
        "مرز قطعه، به تصمیم کارشناس",
      .layerParcels:
        "پلاک‌ها",
      .layerZones:
        "پهنه‌ها",
      .layerStreets:
        "معابر",
      .layerBuildings:
        "ساختمان‌ها",
      .pickOnMap:
        "یا پلاک را روی نقشه برگزینید",
      .mapOfTown:
        "نقشه {town}",
      .mapHint:
        "پلاکی را برگزینید تا ببینید چه از آن معلوم است.",
      .mapGoNorth:
        "به سوی شمال",
      .mapGoSouth:
        "به سوی جنوب",
      .mapGoEast:
        "به سوی خاور",
      .mapGoWest:
        "به سوی باختر",
      .mapMove:
        "جابه‌جایی نقشه",
      .mapBuilding:
        "ساختمان موجود",
      .mapEnvelope:
        "جایی که ضوابط ساختمان را می‌پذیرد",
      .envelopeTitle:
        "جای ساختمان در زمین",
      .envelopeNote:
        "از روی فاصله‌هایی کشیده شده که ماده‌های بالا از حدود زمین می‌خواهند. تنها تصویر است و چیزی را تعیین نمی‌کند.",
      .neighbourList:
        "پلاک‌های کنار آن",
      .noLotHere:
        "در این نقطه پلاکی نمی‌شناسیم",
      .noLotHereHelp:
        "شاید معبر یا زمین باز باشد، یا بیرون از شهرهای اینجا.",
      .today:
        "امروز، {date}",
      .onHint:
        "سال، ماه، روز: برای نمونه {example}",
      .errorDate:
        "«{text}» تاریخ نیست",
      .errorWork:
        "برگزینید چه می‌خواهید بکنید",
      .errorLow:
        "نمی‌تواند کمتر از {limit} باشد",
      .errorHigh:
        "نمی‌تواند بیشتر از {limit} باشد",
      .badRequestText:
        "چیزی در نشانی این صفحه به کار نمی‌آید. بازگردید و از راه دیگری بیازمایید.",
      .tableRow:
        "ردیف {row}",
      .neededBy:
        "لازم برای:",
      .howSurvey:
        "نقشه‌ها آن را روشن نمی‌کنند. نقشه‌بردار رسمی یا دفتر شهرسازی می‌تواند.",
      .howOfficer:
        "کارشناس دفتر شهرسازی آن را می‌سنجد. پیش از درخواست از آنجا بپرسید.",
      .openRules:
        "ضابطه‌هایی که چشم‌به‌راه پاسخ‌اند",
      .tableMost:
        "حداکثر {label}",
      .tableLeast:
        "حداقل {label}",
      .tableNoLimit:
        "بی حد",
      .tableNone:
        "مجاز نیست",
      .tableAny:
        "هر چه باشد",
      .tableName:
        "جدول",
      .zoomIn:
        "نزدیک‌تر",
      .zoomOut:
        "دورتر",
      .mapLayers:
        "آنچه نقشه نشان می‌دهد",
      .whyOpen:
        "هیچ ضابطه‌ای به‌تنهایی این را روشن نمی‌کند. آنچه در بالا آمده تعیین‌کننده است.",
      .amendTitle:
        "اصلاحیه چه چیزی را تغییر می‌دهد",
      .amendLead:
        "{lots} قطعه در تاریخ {date}، با مقررات جاری و با مقررات اصلاح‌شده",
      .amendExamples:
        "گفته نشده چه ساخته می‌شود: برای همهٔ قطعه‌ها یک نمونهٔ یکسان گذاشته شده است.",
      .amendGain:
        "آسان‌تر می‌شود",
      .amendLose:
        "سخت‌تر می‌شود",
      .amendBoth:
        "برای کاری آسان‌تر، برای کاری سخت‌تر",
      .amendSame:
        "بی‌تغییر",
      .amendWorks:
        "به تفکیک کار",
      .amendDistricts:
        "به تفکیک پهنه",
      .amendDistrict:
        "پهنه",
      .amendArticles:
        "به تفکیک ماده",
      .amendArticle:
        "ماده",
      .amendArticlesHint:
        "یک تغییر می‌تواند بر چند ماده استوار باشد.",
      .amendNone:
        "بی پهنه، یا چند پهنه",
      .amendStanding:
        "ساختمان‌های موجود",
      .amendBecomes:
        "دیگر با مقررات سازگار نیستند",
      .amendCeases:
        "از آن پس با مقررات سازگارند",
      .amendStays:
        "پیش و پس از آن ناسازگار",
      .amendNever:
        "چیزی بر ضد آن‌ها دانسته نیست",
      .amendUnknown:
        "بی ساختمان، یا نامعلوم",
      .amendLargest:
        "بزرگ‌ترین تغییرها",
      .amendLikeIt:
        "{count} مورد مانند این",
      .amendBefore:
        "مقررات جاری",
      .amendAfter:
        "مقررات اصلاح‌شده",
    ])
}
