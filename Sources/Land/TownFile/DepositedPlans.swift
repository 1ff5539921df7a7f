import Diagnostics
package import Facts

/// The document that a map was drawn from: `source: { name: …, url: …, date: … }`.
package struct SourceDocument: Sendable, Hashable {
  package var name = LocalText()
  package var url: String?
  /// The document's own day.
  package var date: CivilDate?
}

/// What is special about a plan that is deposited: when, and who may say what of it until when.
///
/// It is no law, and no answer takes it for one.
package struct Deposit: Sendable, Hashable {
  /// What the plan would change, in a few sentences.
  package var summary = LocalText()
  /// The day on which it was laid open.
  package var day: CivilDate
  /// The first day on which one may object: the day of the deposit, unless the file says another.
  package var firstDay: CivilDate
  /// The last day on which one may; nil where nobody said so.
  package var lastDay: CivilDate?
  /// The law that gives the period.
  package var basis = LocalText()
  /// Who receives objections.
  package var receiver = LocalText()
  /// What that law asks of an objection beside its text: `name`, `contact`.
  package var needs: Set<String> = []
  /// The day on which it was decided about or withdrawn, so that it is deposited no more.
  package var until: CivilDate?

  package static let knownNeeds = ["name", "contact"]

  package init(day: CivilDate) {
    self.day = day
    firstDay = day
  }

  /// Whether it lies open to be seen on a day.
  package func isDeposited(on date: CivilDate) -> Bool {
    day <= date && (until.map { date < $0 } ?? true)
  }

  /// Whether one may object on a day, and by when.
  package enum Period: Sendable, Hashable {
    /// From that day on.
    case coming(CivilDate)
    /// Until and with `last`; `daysLeft` days follow this one.
    case open(last: CivilDate, daysLeft: Int)
    case ended(last: CivilDate)
    /// The file names no last day: nobody is told that there is time.
    case unknown
  }

  /// By whole days of the civil calendar.
  package func period(on date: CivilDate) -> Period {
    guard let lastDay else { return .unknown }
    if lastDay < date || until.map({ $0 <= date }) ?? false { return .ended(last: lastDay) }
    if date < firstDay { return .coming(firstDay) }
    return .open(last: lastDay, daysLeft: date.days(to: lastDay))
  }
}

extension TownFileReader {
  static let depositKeys = [
    "id", "summary", "deposited", "objections from", "objections until", "objection days", "by",
    "objections to", "objection needs", "decided",
  ]

  /// `deposited plans: [{ id: …, file: …, deposited: …, objections until: …, by: … }]`.
  mutating func depositedPlans(_ tree: YAMLTree?) -> [SourceEntry] {
    guard let tree else { return [] }
    var plans: [SourceEntry] = []
    for (place, item) in tree.items.enumerated() {
      let title = "deposited plan" + (tree.items.count > 1 ? " \(place + 1)" : "")
      guard var entry = source(item, .deposited, title: title),
        let id = text(item, "id", required: true), let deposit = deposit(item, title)
      else { continue }
      if plans.contains(where: { $0.plan == id }) {
        report(
          "repeated-plan", "two deposited plans have the id `\(id)`",
          item["id"]?.place ?? item.place)
      }
      entry.plan = id
      entry.status = "deposited"
      entry.deposit = deposit
      // What is drawn of a plan is the plan: where nothing of it is drawn, it does not reach.
      if case .undeclared = entry.coverage { entry.coverage = .whole }
      plans.append(entry)
    }
    return plans
  }

  private mutating func deposit(_ tree: YAMLTree, _ title: String) -> Deposit? {
    guard tree["deposited"] != nil else {
      report(
        "missing-key", "\(title) says when it was deposited", tree.place,
        mend: "write `deposited: 2026-01-31`")
      return nil
    }
    guard let day = date(tree, "deposited") else { return nil }
    var deposit = Deposit(day: day)
    deposit.summary = localText(tree["summary"]) ?? LocalText()
    deposit.firstDay = date(tree, "objections from") ?? day
    deposit.lastDay = date(tree, "objections until")
    deposit.until = date(tree, "decided")
    deposit.basis = localText(tree["by"]) ?? LocalText()
    deposit.receiver = localText(tree["objections to"]) ?? LocalText()
    let needs = tree["objection needs"]?.items.compactMap(\.text) ?? []
    check(
      needs, tree["objection needs"] ?? tree, against: Deposit.knownNeeds,
      of: "what an objection needs")
    deposit.needs = Set(needs)
    if let days = tree["objection days"] {
      if deposit.lastDay != nil {
        report(
          "bad-value", "the period is written by its last day or by its days, not by both",
          days.place, mend: "leave `objection days` out")
      } else if let count = days.text.flatMap({ Int($0) }), (1...3660).contains(count) {
        // The first day is the one after the deposit's: so many whole days are left on it.
        deposit.lastDay = deposit.firstDay.adding(days: count)
      } else {
        report("bad-value", "`objection days` is a number of days", days.place)
      }
    }
    if let last = deposit.lastDay, last < deposit.firstDay || deposit.firstDay < day {
      report(
        "bad-value", "objections end after they begin, and begin with the deposit or after it",
        tree["objections until"]?.place ?? tree.place)
    }
    if deposit.lastDay != nil, deposit.basis.isEmpty {
      report(
        "missing-key", "\(title) says which law gives the period", tree.place,
        mend: "write `by: { en: … }`")
    }
    return deposit
  }

  /// `source: NAME`, or `{ name: …, url: …, date: … }`.
  mutating func document(_ tree: YAMLTree?) -> SourceDocument? {
    guard let tree else { return nil }
    var document = SourceDocument()
    if let name = tree.text {
      document.name = LocalText(["en": name])
      return document
    }
    check(
      (tree.entries ?? []).map(\.key), tree, against: ["name", "url", "date"], of: "a source")
    document.name = localText(tree["name"]) ?? LocalText()
    document.url = text(tree, "url")
    document.date = date(tree, "date")
    if let url = document.url, !url.hasPrefix("https://"), !url.hasPrefix("http://") {
      report("bad-value", "`url` is an address of the web", tree["url"]?.place ?? tree.place)
      document.url = nil
    }
    return document
  }
}
