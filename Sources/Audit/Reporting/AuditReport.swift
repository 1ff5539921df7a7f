package import Facts

/// The counts of an audit: how many cases found their lot and zone, and of each column how the figures compare.
package struct AuditReport: Sendable {
  package struct ColumnCount: Sendable {
    package var column: String
    package var equal = 0
    /// By reason; ``Reason/unexplained`` among them.
    package var differing: [Reason: Int] = [:]
    package var notComparable: [Reason: Int] = [:]
    package var differ: Int { differing.values.reduce(0, +) }
    package var unexplained: Int { differing[.unexplained] ?? 0 }
    package var apart: Int { notComparable.values.reduce(0, +) }
  }

  package let label: String
  package let cases: [AuditedCase]
  package var columns: [ColumnCount]
  package var joined: Int
  package var ways: [(way: Join.Way, list: String?, count: Int)]
  package var zones: [ZoneAgreement.Kind: Int] = [:]
  /// Cases whose named district is the main zone on each other day, and of how many.
  package var otherDays: [(day: CivilDate, agree: Int, of: Int)]
  /// How often each reading, own value, other column or district explains a difference, by reason and detail.
  package var details: [(reason: Reason, detail: String, count: Int)]

  package init(_ audit: Audit, _ cases: [AuditedCase]) {
    label = audit.mapping.label
    self.cases = cases
    joined = cases.count { $0.join.isFound }
    var ways: [String: (Join.Way, String?, Int)] = [:]
    var columns = audit.mapping.columns.map { ColumnCount(column: $0.name) }
    var details: [String: (Reason, String, Int)] = [:]
    for one in cases {
      zones[one.zone.kind, default: 0] += 1
      let key = "\(one.join.way.rawValue)\u{0}\(one.join.list ?? "")"
      ways[key, default: (one.join.way, one.join.list, 0)].2 += 1
      for (place, comparison) in one.comparisons.enumerated() {
        let reason = comparison.reason ?? .unexplained
        switch comparison.outcome {
        case .equal: columns[place].equal += 1
        case .notComparable: columns[place].notComparable[reason, default: 0] += 1
        case .differs:
          columns[place].differing[reason, default: 0] += 1
          let isCounted = [
            .reading, .ownValue, .otherColumn, .otherDistrict, .sum, .derived, .slip, .product,
            .note,
          ].contains(reason)
          let detail = isCounted ? comparison.detail ?? "" : ""
          details["\(reason.rawValue)\u{0}\(detail)", default: (reason, detail, 0)].2 += 1
        }
      }
    }
    self.columns = columns
    let order = Join.Way.allCases
    self.ways = ways.values.sorted {
      (order.firstIndex(of: $0.0) ?? 0, $0.1 ?? "") < (order.firstIndex(of: $1.0) ?? 0, $1.1 ?? "")
    }.map { (way: $0.0, list: $0.1, count: $0.2) }
    let reasons = Reason.allCases
    self.details = details.values.sorted {
      (reasons.firstIndex(of: $0.0) ?? 0, -$0.2, $0.1)
        < (reasons.firstIndex(of: $1.0) ?? 0, -$1.2, $1.1)
    }.map { (reason: $0.0, detail: $0.1, count: $0.2) }
    otherDays = audit.mapping.district.otherDays.enumerated().map { place, day in
      let known = cases.compactMap { $0.otherDays[place] }
      return (day: day, agree: known.count { $0 }, of: known.count)
    }
  }

  package var agreeing: Int { cases.count { $0.zone.agreesWithMain } }
  package var comparable: Int { cases.count { $0.zone.isComparable } }
  /// Differences of figures and of zones that nothing explains.
  package var unexplained: Int {
    columns.reduce(0) { $0 + $1.unexplained } + (zones[.differs] ?? 0)
  }
}
