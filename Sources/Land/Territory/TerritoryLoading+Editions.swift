import Diagnostics
import Facts
import Geometry

// From the features of a file to what a survey reads: one function for each kind of source.

extension TerritoryLoading {
  mutating func parcels(_ entry: SourceEntry, _ system: CoordinateSystem) -> ParcelEdition? {
    let request = ImportRequest(onlyRegions: true, required: "number", joinsRows: true)
    guard let layer = imported(entry, system, as: request) else { return nil }
    let names = entry.neededColumns.map(\.name)
    let at = entry.columns["number"].flatMap { names.firstIndex(of: $0.name) }
    let numbers = layer.shapes.rows.map { layer.text($0, at) ?? "" }
    return ParcelEdition(
      entry: entry, source: source(entry, "parcels"), numbers: numbers, shapes: layer.shapes,
      places: Dictionary(
        numbers.enumerated().lazy.map { (normalisedNumber($1), $0) },
        uniquingKeysWith: { a, _ in a }),
      facts: entry.facts.isEmpty
        ? [] : numbers.indices.map { factValues(entry, names, layer.texts, layer.rows(of: $0)) },
      gaps: layer.gaps)
  }

  mutating func zones(_ entry: SourceEntry, _ system: CoordinateSystem) -> ZoneEdition {
    let source = source(entry, entry.plan ?? "zones")
    let request = ImportRequest(onlyRegions: true, required: "code", isShared: true)
    guard let layer = imported(entry, system, as: request) else {
      return ZoneEdition(entry: entry, source: source, failure: "\(source) cannot be read")
    }
    let names = entry.neededColumns.map(\.name)
    let at = entry.columns["code"].flatMap { names.firstIndex(of: $0.name) }
    return ZoneEdition(
      entry: entry, source: source, codes: layer.shapes.rows.map { layer.text($0, at) ?? "" },
      shapes: layer.shapes,
      facts: layer.shapes.rows.map { factValues(entry, names, layer.texts, [$0]) },
      coverage: coverage(entry, system, extent: layer.shapes.box))
  }

  /// - Parameter isShared: Whether it is told how much of a lot lies in it.
  mutating func layer(
    _ name: String, _ entry: SourceEntry, _ system: CoordinateSystem, isShared: Bool
  ) -> LayerEdition {
    let source = source(entry, name)
    guard let layer = imported(entry, system, as: ImportRequest(isShared: isShared)) else {
      return LayerEdition(
        name: name, entry: entry, source: source, failure: "\(name) cannot be read")
    }
    return LayerEdition(
      name: name, entry: entry, source: source, shapes: layer.shapes,
      coverage: coverage(of: layer, entry, system), gaps: layer.gaps)
  }

  mutating func streets(_ entry: SourceEntry, _ system: CoordinateSystem) -> StreetEdition {
    let source = source(entry, "streets")
    guard let layer = imported(entry, system) else {
      return StreetEdition(entry: entry, source: source, failure: "\(source) cannot be read")
    }
    let names = entry.neededColumns.map(\.name)
    let at = entry.columns["width"].flatMap { names.firstIndex(of: $0.name) }
    let widths = (0..<layer.rowCount).map { row in
      at.flatMap { layer.texts[$0][row] }.flatMap { Double($0) }.flatMap {
        $0 > 0 && $0.isFinite ? $0 : nil
      }
        ?? entry.defaultWidth
    }
    return StreetEdition(
      entry: entry, source: source, shapes: layer.shapes, widths: widths, gaps: layer.gaps)
  }

  mutating func buildings(_ entry: SourceEntry, _ system: CoordinateSystem) -> BuildingEdition {
    let source = source(entry, "buildings")
    guard let layer = imported(entry, system, as: ImportRequest(isShared: true)) else {
      return BuildingEdition(entry: entry, source: source, failure: "\(source) cannot be read")
    }
    let names = entry.neededColumns.map(\.name)
    func numbers(_ key: String) -> [Number?] {
      let at = entry.columns[key].flatMap { names.firstIndex(of: $0.name) }
      return (0..<layer.rowCount).map { row in
        at.flatMap { layer.texts[$0][row] }.flatMap { Number($0) }
      }
    }
    return BuildingEdition(
      entry: entry, source: source, shapes: layer.shapes, heights: numbers("height"),
      storeys: numbers("storeys"), coverage: coverage(of: layer, entry, system))
  }

  /// What was left out may lie anywhere: absence can no longer be told.
  private mutating func coverage(
    of layer: ImportedLayer, _ entry: SourceEntry, _ system: CoordinateSystem
  ) -> Coverage {
    layer.gaps.isEmpty ? coverage(entry, system, extent: layer.shapes.box) : .undeclared
  }

  mutating func register(_ entry: SourceEntry, _ system: CoordinateSystem) -> RegisterEdition {
    let source = source(entry, "register")
    guard let table = table(entry, system) else {
      return RegisterEdition(entry: entry, source: source, failure: "\(source) cannot be read")
    }
    let names = entry.neededColumns.map(\.name)
    guard let at = entry.columns["key"].flatMap({ names.firstIndex(of: $0.name) }) else {
      return RegisterEdition(entry: entry, source: source)
    }
    var rows: [String: [Int]] = [:]
    for row in table.rows where !row.isPassedOver {
      guard let key = row.values[at].map({ normalisedNumber(spaceTrimmed($0)) }), !key.isEmpty
      else {
        continue
      }
      rows[key, default: []].append(row.place)
    }
    return RegisterEdition(
      entry: entry, source: source,
      facts: rows.mapValues { factValues(entry, names, table.texts, $0) })
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
      guard let layer = imported(area, system) else { return .undeclared }
      return .region(layer.shapes.regions)
    }
  }

  /// The facts that stand in the columns of the rows of one parcel, or of one zone.
  private func factValues(
    _ entry: SourceEntry, _ names: [String], _ texts: [TextColumn], _ rows: [Int]
  ) -> [String: FactValue] {
    var facts: [String: FactValue] = [:]
    for fact in entry.facts {
      guard let at = names.firstIndex(of: fact.column.name) else { continue }
      let values = rows.map { row in
        texts[at][row].map { value(spaceTrimmed($0), fact) }
          ?? .unknown("`\(fact.column.name)` is empty in the register")
      }
      facts[fact.fact] = fact.combined(values)
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
}

func spaceTrimmed(_ text: String) -> String {
  guard text.utf8.first == 32 || text.utf8.last == 32 else { return text }
  return text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
}
