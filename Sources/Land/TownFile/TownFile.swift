import Diagnostics
import Facts

/// What a territory file says of one town.
struct TownFile: Sendable {
  var id = ""
  var label = LocalText()
  var jurisdiction = ""
  var crs: (code: String, place: Place) = ("", Place(file: "", line: 1))
  var notice = LocalText()
  var parcels: [SourceEntry] = []
  var zones: [SourceEntry] = []
  var layers: [(name: String, entry: SourceEntry)] = []
  var streets: [SourceEntry] = []
  var buildings: [SourceEntry] = []
  var addresses: [SourceEntry] = []
  var register: [SourceEntry] = []
  var rightsOfWay: [SourceEntry] = []
  var openSpaces: [SourceEntry] = []
  /// What else a lot line may be on: alleys, water, land that is neither lot nor street.
  var beside: [(abutter: Abutter, entry: SourceEntry)] = []
  /// Registers of which parcel became which.
  var lineage: [SourceEntry] = []
  /// How the lines of a lot are told where no law says: measures by convention, by name.
  var conventions: [String: SurveyOrder.Measure] = [:]
  var serviceDistricts: ServiceDistricts?
  var certificateYears = 1
  /// Plans that are laid open and not in force.
  var depositedPlans: [SourceEntry] = []

  static let keys = [
    "id", "label", "jurisdiction", "crs", "notice", "parcels", "zones", "layers", "streets",
    "buildings", "addresses", "register", "rights of way", "public open spaces",
    "alleys", "water", "other land", "lineage", "conventions", "service districts",
    "certificate years", "deposited plans",
  ]

  /// Under which heading each thing stands that a lot line may be on beside streets and open spaces.
  static let besideHeadings: [(heading: String, abutter: Abutter)] = [
    ("alleys", .alley), ("water", .water), ("other land", .otherLand),
  ]
}

/// Reads a territory file; whatever does not fit becomes a finding with the key that would.
struct TownFileReader {
  var findings: [Diagnostic] = []

  mutating func read(_ tree: YAMLTree) -> TownFile? {
    var town = TownFile()
    guard let entries = tree.entries else {
      report("bad-territory", "a territory file has keys, as `id`, `crs` and `parcels`", tree.place)
      return nil
    }
    check(entries.map(\.key), tree, against: TownFile.keys, of: "a town")
    town.id = text(tree, "id", required: true) ?? ""
    town.label = localText(tree["label"]) ?? LocalText(["en": town.id])
    town.jurisdiction = text(tree, "jurisdiction", required: true) ?? ""
    town.notice = localText(tree["notice"]) ?? LocalText()
    if let code = text(tree, "crs", required: true) {
      town.crs = (code, tree["crs"]?.place ?? tree.place)
    }
    town.parcels = sources(tree["parcels"], .parcels)
    if tree["parcels"] == nil {
      report(
        "missing-key", "a town has `parcels`", tree.place,
        mend: "write `parcels: { file: …, columns: { number: … } }`")
    }
    town.zones = sources(tree["zones"], .zones)
    town.streets = sources(tree["streets"], .streets)
    town.buildings = sources(tree["buildings"], .buildings)
    town.addresses = sources(tree["addresses"], .addresses)
    town.register = sources(tree["register"], .register)
    town.rightsOfWay = sources(tree["rights of way"], .layer, called: "rights of way")
    town.openSpaces = sources(tree["public open spaces"], .layer, called: "public open spaces")
    for (key, abutter) in TownFile.besideHeadings {
      town.beside += sources(tree[key], .layer, called: key).map { (abutter, $0) }
    }
    town.lineage = sources(tree["lineage"], .lineage)
    town.conventions = conventions(tree["conventions"])
    if let layers = tree["layers"] {
      if let entries = layers.entries {
        for (name, value) in entries {
          for (place, item) in value.items.enumerated() {
            let many = value.items.count > 1
            if let entry = source(
              item, .layer, title: "layer \(name)" + (many ? " \(place + 1)" : ""))
            {
              town.layers.append((name, entry))
            }
          }
        }
      } else {
        report("bad-value", "`layers` has one key a layer", layers.place)
      }
    }
    town.serviceDistricts = serviceDistricts(
      tree["service districts"], layers: town.layers.map(\.name))
    town.certificateYears = certificateYears(tree["certificate years"])
    town.depositedPlans = depositedPlans(tree["deposited plans"])
    for entry in town.zones where entry.names.isEmpty {
      report(
        "missing-key", "\(entry.title) says of no fact that it gives it", entry.place,
        mend: "write `as: [zone]`")
    }
    return town
  }

  /// `conventions: { front line: { method: every street line, by: G } }`: a territory file is no law, which each says by `G`.
  private mutating func conventions(_ tree: YAMLTree?) -> [String: SurveyOrder.Measure] {
    guard let tree else { return [:] }
    var measures: [String: SurveyOrder.Measure] = [:]
    check(
      (tree.entries ?? []).map(\.key), tree, against: SurveyOrder.conventionMeasures,
      of: "the conventions")
    for (name, value) in tree.entries ?? [] {
      var measure = SurveyOrder.Measure(method: text(value, "method") ?? "", by: text(value, "by"))
      for (parameter, item) in value.entries ?? [] where !["method", "by"].contains(parameter) {
        measure.parameters[parameter] = item.text ?? ""
      }
      guard measure.isConvention, SurveyOrder.conventionMeasures.contains(name) else {
        report(
          "bad-value", "the convention `\(name)` is tagged as no law", value.place,
          mend: "write `by: G`")
        continue
      }
      measures[name] = measure
    }
    for fault in LineMethods(SurveyOrder(measures: measures)).faults {
      report("bad-value", fault, tree.place)
    }
    return measures
  }

  enum Kind: String {
    case parcels, zones, layer, streets, buildings, addresses, register, lineage, deposited

    static let common = [
      "file", "table", "crs", "operation", "header", "geometry", "encoding", "from", "until",
      "columns", "label", "only",
      "except",
    ]

    var keys: [String] {
      switch self {
      case .parcels: Self.common + ["accuracy", "facts", "coverage"]
      case .zones:
        Self.common + [
          "plan", "rank", "status", "as", "facts", "coverage", "accuracy", "regulation", "source",
        ]
      case .deposited:
        Self.common + TownFileReader.depositKeys + [
          "rank", "coverage", "accuracy", "regulation", "source",
        ]
      case .layer: Self.common + ["coverage", "accuracy", "regulation", "source"]
      case .buildings: Self.common + ["coverage", "accuracy"]
      case .streets: Self.common + ["default width", "accuracy"]
      case .addresses, .lineage: Self.common
      case .register: Self.common + ["key", "facts"]
      }
    }

    var columns: (required: [String], optional: [String]) {
      switch self {
      case .parcels: (["number"], ["id"])
      case .zones: (["code"], ["id"])
      case .layer, .deposited: ([], ["name", "id"])
      case .streets: ([], ["name", "width", "id"])
      case .buildings: ([], ["height", "storeys", "id"])
      case .addresses: (["parcel"], ["address", "number", "suffix", "street"])
      case .register: ([], [])
      case .lineage: (["before", "after"], ["day"])
      }
    }
  }

  /// - Parameter name: What its entries are called, where that is not their kind.
  private mutating func sources(
    _ tree: YAMLTree?, _ kind: Kind, called name: String? = nil
  ) -> [SourceEntry] {
    guard let tree else { return [] }
    let items = tree.items
    let name = name ?? kind.rawValue
    return items.enumerated().compactMap { place, item in
      source(item, kind, title: items.count > 1 ? "\(name) \(place + 1)" : name)
    }
  }

  mutating func source(_ tree: YAMLTree, _ kind: Kind, title: String) -> SourceEntry? {
    guard let entries = tree.entries else {
      report("bad-value", "\(title) has keys, as `file`", tree.place, mend: "write `{ file: … }`")
      return nil
    }
    check(entries.map(\.key), tree, against: kind.keys, of: title)
    guard let file = text(tree, "file", required: true) else { return nil }
    var entry = SourceEntry(
      title: title, place: tree.place, file: file, filePlace: tree["file"]?.place ?? tree.place)
    entry.table = text(tree, "table")
    if let crs = tree["crs"], let code = crs.text { entry.crs = (code, crs.place) }
    entry.header = tree["header"].map { $0.items.compactMap(\.text) }
    entry.geometry = text(tree, "geometry")
    entry.encoding = text(tree, "encoding")
    if let name = text(tree, "operation") {
      entry.operation = (name, tree["operation"]?.place ?? tree.place)
    }
    entry.from = date(tree, "from")
    entry.until = date(tree, "until")
    if let from = entry.from, let until = entry.until, from >= until {
      report("bad-value", "`until` comes after `from`", tree["until"]?.place ?? tree.place)
    }
    entry.columns = columns(tree, kind, title)
    entry.facts = facts(tree["facts"])
    entry.only = conditions(tree["only"])
    entry.except = conditions(tree["except"])
    entry.accuracy = length(tree, "accuracy")
    entry.defaultWidth = length(tree, "default width")?.double
    entry.coverage = coverage(tree["coverage"])
    entry.label = localText(tree["label"]) ?? LocalText()
    entry.plan = text(tree, "plan")
    entry.rank = text(tree, "rank") ?? ""
    entry.regulation = text(tree, "regulation")
    entry.document = document(tree["source"])
    entry.status = text(tree, "status") ?? "in force"
    entry.names = tree["as"].map { $0.items.compactMap(\.text) } ?? (kind == .zones ? ["zone"] : [])
    if kind == .register {
      if let key = text(tree, "key", required: true) {
        entry.columns["key"] = .init(name: key, place: tree["key"]?.place ?? tree.place)
      }
    }
    return entry
  }

  private mutating func columns(
    _ tree: YAMLTree, _ kind: Kind, _ title: String
  ) -> [String: SourceEntry.ColumnName] {
    let (required, optional) = kind.columns
    var result: [String: SourceEntry.ColumnName] = [:]
    if let columns = tree["columns"] {
      guard let entries = columns.entries else {
        report(
          "bad-value", "`columns` says which column is what", columns.place,
          mend: "write `{ \((required + optional).first ?? "name"): … }`")
        return [:]
      }
      check(
        entries.map(\.key), columns, against: required + optional, of: "the columns of \(title)")
      for (key, value) in entries {
        if let name = value.text { result[key] = .init(name: name, place: value.place) }
      }
    }
    for key in required where result[key] == nil {
      report(
        "missing-key", "\(title) says which column is the `\(key)`", tree.place,
        mend: "write `columns: { \(key): … }`")
    }
    return result
  }

  private mutating func facts(_ tree: YAMLTree?) -> [SourceEntry.FactColumn] {
    guard let tree else { return [] }
    guard let entries = tree.entries else {
      report("bad-value", "`facts` says which column is which fact", tree.place)
      return []
    }
    return entries.compactMap { fact, value in
      let nested = value.entries != nil
      if nested {
        check(
          value.entries?.map(\.key) ?? [], value, against: ["column", "unit", "type", "combine"],
          of: "the fact `\(fact)`")
      }
      guard let name = nested ? text(value, "column", required: true) : value.text else {
        return nil
      }
      var unit: UnitOfMeasure?
      if let symbol = text(value, "unit") {
        unit = UnitOfMeasure(symbol: symbol)
        if unit == nil {
          report(
            "unknown-unit", "`\(symbol)` is no unit that is known",
            value["unit"]?.place ?? value.place,
            nearestTo: symbol, among: Array(UnitOfMeasure.known.keys))
        }
      }
      let kind =
        choice(value, "type", SourceEntry.FactColumn.Kind.self) ?? (unit == nil ? .text : .number)
      return SourceEntry.FactColumn(
        fact: fact,
        column: .init(name: name, place: value["column"]?.place ?? value.place), unit: unit,
        kind: kind,
        combine: choice(value, "combine", SourceEntry.FactColumn.Combining.self) ?? .same)
    }
  }

  private mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ tree: YAMLTree, _ key: String, _: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    guard let word = text(tree, key) else { return nil }
    if let choice = Choice(rawValue: word) { return choice }
    report(
      "bad-value",
      "`\(key)` is one of \(Choice.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))",
      tree[key]?.place ?? tree.place, nearestTo: word, among: Choice.allCases.map(\.rawValue))
    return nil
  }

  private mutating func conditions(
    _ tree: YAMLTree?
  ) -> [(column: SourceEntry.ColumnName, values: Set<String>)] {
    guard let tree else { return [] }
    guard let entries = tree.entries else {
      report(
        "bad-value", "`only` and `except` name a column and its values", tree.place,
        mend: "write `{ COLUMN: [value, …] }`")
      return []
    }
    return entries.map { key, value in
      (.init(name: key, place: value.place), Set(value.items.compactMap(\.text)))
    }
  }

  private mutating func coverage(_ tree: YAMLTree?) -> SourceEntry.CoverageEntry {
    guard let tree else { return .undeclared }
    if let word = tree.text {
      switch word {
      case "whole": return .whole
      case "extent": return .extent
      case "unknown": return .undeclared
      default:
        report(
          "bad-value", "`coverage` is `whole`, `extent`, `unknown`, a box or a `file`", tree.place,
          nearestTo: word, among: ["whole", "extent", "unknown"])
        return .undeclared
      }
    }
    if let file = tree["file"]?.text { return .file(file, tree["file"]?.place ?? tree.place) }
    let numbers = tree.items.compactMap { $0.text.flatMap(Double.init) }
    if numbers.count == 4, numbers[0] < numbers[2], numbers[1] < numbers[3] {
      return .box(west: numbers[0], south: numbers[1], east: numbers[2], north: numbers[3])
    }
    report("bad-value", "a coverage box is `[west, south, east, north]` in degrees", tree.place)
    return .undeclared
  }

  /// A length with its unit, `0.8 m`, in metres.
  private mutating func length(_ tree: YAMLTree, _ key: String) -> Number? {
    guard let value = tree[key], let text = value.text else { return nil }
    let parts = text.split(separator: " ", maxSplits: 1)
    if let first = parts.first, let number = Number(first), !number.isNegative, parts.count == 2,
      let unit = UnitOfMeasure(symbol: String(parts[1])), unit.dimension == .length
    {
      return unit.base(number)
    }
    report(
      "bad-value", "`\(key)` is a length with its unit", value.place, mend: "write it as `0.8 m`")
    return nil
  }

  mutating func date(_ tree: YAMLTree, _ key: String) -> CivilDate? {
    guard let value = tree[key] else { return nil }
    if let text = value.text, let date = CivilDate(text) { return date }
    report("bad-value", "`\(key)` is a day", value.place, mend: "write it as `2025-02-10`")
    return nil
  }

  mutating func text(_ tree: YAMLTree, _ key: String, required: Bool = false) -> String? {
    guard let value = tree[key] else {
      if required {
        report("missing-key", "`\(key)` is missing", tree.place, mend: "write `\(key): …`")
      }
      return nil
    }
    if let text = value.text, !text.isEmpty { return text }
    report("bad-value", "`\(key)` is a text", value.place)
    return nil
  }

  mutating func localText(_ tree: YAMLTree?) -> LocalText? {
    guard let tree else { return nil }
    if let text = tree.text { return LocalText(["en": text]) }
    var texts: [String: String] = [:]
    for (language, value) in tree.entries ?? [] { texts[language] = value.text }
    return LocalText(texts)
  }

  mutating func check(
    _ written: [String], _ tree: YAMLTree, against known: [String], of what: String
  ) {
    for key in written where !known.contains(key) {
      report(
        "unknown-key", "`\(key)` is no key of \(what)", tree[key]?.place ?? tree.place,
        nearestTo: key, among: known)
    }
  }

  mutating func report(
    _ id: String, _ message: String, _ place: Place, mend: String? = nil,
    nearestTo word: String? = nil,
    among known: [String] = []
  ) {
    var mend = mend
    if let word {
      let nearest = nearestName(to: word, among: known)
      mend =
        nearest.map { "write `\($0)`" }
        ?? (known.isEmpty
          ? nil
          : "write one of \(known.sorted().prefix(20).map { "`\($0)`" }.joined(separator: ", "))")
    }
    findings.append(Diagnostic(.error, id, message, at: place, mend: mend))
  }
}
