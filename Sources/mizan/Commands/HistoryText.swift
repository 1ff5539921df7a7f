import Facts
import Land

/// The history of a parcel for a terminal.
struct HistoryText {
  private let history: ParcelHistory
  private let parcel: ParcelReference

  init(_ history: ParcelHistory, of parcel: ParcelReference) {
    self.history = history
    self.parcel = parcel
  }

  var text: String {
    var lines = ["\(parcel)"]
    for span in history.spans {
      let from = span.from.map { "from \($0)" } ?? "at first"
      let until = span.until.map { " until \($0)" } ?? ""
      lines.append("\(from)\(until): \(zones(of: span))")
      if span.parcels != [parcel.number], !span.parcels.isEmpty {
        lines.append("    the land was \(list(span.parcels))")
      }
      for (layer, share) in span.layers.sorted(by: { $0.key < $1.key }) {
        lines.append("    in \(layer): \(percent(share))")
      }
      for change in span.changes { lines.append("    " + sentence(change)) }
    }
    for step in history.lineage {
      lines.append(
        "\(step.day.map { "\($0): " } ?? "")\(step.change.rawValue): \(list(step.before.map(\.number))) → \(list(step.after.map(\.number)))"
          + (step.isRegistered ? " (registered)" : " (read off the maps)"))
    }
    return lines.joined(separator: "\n")
  }

  private func zones(of span: ParcelHistory.Span) -> String {
    let zones = span.zones.map {
      "\($0.code)" + ($0.share < 0.995 ? " (\(percent($0.share)))" : "")
    }
    let said = zones.isEmpty ? "no zone" : zones.joined(separator: ", ")
    return said + (span.gap.map { ": \($0.text)" } ?? "")
  }

  private func sentence(_ change: ParcelHistory.Change) -> String {
    let what =
      switch change.kind {
      case .plan: "the plan"
      case .parcels: "the parcel map"
      case .layer: "the layer `\(change.name ?? "")`"
      }
    let way =
      switch (change.sourceBefore, change.sourceAfter) {
      case (let before?, let after?) where before != after: "changed from \(before) to \(after)"
      case (.some, .some): "has a new edition"
      case (nil, let after?): "came into force: \(after)"
      case (let before?, nil): "ended: \(before)"
      case (nil, nil): "changed"
      }
    return "\(what) \(way)" + (change.isFelt ? "" : "; it made no difference here")
  }

  private func list(_ numbers: [String]) -> String {
    numbers.isEmpty ? "nothing" : numbers.joined(separator: ", ")
  }

  private func percent(_ share: Double) -> String {
    "\((Number(share * 100)?.rounded(places: 1)?.description) ?? "?") %"
  }
}
