import Diagnostics
import Facts
import Geometry

// From the features of a file to what a survey reads: one function for each kind of source.

extension TerritoryLoading {
  mutating func parcels(_ entry: SourceEntry, _ system: CoordinateSystem) -> ParcelEdition? {
    guard let table = table(entry, system) else { return nil }
    let names = entry.neededColumns.map(\.name)
    guard let column = entry.columns["number"], let at = names.firstIndex(of: column.name) else {
      return nil
    }
    var numbers: [String] = []
    var regions: [MultiPolygon] = []
    var rows: [[FeatureTable.Row]] = []
    var places: [String: Int] = [:]
    var gaps: [Box] = []
    for (place, row) in table.rows.enumerated() where !row.isPassedOver {
      let what = title(entry, names, row, place)
      let region = region(table, row, entry, what)
      guard let region else {
        gaps.append(table.box(row))
        continue
      }
      guard let number = row.values[at].map({ spaceTrimmed($0) }), !number.isEmpty else {
        leaveOut(entry, what, "it has no `\(column.name)`")
        gaps.append(region.box)
        continue
      }
      let key = normalisedNumber(number)
      if let known = places[key] {
        // A lot in several features is one lot of several parts; the same one twice is one.
        if regions[known].coordinates != region.coordinates {
          regions[known] = MultiPolygon(regions[known].polygons + region.polygons)
        }
        rows[known].append(row)
        findings.append(
          Diagnostic(
            .note, "repeated-parcel",
            "\(entry.title): \(what) has the number of another feature: they are one parcel",
            at: entry.filePlace))
        continue
      }
      places[key] = numbers.count
      numbers.append(number)
      regions.append(region)
      rows.append([row])
    }
    let facts = rows.map { factValues(entry, names, $0) }
    return ParcelEdition(
      entry: entry, source: source(entry, "parcels"), numbers: numbers,
      shapes: ShapeSet(regions: regions, rows: Array(regions.indices), names: numbers),
      places: places, facts: facts, gaps: gaps.filter { !$0.isEmpty })
  }

  mutating func zones(_ entry: SourceEntry, _ system: CoordinateSystem) -> ZoneEdition {
    var edition = ZoneEdition(
      entry: entry, source: source(entry, entry.plan ?? "zones"), codes: [],
      shapes: ShapeSet(rows: [], names: []), facts: [], coverage: .undeclared)
    guard let table = table(entry, system) else {
      edition.failure = "\(edition.source) cannot be read"
      return edition
    }
    let names = entry.neededColumns.map(\.name)
    let at = entry.columns["code"].flatMap { names.firstIndex(of: $0.name) } ?? 0
    var regions: [MultiPolygon] = []
    for (place, row) in table.rows.enumerated() where !row.isPassedOver {
      let what = title(entry, names, row, place)
      guard let code = row.values[at].map({ spaceTrimmed($0) }), !code.isEmpty else {
        leaveOut(entry, what, "it has no `\(names[at])`")
        continue
      }
      guard let region = region(table, row, entry, what) else { continue }
      edition.codes.append(code)
      edition.facts.append(factValues(entry, names, [row]))
      regions.append(region)
    }
    edition.shapes = ShapeSet(regions: regions, rows: Array(regions.indices), names: edition.codes)
    edition.coverage = coverage(entry, system, extent: edition.shapes.box)
    return edition
  }

  mutating func layer(_ name: String, _ entry: SourceEntry, _ system: CoordinateSystem)
    -> LayerEdition
  {
    var edition = LayerEdition(
      name: name, entry: entry, source: source(entry, name), shapes: ShapeSet(rows: [], names: []),
      coverage: .undeclared)
    guard let table = table(entry, system) else {
      edition.failure = "\(name) cannot be read"
      return edition
    }
    let (shapes, gaps) = shapes(table, entry)
    edition.shapes = shapes
    edition.gaps = gaps
    // What was left out may lie anywhere: absence can no longer be told.
    edition.coverage = !gaps.isEmpty ? .undeclared : coverage(entry, system, extent: shapes.box)
    return edition
  }

  mutating func streets(_ entry: SourceEntry, _ system: CoordinateSystem) -> StreetEdition {
    var edition = StreetEdition(
      entry: entry, source: source(entry, "streets"), shapes: ShapeSet(rows: [], names: []),
      widths: [])
    guard let table = table(entry, system) else {
      edition.failure = "\(edition.source) cannot be read"
      return edition
    }
    (edition.shapes, edition.gaps) = shapes(table, entry)
    let names = entry.neededColumns.map(\.name)
    let at = entry.columns["width"].flatMap { names.firstIndex(of: $0.name) }
    edition.widths = table.rows.map { row in
      at.flatMap { row.values[$0] }.flatMap { Double($0) }.flatMap {
        $0 > 0 && $0.isFinite ? $0 : nil
      }
        ?? entry.defaultWidth
    }
    return edition
  }

  mutating func buildings(_ entry: SourceEntry, _ system: CoordinateSystem) -> BuildingEdition {
    var edition = BuildingEdition(
      entry: entry, source: source(entry, "buildings"), shapes: ShapeSet(rows: [], names: []),
      heights: [], storeys: [], coverage: .undeclared)
    guard let table = table(entry, system) else {
      edition.failure = "\(edition.source) cannot be read"
      return edition
    }
    let (shapes, gaps) = shapes(table, entry)
    edition.shapes = shapes
    let names = entry.neededColumns.map(\.name)
    func numbers(_ key: String) -> [Number?] {
      let at = entry.columns[key].flatMap { names.firstIndex(of: $0.name) }
      return table.rows.map { row in at.flatMap { row.values[$0] }.flatMap { Number($0) } }
    }
    edition.heights = numbers("height")
    edition.storeys = numbers("storeys")
    edition.coverage = !gaps.isEmpty ? .undeclared : coverage(entry, system, extent: shapes.box)
    return edition
  }

  mutating func register(_ entry: SourceEntry, _ system: CoordinateSystem) -> RegisterEdition {
    var edition = RegisterEdition(entry: entry, source: source(entry, "register"), facts: [:])
    guard let table = table(entry, system) else {
      edition.failure = "\(edition.source) cannot be read"
      return edition
    }
    let names = entry.neededColumns.map(\.name)
    guard let at = entry.columns["key"].flatMap({ names.firstIndex(of: $0.name) }) else {
      return edition
    }
    var rows: [String: [FeatureTable.Row]] = [:]
    for row in table.rows where !row.isPassedOver {
      guard let key = row.values[at].map({ normalisedNumber(spaceTrimmed($0)) }), !key.isEmpty
      else {
        continue
      }
      rows[key, default: []].append(row)
    }
    edition.facts = rows.mapValues { factValues(entry, names, $0) }
    return edition
  }

  mutating func addAddresses(
    _ entry: SourceEntry, _ system: CoordinateSystem, to town: inout TownData
  ) {
    guard let table = table(entry, system) else {
      town.addressFailure = "\(source(entry, "addresses")) cannot be read"
      return
    }
    let names = entry.neededColumns.map(\.name)
    func place(_ key: String) -> Int? {
      entry.columns[key].flatMap { names.firstIndex(of: $0.name) }
    }
    guard let parcel = place("parcel") else { return }
    let parts =
      place("address").map { [$0] } ?? ["number", "suffix", "street"].compactMap { place($0) }
    for row in table.rows where !row.isPassedOver {
      guard let key = row.values[parcel].map({ normalisedNumber(spaceTrimmed($0)) }), !key.isEmpty
      else { continue }
      let address = parts.compactMap { row.values[$0] }.map { spaceTrimmed($0) }
        .filter { !$0.isEmpty }.joined(separator: " ")
      guard !address.isEmpty, town.addresses[key]?.contains(address) != true else { continue }
      town.addresses[key, default: []].append(address)
    }
  }

  // MARK: Parts

  /// `parcels 2014`: what a source is called in answers.
  private func source(_ entry: SourceEntry, _ kind: String) -> String {
    if let label = entry.label.text(in: "en") { return label }
    return entry.from.map { "\(kind) \($0)" } ?? kind
  }

  private mutating func shapes(_ table: FeatureTable, _ entry: SourceEntry) -> (
    ShapeSet, gaps: [Box]
  ) {
    let names = entry.neededColumns.map(\.name)
    let nameAt = entry.columns["name"].flatMap { names.firstIndex(of: $0.name) }
    var regions: [(MultiPolygon, Int)] = []
    var lines: [(Polyline, Int)] = []
    var points: [(Point, Int)] = []
    var gaps: [Box] = []
    for (place, row) in table.rows.enumerated() where !row.isPassedOver {
      let what = title(entry, names, row, place)
      switch row.kind {
      case .polygon:
        if let region = region(table, row, entry, what) {
          regions.append((region, place))
        } else {
          gaps.append(table.box(row))
        }
      case .line:
        switch table.lines(row) {
        case .success(let found): lines += found.map { ($0, place) }
        case .failure(let fault):
          leaveOut(entry, what, fault.reason)
          gaps.append(table.box(row))
        }
      case .point, .none, .other:
        switch table.points(row) {
        case .success(let found): points += found.map { ($0, place) }
        case .failure(let fault):
          leaveOut(entry, what, fault.reason)
          gaps.append(table.box(row))
        }
      }
    }
    let set = ShapeSet(
      regions: regions.map(\.0), lines: lines.map(\.0), points: points.map(\.0),
      rows: regions.map(\.1) + lines.map(\.1) + points.map(\.1),
      names: table.rows.map { row in nameAt.flatMap { row.values[$0] } ?? "" })
    return (set, gaps)
  }

  private mutating func coverage(
    _ entry: SourceEntry, _ system: CoordinateSystem, extent box: Box
  ) -> Coverage {
    switch entry.coverage {
    case .undeclared:
      findings.append(
        Diagnostic(
          .note, "undeclared-coverage",
          "\(entry.title) does not say where it covers the town: what is not in it stays unknown",
          at: entry.place, mend: "write `coverage: whole` where the whole town was looked at"))
      return .undeclared
    case .whole: return .whole
    case .extent:
      return .region(Ring(box).map { [MultiPolygon(Polygon($0))] } ?? [])
    case .box(let west, let south, let east, let north):
      guard let way = ThreadTransformations.fromDegrees(to: system.code),
        let ring = Ring(
          [Point(west, south), Point(east, south), Point(east, north), Point(west, north)]
            .map { way.forward($0) })
      else { return .undeclared }
      return .region([MultiPolygon(Polygon(ring))])
    case .file(let file, let place):
      var area = entry
      area.title += "'s coverage"
      area.file = file
      area.filePlace = place
      area.table = nil
      area.columns = [:]
      area.facts = []
      area.only = []
      area.except = []
      guard let table = table(area, system) else { return .undeclared }
      return .region(Array(shapes(table, area).0.regions))
    }
  }

  /// The facts that stand in the columns of the rows of one parcel, or of one zone.
  private func factValues(
    _ entry: SourceEntry, _ names: [String], _ rows: [FeatureTable.Row]
  ) -> [String: FactValue] {
    var facts: [String: FactValue] = [:]
    for fact in entry.facts {
      guard let at = names.firstIndex(of: fact.column.name) else { continue }
      let values = rows.map { row in
        row.values[at].map { value(spaceTrimmed($0), fact) }
          ?? .unknown("`\(fact.column.name)` is empty in the register")
      }
      facts[fact.fact] = combined(values, fact)
    }
    return facts
  }

  private func value(_ text: String, _ fact: SourceEntry.FactColumn) -> FactValue {
    let unreadable = FactValue.unknown("the register says `\(text.prefix(40))`")
    switch fact.kind {
    case .text:
      return text.isEmpty ? .unknown("`\(fact.column.name)` is empty in the register") : .text(text)
    case .number:
      guard let number = Number(text), let base = fact.unit?.base(number) ?? .some(number) else {
        return unreadable
      }
      let places = fact.unit?.dimension == .area ? 2 : fact.unit?.dimension == .length ? 3 : 6
      return base.rounded(places: places).map(FactValue.number) ?? unreadable
    case .boolean:
      switch text.lowercased() {
      case "true", "yes", "y", "1", "t": return .boolean(true)
      case "false", "no", "n", "0", "f": return .boolean(false)
      default: return unreadable
      }
    case .date: return CivilDate(String(text.prefix(10))).map(FactValue.date) ?? unreadable
    }
  }

  private func combined(_ values: [FactValue], _ fact: SourceEntry.FactColumn) -> FactValue {
    guard let first = values.first else { return .unknown("no row of the register is about it") }
    if values.count == 1 { return first }
    if let unknown = values.first(where: \.isUnknown) { return unknown }
    if fact.combine == .same {
      return values.allSatisfy { $0 == first }
        ? first : .unknown("\(values.count) rows of the register differ")
    }
    var result: Number?
    for value in values {
      guard case .number(let number) = value else {
        return .unknown("only numbers can be combined")
      }
      guard let sum = result else {
        result = number
        continue
      }
      switch fact.combine {
      case .sum: result = sum + number
      case .max: result = max(sum, number)
      case .min, .same: result = min(sum, number)
      }
    }
    return result.map(FactValue.number) ?? .unknown("the rows of the register cannot be combined")
  }
}

func spaceTrimmed(_ text: String) -> String {
  guard text.utf8.first == 32 || text.utf8.last == 32 else { return text }
  return text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
}
