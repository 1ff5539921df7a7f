package import Evaluation
package import Facts
package import Land
package import RuleCompiler

/// The counter where questions are put: all that the service knows of law and land.
///
/// Every call is plain work without waiting; the service makes them on threads of their own, never on an event loop.
package protocol Enquiries: Sendable {
  var towns: [Town] { get }
  /// The kinds of work that somebody may propose in a town (or in any), the common ones first.
  func works(in town: String?, language: String) -> [Work]
  /// Parcels and addresses, best first. Takes what people type: digits of any script, a number alone, a street.
  func search(_ text: String, in town: String?, limit: Int) -> [SearchHit]
  /// All that a text may mean: lots, blocks, plans, towns and points too; and what to search for where it means nothing.
  func find(_ text: String, in town: String?, limit: Int) -> SearchAnswer
  /// The lots of a block, in the order of their numbers; empty where the town has no such block.
  func lots(ofBlock number: String, in town: String) -> [SearchHit]
  /// `town/number` of the parcel at a point, in degrees (WGS 84).
  func parcel(longitude: Double, latitude: Double) -> String?
  /// What is known of a parcel, in words; nil where there is no such parcel.
  func place(_ parcel: String, on date: CivilDate, language: String) -> PlaceSummary?
  /// How what holds on a parcel came about, in words; nil where there is no such parcel.
  func history(of parcel: String, language: String) -> PlaceHistory?
  func ask(_ question: Question) -> Result<Reply, Refusal>
  /// The fact to ask for next; nil where nothing that the asker can say decides any more.
  func nextFact(of question: Question, after reply: Reply, answered: Set<String>)
    -> FactDeclaration?
  /// A lot to scale, with what an answer says of its lines and what was drawn on it; nil where there is no such lot.
  func picture(of parcel: String, on date: CivilDate, answer: Answer?, drawn: DrawnFootprint?)
    -> LotPicture?
  /// What a drawing measures on a lot; nil where there is no such lot.
  func measure(_ footprint: Footprint, on parcel: String, day: CivilDate) throws(FootprintFault)
    -> Measurement?
  /// A rectangle that is said by its distances, placed on a lot; nil where there is no such lot.
  func footprint(_ placement: Placement, on parcel: String, day: CivilDate, isCleared: Bool)
    throws(FootprintFault) -> Footprint?
  /// A layer's features that meet a box, as a GeoJSON FeatureCollection (WGS 84); nil where there is no such layer.
  ///
  /// Each feature has the properties `label` and, where it is a parcel, `parcel`.
  func features(of layer: String, in town: String, within box: GeographicBox, limit: Int) -> String?
  /// A regulation in its own language; the heads of its tables in the reader's.
  func regulation(_ id: String, language: String) -> RegulationText?
  func regulations(in town: String?) -> [(id: String, title: String, language: String)]
  /// What the analysis of the regulations found.
  func findings() -> Proof
  /// What can be certified of a parcel by the law and the maps of a day: all that a certificate says but who signed it.
  func certificate(of parcel: String, on date: CivilDate) -> Result<[JSON.Member], Refusal>
  /// The offices whose districts a parcel lies in; empty where it is not known where one goes.
  func serviceCentres(of parcel: String, on date: CivilDate) -> [ServiceCentre]
  /// All offices of a town, by the names of their districts.
  func offices(in town: String) -> [ServiceCentre]
  /// A fact as the site's record has it, in words; nil for what has none.
  func spoken(_ fact: String, _ value: JSON, of parcel: String, language: String) -> SpokenFact?
  /// The plans of a town and its layers with areas, in every edition.
  func plans(of town: String) -> [PlanSheet]
  /// The areas of plans that meet a box and are in force, or laid open, on a day.
  func planShapes(of town: String, within box: GeographicBox, on date: CivilDate) -> [PlanShape]
  /// The deposited plans that would change a lot, or of which nobody knows whether they do.
  func deposited(at parcel: String, on date: CivilDate) -> [DepositedHere]
  /// The regulation that a plan is drawn by; nil where none is known.
  func regulation(of plan: PlanSheet) -> PlanRegulation?
  /// SHA-256 of the file that a plan was read from, in base 16; nil where the file is another one by now.
  func fileHash(of plan: PlanSheet) -> String?
  /// The districts of a town that a feed is kept for.
  func districts(of town: String) -> [String]
  /// What became law or was deposited in a town, or in a district of it, up to a day; the newest first.
  func events(in town: String, district: String?, until date: CivilDate) -> [PlanEvent]
}

/// One town that answers are given for.
package struct Town: Sendable, Hashable {
  /// `lengeh`
  package var id: String
  package var label: LocalText
  /// What must be said beside anything about this town: that it is a demonstration.
  package var notice: LocalText
  package var languages: [String]
  /// Layers that the map can show, by name; `parcels` is always among them.
  package var layers: [Layer]
  package var bounds: GeographicBox
  /// For how many years a certificate of a parcel may be relied on.
  package var certificateYears = 1

  package struct Layer: Sendable, Hashable {
    package var id: String
    package var label: LocalText
    package init(id: String, label: LocalText) {
      self.id = id
      self.label = label
    }
  }

  package init(
    id: String, label: LocalText, notice: LocalText = LocalText(), languages: [String],
    layers: [Layer], bounds: GeographicBox
  ) {
    self.id = id
    self.label = label
    self.notice = notice
    self.languages = languages
    self.layers = layers
    self.bounds = bounds
  }
}

/// A kind of work in the reader's language.
package struct Work: Sendable, Hashable {
  /// `porch`
  package var name: String
  package var label: String
  /// Other words that people use for it, in any language.
  package var words: [String]
  /// Whether it stands among the few that everybody is shown first.
  package var isCommon: Bool

  package init(name: String, label: String, words: [String] = [], isCommon: Bool = false) {
    self.name = name
    self.label = label
    self.words = words
    self.isCommon = isCommon
  }
}

/// What is known of a parcel, in the reader's language.
package struct PlaceSummary: Sendable, Hashable {
  package var parcel: String
  package var town: String
  /// `Lot 3/1001`
  package var label: String
  /// As the register has it; nil where none is listed.
  package var address: String?
  package var facts: [Fact]
  /// The parcel's outline: a GeoJSON geometry, WGS 84.
  package var outline: JSON
  package var bounds: GeographicBox

  package struct Fact: Sendable, Hashable {
    package var label: String
    /// Digits and unit as the reader writes them.
    package var value: String
    /// The plan, map or register in the reader's words, with the day since which it holds.
    package var source: String?
    /// Whether it is one of the few that everybody is shown first.
    package var isMain: Bool
    package init(label: String, value: String, source: String?, isMain: Bool = true) {
      self.label = label
      self.value = value
      self.source = source
      self.isMain = isMain
    }
  }

  package init(
    parcel: String, town: String, label: String, address: String? = nil, facts: [Fact],
    outline: JSON, bounds: GeographicBox
  ) {
    self.parcel = parcel
    self.town = town
    self.label = label
    self.address = address
    self.facts = facts
    self.outline = outline
    self.bounds = bounds
  }
}

/// A regulation as it is read: its articles, each with the anchor that citations name.
package struct RegulationText: Sendable, Hashable {
  package var id: String
  package var title: String
  package var language: String
  package var isOfficial: Bool
  package var articles: [Article]
  /// When the regulation as a whole is law.
  package var term = LegalTerm()

  package struct Article: Sendable, Hashable {
    /// The anchor, as `Answer.Citation.article` begins.
    package var anchor: String
    /// The anchor of the heading that it stands under; empty for one that is a heading itself.
    package var under = ""
    /// When it is law.
    package var term = LegalTerm()
    package var heading: String
    /// Paragraphs of plain text, set apart by empty lines.
    package var text: String
    package var tables: [Table]
    package init(anchor: String, heading: String, text: String, tables: [Table] = []) {
      self.anchor = anchor
      self.heading = heading
      self.text = text
      self.tables = tables
    }
  }

  /// A table of the law in words: what a row needs, and what it then gives.
  package struct Table: Sendable, Hashable {
    /// As citations name it, before the row: `table-1-222`.
    package var id: String
    package var columns: [String]
    package var rows: [Row]

    package struct Row: Sendable, Hashable {
      package var number: String
      package var cells: [String]
      package init(number: String, cells: [String]) {
        self.number = number
        self.cells = cells
      }
    }

    package init(id: String, columns: [String], rows: [Row]) {
      self.id = id
      self.columns = columns
      self.rows = rows
    }
  }

  package init(
    id: String, title: String, language: String, isOfficial: Bool, articles: [Article]
  ) {
    self.id = id
    self.title = title
    self.language = language
    self.isOfficial = isOfficial
    self.articles = articles
  }
}

extension Enquiries {
  func town(_ id: String?) -> Town? { towns.first { $0.id == id } }

  package func find(_ text: String, in town: String?, limit: Int) -> SearchAnswer {
    SearchAnswer(hits: search(text, in: town, limit: limit))
  }

  package func lots(ofBlock number: String, in town: String) -> [SearchHit] { [] }

  package func history(of parcel: String, language: String) -> PlaceHistory? { nil }

  package func nextFact(of question: Question, after reply: Reply, answered: Set<String>)
    -> FactDeclaration?
  { reply.next.first { !answered.contains($0.name) } }

  package func picture(
    of parcel: String, on date: CivilDate, answer: Answer?, drawn: DrawnFootprint?
  ) -> LotPicture? { nil }

  package func measure(_ footprint: Footprint, on parcel: String, day: CivilDate)
    throws(FootprintFault) -> Measurement?
  { nil }

  package func footprint(
    _ placement: Placement, on parcel: String, day: CivilDate, isCleared: Bool
  ) throws(FootprintFault) -> Footprint? { nil }
}
