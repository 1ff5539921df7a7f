package import Facts
package import Land

/// A regulation that a plan is drawn by, as a link names it.
package struct PlanRegulation: Sendable, Hashable {
  package var id: String
  package var title: String
  package var language: String
  /// The article of it, by its anchor; nil where only the whole is known.
  package var article: String?

  package init(id: String, title: String, language: String, article: String? = nil) {
    self.id = id
    self.title = title
    self.language = language
    self.article = article
  }
}

/// Something that became another in a town's plans or rules, on a day that the data themselves name.
package struct PlanEvent: Sendable, Hashable {
  package enum Kind: String, Sendable {
    case deposited
    case planInForce = "plan"
    case regulation
  }

  package var kind: Kind
  package var day: CivilDate
  /// The plan's or the regulation's id.
  package var id: String
  package var title: LocalText
  package var summary: LocalText
  /// Of a deposited plan.
  package var deposit: Deposit?

  package init(
    _ kind: Kind, day: CivilDate, id: String, title: LocalText, summary: LocalText = LocalText(),
    deposit: Deposit? = nil
  ) {
    self.kind = kind
    self.day = day
    self.id = id
    self.title = title
    self.summary = summary
    self.deposit = deposit
  }
}

// Where nothing is known of plans, there are none.
extension Enquiries {
  package func plans(of town: String) -> [PlanSheet] { [] }

  package func planShapes(of town: String, within box: GeographicBox, on date: CivilDate)
    -> [PlanShape]
  { [] }

  package func deposited(at parcel: String, on date: CivilDate) -> [DepositedHere] { [] }

  package func regulation(of plan: PlanSheet) -> PlanRegulation? { nil }

  package func fileHash(of plan: PlanSheet) -> String? { nil }

  package func districts(of town: String) -> [String] { [] }

  package func events(in town: String, district: String?, until date: CivilDate) -> [PlanEvent] {
    []
  }
}
