import FEEL
package import Facts

/// Assesses the sites of one table under one ruleset, row by row from its columns, without making a site of any row.
///
/// It says what ``Ruleset/assess(_:at:)`` says. What has no form in columns (a lot in several zones, a fact of another type than the
/// vocabulary's) is read as a site. Each thread has its own.
package final class TableAssessor {
  private let assessor: Assessor
  private let table: SiteTable
  /// By work: where each input of its law stands in the table; nil where the table has another form.
  private var sources: [String: TableSources?] = [:]
  private var codes: TableTexts

  package init(_ ruleset: Ruleset, _ table: SiteTable) {
    assessor = Assessor(ruleset)
    self.table = table
    codes = TableTexts(table)
  }

  /// Hands over one assessment after the other, with its row.
  package func assess(_ proposal: Proposal, rows: Range<Int>, _ take: (Int, Assessment) -> Void) {
    guard let slice = assessor.slice(of: proposal.work, on: table.date),
      let cells = slice.cells(of: proposal, bindsNumbers: true, &assessor.texts)
    else {
      for row in rows { take(row, assessor.ruleset.assess(proposal, at: table.site(row))) }
      return
    }
    if sources[proposal.work] == nil {
      sources[proposal.work] = .some(TableSources(slice.general, assessor.ruleset, table))
    }
    let prepared = PreparedSites(slice.general)
    let known = sources[proposal.work] ?? nil
    for row in rows {
      if let known, !known.isOdd(row) {
        slice.append(row, of: known, to: prepared, &codes, &assessor.texts)
      } else {
        slice.append(table.site(row), to: prepared, &assessor.texts)
      }
    }
    let fixed = FixedSites(prepared)
    for (place, row) in rows.enumerated() {
      take(
        row,
        slice.assess(cells, fixed, place, &assessor.texts) { (proposal, table.site(row)) })
    }
  }

  /// One case: a proposal that is put to no other site.
  package func assess(_ proposal: Proposal, row: Int) -> Assessment {
    assessor.assess(proposal, at: table.site(row))
  }
}

/// The texts of a table by the codes of an assessor, each looked up when it is first met.
struct TableTexts {
  private let table: SiteTable
  private var codes: [Int32]

  init(_ table: SiteTable) {
    self.table = table
    codes = .init(repeating: -1, count: table.textCount)
  }

  mutating func code(_ code: UInt32, _ texts: inout Texts) -> Int32 {
    let known = codes[Int(code)]
    if known >= 0 { return known }
    let new = texts.code(table.text(code))
    codes[Int(code)] = new
    return new
  }
}

/// Where the inputs of a residual stand in a table.
struct TableSources {
  struct Input {
    var column: PlainColumn
    var provenance: Cells<UInt32>?
    var missing: Cell
  }

  struct List {
    var states: Cells<UInt32>?
    var starts: SiteColumn.UnsafeStarts?
    var members: [(column: PlainColumn, missing: Cell)]
    var missing: ReasonSet
  }

  private(set) var inputs: [Input] = []
  private(set) var lists: [List] = []
  /// By code of provenance: whether it was measured.
  let isMeasured: [Bool]
  private var portions: SiteColumn.UnsafeStarts?
  private var portionStates: Cells<UInt32>?
  /// Facts of names that a residual takes for something else.
  private var loose: [SiteField] = []
  private let table: SiteTable
  private var expectedLayers: [SiteTable.Layer?] = []

  /// Nil where a column is of another type than the law takes it for: no row is then read here.
  init?(_ residual: Residual, _ ruleset: Ruleset, _ table: SiteTable) {
    self.table = table
    isMeasured = table.provenances.map { $0.method != nil }
    for input in residual.inputs {
      var field: SiteField?
      var provenance: Cells<UInt32>?
      switch input.source {
      case .fact(let name):
        let fact = table.fact(named: name)
        field = fact?.field
        provenance = fact?.provenance
      case .share(let layer): field = table.layer(named: layer)?.share
      case .distance(let layer): field = table.layer(named: layer)?.distance
      case .adjoins(let layer): field = table.layer(named: layer)?.adjoins
      }
      guard let column = Self.column(field, input.kind) else { return nil }
      inputs.append(
        Input(column: column, provenance: provenance, missing: Cell(input.missing)))
    }
    for list in residual.lists {
      let missing = list.members.map { (column: PlainColumn(), missing: $0.missingCell) }
      guard let column = table.fact(named: list.name)?.field.columns.first else {
        lists.append(List(states: nil, starts: nil, members: missing, missing: list.missing))
        continue
      }
      guard table.fact(named: list.name)?.field.columns.count == 1 else { return nil }
      switch column.values {
      case .nothing:
        lists.append(List(states: nil, starts: nil, members: missing, missing: list.missing))
      case .lists(let starts, let elements):
        var members = missing
        if let element = elements.columns.first {
          guard elements.columns.count == 1, case .records(let own) = element.values,
            element.states.isUniform, element.states[0] == SiteColumn.known
          else { return nil }
          for (place, member) in list.members.enumerated() {
            let field = own.first { $0.name == member.name }?.field
            guard let column = Self.column(field, member.kind) else { return nil }
            members[place].column = column
          }
        }
        lists.append(
          List(states: column.states, starts: starts, members: members, missing: list.missing))
      default: return nil
      }
    }
    if let field = table.fact(named: "zone portions")?.field {
      for column in field.columns {
        if case .lists(let starts, _) = column.values {
          portions = starts
          portionStates = column.states
        }
      }
    }
    loose = residual.looseNames.compactMap { table.fact(named: $0)?.field }
    expectedLayers = ruleset.jurisdiction.expectedLayers.map { table.layer(named: $0) }
  }

  /// The one column of a field; nil where it is of another kind, or there are several.
  private static func column(_ field: SiteField?, _ kind: Cell.Kind) -> PlainColumn? {
    guard let first = field?.columns.first else { return PlainColumn() }
    return field?.columns.count == 1 ? PlainColumn(first, kind) : nil
  }

  /// Whether a row must be read as a site.
  func isOdd(_ row: Int) -> Bool {
    if let portions, let portionStates, portionStates[row] == SiteColumn.known,
      portions.elements(of: row).count > 1
    {
      return true
    }
    return loose.contains { field in
      field.columns.contains {
        $0.states[row] != SiteColumn.absent && $0.states[row] != SiteColumn.elsewhere
      }
    }
  }

  /// Whether a layer that the jurisdiction expects is not known there.
  func lacksLayer(_ row: Int) -> Bool {
    guard table.parcel(isNamed: row) else { return false }
    return expectedLayers.contains { layer in
      guard let layer, layer.isPresent[row] != 0 else { return true }
      return !layer.share.columns.contains { $0.states[row] == SiteColumn.known }
    }
  }
}

/// A column as plain addresses: reading a cell counts no reference. It lives as long as its table.
struct PlainColumn {
  private enum Form: UInt8 { case nothing, wholes, numbers, booleans, texts, dates }

  private var form = Form.nothing
  private var exponent = 0
  private var states: Cells<UInt32>?
  private var values: UnsafeRawPointer?
  private var mask = 0

  /// No row has it.
  init() {}

  /// Nil where the column is of another kind.
  init?(_ column: SiteColumn, _ kind: Cell.Kind) {
    func take<Value>(_ form: Form, _ cells: Cells<Value>) {
      self.form = form
      values = UnsafeRawPointer(cells.start)
      mask = cells.mask
    }
    states = column.states
    switch (column.values, kind) {
    case (.nothing, _): states = nil
    case (.wholes(let cells, let exponent), .number):
      take(.wholes, cells)
      self.exponent = exponent
    case (.numbers(let cells), .number): take(.numbers, cells)
    case (.booleans(let cells), .boolean): take(.booleans, cells)
    case (.texts(let cells), .text): take(.texts, cells)
    case (.dates(let cells), .date): take(.dates, cells)
    default: return nil
    }
  }

  /// What it is in a row; nil where that is not known.
  @inline(__always)
  func cell(_ row: Int, _ codes: inout TableTexts, _ texts: inout Texts) -> Cell? {
    guard let states, let values, states[row] == SiteColumn.known else { return nil }
    let place = row & mask
    switch form {
    case .nothing: return nil
    case .wholes:
      let whole = values.assumingMemoryBound(to: Int64.self)[place]
      return Cell(Number(Int(whole), exponent: exponent))
    case .numbers: return Cell(values.assumingMemoryBound(to: Number.self)[place])
    case .booleans: return Cell(values.assumingMemoryBound(to: UInt8.self)[place] != 0)
    case .texts:
      return Cell(code: codes.code(values.assumingMemoryBound(to: UInt32.self)[place], &texts))
    case .dates:
      return Cell(day: Int(values.assumingMemoryBound(to: Int64.self)[place]))
    }
  }
}

extension Slice {
  /// A row of a table as ``append(_:to:_:)`` has a site: the same cells and the same class.
  func append(
    _ row: Int, of sources: TableSources, to sites: PreparedSites, _ codes: inout TableTexts,
    _ texts: inout Texts
  ) {
    sites.sites.append(
      .init(
        firstRow: sites.classes.count, rowCount: 1, lacksLayer: sources.lacksLayer(row),
        portions: [], isOdd: false))
    var signature: [Int32] = []
    signature.reserveCapacity(sources.inputs.count + 8 * sources.lists.count)
    for input in sources.inputs {
      var cell = input.missing
      if let known = input.column.cell(row, &codes, &texts) { cell = known }
      sites.inputs.append(cell)
      sites.measured.append(input.provenance.map { sources.isMeasured[Int($0[row])] } ?? false)
      signature.append(Self.mark(of: cell))
    }
    for (place, list) in sources.lists.enumerated() {
      let width = list.members.count
      var state = CaseCells.ListState(
        reasons: list.missing, count: 0,
        start: width == 0 ? 0 : sites.members[place].count / width)
      var missing = UInt64.max
      if let states = list.states, let starts = list.starts, states[row] == SiteColumn.known {
        let elements = starts.elements(of: row)
        state.reasons = .none
        state.count = elements.count
        for element in elements {
          for (index, member) in list.members.enumerated() {
            var cell = member.missing
            if let known = member.column.cell(element, &codes, &texts) {
              cell = known
              missing &= ~(1 << UInt64(index))
            }
            sites.members[place].append(cell)
          }
        }
      }
      sites.lists.append(state)
      signature.append(state.isUnknown ? -2 : Int32(min(state.count, 1)))
      for index in 0..<width { signature.append(missing & (1 << UInt64(index)) != 0 ? 1 : 0) }
    }
    sites.classes.append(siteClass(of: signature))
  }
}
