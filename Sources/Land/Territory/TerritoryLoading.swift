import Diagnostics
import Facts
import Foundation
import Geometry

/// Reads a territory file and all that it names, and collects what does not fit.
struct TerritoryLoading {
  var findings: [Diagnostic] = []
  var towns: [TownData] = []
  var fingerprint: String?
  let progress: SourceProgress?
  /// What the fingerprint is taken of, in order.
  var summed: [(name: String, contents: Data)] = []
  /// The folder that a town's sources are relative to.
  var folder = ""
  /// The id of the town that is being loaded.
  var town = ""
  /// What came of each source that was read.
  var readings: [SourceReading] = []

  /// Where imports are kept, if anywhere.
  let store: LandStore?
  let storedFiles: StoredFiles

  init(
    store: LandStore? = nil, progress: SourceProgress?, storedFiles: StoredFiles = StoredFiles()
  ) {
    self.store = store
    self.storedFiles = storedFiles
    self.progress = progress
  }

  mutating func load(_ file: String, dataFolder: String?) throws(TerritoryError) {
    loadFile(file, dataFolder: dataFolder, isNested: false)
    var seen: Set<String> = []
    for town in towns where !seen.insert(town.file.id).inserted {
      fail("repeated-town", "two towns have the id `\(town.file.id)`", at: town.file.crs.place)
    }
    guard !towns.isEmpty, !isBroken else { throw TerritoryError(findings: findings) }
    var sum = Fingerprinting()
    for (name, contents) in summed { sum.add(name, contents) }
    fingerprint = sum.text
  }

  /// Whether something went wrong that the territory may not open without.
  private(set) var isBroken = false

  /// A loading of one source of the town at hand, to be taken over by ``take(_:)``.
  func apart() -> TerritoryLoading {
    var loading = TerritoryLoading(store: store, progress: progress, storedFiles: storedFiles)
    loading.folder = folder
    loading.town = town
    return loading
  }

  /// Takes over what a loading ``apart()`` found.
  mutating func take(_ part: TerritoryLoading) {
    findings += part.findings
    readings += part.readings
    summed += part.summed
    if part.isBroken { isBroken = true }
  }

  /// Says that the territory may not open.
  mutating func breakOff() { isBroken = true }

  mutating func fail(_ id: String, _ message: String, at place: Place, mend: String? = nil) {
    findings.append(Diagnostic(.error, id, message, at: place, mend: mend))
    isBroken = true
  }

  private mutating func loadFile(_ file: String, dataFolder: String?, isNested: Bool) {
    guard let bytes = FileManager.default.contents(atPath: file) else {
      return fail("missing-file", "there is no file `\(file)`", at: Place(file: file, line: 1))
    }
    let text = String(decoding: bytes, as: UTF8.self)
    summed.append(((file as NSString).lastPathComponent, bytes))
    var found: [Diagnostic] = []
    let tree = YAMLTree(text, file: file, findings: &found)
    findings += found
    guard let tree else {
      isBroken = true
      return
    }
    let here = (file as NSString).deletingLastPathComponent
    if let list = tree["towns"], !isNested {
      var reader = TownFileReader()
      reader.check(tree.entries?.map(\.key) ?? [], tree, against: ["towns"], of: "a file of towns")
      for item in list.items {
        if let name = item.text {
          loadFile(absolute(name, in: here), dataFolder: dataFolder, isNested: true)
        } else {
          reader.report("bad-value", "`towns` lists territory files", item.place)
        }
      }
      findings += reader.findings
      if reader.findings.hasErrors { isBroken = true }
      return
    }
    var reader = TownFileReader()
    let town = reader.read(tree)
    findings += reader.findings
    guard let town, !reader.findings.hasErrors else {
      isBroken = true
      return
    }
    folder = dataFolder ?? (here.isEmpty ? "." : here)
    self.town = town.id
    load(town)
  }

  func absolute(_ name: String, in folder: String) -> String {
    name.hasPrefix("/") || folder.isEmpty ? name : folder + "/" + name
  }

  private mutating func load(_ file: TownFile) {
    guard let system = metricSystem(file) else { return }
    guard let way = ThreadTransformations.fromDegrees(to: system.code) else {
      return fail(
        "unknown-crs", "no operation leads from degrees to `\(file.crs.code)`", at: file.crs.place)
    }
    var town = TownData(
      file: file, system: system, operation: way.operation.name, operationAccuracy: way.accuracy,
      parcels: [], zones: [], layers: [], streets: [], buildings: [], register: [],
      rightsOfWay: [], openSpaces: [], addresses: [:])
    for edition in editions(of: file, system) {
      switch edition {
      case .parcels(let edition): if let edition { town.parcels.append(edition) }
      case .zones(let edition): town.zones.append(edition)
      case .layer(let edition): town.layers.append(edition)
      case .streets(let edition): town.streets.append(edition)
      case .buildings(let edition): town.buildings.append(edition)
      case .register(let edition): town.register.append(edition)
      case .rightOfWay(let edition): town.rightsOfWay.append(edition)
      case .openSpace(let edition): town.openSpaces.append(edition)
      case .beside(let abutter, let edition): town.beside.append((abutter, edition))
      }
    }
    // The newest first: where two are in force, it counts.
    town.parcels = town.parcels.enumerated().sorted {
      let a = $0.element.entry.from?.dayNumber ?? .min
      let b = $1.element.entry.from?.dayNumber ?? .min
      return a == b ? $0.offset < $1.offset : a > b
    }.map(\.element)
    for entry in file.addresses { addAddresses(entry, system, to: &town) }
    for entry in file.lineage { addLineage(entry, system, to: &town) }
    for entry in file.depositedPlans {
      town.deposited.append(layer(entry.plan ?? entry.title, entry, system, isShared: true))
    }
    town.folder = folder
    towns.append(town)
  }

  private mutating func metricSystem(_ file: TownFile) -> CoordinateSystem? {
    let (code, place) = file.crs
    guard let system = CoordinateSystem(code) else {
      fail(
        "unknown-crs", "`\(code)` is no coordinate system that is known", at: place,
        mend: "write it as `EPSG:` and its number, as `EPSG:2039`")
      return nil
    }
    guard system.isGeographic || system.metresPerUnit != 1 else { return system }
    var mend = "write a projected system in metres"
    if let centre = system.area?.centre, !system.isGeographic {
      let zone = Int(((centre.longitude + 180) / 6).rounded(.down)) % 60 + 1
      mend += ", as `EPSG:\((centre.latitude < 0 ? 32700 : 32600) + zone)`"
    }
    fail(
      "bad-crs",
      "a town is measured in metres, and `\(code)` (\(system.name)) counts in \(system.isGeographic ? "degrees" : "another unit")",
      at: place, mend: mend)
    return nil
  }

  // MARK: Sources

  /// The features of a source in the town's coordinates; nil with a finding where it cannot be used.
  mutating func table(_ entry: SourceEntry, _ system: CoordinateSystem) -> FeatureTable? {
    let path = absolute(entry.file, in: folder)
    let url = URL(fileURLWithPath: path)
    let isFolder = SourceFormat.isFolder(path)
    // A database is read by its path, and only the pages that are needed.
    let isRead =
      !isFolder
      && (SourceFormat(of: path) != .geoPackage
        || !FileManager.default.isReadableFile(atPath: path))
    guard let bytes = isRead ? try? Data(contentsOf: url, options: .mappedIfSafe) : Data() else {
      let parent = (path as NSString).deletingLastPathComponent
      let beside = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
      let name = (path as NSString).lastPathComponent
      let mend = nearestName(to: name, among: beside).map { "write `\($0)`" }
      refuse(
        "missing-file", "\(entry.title): there is no file `\(entry.file)`", at: entry.filePlace,
        mend: mend)
      return nil
    }
    for file in SourceFormat.files(of: path) {
      if let file = storedFiles.file(file, title: entry.file) {
        summed.append((file.fingerprint, Data()))
      }
    }
    let columns = entry.neededColumns
    let names = columns.map(\.name)
    var table: FeatureTable
    do throws(UnreadableFile) {
      table = try SourceFormat(of: path).read(
        path, bytes, SourceFormat.Request(entry, columns: names))
    } catch {
      findings.append(
        Diagnostic(
          .error, "unreadable-file",
          "\(entry.title): `\(entry.file)` cannot be read: \(error.reason)",
          at: Place(file: path, line: error.line),
          related: [.init("named here", at: entry.filePlace)],
          mend: error.mend))
      return nil
    }
    readings.append(SourceReading(town: town, entry: entry, path: path, table: table))
    for note in table.notes {
      findings.append(
        Diagnostic(
          .warning, "refused-row", "\(entry.title): \(note): it is left out", at: entry.filePlace))
    }
    for remark in table.remarks {
      findings.append(
        Diagnostic(.note, "read-in-part", "\(entry.title): \(remark)", at: entry.filePlace))
    }
    let missing = columns.filter { !table.columns.contains($0.name) }
    // A file without any feature has no columns to miss.
    if !missing.isEmpty, table.rowCount > 0 {
      for column in missing {
        let near = nearestName(to: column.name, among: table.columns)
        refuse(
          "unknown-column", "\(entry.title): `\(entry.file)` has no column `\(column.name)`",
          at: column.place,
          mend: near.map { "write `\($0)`" }
            ?? "write one of \(table.columns.prefix(30).map { "`\($0)`" }.joined(separator: ", "))")
      }
      return nil
    }
    if table.coordinates.isEmpty {
      progress?.tell("\(entry.title): \(table.rowCount) rows")
      return filtered(table, entry, names)
    }
    guard project(&table, entry, to: system) else { return nil }
    progress?.tell("\(entry.title): \(table.rowCount) features")
    return filtered(table, entry, names)
  }

  private mutating func refuse(_ id: String, _ message: String, at place: Place, mend: String?) {
    findings.append(Diagnostic(.error, id, message, at: place, mend: mend))
  }

  /// Rows that `only` and `except` leave are marked, so that places stay the file's.
  private func filtered(_ table: FeatureTable, _ entry: SourceEntry, _ names: [String])
    -> FeatureTable
  {
    guard !entry.only.isEmpty || !entry.except.isEmpty else { return table }
    var table = table
    func place(_ column: SourceEntry.ColumnName) -> Int? { names.firstIndex(of: column.name) }
    for index in 0..<table.rowCount {
      let values = table.row(index).values
      let isIn = entry.only.allSatisfy { condition in
        place(condition.column).map { condition.values.contains(values[$0] ?? "") } ?? false
      }
      let isOut = entry.except.contains { condition in
        place(condition.column).map { condition.values.contains(values[$0] ?? "") } ?? false
      }
      if !isIn || isOut { table.passOver(index) }
    }
    return table
  }

  private mutating func project(
    _ table: inout FeatureTable, _ entry: SourceEntry, to system: CoordinateSystem
  ) -> Bool {
    let place = entry.crs?.place ?? entry.filePlace
    guard let code = entry.crs?.code ?? table.crs else {
      refuse(
        "missing-crs", "\(entry.title): `\(entry.file)` names no coordinate system", at: place,
        mend: "write its `crs:`, as `\(system.code)`")
      return false
    }
    guard let source = CoordinateSystem(code) else {
      refuse(
        "unknown-crs", "\(entry.title): `\(code)` is no coordinate system that is known", at: place,
        mend: "write it as `EPSG:` and its number, as `\(system.code)`")
      return false
    }
    let degrees = CoordinateSystem(CoordinateSystem.longitudeLatitude)
    let toDegrees =
      source.isGeographic ? nil : degrees.flatMap { try? Transformation(from: source, to: $0) }
    var strays: [Int] = []
    var example = ""
    var shown = 0
    for index in 0..<table.rowCount {
      guard let start = table.firstCoordinate(ofRow: index), table.coordinates[start].isFinite
      else { continue }
      shown += 1
      let raw = table.coordinates[start]
      let at = toDegrees?.forward(raw) ?? raw
      let isOnEarth = abs(at.x) <= 360 && abs(at.y) <= 90
      let fits =
        isOnEarth
        && [source, system].allSatisfy {
          $0.area?.holds(longitude: at.x, latitude: at.y) ?? true
        }
      if fits { continue }
      strays.append(index)
      if example.isEmpty {
        example =
          isOnEarth
          ? "\(degreesText(at)) lies outside the area of `\(source.area?.holds(longitude: at.x, latitude: at.y) == false ? source.code : system.code)`"
          : "\(Int(clamping: raw.x)), \(Int(clamping: raw.y)) is no place in `\(source.code)`"
      }
    }
    if strays.count * 2 > shown {
      refuse(
        "wrong-crs",
        "\(entry.title): the coordinates of `\(entry.file)` are not those of `\(source.code)`: \(example)",
        at: place, mend: "write the file's own `crs:`, or mend the town's")
      return false
    }
    for index in strays {
      table.refuse(index, "it lies outside the area of the town's coordinate system")
    }
    read(entry) { $0.crs = source.code }
    guard source.code != system.code else { return true }
    do throws(NoOperation) {
      let way = try Transformation(from: source, to: system, named: entry.operation?.name)
      table.transform(way.forward)
      read(entry) { $0.operation = way.operation }
    } catch {
      refuse(error, entry, from: source, to: system)
      return false
    }
    return true
  }

  private mutating func refuse(
    _ error: NoOperation, _ entry: SourceEntry, from source: CoordinateSystem,
    to system: CoordinateSystem
  ) {
    let place = entry.operation?.place ?? entry.crs?.place ?? entry.filePlace
    let way = "from `\(source.code)` to `\(system.code)`"
    switch error {
    case .none:
      refuse("unknown-crs", "\(entry.title): no operation leads \(way)", at: place, mend: nil)
    case .onlyBallpark(let name):
      refuse(
        "ballpark-operation",
        "\(entry.title): only a guess leads \(way) (`\(name)`), which may be off by hundreds of metres",
        at: place,
        mend:
          "write a `crs:` whose datum is known, or convert the file by an operation that you know")
    case .unknownName(let known):
      let names = known.flatMap { [$0.name] + $0.steps }
      let near = entry.operation.flatMap { nearestName(to: $0.name, among: names) }
      refuse(
        "unknown-operation",
        "\(entry.title): no operation \(way) is called `\(entry.operation?.name ?? "")`",
        at: place,
        mend: near.map { "write `\($0)`" }
          ?? "write one of \(known.prefix(9).map { "`\($0.name)`" }.joined(separator: ", "))")
    }
  }

  private func degreesText(_ point: Point) -> String {
    func short(_ value: Double) -> String { Number(value)?.rounded(places: 3)?.description ?? "?" }
    return "\(short(point.x)), \(short(point.y))"
  }

  /// How a feature is spoken of in a finding.
  func title(_ entry: SourceEntry, _ names: [String], _ row: FeatureTable.Row) -> String {
    for key in ["number", "id", "name", "code"] {
      if let column = entry.columns[key], let at = names.firstIndex(of: column.name),
        let id = row.values[at]
      {
        return "feature \(row.place + 1) (`\(id)`)"
      }
    }
    return "feature \(row.place + 1)"
  }

  /// Adds to what is told of a source.
  mutating func read(_ entry: SourceEntry, _ body: (inout SourceReading) -> Void) {
    if let place = readings.lastIndex(where: { $0.town == town && $0.title == entry.title }) {
      body(&readings[place])
    }
  }

  mutating func leaveOut(_ entry: SourceEntry, _ what: String, _ reason: String) {
    read(entry) { $0.leftOut += 1 }
    findings.append(
      Diagnostic(
        .warning, "refused-feature", "\(entry.title): \(what) is left out: \(reason)",
        at: entry.filePlace))
  }
}

/// ` at 180110.25, 650030`: where in the town's metres something is wrong.
func placeText(_ point: Point?) -> String {
  guard let point, let x = Number(point.x)?.rounded(places: 2),
    let y = Number(point.y)?.rounded(places: 2)
  else { return "" }
  return " at \(x), \(y)"
}

extension Int {
  init(clamping value: Double) {
    self = value.isNaN ? 0 : Int(Swift.min(Swift.max(value, -9e15), 9e15))
  }
}
