/// Gathers what one field is, row after row.
final class FieldBuilder {
  private(set) var count = 0
  private var columns: [ColumnBuilder] = []

  /// - Parameter value: Nil where the row has no such fact.
  func append(_ value: FactValue?, at row: Int, _ texts: TextCodes) {
    while count < row { append(nil, at: count, texts) }
    count += 1
    guard let value else { return columns.first?.append(state: SiteColumn.absent, at: row) ?? () }
    if case .unknown(let why) = value {
      first(row).append(state: texts.code(why) + SiteColumn.firstReason, at: row)
      return
    }
    let kind = ColumnBuilder.Kind(value)
    if let own = columns.firstIndex(where: { $0.kind == kind }) {
      if own > 0 { columns[0].append(state: SiteColumn.elsewhere, at: row) }
      return columns[own].append(value, at: row, texts)
    }
    let first = first(row)
    if first.kind == .nothing {
      first.kind = kind
      return first.append(value, at: row, texts)
    }
    first.append(state: SiteColumn.elsewhere, at: row)
    let other = ColumnBuilder(filling: SiteColumn.elsewhere)
    other.kind = kind
    columns.append(other)
    other.append(value, at: row, texts)
  }

  private func first(_ row: Int) -> ColumnBuilder {
    if let first = columns.first { return first }
    let first = ColumnBuilder(filling: SiteColumn.absent)
    columns.append(first)
    return first
  }

  /// Writes its cells, and returns what the directory says of them.
  func write(to writer: inout SiteTableWriter, _ rows: Int, _ texts: TextCodes) -> [UInt64] {
    [UInt64(columns.count)] + columns.flatMap { $0.write(to: &writer, rows, texts) }
  }
}

/// Gathers one column.
final class ColumnBuilder {
  enum Kind: UInt64 {
    case nothing, wholes, numbers, booleans, texts, dates, lists, records

    /// Numbers are one kind until they are written.
    init(_ value: FactValue) {
      switch value {
      case .number: self = .numbers
      case .boolean: self = .booleans
      case .text: self = .texts
      case .date: self = .dates
      case .list: self = .lists
      case .record: self = .records
      case .unknown: self = .nothing
      }
    }
  }

  var kind = Kind.nothing
  private var states: CellBuilder<UInt32>
  private var numbers = CellBuilder<Number>(filling: .zero)
  private var booleans = CellBuilder<UInt8>()
  private var codes = CellBuilder<UInt32>()
  private var days = CellBuilder<Int64>()
  /// By row: where its elements end.
  private var ends: [UInt32] = []
  private let elements: FieldBuilder?
  private let members = BuildersByName { FieldBuilder() }

  init(filling: UInt32) {
    states = CellBuilder(filling: filling)
    elements = FieldBuilder()
  }

  func append(state: UInt32, at row: Int) { states.append(state, at: row) }

  func append(_ value: FactValue, at row: Int, _ texts: TextCodes) {
    states.append(SiteColumn.known, at: row)
    switch value {
    case .number(let number): numbers.append(number, at: row)
    case .boolean(let boolean): booleans.append(boolean ? 1 : 0, at: row)
    case .text(let text): codes.append(texts.code(text), at: row)
    case .date(let date): days.append(Int64(date.dayNumber), at: row)
    case .list(let items):
      fillEnds(to: row)
      var place = Int(ends.last ?? 0)
      for item in items {
        elements?.append(item, at: place, texts)
        place += 1
      }
      ends.append(UInt32(place))
    case .record(let record):
      members.each(of: record) { member, value in member.append(value, at: row, texts) }
    case .unknown: break
    }
  }

  private func fillEnds(to row: Int) {
    while ends.count < row { ends.append(ends.last ?? 0) }
  }

  func write(to writer: inout SiteTableWriter, _ rows: Int, _ texts: TextCodes) -> [UInt64] {
    let head = [UInt64(rows)] + writer.cells(states, rows)
    switch kind {
    case .nothing: return head + [Kind.nothing.rawValue]
    case .numbers:
      if let (wholes, exponent) = wholes(rows) {
        return head + [Kind.wholes.rawValue, UInt64(bitPattern: Int64(exponent))]
          + writer.section(wholes, isUniform: wholes.count == 1 && rows != 1)
      }
      return head + [Kind.numbers.rawValue] + writer.cells(numbers, rows)
    case .wholes: return head
    case .booleans: return head + [Kind.booleans.rawValue] + writer.cells(booleans, rows)
    case .texts: return head + [Kind.texts.rawValue] + writer.cells(codes, rows)
    case .dates: return head + [Kind.dates.rawValue] + writer.cells(days, rows)
    case .lists:
      fillEnds(to: rows)
      let count = Int(ends.last ?? 0)
      return head + [Kind.lists.rawValue] + writer.section([0] + ends, isUniform: false)
        + (elements?.write(to: &writer, count, texts) ?? [0])
    case .records:
      var words = head + [Kind.records.rawValue, UInt64(members.count)]
      for (name, member) in members.sorted {
        words.append(UInt64(texts.code(name)))
        words += member.write(to: &writer, rows, texts)
      }
      return words
    }
  }

  /// The numbers as whole numbers of one power of ten; nil where one would not fit into 63 bits.
  private func wholes(_ rows: Int) -> (values: [Int64], exponent: Int)? {
    numbers.fill(to: rows)
    let (values, _) = numbers.cells
    var least = 0
    for number in values where !number.isZero { least = min(least, number.exponent) }
    guard least >= -18 else { return nil }
    var wholes: [Int64] = []
    wholes.reserveCapacity(values.count)
    for number in values {
      guard let whole = number.whole(tens: least) else { return nil }
      wholes.append(whole)
    }
    return (wholes, least)
  }
}

extension Number {
  /// How many times ten to the power of `tens` it is; nil where that is no whole number of 63 bits.
  func whole(tens: Int) -> Int64? {
    guard !isZero else { return 0 }
    guard coefficient <= UInt128(Int64.max), exponent >= tens, exponent - tens <= 18 else {
      return nil
    }
    var whole = Int64(coefficient)
    for _ in 0..<(exponent - tens) {
      let (product, overflow) = whole.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      whole = product
    }
    return isNegative ? -whole : whole
  }
}
