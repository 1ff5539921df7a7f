package import Facts

extension ParcelHistory {
  package var json: JSON {
    ["spans": .array(spans.map(\.json)), "lineage": .array(lineage.map(\.json))]
  }
}

extension ParcelHistory.Span {
  fileprivate var json: JSON {
    [
      "from": optional(from?.description), "until": optional(until?.description),
      "parcels": .array(parcels.map(JSON.string)),
      "zones": .array(
        zones.map { ["code": .string($0.code), "share": shareValue($0.share).json] }),
      "reason": optional(gap?.text), "parcelSource": optional(parcelSource),
      "zoneSource": optional(zoneSource),
      "layers": .object(
        layers.sorted { $0.key < $1.key }.map { .init($0.key, shareValue($0.value).json) }),
      "changes": .array(
        changes.map {
          [
            "kind": .string($0.kind.rawValue), "name": optional($0.name),
            "before": optional($0.sourceBefore), "after": optional($0.sourceAfter),
            "felt": .bool($0.isFelt),
          ]
        }),
    ]
  }
}

extension LineageStep {
  fileprivate var json: JSON {
    func list(_ relatives: [Relative]) -> JSON {
      .array(
        relatives.map {
          ["number": .string($0.number), "share": $0.share.map { shareValue($0).json } ?? .null]
        })
    }
    return [
      "change": .string(change.rawValue), "day": optional(day?.description),
      "sourceBefore": .string(sourceBefore), "sourceAfter": .string(sourceAfter),
      "before": list(before), "after": list(after), "registered": .bool(isRegistered),
    ]
  }
}

private func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
