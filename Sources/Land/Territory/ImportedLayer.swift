import Diagnostics
import Dispatch
import Facts
import Foundation
import Geometry
import SpatialIndex
import Synchronization

/// One source as it was imported: its shapes in the town's coordinates, and the texts of the columns that are asked for.
struct ImportedLayer: Sendable {
  /// ``ShapeSet/rows`` are rows of ``texts``.
  var shapes: ShapeSet
  /// The values of the columns asked for, in the order of ``SourceEntry/neededColumns``.
  var texts: [TextColumn]
  var rowCount: Int
  /// Of shapes that several rows make together, the rows after the first.
  var furtherRows: [Int: [Int]] = [:]
  /// Where features were left out.
  var gaps: [Box] = []
  /// What the file says that it was opened from, where it was.
  var notes: ImportNotes?

  /// All rows that a shape came from.
  func rows(of shape: Int) -> [Int] {
    let first = shapes.rows[shape]
    return [first] + (furtherRows[first] ?? [])
  }

  /// A value without spaces around it; nil where there is none.
  func text(_ row: Int, _ column: Int?) -> String? {
    column.flatMap { texts[$0][row] }.map { spaceTrimmed($0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// What a source is imported as.
struct ImportRequest {
  /// Whether only areas are of use.
  var onlyRegions = false
  /// The key of a column that each row must fill.
  var required: String?
  /// Whether rows with the same value there are one shape.
  var joinsRows = false
  /// Whether lots are shared out among its regions; others are only found by box.
  var isShared = false
}

/// What comes of one row.
private enum RowShape: Sendable {
  case passedOver
  case region(MultiPolygon, mended: String?)
  case lines([Polyline])
  case points([Point])
  case leftOut(String, Box)

  var isUsable: Bool {
    switch self {
    case .passedOver, .leftOut: false
    case .region, .lines, .points: true
    }
  }
}

extension TerritoryLoading {
  /// Imports a source, or opens it where it was imported before. Nil where it cannot be used at all.
  mutating func imported(
    _ entry: SourceEntry, _ system: CoordinateSystem, as request: ImportRequest = ImportRequest()
  ) -> ImportedLayer? {
    guard let store else { return importedAnew(entry, system, as: request) }
    let path = store.path(settings(entry, system, request))
    if let kept = try? ImportedLayer(reading: path), let notes = kept.notes,
      notes.files.elementsEqual(
        files(of: entry, known: notes.files), by: { $0.isSame(as: $1) })
    {
      for file in notes.files { summed.append((file.fingerprint, Data())) }
      findings += notes.told.map { $0.finding(at: entry.filePlace) }
      var reading = notes.reading
      (reading.town, reading.title, reading.file) = (town, entry.title, entry.file)
      readings.append(reading)
      progress?.tell("\(entry.title): \(kept.rowCount) features, imported before")
      return kept
    }
    let before = findings.count
    guard let layer = importedAnew(entry, system, as: request), let reading = readings.last else {
      return nil
    }
    let names = entry.neededColumns.map(\.name)
    let box = layer.shapes.box
    let notes = ImportNotes(
      files: files(of: entry, known: []), regionCount: layer.shapes.regionCount,
      lineCount: layer.shapes.lineCount, rowCount: layer.rowCount,
      nameColumn: entry.columns["name"].flatMap { names.firstIndex(of: $0.name) },
      // An empty box has sides that JSON cannot say.
      box: box.isEmpty ? [0, 0, -1, -1] : [box.minX, box.minY, box.maxX, box.maxY],
      told: findings[before...].map(ImportNotes.Told.init), reading: reading)
    do {
      try layer.write(to: path, notes)
    } catch {
      findings.append(
        Diagnostic(
          .note, "not-kept", "\(entry.title): its import is not kept: \(error)", at: entry.filePlace
        ))
    }
    return layer
  }

  /// All that an import depends on but the contents of its files.
  private func settings(
    _ entry: SourceEntry, _ system: CoordinateSystem, _ request: ImportRequest
  ) -> String {
    func conditions(_ list: [(column: SourceEntry.ColumnName, values: Set<String>)]) -> String {
      "\(list.map { ($0.column.name, $0.values.sorted()) })"
    }
    return [
      absolute(entry.file, in: folder), entry.table ?? "", entry.crs?.code ?? "", system.code,
      entry.operation?.name ?? "", "\(entry.header ?? [])", entry.geometry ?? "",
      entry.encoding ?? "", "\(entry.columns.mapValues(\.name).sorted { $0.key < $1.key })",
      "\(entry.neededColumns.map(\.name))", conditions(entry.only), conditions(entry.except),
      "\(request)",
    ].joined(separator: "\u{1F}")
  }

  /// The files of a source as they are.
  private func files(of entry: SourceEntry, known: [StoredFile]) -> [StoredFile] {
    let path = absolute(entry.file, in: folder)
    return SourceFormat.files(of: path).compactMap { file in
      storedFiles.file(file, title: entry.file, known: known.first { $0.path == file })
    }
  }

  /// Reads a source, carries it into the town's system, judges every shape.
  private mutating func importedAnew(
    _ entry: SourceEntry, _ system: CoordinateSystem, as request: ImportRequest
  ) -> ImportedLayer? {
    guard let table = table(entry, system) else { return nil }
    let names = entry.neededColumns.map(\.name)
    let key = request.required.flatMap { entry.columns[$0] }
    let keyAt = key.flatMap { key in names.firstIndex(of: key.name) }
    let furtherRows = request.joinsRows ? self.furtherRows(table, keyAt, entry, names) : [:]
    let joined = Set(furtherRows.values.joined())

    var regions = FlatLayerBuilder()
    var regionRows: [Int] = []
    var lines: [(Polyline, Int)] = []
    var points: [(Point, Int)] = []
    var gaps: [Box] = []
    for start in stride(from: 0, to: table.rowCount, by: Self.stretch) {
      let stretch = start..<min(table.rowCount, start + Self.stretch)
      for (place, shape) in zip(
        stretch, shapes(of: stretch, table, request, furtherRows, joined))
      {
        if case .passedOver = shape { continue }
        if let key, shape.isUsable, text(table, place, keyAt) == nil {
          leaveOut(entry, title(entry, names, table.row(place)), "it has no `\(key.name)`")
          gaps.append(table.box(table.row(place)))
          continue
        }
        switch shape {
        case .passedOver: break
        case .region(let region, let mended):
          if let mended {
            read(entry) { $0.mended += 1 }
            let what = title(entry, names, table.row(place))
            findings.append(
              Diagnostic(
                .note, "repaired-feature", "\(entry.title): \(what) is mended: \(mended)",
                at: entry.filePlace))
          }
          regions.append(region)
          regionRows.append(place)
        case .lines(let found): lines += found.map { ($0, place) }
        case .points(let found): points += found.map { ($0, place) }
        case .leftOut(let reason, let box):
          leaveOut(entry, title(entry, names, table.row(place)), reason)
          gaps.append(box)
        }
      }
    }
    let nameAt = entry.columns["name"].flatMap { names.firstIndex(of: $0.name) }
    let shapes = ShapeSet(
      regions, lines: lines.map(\.0), points: points.map(\.0),
      rows: regionRows + lines.map(\.1) + points.map(\.1),
      names: nameAt.map { table.texts[$0] }, isShared: request.isShared)
    return ImportedLayer(
      shapes: shapes, texts: table.texts, rowCount: table.rowCount, furtherRows: furtherRows,
      gaps: gaps.filter { !$0.isEmpty })
  }

  /// As many rows at a time as keep all processors busy without holding many shapes as objects.
  private static let stretch = 16_384

  private func text(_ table: FeatureTable, _ row: Int, _ column: Int?) -> String? {
    column.flatMap { table.texts[$0][row] }.map { spaceTrimmed($0) }.flatMap {
      $0.isEmpty ? nil : $0
    }
  }

  /// The rows that have a number that an earlier one has, by that one: a lot in several features is one lot.
  private mutating func furtherRows(
    _ table: FeatureTable, _ keyAt: Int?, _ entry: SourceEntry, _ names: [String]
  ) -> [Int: [Int]] {
    var first: [String: Int] = [:]
    first.reserveCapacity(table.rowCount)
    var further: [Int: [Int]] = [:]
    for row in 0..<table.rowCount where !table.isPassedOver(row) {
      guard let key = text(table, row, keyAt).map(normalisedNumber) else { continue }
      guard let known = first[key] else {
        first[key] = row
        continue
      }
      further[known, default: []].append(row)
      findings.append(
        Diagnostic(
          .note, "repeated-parcel",
          "\(entry.title): \(title(entry, names, table.row(row))) has the number of another feature: they are one parcel",
          at: entry.filePlace))
    }
    return further
  }

  /// The shapes of a stretch of rows, made on all processors.
  private func shapes(
    of rows: Range<Int>, _ table: FeatureTable, _ request: ImportRequest,
    _ furtherRows: [Int: [Int]], _ joined: Set<Int>
  ) -> [RowShape] {
    let piece = 256
    let count = (rows.count + piece - 1) / piece
    let done = Mutex<[Int: [RowShape]]>([:])
    let onlyRegions = request.onlyRegions
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let geos = GEOS()
      let start = rows.lowerBound + index * piece
      let shapes = (start..<min(rows.upperBound, start + piece)).map { row in
        if joined.contains(row) || table.isPassedOver(row) { return RowShape.passedOver }
        return shape(
          of: [row] + (furtherRows[row] ?? []), table, onlyRegions: onlyRegions, geos)
      }
      done.withLock { $0[index] = shapes }
    }
    let all = done.withLock { $0 }
    return (0..<count).flatMap { all[$0] ?? [] }
  }
}

/// What the rows of one feature make.
private func shape(
  of rows: [Int], _ table: FeatureTable, onlyRegions: Bool, _ geos: GEOS
) -> RowShape {
  let row = table.row(rows[0])
  func leftOut(_ fault: FeatureTable.Fault) -> RowShape { .leftOut(fault.reason, table.box(row)) }
  switch row.kind {
  case .line where !onlyRegions:
    switch table.lines(row) {
    case .success(let lines): return .lines(lines)
    case .failure(let fault): return leftOut(fault)
    }
  case .point where !onlyRegions, .none where !onlyRegions, .other where !onlyRegions:
    switch table.points(row) {
    case .success(let points): return .points(points)
    case .failure(let fault): return leftOut(fault)
    }
  default: break
  }
  var regions: [MultiPolygon] = []
  var mended: String?
  for row in rows.map(table.row) {
    switch region(of: row, table, geos) {
    case .success((let region, let note)):
      mended = mended ?? note
      if !regions.contains(where: { $0.coordinates == region.coordinates }) {
        regions.append(region)
      }
    case .failure(let fault): return leftOut(fault)
    }
  }
  return .region(
    regions.count == 1 ? regions[0] : MultiPolygon(regions.flatMap(\.polygons)), mended: mended)
}

/// A polygon of a row, mended where a mend changes next to nothing, with what was mended.
private func region(
  of row: FeatureTable.Row, _ table: FeatureTable, _ geos: GEOS
) -> Result<(MultiPolygon, String?), FeatureTable.Fault> {
  table.region(row).flatMap { region in
    switch region.repaired(using: geos) {
    case .unchanged: return .success((region, nil))
    case .repaired(let mended, let change, let reason, let at):
      let amount = Number(change)?.rounded(places: 2)?.description ?? "0"
      return .success((mended, "\(reason)\(placeText(at)); its area changes by \(amount) m²"))
    case .refused(let reason, let at): return .failure(.init(reason + placeText(at)))
    }
  }
}
