package import Facts

/// A plan, or a layer that something legal hangs on, as a town's map has it in one edition: what it is, since when it holds, and
/// where it was drawn from.
package struct PlanSheet: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    /// By which zones are drawn.
    case zones
    /// A layer of the town.
    case overlay
    /// Laid open, not in force.
    case deposited
  }

  package let town: String
  /// The plan's number, `M-1394`; of a layer its name.
  package let id: String
  package let kind: Kind
  package let label: LocalText
  package let rank: String
  /// The first day on which it holds; nil where the territory file does not say. Of a deposited plan, the day of the deposit.
  package let from: CivilDate?
  /// The first day on which it holds no more.
  package let until: CivilDate?
  /// The regulation that it is drawn by, and the article of it; nil where the territory file names none.
  package let regulation: String?
  package let article: String?
  package let document: SourceDocument?
  /// The file of data, as the territory file names it, and the table in it.
  package let file: String
  package let table: String?
  /// Where the file lies.
  package let path: String
  package let areas: [Area]
  /// Around all that is drawn; nil where nothing is.
  package let bounds: GeographicBox?
  /// Whether its file could not be read, so that nothing is known of where it holds.
  package let isUnreadable: Bool
  package let deposit: Deposit?

  /// All areas of one code, or of one name.
  package struct Area: Sendable, Hashable {
    package let code: String
    package let count: Int
    /// Square metres, to the whole.
    package let area: Number
    package init(code: String, count: Int, area: Number) {
      self.code = code
      self.count = count
      self.area = area
    }
  }

  package init(
    town: String, id: String, kind: Kind, label: LocalText, rank: String, from: CivilDate?,
    until: CivilDate?, regulation: String?, article: String?, document: SourceDocument?,
    file: String, table: String?, path: String, areas: [Area], bounds: GeographicBox?,
    isUnreadable: Bool, deposit: Deposit?
  ) {
    self.town = town
    self.id = id
    self.kind = kind
    self.label = label
    self.rank = rank
    self.from = from
    self.until = until
    self.regulation = regulation
    self.article = article
    self.document = document
    self.file = file
    self.table = table
    self.path = path
    self.areas = areas
    self.bounds = bounds
    self.isUnreadable = isUnreadable
    self.deposit = deposit
  }

  /// Whether it holds on a day; a deposited plan never does.
  package func isInForce(on day: CivilDate) -> Bool {
    kind != .deposited && (from.map { $0 <= day } ?? true) && (until.map { day < $0 } ?? true)
  }

  /// Whether it is of use on a day: in force, or laid open.
  package func isShown(on day: CivilDate) -> Bool {
    deposit?.isDeposited(on: day) ?? isInForce(on: day)
  }
}

/// One area of a plan, to be drawn.
package struct PlanShape: Sendable, Hashable {
  package let plan: String
  package let kind: PlanSheet.Kind
  /// The zone's code, or the feature's name.
  package let code: String
  /// A GeoJSON geometry (WGS 84), clipped to the box that was asked for.
  package let geometry: String

  package init(plan: String, kind: PlanSheet.Kind, code: String, geometry: String) {
    self.plan = plan
    self.kind = kind
    self.code = code
    self.geometry = geometry
  }
}

/// What a deposited plan would make of a lot.
package struct DepositedHere: Sendable, Hashable {
  package let plan: String
  package let label: LocalText
  package let deposit: Deposit
  /// The zones that it has on the lot, the largest first; empty where it is not known whether it reaches the lot.
  package let zones: [String]
  /// The zones that the plans in force have on it.
  package let zonesNow: [String]
  /// Whether it is known that it reaches the lot.
  package let isKnown: Bool

  package init(
    plan: String, label: LocalText, deposit: Deposit, zones: [String], zonesNow: [String],
    isKnown: Bool
  ) {
    self.plan = plan
    self.label = label
    self.deposit = deposit
    self.zones = zones
    self.zonesNow = zonesNow
    self.isKnown = isKnown
  }
}
