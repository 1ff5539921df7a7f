import Diagnostics
import Facts

/// One row of a register of changes: one number before, one after; a split has several rows with one `before`.
struct LineageRow: Sendable {
  var before: String
  var after: String
  var day: CivilDate?
  var source: String
}

extension TownData {
  /// What the register of changes says of a parcel between two editions; nil where it says nothing.
  func registeredStep(
    of number: String, _ before: ParcelEdition, _ after: ParcelEdition, isBefore: Bool
  ) -> LineageStep? {
    let rows = lineage.filter { row in
      guard let day = row.day else {
        return before.place(row.before) != nil && after.place(row.after) != nil
      }
      let begins = before.entry.from ?? .distantPast
      let ends = after.entry.from ?? before.entry.until ?? .distantFuture
      return begins < day && day <= ends
    }
    return step(of: number, rows, isBefore: isBefore).map { step in
      var step = step
      step.sourceBefore = before.source
      step.sourceAfter = after.source
      step.day = step.day ?? after.entry.from ?? before.entry.until
      return step
    }
  }

  /// What the register says of a number that no edition has.
  func registeredSteps(of number: String, in editions: [ParcelEdition]) -> [LineageStep] {
    [false, true].compactMap { step(of: number, lineage, isBefore: $0) }
      .sorted { ($0.day ?? .distantPast) < ($1.day ?? .distantPast) }
  }

  /// The rows that hang together with a number's, as one step.
  private func step(of number: String, _ rows: [LineageRow], isBefore: Bool) -> LineageStep? {
    let key = normalisedNumber(number)
    var before: [String] = []
    var after: [String] = []
    if isBefore { before = [key] } else { after = [key] }
    var taken: [LineageRow] = []
    var left = rows
    while let next = left.firstIndex(where: {
      before.contains(normalisedNumber($0.before)) || after.contains(normalisedNumber($0.after))
    }) {
      let row = left.remove(at: next)
      taken.append(row)
      before.append(normalisedNumber(row.before))
      after.append(normalisedNumber(row.after))
    }
    guard let first = taken.first else { return nil }
    let old = unique(taken.map(\.before))
    let new = unique(taken.map(\.after))
    let change: LineageStep.Change =
      switch (old.count, new.count) {
      case (1, 1):
        normalisedNumber(old[0]) == normalisedNumber(new[0]) ? .redrawn : .renumbered
      case (1, _): .split
      case (_, 1): .merged
      default: .rearranged
      }
    return LineageStep(
      change: change, sourceBefore: first.source, sourceAfter: first.source,
      day: taken.compactMap(\.day).max(), before: old.map { .init(number: $0, share: nil) },
      after: new.map { .init(number: $0, share: nil) }, isRegistered: true)
  }

  private func unique(_ numbers: [String]) -> [String] {
    var seen: Set<String> = []
    return numbers.filter { seen.insert(normalisedNumber($0)).inserted }
  }
}

extension CivilDate {
  /// Before and after all days of any register.
  fileprivate static let distantPast = CivilDate(dayNumber: -1_000_000)
  fileprivate static let distantFuture = CivilDate(dayNumber: 3_000_000)
}

extension TerritoryLoading {
  mutating func addLineage(
    _ entry: SourceEntry, _ system: CoordinateSystem, to town: inout TownData
  ) {
    guard let table = table(entry, system) else { return }
    let names = entry.neededColumns.map(\.name)
    func value(_ key: String, _ row: FeatureTable.Row) -> String? {
      entry.columns[key].flatMap { names.firstIndex(of: $0.name) }
        .flatMap { row.values[$0] }.map { spaceTrimmed($0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
    for (place, row) in table.rows.enumerated() where !row.isPassedOver {
      guard let before = value("before", row), let after = value("after", row) else {
        leaveOut(entry, "row \(place + 1)", "it does not name a number before and one after")
        continue
      }
      var day: CivilDate?
      if let text = value("day", row) {
        day = CivilDate(text)
        if day == nil {
          leaveOut(entry, "row \(place + 1)", "`\(text)` is no day; write it as `2024-05-31`")
          continue
        }
      }
      town.lineage.append(
        LineageRow(
          before: before, after: after, day: day,
          source: entry.label.text(in: "en") ?? "register of changes"))
    }
  }
}
