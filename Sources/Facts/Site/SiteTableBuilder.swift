/// Gathers sites into a ``SiteTable``, one after the other.
package struct SiteTableBuilder {
  private let jurisdiction: String
  private let date: CivilDate
  private let origin: String
  package private(set) var count = 0
  private var parcels: [UInt8] = []
  private var parcelStarts: [UInt64] = [0]
  private var hasParcel = CellBuilder<UInt8>()
  private let texts = TextCodes()
  private let facts = BuildersByName { FactBuilder() }
  private let layers = BuildersByName { LayerBuilder() }
  /// Method and source, each one more than the code of a text, 0 for none.
  private var provenances = Codes<SIMD2<UInt32>>()
  private var nameLists = Codes<[UInt32]>()
  private var planLists = Codes<[PlanCodes]>()
  private var plans = CellBuilder<UInt32>()
  /// The plans of the last site with their code: as a rule the next one has the same.
  private var lastPlans: (plans: [PlanInForce], code: UInt32)?

  private struct PlanCodes: Hashable {
    var id: UInt32
    var rank: UInt32
    var status: UInt32
    var effective: CivilDate?
  }

  private final class FactBuilder {
    let field = FieldBuilder()
    var provenance = CellBuilder<UInt32>()
    let tolerance = FieldBuilder()
    /// The last method and source, each one more than the code of a text, with the code of both.
    var last: (texts: SIMD2<UInt32>, code: UInt32) = (SIMD2(0, 0), 0)
  }

  private final class LayerBuilder {
    var isPresent = CellBuilder<UInt8>()
    let share = FieldBuilder()
    let distance = FieldBuilder()
    let adjoins = FieldBuilder()
    var names = CellBuilder<UInt32>()
    var source = CellBuilder<UInt32>()
  }

  /// - Parameter origin: What the sites are made of, as ``SiteTable/origin``.
  package init(jurisdiction: String, date: CivilDate, origin: String = "") {
    self.jurisdiction = jurisdiction
    self.date = date
    self.origin = origin
    // Code 0 of each is what a row has that says nothing.
    _ = provenances.code(SIMD2(0, 0))
    _ = nameLists.code([])
  }

  /// - Parameter name: What the parcel is called here, where it is not what the site says.
  /// - Throws: where the site is of another jurisdiction or another day than the table.
  package mutating func append(_ site: SiteFacts, named name: String? = nil)
    throws(SiteTableFault)
  {
    guard site.jurisdiction == jurisdiction, site.date == date else {
      throw .otherDay(
        "\(site.jurisdiction) on \(site.date)", table: "\(jurisdiction) on \(date)")
    }
    let parcel = name ?? site.parcel
    hasParcel.append(parcel == nil ? 0 : 1, at: count)
    if let parcel { parcels += parcel.utf8 }
    parcelStarts.append(UInt64(parcels.count))
    facts.each(of: site.facts) { append($1, to: $0) }
    layers.each(of: site.layers) { append($1, to: $0) }
    plans.append(code(of: site.plans), at: count)
    count += 1
  }

  private mutating func code(of plans: [PlanInForce]) -> UInt32 {
    if let lastPlans, lastPlans.plans.count == plans.count,
      zip(lastPlans.plans, plans).allSatisfy({ last, plan in
        last.effective == plan.effective && isSpelledAlike(last.id, plan.id)
          && isSpelledAlike(last.rank, plan.rank) && isSpelledAlike(last.status, plan.status)
      })
    {
      return lastPlans.code
    }
    let code = planLists.code(
      plans.map {
        PlanCodes(
          id: texts.code($0.id), rank: texts.code($0.rank), status: texts.code($0.status),
          effective: $0.effective)
      })
    lastPlans = (plans, code)
    return code
  }

  private mutating func append(_ fact: SiteFact, to builder: FactBuilder) {
    builder.field.append(fact.value, at: count, texts)
    let texts = SIMD2(optional(fact.method), optional(fact.source))
    if builder.last.texts != texts { builder.last = (texts, provenances.code(texts)) }
    builder.provenance.append(builder.last.code, at: count)
    if let tolerance = fact.tolerance {
      builder.tolerance.append(.number(tolerance), at: count, self.texts)
    } else {
      builder.tolerance.append(nil, at: count, self.texts)
    }
  }

  /// One more than a text's code; 0 for none.
  private func optional(_ text: String?) -> UInt32 { text.map { texts.code($0) + 1 } ?? 0 }

  private mutating func append(_ relation: LayerRelation, to layer: LayerBuilder) {
    layer.isPresent.append(1, at: count)
    layer.share.append(relation.share, at: count, texts)
    layer.distance.append(relation.distance, at: count, texts)
    layer.adjoins.append(relation.adjoins, at: count, texts)
    layer.names.append(nameLists.code(relation.names.map { texts.code($0) }), at: count)
    layer.source.append(optional(relation.source), at: count)
  }

  /// The table of all sites so far.
  package func table() throws(SiteTableFault) -> SiteTable {
    try SiteTable(SiteTableMemory(image()))
  }

  private func image() -> [UInt8] {
    var writer = SiteTableWriter()
    var words: [UInt64] = [
      UInt64(count), UInt64(texts.code(jurisdiction)), UInt64(bitPattern: Int64(date.dayNumber)),
      UInt64(texts.code(origin)),
    ]
    var rest: [UInt64] = [UInt64(provenances.values.count)]
    for provenance in provenances.values { rest += [UInt64(provenance.x), UInt64(provenance.y)] }
    rest.append(UInt64(nameLists.values.count))
    for names in nameLists.values { rest += [UInt64(names.count)] + names.map(UInt64.init) }
    rest.append(UInt64(planLists.values.count))
    for plans in planLists.values {
      rest.append(UInt64(plans.count))
      for plan in plans {
        rest += [plan.id, plan.rank, plan.status].map(UInt64.init)
        rest += [
          plan.effective == nil ? 0 : 1,
          UInt64(bitPattern: Int64(plan.effective?.dayNumber ?? 0)),
        ]
      }
    }
    rest += writer.cells(plans, count)
    rest.append(UInt64(facts.count))
    for (name, fact) in facts.sorted {
      rest.append(UInt64(texts.code(name)))
      rest += fact.field.write(to: &writer, count, texts)
      rest += writer.cells(fact.provenance, count)
      rest += fact.tolerance.write(to: &writer, count, texts)
    }
    rest.append(UInt64(layers.count))
    for (name, layer) in layers.sorted {
      rest.append(UInt64(texts.code(name)))
      rest += writer.cells(layer.isPresent, count)
      for field in [layer.share, layer.distance, layer.adjoins] {
        rest += field.write(to: &writer, count, texts)
      }
      rest += writer.cells(layer.names, count)
      rest += writer.cells(layer.source, count)
    }
    words += writer.texts(parcels, parcelStarts)
    words += writer.cells(hasParcel, count)
    // All codes have been given out by now.
    words += writer.texts(texts.bytes, texts.starts)
    return writer.image(directory: words + rest)
  }
}

/// What is met gets a number, the same for the same.
struct Codes<Value: Hashable> {
  private var codes: [Value: UInt32] = [:]
  private(set) var values: [Value] = []

  mutating func code(_ value: Value) -> UInt32 {
    if let code = codes[value] { return code }
    let code = UInt32(values.count)
    codes[value] = code
    values.append(value)
    return code
  }
}

/// What gathers the members of one name, in the order in which the names were met, which the same sites always give: a
/// dictionary has its own in each run.
final class BuildersByName<Builder: AnyObject> {
  private var names: [String] = []
  private var builders: [Builder] = []
  private let make: () -> Builder

  init(_ make: @escaping () -> Builder) { self.make = make }

  var count: Int { names.count }

  @inline(__always)
  func each<Value>(of members: [String: Value], _ body: (Builder, Value) -> Void) {
    var seen = 0
    var place = 0
    while place < names.count {
      if let value = members[names[place]] {
        body(builders[place], value)
        seen += 1
      }
      place += 1
    }
    guard seen < members.count else { return }
    let known = Set(names)
    for (name, value) in members.filter({ !known.contains($0.key) }).sorted(by: { $0.key < $1.key })
    {
      let builder = make()
      names.append(name)
      builders.append(builder)
      body(builder, value)
    }
  }

  var sorted: [(name: String, builder: Builder)] {
    zip(names, builders).map { (name: $0, builder: $1) }.sorted { $0.name < $1.name }
  }
}

/// Whether two texts are the same letter by letter: for Swift, texts that differ only in how their letters are put together
/// are equal.
func isSpelledAlike(_ a: String, _ b: String) -> Bool {
  let count = a.utf8.count
  guard count == b.utf8.count else { return false }
  let isSame = a.utf8.withContiguousStorageIfAvailable { a in
    b.utf8.withContiguousStorageIfAvailable { b in
      if a.baseAddress == b.baseAddress { return true }
      var place = 0
      while place < count, a[place] == b[place] { place += 1 }
      return place == count
    }
  }
  if case .some(.some(let isSame)) = isSame { return isSame }
  return a.utf8.elementsEqual(b.utf8)
}

/// Texts as codes, their bytes end to end.
final class TextCodes {
  private var codes: [Spelling: UInt32] = [:]
  private(set) var bytes: [UInt8] = []
  private(set) var starts: [UInt64] = [0]
  /// Texts that came last, by a few of their bytes: as a rule the next one is among them, and needs no hash.
  private var last: [(text: String, code: UInt32)] = .init(repeating: ("", .max), count: 256)

  func code(_ text: String) -> UInt32 {
    let slot = Self.slot(of: text)
    if last[slot].code != .max, isSpelledAlike(last[slot].text, text) { return last[slot].code }
    let code = hashedCode(text)
    last[slot] = (text, code)
    return code
  }

  private static func slot(of text: String) -> Int {
    let utf8 = text.utf8
    guard let first = utf8.first, let end = utf8.last else { return 0 }
    return (utf8.count &* 37 &+ Int(first) &* 5 &+ Int(end)) & 255
  }

  private func hashedCode(_ text: String) -> UInt32 {
    if let code = codes[Spelling(text: text)] { return code }
    let code = UInt32(starts.count - 1)
    codes[Spelling(text: text)] = code
    bytes += text.utf8
    starts.append(UInt64(bytes.count))
    return code
  }

  private struct Spelling: Hashable {
    var text: String
    static func == (a: Self, b: Self) -> Bool { isSpelledAlike(a.text, b.text) }

    func hash(into hasher: inout Hasher) {
      let isWhole: Void? = text.utf8.withContiguousStorageIfAvailable {
        hasher.combine(bytes: UnsafeRawBufferPointer($0))
      }
      if isWhole == nil { Array(text.utf8).withUnsafeBytes { hasher.combine(bytes: $0) } }
    }
  }
}

/// Cells as they come: one as long as all are the same.
struct CellBuilder<Value: BitwiseCopyable & Equatable> {
  private(set) var count = 0
  private var first: Value?
  private(set) var all: [Value] = []
  private let filling: Value

  init(filling: Value) { self.filling = filling }

  mutating func append(_ value: Value, at row: Int) {
    if count < row { fill(to: row) }
    if all.isEmpty {
      if count == 0 { first = value }
      if first == value {
        count += 1
        return
      }
      all = .init(repeating: first ?? filling, count: count)
    }
    all.append(value)
    count += 1
  }

  /// Rows that nobody spoke of.
  mutating func fill(to row: Int) { while count < row { append(filling, at: count) } }

  /// One cell for all rows, or each row's.
  var cells: (values: [Value], isUniform: Bool) {
    all.isEmpty ? ([first ?? filling], true) : (all, false)
  }
}

extension CellBuilder where Value: FixedWidthInteger {
  init() { self.init(filling: 0) }
}
