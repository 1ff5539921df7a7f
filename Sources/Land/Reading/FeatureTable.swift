import Geometry

/// The features of one file over flat buffers: geometry in the file's own coordinates, attributes as columns of text.
///
/// A row is a range of parts, a part a range of rings (or one line, or one point), a ring a range of coordinates. An arc stands
/// beside the coordinates, by the place where its edge starts. Nothing is allocated for a row.
struct FeatureTable: Sendable {
  enum Kind: UInt8, Sendable {
    case none, point, line, polygon
    /// A collection, or a kind that is not of this world (a surface of triangles).
    case other
  }

  /// All columns that the file has, in order of appearance.
  var columns: [String] = []
  /// The values of the columns asked for, in their order.
  private(set) var texts: [TextColumn]
  var coordinates: [Point] = []
  /// Where each ring or line starts in the coordinates; the end stands last.
  private(set) var ringStarts: [Int] = [0]
  /// Where each part starts among the rings; the end stands last.
  private(set) var partStarts: [Int] = [0]
  /// The edges that are arcs, by their place in the coordinates.
  private(set) var arcs: [Arc] = []
  private var kinds: [Kind] = []
  /// Where each row starts among the parts; the end stands last.
  private var rowStarts: [Int] = [0]
  private var faults: [Int: String] = [:]
  /// Rows that are not asked for; empty where all are.
  private var passedOver: [Bool] = []
  /// The coordinate system that the file names, where it does.
  var crs: String?
  /// Rows of the file that are no features, in words.
  var notes: [String] = []
  /// What a reader has to say that costs no row.
  private(set) var remarks: [String] = []

  /// - Parameter columns: How many columns are asked for.
  init(asking columns: Int = 0) { texts = Array(repeating: TextColumn(), count: columns) }

  var rowCount: Int { kinds.count }
  var partCount: Int { partStarts.count - 1 }
  var ringCount: Int { ringStarts.count - 1 }
}

// MARK: Writing

extension FeatureTable {
  /// What is known of a row while it is read; its geometry and texts go straight into the table.
  struct Draft {
    var kind = Kind.none
    /// What is wrong with it, in a few words.
    var fault: String?
  }

  /// Makes room for about so many points, where a file's size tells; memory that is not used is not taken.
  mutating func expect(points: Int) { coordinates.reserveCapacity(min(points, 1 << 28)) }

  mutating func endRing() { ringStarts.append(coordinates.count) }
  mutating func endPart() { partStarts.append(ringStarts.count - 1) }

  /// Ends a row: all parts since the last one are its own. Columns that got no text are null.
  mutating func endRow(_ draft: Draft) {
    if let fault = draft.fault { faults[kinds.count] = fault }
    kinds.append(draft.kind)
    rowStarts.append(partCount)
    for column in texts.indices where texts[column].count < kinds.count {
      texts[column].appendNull()
    }
  }

  mutating func append(_ text: String?, column: Int) {
    if let text { texts[column].append(text) } else { texts[column].appendNull() }
  }

  mutating func append(_ utf8: some Sequence<UInt8>, column: Int) {
    texts[column].append(utf8)
  }

  /// Ends an arc that starts at the last point. Three points in order on one line are an edge; an arc that ends where it starts is a
  /// full circle with `through` opposite (SQL/MM part 3), which becomes two arcs.
  mutating func appendArc(through: Point, to end: Point) {
    guard let start = coordinates.last else { return coordinates.append(end) }
    let edge = coordinates.count - 1
    if start == end {
      guard through != start else { return }
      let centre = (start + through) * 0.5
      let quarter = (start - centre).leftNormal
      arcs.append(Arc(edge: edge, through: centre + quarter))
      coordinates.append(through)
      arcs.append(Arc(edge: edge + 1, through: centre - quarter))
    } else if (through - start).cross(end - start) != 0
      || (through - start).dot(through - end) > 0
    {
      arcs.append(Arc(edge: edge, through: through))
    }
    coordinates.append(end)
  }

  /// Takes back the geometry of the row that is being read.
  mutating func rewindRow() {
    let part = rowStarts[rowStarts.count - 1]
    partStarts.removeLast(partStarts.count - 1 - part)
    ringStarts.removeLast(ringStarts.count - 1 - partStarts[part])
    coordinates.removeLast(coordinates.count - ringStarts[ringStarts.count - 1])
    while let last = arcs.last, last.edge >= coordinates.count { arcs.removeLast() }
  }

  /// How many parts the row that is being read has so far.
  var draftedParts: Int { partCount - rowStarts[rowStarts.count - 1] }

  mutating func remark(_ text: String) {
    if !remarks.contains(text), remarks.count < 20 { remarks.append(text) }
  }

  /// Says that a row cannot be used.
  mutating func refuse(_ row: Int, _ reason: String) { faults[row] = reason }
  /// Says that a row is not asked for: neither used nor spoken of.
  mutating func passOver(_ row: Int) {
    if passedOver.isEmpty { passedOver = Array(repeating: false, count: rowCount) }
    passedOver[row] = true
  }

  /// Carries all coordinates, and the points that arcs go through, to another system.
  mutating func transform(_ body: (inout [Point]) -> Void) {
    body(&coordinates)
    guard !arcs.isEmpty else { return }
    var through = arcs.map(\.through)
    body(&through)
    arcs = zip(arcs, through).map { Arc(edge: $0.edge, through: $1) }
  }
}

// MARK: Reading

extension FeatureTable {
  /// A row as it is looked at; made when it is asked for.
  struct Row {
    let place: Int
    let kind: Kind
    /// Its parts in ``FeatureTable/partStarts``.
    let parts: Range<Int>
    let values: Values
    /// What is wrong with it already, in a few words.
    let fault: String?
    let isPassedOver: Bool
  }

  /// The values of the columns asked for, in their order; nil for null or where there is none.
  struct Values {
    let texts: [TextColumn]
    let row: Int
    subscript(column: Int) -> String? { texts[column][row] }
  }

  struct Rows: RandomAccessCollection {
    fileprivate let table: FeatureTable
    var startIndex: Int { 0 }
    var endIndex: Int { table.rowCount }
    subscript(row: Int) -> Row { table.row(row) }
  }

  var rows: Rows { Rows(table: self) }

  /// Whether a row is neither used nor spoken of.
  func isPassedOver(_ row: Int) -> Bool { !passedOver.isEmpty && passedOver[row] }

  func row(_ row: Int) -> Row {
    Row(
      place: row, kind: kinds[row], parts: rowStarts[row]..<rowStarts[row + 1],
      values: Values(texts: texts, row: row), fault: faults.isEmpty ? nil : faults[row],
      isPassedOver: isPassedOver(row))
  }

  /// Where a row's first point stands in the coordinates; nil where it has none, or is of no use.
  func firstCoordinate(ofRow row: Int) -> Int? {
    let part = rowStarts[row]
    guard part < rowStarts[row + 1], faults[row] == nil else { return nil }
    let start = ringStarts[partStarts[part]]
    return start < ringStarts[partStarts[rowStarts[row + 1]]] ? start : nil
  }

  /// The box of a row's finite coordinates; empty where it has none. An arc may reach beyond it.
  func box(_ row: Row) -> Box {
    guard let first = row.parts.first, let last = row.parts.last else { return .empty }
    let range = ringStarts[partStarts[first]]..<ringStarts[partStarts[last + 1]]
    return Box(coordinates[range].lazy.filter(\.isFinite))
  }

  func points(ofRing ring: Int) -> ArraySlice<Point> {
    coordinates[ringStarts[ring]..<ringStarts[ring + 1]]
  }

  /// The arcs whose edges start in a range of the coordinates, their places counted from its start.
  func arcs(in range: Range<Int>) -> [Arc] {
    guard !arcs.isEmpty else { return [] }
    var low = 0
    var high = arcs.count
    while low < high {
      let middle = (low + high) / 2
      if arcs[middle].edge < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return arcs[low...].prefix { $0.edge < range.upperBound }
      .map { Arc(edge: $0.edge - range.lowerBound, through: $0.through) }
  }
}

/// Why a file cannot be read, with the place where it went wrong.
struct UnreadableFile: Error {
  var reason: String
  var line: Int
  var mend: String?

  init(_ reason: String, line: Int = 1, mend: String? = nil) {
    self.reason = reason
    self.line = line
    self.mend = mend
  }
}
