extension Catalogue {
  static let hebrew = Catalogue(
    language: "he", name: "עברית", isRightToLeft: true,
    phrases: [
      .title:
        "האם מותר לבנות כאן?",
      .service:
        "מאזניים",
      .skip:
        "דילוג לתוכן",
      .languages:
        "שפות",
      .home:
        "התחלה",
      .startLead:
        "בכמה דקות אפשר לראות מה אומרות הוראות העיר על עבודה במגרש שלכם, עם הסעיף שמאחורי כל חלק.",
      .searchLabel:
        "כתובת או מספר חלקה",
      .searchHint:
        "לדוגמה {example}. אפשר בספרות מכל כתב.",
      .searchButton:
        "חיפוש המקום",
      .searchAll:
        "כל הערים",
      .townLabel:
        "עיר",
      .worksHeading:
        "מה שואלים לעתים קרובות",
      .worksHint:
        "קודם מוצאים את המקום, אחר כך בוחרים את העבודה.",
      .whatItIs:
        "מה זה",
      .whatItIsText:
        "השירות קורא את הוראות העיר ואת נתוני המגרש ונותן לכולם אותה תשובה: לתושבים, לפקידים ולתוכנות.",
      .whatItIsNot:
        "מה זה לא",
      .whatItIsNotText:
        "זה אינו היתר ואינו ייעוץ משפטי. מה שאינו ידוע נאמר שאינו ידוע; דבר אינו מנוחש לטובתכם.",
      .resultsTitle:
        "מקומות שמתאימים ל״{text}״",
      .resultsNone:
        "לא נמצא דבר עבור ״{text}״",
      .resultsNoneHelp:
        "נסו את מספר החלקה בלבד, או את הרחוב בלי מספר הבית.",
      .placeFacts:
        "מה ידוע על המקום",
      .factName:
        "נתון",
      .factValue:
        "ערך",
      .factSource:
        "מקור",
      .map:
        "מפה",
      .mapOfLot:
        "מפת המגרש {lot} ושכניו",
      .mapThisLot:
        "המגרש הזה",
      .mapNeighbours:
        "מגרשים שכנים",
      .mapScale:
        "{length} מטר",
      .mapNorth:
        "צ",
      .chooseWork:
        "מה ברצונכם לעשות כאן?",
      .otherWorks:
        "עבודות אחרות",
      .onLabel:
        "לפי הדין ביום",
      .`continue`:
        "המשך",
      .back:
        "חזרה",
      .whyAsked:
        "למה אנחנו שואלים",
      .inUnit:
        "ב{unit}",
      .example:
        "לדוגמה {example}",
      .dontKnow:
        "לא יודע או יודעת",
      .dontKnowHint:
        "גם זו תשובה: התוצאה תאמר מה תלוי בכך.",
      .yes:
        "כן",
      .no:
        "לא",
      .errorTitle:
        "שגיאה: {title}",
      .errorHeading:
        "יש בעיה",
      .errorNumber:
        "כתבו מספר, לדוגמה {example}",
      .errorRead:
        "״{text}״ אינו מובן כאן",
      .errorEmpty:
        "כתבו תשובה, או בחרו ״לא יודע או יודעת״",
      .summaryTitle:
        "בדקו את התשובות",
      .summaryPlace:
        "מקום",
      .summaryWork:
        "עבודה",
      .summaryDone:
        "דבר נוסף לא ישנה את התוצאה.",
      .change:
        "שינוי",
      .changeOf:
        "שינוי: {label}",
      .seeResult:
        "לתוצאה",
      .resultNow:
        "מה לעשות עכשיו",
      .doExempt:
        "אפשר להתחיל. שמרו את הדף: הוא אומר אילו הוראות מתקיימות.",
      .doNotify:
        "דווחו למשרד התכנון בזמן שהסעיף קובע.",
      .doPermitted:
        "הגישו בקשה להיתר במשרד התכנון לפני שמתחילים.",
      .doConditional:
        "השיגו את הרשום בתנאים, ואז הגישו בקשה להיתר.",
      .doDiscretionary:
        "פנו למשרד התכנון. הוא מכריע בנקודות שלהלן.",
      .doIncomplete:
        "בררו את מה שחסר ושאלו שוב. אל תתחילו לפני כן.",
      .doNotPermitted:
        "אל תתחילו. ראו מה ישנה את התוצאה, או פנו למשרד התכנון.",
      .conditions:
        "תנאים",
      .discretion:
        "להכרעת בעל סמכות",
      .observing:
        "בזמן הבנייה",
      .documents:
        "מסמכים",
      .referrals:
        "גורמים שיישאלו",
      .fees:
        "אגרות",
      .feeUnknown:
        "עדיין לא ידוע",
      .missing:
        "מה חסר",
      .fromProposal:
        "אתם יכולים לומר זאת",
      .fromSite:
        "מדידה או מסמך יכולים לומר זאת",
      .fromOfficer:
        "זאת שופט פקיד",
      .answerThis:
        "לענות על כך",
      .why:
        "מדוע",
      .outcomeMet:
        "מתקיים",
      .outcomeNotMet:
        "לא מתקיים",
      .outcomeUnknown:
        "לא ידוע",
      .outcomeDiscretion:
        "להכרעה",
      .outcomeNotApplicable:
        "לא חל",
      .figures:
        "ערכים",
      .official:
        "נוסח רשמי",
      .paraphrase:
        "לא הנוסח הרשמי",
      .readArticle:
        "לקריאת הסעיף",
      .onTheLine:
        "הערך נמצא על הגבול.",
      .reliefNote:
        "ייתכן שהקלה תחול: {relief}",
      .tagS:
        "הערך נראה במקור הנזכר.",
      .tagG:
        "הערך ידוע באופן כללי ולא נקרא בדין עצמו. בררו לפני שתסתמכו.",
      .tagGap:
        "יש בדין ערך שאין בידינו.",
      .tagC:
        "המקורות חלוקים בערך הזה. בררו לפני שתסתמכו.",
      .tagX:
        "הערך נבדק מול מקור שני.",
      .tagL:
        "הערך הוא תוספת של העיר הזאת.",
      .tagOther:
        "מידת הוודאות של הערך: {tag}",
      .nearest:
        "מה ישנה את התוצאה",
      .nearestLine:
        "{label}: {to} במקום {from}",
      .nearestAll:
        "השינוי הזה לבדו מספיק.",
      .nearestPart:
        "זה מתקן חלק; ראו את יתר הנקודות.",
      .exemptions:
        "פטורים שנבדקו",
      .notApplying:
        "מה לא חל",
      .dataUsed:
        "נתונים והוראות ששימשו",
      .rulesUsed:
        "הוראות",
      .dateUsed:
        "היום שדינו קובע",
      .fingerprint:
        "טביעת אצבע",
      .fingerprintHint:
        "בעזרתה כל אחד יכול לחשב את התשובה מחדש ולקבל אותם בתים.",
      .legalStatus:
        "התשובה היא מידע ואינה היתר. משרד התכנון מחליט; אפשר לפנות אליו בכתב ולערור על החלטתו.",
      .askAgain:
        "לשינוי התשובות",
      .noWay:
        "אין הוראה שדורשת עוד דבר.",
      .regulationNotOfficial:
        "זה אינו הנוסח הרשמי.",
      .contents:
        "תוכן",
      .notFoundTitle:
        "אין כאן דבר",
      .notFoundText:
        "ייתכן שהכתובת שגויה, או שהמקום אינו מוכר לנו.",
      .failureTitle:
        "יש תקלה בשירות",
      .failureText:
        "דבר לא הוכרע. נסו שוב בעוד זמן מה.",
      .badRequestTitle:
        "לא ניתן לקרוא זאת",
      .requestNumber:
        "מספר הבקשה {id}",
      .footer:
        "תשובה אחידה לכולם; לשון הדין מאחורי כל אחת.",
      .findings:
        "ממצאי הבדיקה",
      .findingsLead:
        "ההוראות נבדקו בכל המקרים שהנתונים מאפשרים: סתירות, כללים שלעולם אינם חלים, דרישות שאיש אינו נכשל או עומד בהן, וגדלים בלי ערך. למי שכותבים את ההוראות; הממצאים באנגלית.",
      .findingsNone:
        "לא נמצא דבר.",
      .findingsCount:
        "מתוך {questions} שאלות, {undecided} לא הוכרעו; כולן רשומות.",
      .findingErrors:
        "שגיאות",
      .findingWarnings:
        "אזהרות",
      .findingNotes:
        "הערות",
      .regulations:
        "הוראות",
      .forPrograms:
        "לתוכנות",
      .moreParts:
        "הצגת כל ההוראות שנבדקו",
      .demonstration:
        "הערים כאן הן להדגמה, ולתשובות אין תוקף משפטי.",
      .notCompared:
        "נוסחי ההוראות לא הושוו לנוסח הרשמי.",
      .lotLabel:
        "חלקה {lot}",
      .plansInForce:
        "תכניות בתוקף",
      .moreFacts:
        "כל שאר הידוע על המקום",
      .sourceParcels:
        "מפת החלקות",
      .sourcePlan:
        "תכנית {plan}",
      .sourceStreets:
        "מפת הרחובות",
      .sourceBuildings:
        "מפת הבניינים",
      .sourceRegister:
        "מרשם העיר",
      .sourceAddresses:
        "רשימת הכתובות",
      .sourceSince:
        "{source}, מיום {date}",
      .sourceCorrected:
        "תוקן ביום {date} על ידי {author}: {reason}",
      .lineDecided:
        "גבול מגרש, לפי החלטה",
      .layerParcels:
        "חלקות",
      .layerZones:
        "ייעודי קרקע",
      .layerStreets:
        "רחובות",
      .layerBuildings:
        "בניינים",
      .pickOnMap:
        "או בחרו את החלקה במפה",
      .mapOfTown:
        "מפת {town}",
      .mapHint:
        "בחרו חלקה כדי לראות מה ידוע עליה.",
      .mapGoNorth:
        "צפונה",
      .mapGoSouth:
        "דרומה",
      .mapGoEast:
        "מזרחה",
      .mapGoWest:
        "מערבה",
      .mapMove:
        "הזזת המפה",
      .mapBuilding:
        "בניין קיים",
      .mapEnvelope:
        "היכן שההוראות מתירות לבנות",
      .envelopeTitle:
        "היכן מותר למקם בניין",
      .envelopeNote:
        "שורטט לפי המרחקים מגבולות המגרש שהסעיפים שלמעלה דורשים. זהו תרשים בלבד ואינו קובע דבר.",
      .neighbourList:
        "חלקות סמוכות",
      .noLotHere:
        "אין בנקודה זו חלקה המוכרת לנו",
      .noLotHereHelp:
        "ייתכן שזה רחוב או שטח פתוח, או שהנקודה מחוץ לערים שכאן.",
      .today:
        "היום, {date}",
      .onHint:
        "שנה, חודש, יום: לדוגמה {example}",
      .errorDate:
        "“{text}” אינו תאריך",
      .errorWork:
        "בחרו מה ברצונכם לעשות",
      .errorLow:
        "לא ייתכן פחות מ־{limit}",
      .errorHigh:
        "לא ייתכן יותר מ־{limit}",
      .badRequestText:
        "משהו בכתובת הדף אינו שמיש. חזרו ונסו דרך אחרת.",
      .tableRow:
        "שורה {row}",
      .neededBy:
        "נדרש לפי:",
      .howSurvey:
        "המפות אינן מכריעות בכך. מודד מוסמך או לשכת התכנון יכולים.",
      .howOfficer:
        "פקיד בלשכת התכנון שוקל זאת. שאלו שם לפני ההגשה.",
      .openRules:
        "הוראות הממתינות לתשובה",
      .tableMost:
        "{label}, לכל היותר",
      .tableLeast:
        "{label}, לפחות",
      .tableNoLimit:
        "ללא הגבלה",
      .tableNone:
        "אסור",
      .tableAny:
        "כל ערך",
      .tableName:
        "טבלה",
      .zoomIn:
        "הגדלה",
      .zoomOut:
        "הקטנה",
      .mapLayers:
        "מה מוצג במפה",
      .whyOpen:
        "אין כאן הוראה המכריעה בכך לבדה. מה שנקוב למעלה הוא המכריע.",
      .amendTitle:
        "מה ישתנה בתיקון",
      .amendLead:
        "{lots} מגרשים נכון ל־{date}, לפי הדין בתוקף ולפי הדין המתוקן",
      .amendExamples:
        "לא נאמר מה ייבנה: לכל המגרשים הוצגה אותה דוגמה.",
      .amendGain:
        "מותר יותר",
      .amendLose:
        "מותר פחות",
      .amendBoth:
        "יותר לעבודה אחת, פחות לאחרת",
      .amendSame:
        "ללא שינוי",
      .amendWorks:
        "לפי עבודה",
      .amendDistricts:
        "לפי אזור",
      .amendDistrict:
        "אזור",
      .amendArticles:
        "לפי סעיף",
      .amendArticle:
        "סעיף",
      .amendArticlesHint:
        "שינוי אחד יכול להישען על כמה סעיפים.",
      .amendNone:
        "ללא אזור, או כמה אזורים",
      .amendStanding:
        "בניינים קיימים",
      .amendBecomes:
        "אינם עוד לפי הכללים",
      .amendCeases:
        "לפי הכללים מכאן ואילך",
      .amendStays:
        "לא לפי הכללים, לפני ואחרי",
      .amendNever:
        "לא ידוע דבר נגדם",
      .amendUnknown:
        "אין בניין, או לא ידוע",
      .amendLargest:
        "השינויים הגדולים",
      .amendLikeIt:
        "{count} מקרים כמוהו",
      .amendBefore:
        "הדין בתוקף",
      .amendAfter:
        "הדין המתוקן",
    ])
}
