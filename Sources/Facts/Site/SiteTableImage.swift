/// The one stretch of memory of a table, in the form of its file (all integers little-endian, sections at multiples of eight):
///
/// | bytes | |
/// |---|---|
/// | 0 ..< 8 | `MIZANSIT` |
/// | 8 ..< 16 | version |
/// | 16 ..< 24 | length in bytes |
/// | 24 ..< 32 | checksum of all that follows |
/// | 32 ..< 40 | where the directory starts, in bytes |
/// | 40 ... | sections, and last the directory: words of eight bytes |
enum SiteTableFormat {
  static let mark = Array("MIZANSIT".utf8)
  static let version: UInt64 = 2
  static let headBytes = 40

  /// Four lanes of multiplied and folded words: made against decay, not against forgery.
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let prime: UInt64 = 0x9E37_79B9_7F4A_7C15
    var lanes = SIMD4<UInt64>(1, 2, 3, 4) &* prime
    let whole = bytes.count / 32 * 32
    var at = 0
    while at < whole {
      let words = bytes.loadUnaligned(fromByteOffset: at, as: SIMD4<UInt64>.self)
      lanes = (lanes ^ words) &* prime
      lanes = lanes ^ (lanes &>> 29)
      at += 32
    }
    var sum = UInt64(bytes.count)
    while at < bytes.count {
      sum = (sum ^ UInt64(bytes[at])) &* prime
      at += 1
    }
    for lane in 0..<4 {
      sum = (sum ^ lanes[lane]) &* prime
      sum ^= sum >> 32
    }
    return sum
  }
}

/// Gathers the sections of a table's image.
struct SiteTableWriter {
  private var bytes: [UInt8] = .init(repeating: 0, count: SiteTableFormat.headBytes)

  /// Writes cells, and returns where they stand: start, number, whether one stands for all rows.
  mutating func section<Value: BitwiseCopyable>(_ values: [Value], isUniform: Bool) -> [UInt64] {
    let start = bytes.count
    values.withUnsafeBytes { bytes.append(contentsOf: $0) }
    align()
    return [UInt64(start), UInt64(values.count), isUniform ? 1 : 0]
  }

  mutating func cells<Value>(_ builder: CellBuilder<Value>, _ rows: Int) -> [UInt64] {
    var builder = builder
    builder.fill(to: rows)
    let (values, isUniform) = builder.cells
    return section(values, isUniform: isUniform)
  }

  mutating func texts(_ utf8: [UInt8], _ starts: [UInt64]) -> [UInt64] {
    section(starts, isUniform: false) + section(utf8, isUniform: false)
  }

  private mutating func align() { while bytes.count % 8 != 0 { bytes.append(0) } }

  /// The image, closed by its directory.
  consuming func image(directory: [UInt64]) -> [UInt8] {
    let start = bytes.count
    for word in directory { Self.put(word, into: &bytes) }
    var head = SiteTableFormat.mark
    Self.put(SiteTableFormat.version, into: &head)
    Self.put(UInt64(bytes.count), into: &head)
    let sum = bytes.withUnsafeBytes { raw in
      var sum = SiteTableFormat.checksum(UnsafeRawBufferPointer(rebasing: raw[40...]))
      sum ^= UInt64(start)
      return sum
    }
    Self.put(sum, into: &head)
    Self.put(UInt64(start), into: &head)
    bytes.replaceSubrange(0..<SiteTableFormat.headBytes, with: head)
    return bytes
  }

  private static func put(_ word: UInt64, into bytes: inout [UInt8]) {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

/// Reads the directory of an image. Whatever does not fit is damage: nothing outside the image is ever touched.
struct SiteTableReader {
  private let memory: SiteTableMemory
  private var at: Int
  private var depth = 0
  private var pool: PackedTexts?

  struct Head {
    var count: Int
    var jurisdiction: String
    var date: CivilDate
    var origin: String
    var texts: PackedTexts
    var parcels: PackedTexts
    var hasParcel: Cells<UInt8>
    var provenances: [SiteTable.Provenance] = []
    var nameLists: [[String]] = []
    var planLists: [[PlanInForce]] = []
    var plans: Cells<UInt32>
  }

  init(_ memory: SiteTableMemory) {
    self.memory = memory
    at = memory.directory
  }

  mutating func head() throws(SiteTableFault) -> Head {
    let count = try number(below: 1 << 40)
    let jurisdiction = try word()
    let day = Int64(bitPattern: try word())
    guard day.magnitude < 1 << 42 else { throw damage("day") }
    let origin = try word()
    let parcels = try packedTexts()
    guard parcels.count == count else { throw damage("parcels") }
    let hasParcel = try cells(of: UInt8.self, count)
    let texts = try packedTexts()
    pool = texts
    func text(_ code: UInt64) throws(SiteTableFault) -> String {
      guard code < UInt64(texts.count) else { throw damage("text") }
      return texts[Int(code)]
    }
    func optional(_ code: UInt64) throws(SiteTableFault) -> String? {
      code == 0 ? nil : try text(code - 1)
    }
    var provenances: [SiteTable.Provenance] = []
    for _ in 0..<(try number(below: Int(UInt32.max))) {
      provenances.append(
        .init(method: try optional(try word()), source: try optional(try word())))
    }
    var nameLists: [[String]] = []
    for _ in 0..<(try number(below: Int(UInt32.max))) {
      var names: [String] = []
      for _ in 0..<(try number(below: Int(UInt32.max))) { names.append(try text(try word())) }
      nameLists.append(names)
    }
    var planLists: [[PlanInForce]] = []
    for _ in 0..<(try number(below: Int(UInt32.max))) {
      var plans: [PlanInForce] = []
      for _ in 0..<(try number(below: Int(UInt32.max))) {
        var plan = PlanInForce(
          id: try text(try word()), rank: try text(try word()), status: try text(try word()))
        let isDated = try word() == 1
        let day = Int64(bitPattern: try word())
        guard day.magnitude < 1 << 42 else { throw damage("day") }
        if isDated { plan.effective = CivilDate(dayNumber: Int(day)) }
        plans.append(plan)
      }
      planLists.append(plans)
    }
    return Head(
      count: count, jurisdiction: try text(jurisdiction), date: CivilDate(dayNumber: Int(day)),
      origin: try text(origin), texts: texts, parcels: parcels, hasParcel: hasParcel,
      provenances: provenances,
      nameLists: nameLists, planLists: planLists,
      plans: try codes(count, below: count == 0 ? 1 : planLists.count))
  }

  mutating func facts(_ rows: Int, provenances: Int) throws(SiteTableFault) -> [SiteTable.Fact] {
    var facts: [SiteTable.Fact] = []
    for _ in 0..<(try number(below: Int(UInt32.max))) {
      facts.append(
        .init(
          name: try name(), field: try field(rows),
          provenance: try codes(rows, below: provenances), tolerance: try field(rows)))
    }
    return facts
  }

  mutating func layers(_ rows: Int, nameLists: Int) throws(SiteTableFault) -> [SiteTable.Layer] {
    var layers: [SiteTable.Layer] = []
    for _ in 0..<(try number(below: Int(UInt32.max))) {
      layers.append(
        .init(
          name: try name(), isPresent: try cells(of: UInt8.self, rows), share: try field(rows),
          distance: try field(rows), adjoins: try field(rows),
          names: try codes(rows, below: nameLists),
          source: try codes(rows, below: textCount + 1)))
    }
    guard at == memory.count else { throw damage("end") }
    return layers
  }

  // MARK: fields

  private mutating func field(_ rows: Int) throws(SiteTableFault) -> SiteField {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 64 else { throw damage("depth") }
    var columns: [SiteColumn] = []
    for _ in 0..<(try number(below: 64)) { columns.append(try column(rows)) }
    return SiteField(columns: columns)
  }

  private mutating func column(_ rows: Int) throws(SiteTableFault) -> SiteColumn {
    guard try word() == UInt64(rows) else { throw damage("rows") }
    let states = try codes(rows, below: textCount + Int(SiteColumn.firstReason))
    guard let kind = ColumnBuilder.Kind(rawValue: try word()) else { throw damage("kind") }
    let values: SiteColumn.Values
    switch kind {
    case .nothing: values = .nothing
    case .wholes:
      let exponent = Int64(bitPattern: try word())
      guard (-18...0).contains(exponent) else { throw damage("exponent") }
      values = .wholes(try cells(of: Int64.self, rows), exponent: Int(exponent))
    case .numbers: values = .numbers(try cells(of: Number.self, rows))
    case .booleans: values = .booleans(try cells(of: UInt8.self, rows))
    case .texts: values = .texts(try codes(rows, below: max(1, textCount)))
    case .dates:
      let days = try cells(of: Int64.self, rows)
      for row in 0..<(days.isUniform ? 1 : rows) where days.start[row].magnitude >= 1 << 42 {
        throw damage("day")
      }
      values = .dates(days)
    case .lists:
      let (start, count, _) = try section(of: UInt32.self)
      guard count == rows + 1, start[0] == 0 else { throw damage("lists") }
      for row in 0..<rows where start[row] > start[row + 1] { throw damage("lists") }
      values = .lists(starts: .init(start: start), elements: try field(Int(start[rows])))
    case .records:
      var members: [SiteColumn.Member] = []
      for _ in 0..<(try number(below: Int(UInt32.max))) {
        members.append(.init(name: try name(), field: try field(rows)))
      }
      values = .records(members)
    }
    return SiteColumn(count: rows, states: states, values: values)
  }

  // MARK: words and sections

  private var textCount: Int { pool?.count ?? 0 }

  private func damage(_ what: String) -> SiteTableFault { .damaged(memory.path, what) }

  private mutating func word() throws(SiteTableFault) -> UInt64 {
    guard at + 8 <= memory.count else { throw damage("directory") }
    defer { at += 8 }
    return UInt64(littleEndian: memory.bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
  }

  private mutating func number(below limit: Int) throws(SiteTableFault) -> Int {
    let word = try word()
    guard word < UInt64(limit) else { throw damage("number") }
    return Int(word)
  }

  private mutating func name() throws(SiteTableFault) -> String {
    let code = try word()
    guard let pool, code < UInt64(pool.count) else { throw damage("name") }
    return pool[Int(code)]
  }

  private mutating func section<Value: BitwiseCopyable>(of type: Value.Type)
    throws(SiteTableFault) -> (start: UnsafePointer<Value>, count: Int, isUniform: Bool)
  {
    let start = try number(below: memory.count + 1)
    let count = try number(below: memory.count + 1)
    let isUniform = try word() == 1
    let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Value>.stride)
    guard !overflow, start % 8 == 0, start + bytes <= memory.directory,
      let base = memory.bytes.baseAddress
    else { throw damage("section") }
    return ((base + start).assumingMemoryBound(to: Value.self), count, isUniform)
  }

  private mutating func cells<Value: BitwiseCopyable>(of type: Value.Type, _ rows: Int)
    throws(SiteTableFault) -> Cells<Value>
  {
    let (start, count, isUniform) = try section(of: type)
    guard count == (isUniform ? 1 : rows) else { throw damage("cells") }
    return Cells(start: start, isUniform: isUniform)
  }

  private mutating func codes(_ rows: Int, below limit: Int) throws(SiteTableFault) -> Cells<UInt32>
  {
    let cells = try cells(of: UInt32.self, rows)
    var most: UInt32 = 0
    for row in 0..<(cells.isUniform ? 1 : rows) { most = max(most, cells.start[row]) }
    guard most < limit else { throw damage("code") }
    return cells
  }

  private mutating func packedTexts() throws(SiteTableFault) -> PackedTexts {
    let (starts, count, _) = try section(of: UInt64.self)
    let (utf8, length, _) = try section(of: UInt8.self)
    guard count > 0, starts[0] == 0, starts[count - 1] == UInt64(length) else {
      throw damage("texts")
    }
    for place in 1..<count where starts[place - 1] > starts[place] { throw damage("texts") }
    return PackedTexts(count: count - 1, starts: starts, utf8: utf8)
  }
}
