extension Catalogue {
  static let english = Catalogue(
    language: "en", name: "English", isRightToLeft: false,
    phrases: [
      .title:
        "May this be built here?",
      .service:
        "Mizan",
      .skip:
        "Skip to the content",
      .languages:
        "Languages",
      .home:
        "Start",
      .startLead:
        "See in a few minutes what the town's rules say about work on your lot, with the article behind every part.",
      .searchLabel:
        "Address or parcel number",
      .searchHint:
        "For example {example}. Digits of any script will do.",
      .searchButton:
        "Find the place",
      .searchAll:
        "All towns",
      .townLabel:
        "Town",
      .worksHeading:
        "What people often ask about",
      .worksHint:
        "First find the place; then choose the work.",
      .whatItIs:
        "What this is",
      .whatItIsText:
        "It reads the town's regulations and the facts of the lot, and gives the same answer to everybody: residents, officers and programs.",
      .whatItIsNot:
        "What this is not",
      .whatItIsNotText:
        "It is not a permit and not legal advice. What cannot be known is said to be unknown; nothing is guessed in your favour.",
      .resultsTitle:
        "Places that match “{text}”",
      .resultsNone:
        "Nothing matches “{text}”",
      .resultsNoneHelp:
        "Try the parcel number alone, or the street without the house number.",
      .placeFacts:
        "What is known of this place",
      .factName:
        "Fact",
      .factValue:
        "Value",
      .factSource:
        "Source",
      .map:
        "Map",
      .mapOfLot:
        "Map of the lot {lot} and its neighbours",
      .mapThisLot:
        "this lot",
      .mapNeighbours:
        "neighbouring lots",
      .mapScale:
        "{length} metres",
      .mapNorth:
        "N",
      .chooseWork:
        "What do you want to do here?",
      .otherWorks:
        "Other kinds of work",
      .onLabel:
        "By the law of the day",
      .`continue`:
        "Continue",
      .back:
        "Back",
      .whyAsked:
        "Why we ask",
      .inUnit:
        "In {unit}",
      .example:
        "For example {example}",
      .dontKnow:
        "I don't know",
      .dontKnowHint:
        "That is a good answer too: the result then says what depends on it.",
      .yes:
        "Yes",
      .no:
        "No",
      .errorTitle:
        "Error: {title}",
      .errorHeading:
        "There is a problem",
      .errorNumber:
        "Write a number, for example {example}",
      .errorRead:
        "“{text}” is not understood here",
      .errorEmpty:
        "Write an answer, or choose “I don't know”",
      .summaryTitle:
        "Check your answers",
      .summaryPlace:
        "Place",
      .summaryWork:
        "Work",
      .summaryDone:
        "Nothing else can change the result.",
      .change:
        "Change",
      .changeOf:
        "Change: {label}",
      .seeResult:
        "See the result",
      .resultNow:
        "What to do now",
      .doExempt:
        "You may start. Keep this page: it says which rules were met.",
      .doNotify:
        "Give notice to the planning office in the time that the article says.",
      .doPermitted:
        "Apply for a permit at the planning office before you start.",
      .doConditional:
        "Get what is listed under the conditions, then apply for a permit.",
      .doDiscretionary:
        "Ask the planning office. It decides the points named below.",
      .doIncomplete:
        "Find out what is listed as missing and ask again. Do not start before that.",
      .doNotPermitted:
        "Do not start. See what would change the result, or ask the planning office.",
      .conditions:
        "Conditions",
      .discretion:
        "For somebody to decide",
      .observing:
        "While building",
      .documents:
        "Documents",
      .referrals:
        "Offices that are asked",
      .fees:
        "Fees",
      .feeUnknown:
        "not known yet",
      .missing:
        "What is missing",
      .fromProposal:
        "You can say this",
      .fromSite:
        "A survey or a document can say this",
      .fromOfficer:
        "An officer judges this",
      .answerThis:
        "Answer this",
      .why:
        "Why",
      .outcomeMet:
        "Met",
      .outcomeNotMet:
        "Not met",
      .outcomeUnknown:
        "Not known",
      .outcomeDiscretion:
        "Somebody decides",
      .outcomeNotApplicable:
        "Does not apply",
      .figures:
        "Figures",
      .official:
        "official text",
      .paraphrase:
        "not the official text",
      .readArticle:
        "Read the article",
      .onTheLine:
        "The value lies on the limit.",
      .reliefNote:
        "A relief may reach this: {relief}",
      .tagS:
        "The figure was seen in the named source.",
      .tagG:
        "The figure is generally known, and was not read in the law itself. Ask before you rely on it.",
      .tagGap:
        "The law has a figure here that we do not have.",
      .tagC:
        "Sources conflict about this figure. Ask before you rely on it.",
      .tagX:
        "The figure was checked against a second source.",
      .tagL:
        "The figure is an addition of this town.",
      .tagOther:
        "How sure the figure is: {tag}",
      .nearest:
        "What would change the result",
      .nearestLine:
        "{label}: {to} instead of {from}",
      .nearestAll:
        "This change alone is enough.",
      .nearestPart:
        "This mends a part; see the other points.",
      .exemptions:
        "Exemptions looked at",
      .notApplying:
        "What did not apply",
      .dataUsed:
        "Data and rules used",
      .rulesUsed:
        "Rules",
      .dateUsed:
        "Day whose law holds",
      .fingerprint:
        "Fingerprint",
      .fingerprintHint:
        "With it anyone can have this answer worked out again, and gets the same bytes.",
      .legalStatus:
        "This answer is information and no permit. The planning office decides; you may ask it in writing and object to its decision.",
      .askAgain:
        "Change your answers",
      .noWay:
        "No rule asks anything more here.",
      .regulationNotOfficial:
        "This text is not the official one.",
      .contents:
        "Contents",
      .notFoundTitle:
        "There is nothing here",
      .notFoundText:
        "The address may be wrong, or the place is not known to us.",
      .failureTitle:
        "The service has a problem",
      .failureText:
        "Nothing was decided. Try again in a while.",
      .badRequestTitle:
        "This cannot be read",
      .requestNumber:
        "Request number {id}",
      .footer:
        "Answers for everybody alike; the law's own words behind each.",
      .findings:
        "What the analysis found",
      .findingsLead:
        "The rules are looked at over every case that their facts allow: contradictions, rules that never apply, requirements that nobody can fail or meet, figures without a value. For those who write the regulations.",
      .findingsNone:
        "Nothing was found.",
      .findingsCount:
        "Of {questions} questions {undecided} were not decided; each is listed.",
      .findingErrors:
        "Errors",
      .findingWarnings:
        "Warnings",
      .findingNotes:
        "Notes",
      .regulations:
        "Regulations",
      .forPrograms:
        "For programs",
      .moreParts:
        "Show all the rules that were checked",
      .demonstration:
        "The towns here serve for demonstration, and no answer has legal effect.",
      .notCompared:
        "The texts of the regulations were not compared with the official ones.",
      .lotLabel:
        "Lot {lot}",
      .plansInForce:
        "plans in force",
      .moreFacts:
        "All else that is known of it",
      .sourceParcels:
        "map of lots",
      .sourcePlan:
        "plan {plan}",
      .sourceStreets:
        "map of streets",
      .sourceBuildings:
        "map of buildings",
      .sourceRegister:
        "the town's register",
      .sourceAddresses:
        "list of addresses",
      .sourceSince:
        "{source}, since {date}",
      .sourceCorrected:
        "corrected on {date} by {author}: {reason}",
      .lineDecided:
        "lot line, as decided",
      .layerParcels:
        "lots",
      .layerZones:
        "zones",
      .layerStreets:
        "streets",
      .layerBuildings:
        "buildings",
      .pickOnMap:
        "Or choose the lot on a map",
      .mapOfTown:
        "Map of {town}",
      .mapHint:
        "Choose a lot to see what is known of it.",
      .mapGoNorth:
        "Further north",
      .mapGoSouth:
        "Further south",
      .mapGoEast:
        "Further east",
      .mapGoWest:
        "Further west",
      .mapMove:
        "Move the map",
      .mapBuilding:
        "existing building",
      .mapEnvelope:
        "where the rules let a building stand",
      .envelopeTitle:
        "Where a building may stand",
      .envelopeNote:
        "Drawn from the distances to the lot lines that the articles above ask for. It is a picture, and decides nothing.",
      .neighbourList:
        "Lots beside it",
      .noLotHere:
        "No lot of ours is at this point",
      .noLotHereHelp:
        "It may be a street or open ground, or lie outside the towns here.",
      .today:
        "today, {date}",
      .onHint:
        "Year, month, day: for example {example}",
      .errorDate:
        "“{text}” is no date",
      .errorWork:
        "Choose what you want to do",
      .errorLow:
        "It cannot be less than {limit}",
      .errorHigh:
        "It cannot be more than {limit}",
      .badRequestText:
        "Something in the address of this page cannot be used. Go back and try another way.",
      .tableRow:
        "row {row}",
      .neededBy:
        "Needed by:",
      .howSurvey:
        "The maps do not settle it. A licensed surveyor or the planning office can.",
      .howOfficer:
        "An officer of the planning office judges it. Ask there before you apply.",
      .openRules:
        "Rules that wait for an answer",
      .tableMost:
        "{label}, at most",
      .tableLeast:
        "{label}, at least",
      .tableNoLimit:
        "no limit",
      .tableNone:
        "not allowed",
      .tableAny:
        "any",
      .tableName:
        "Table",
      .zoomIn:
        "Zoom in",
      .zoomOut:
        "Zoom out",
      .mapLayers:
        "What the map shows",
      .whyOpen:
        "No rule here settles this by itself. What is named above decides it.",
      .amendTitle:
        "What the amendment would change",
      .amendLead:
        "{lots} lots as of {date}, under the law in force and under the amended one",
      .amendExamples:
        "Nobody said what is to be built: on every lot the same example was put.",
      .amendGain:
        "More is allowed",
      .amendLose:
        "Less is allowed",
      .amendBoth:
        "More for one work, less for another",
      .amendSame:
        "No change",
      .amendWorks:
        "By work",
      .amendDistricts:
        "By zone",
      .amendDistrict:
        "Zone",
      .amendArticles:
        "By article",
      .amendArticle:
        "Article",
      .amendArticlesHint:
        "One change may rest on several articles.",
      .amendNone:
        "no zone, or several",
      .amendStanding:
        "Existing buildings",
      .amendBecomes:
        "no longer as the rules want them",
      .amendCeases:
        "as the rules want them from then on",
      .amendStays:
        "not as the rules want them, before and after",
      .amendNever:
        "nothing known against them",
      .amendUnknown:
        "no building, or not known",
      .amendLargest:
        "The largest changes",
      .amendLikeIt:
        "{count} cases like it",
      .amendBefore:
        "Law in force",
      .amendAfter:
        "Amended law",
    ])
}
