import Foundation

extension AuditReport {
  /// The report as a terminal shows it.
  package var text: String {
    var lines: [String] = ["\(label): \(cases.count) cases"]
    lines.append("")
    lines.append("Lots: \(joined) of \(cases.count) cases found (\(share(joined, cases.count)))")
    for way in ways {
      lines.append(
        "  \(padded(way.count, 5))  \(way.way.rawValue)" + (way.list.map { " (\($0))" } ?? ""))
    }
    for one in cases where !one.join.isFound {
      lines.append("         \(one.id): `\(one.address)`: \(one.join.way.rawValue)")
    }
    lines.append("")
    lines.append(
      "Zones: \(agreeing) of \(comparable) cases with a lot and a district name its main zone on the map of their day (\(share(agreeing, comparable)))"
    )
    for kind in ZoneAgreement.Kind.allCases {
      if let count = zones[kind] { lines.append("  \(padded(count, 5))  \(kind.rawValue)") }
    }
    for day in otherDays {
      lines.append(
        "         by the map of \(day.day): \(day.agree) of \(day.of) (\(share(day.agree, day.of)))"
      )
    }
    for one in cases
    where [
      .part, .likeStreet, .nextDoor, .subdivision, .nextNumber, .otherDay, .note, .differs, .noZone,
      .unnamed,
    ].contains(
      one.zone.kind)
    {
      let zone = one.zone
      var line =
        "         \(one.id): `\(one.address)`: typed `\(zone.typed)`, map \(zone.mapped.joined(separator: ", ")): \(zone.kind.rawValue)"
      if let detail = zone.detail { line += ", \(detail)" }
      if let evidence = zone.evidence {
        line +=
          "; figures typed: \(evidence.mapped) as in the map's zone, \(evidence.named) as in the one typed"
      }
      lines.append(line)
    }
    lines.append("")
    lines.append("Figures beside the law's, column by column")
    let width = columns.map(\.column.count).max() ?? 0
    lines.append(
      "  " + "column".padding(toLength: width, withPad: " ", startingAt: 0)
        + "   equal  differ  (not explained)  not comparable")
    for column in columns {
      lines.append(
        "  " + column.column.padding(toLength: width, withPad: " ", startingAt: 0)
          + padded(column.equal, 8) + padded(column.differ, 8) + padded(column.unexplained, 17)
          + padded(column.apart, 16))
    }
    lines.append("")
    lines.append("Why they differ")
    for reason in Reason.allCases {
      let count = columns.reduce(0) { $0 + ($1.differing[reason] ?? 0) }
      guard count > 0 else { continue }
      lines.append("  \(padded(count, 5))  \(reason.rawValue): \(reason.sentence)")
      for detail in details where detail.reason == reason && !detail.detail.isEmpty {
        lines.append("         \(padded(detail.count, 5))  \(detail.detail)")
      }
    }
    lines.append("")
    lines.append("Why they are not compared")
    for reason in Reason.allCases {
      let count = columns.reduce(0) { $0 + ($1.notComparable[reason] ?? 0) }
      if count > 0 { lines.append("  \(padded(count, 5))  \(reason.rawValue): \(reason.sentence)") }
    }
    let left = cases.flatMap { one in
      one.comparisons.filter { $0.reason == .unexplained }.map { (one, $0) }
    }
    if !left.isEmpty {
      lines.append("")
      lines.append("Not explained: each case, with what is seen")
      for (one, comparison) in left {
        lines.append(
          "  \(one.id) (\(one.district ?? "?"), \(one.address)): \(comparison.column): typed `\(comparison.typed)`, existing `\(comparison.existing ?? "")`, requested `\(comparison.requested ?? "")`; the law has \(comparison.limits.map(shown).joined(separator: " and "))"
        )
      }
    }
    return lines.joined(separator: "\n")
  }

  private func share(_ part: Int, _ whole: Int) -> String {
    whole == 0 ? "-" : String(format: "%.1f %%", 100 * Double(part) / Double(whole))
  }
  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: " ", count: max(0, width - digits.count)) + digits
  }
  private func shown(_ value: Double) -> String {
    String(format: "%g", (value * 1000).rounded() / 1000)
  }
}
