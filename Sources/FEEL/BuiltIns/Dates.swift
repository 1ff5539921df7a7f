import Facts

/// Temporal functions (DMN 1.5, table 79), and what asks the clock (table 82).
let dateFunctions: [BuiltIn] = [
  ofDay("day of year", "which day of its year a day is", ("day of year(@\"2019-09-17\")", "260")) {
    day in
    CivilDate(year: day.year, month: 1, day: 1).map { .number(Number($0.days(to: day) + 1)) }
  },
  ofDay(
    "day of week", "the weekday's English name", ("day of week(@\"2026-11-21\")", "\"Saturday\"")
  ) {
    .string(
      ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][$0.weekday - 1]
    )
  },
  ofDay(
    "month of year", "the month's English name", ("month of year(@\"2019-09-17\")", "\"September\"")
  ) {
    .string(
      [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October",
        "November", "December",
      ][$0.month - 1])
  },
  // ISO 8601: a week belongs to the year of its Thursday.
  ofDay(
    "week of year", "the number of the week by ISO 8601", ("week of year(@\"2005-01-01\")", "53")
  ) {
    let thursday = $0.dayNumber + 4 - $0.weekday
    let start = CivilDate(year: CivilDate(dayNumber: thursday).year, month: 1, day: 1)
    // The week of the last day of all belongs to a year that FEEL has not.
    return start.map { .number(Number((thursday - $0.dayNumber) / 7 + 1)) }
  },
  BuiltIn("now", "", "the moment that the host gives", ("now()", "2025-02-10T10:30:00Z")) {
    evaluator, _ throws(Misfit) in
    guard let moment = evaluator.moment else { throw noClock("now") }
    return .dateTime(moment)
  },
  BuiltIn("today", "", "the day that the host gives", ("today()", "2025-02-10")) {
    evaluator, _ throws(Misfit) in
    guard let moment = evaluator.moment else { throw noClock("today") }
    return .date(moment.date)
  },
]

private func ofDay(
  _ name: String, _ doc: String, _ example: (String, String),
  _ body: @escaping @Sendable (CivilDate) -> Value?
) -> BuiltIn {
  BuiltIn(name, "date: date or date and time", doc, example) { _, a in a[0].day.flatMap(body) }
}

/// What is evaluated must come out the same on every day; only a host that says what time it is has one.
private func noClock(_ name: String) -> Misfit {
  Misfit("`\(name)` has no clock to ask here; name the day in the facts")
}
