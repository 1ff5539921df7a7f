package import Facts
import Geometry
import SpatialIndex

/// The zones and layers of a parcel's land through all editions of plans, parcels and layers.
package struct ParcelHistory: Sendable, Hashable {
  /// A stretch of days on which everything was in force that held for the parcel.
  package struct Span: Sendable, Hashable {
    /// The first day; nil from the beginning.
    package var from: CivilDate?
    /// The day it ends, not in it; nil where it lasts.
    package var until: CivilDate?
    /// The parcels that held the land then; the parcel itself where it was there.
    package var parcels: [String]
    package var zones: [Zone]
    /// Why there are no zones, or not for all of the land.
    package var gap: Gap?
    package var parcelSource: String?
    package var zoneSource: String?
    /// The layers that the land lies in, with its share.
    package var layers: [String: Double]
    /// What changed on the first day against the span before; empty for the first span.
    package var changes: [Change]
  }

  package enum Gap: Sendable, Hashable {
    case noParcelMap
    /// The map of that time has no parcel on the land.
    case noParcel
    /// Its plan could not be read: what held is not known.
    case unreadable(String)
    case noPlan
    /// So much of the land lies in no zone, 0…1.
    case uncovered(Double)

    package var text: String {
      switch self {
      case .noParcelMap: "no parcel map is in force"
      case .noParcel: "no parcel of that map holds this land"
      case .unreadable(let failure): failure
      case .noPlan: "no plan is in force"
      case .uncovered(let share): "\(percent(share)) of the land lies in no zone"
      }
    }
  }

  package struct Zone: Sendable, Hashable {
    package var code: String
    /// Of the land, 0…1.
    package var share: Double
  }

  /// One edition that took the place of another, and what that alone did.
  package struct Change: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable { case plan, parcels, layer }
    package var kind: Kind
    /// The layer's name; the plan's id.
    package var name: String?
    /// The sources, as facts name them; nil where none was in force.
    package var sourceBefore: String?
    package var sourceAfter: String?
    /// Whether the zones, or the share in the layer, would be other ones without this change; also where that is not known.
    package var isFelt: Bool
  }

  /// The earliest first. Spans between which nothing that holds for the parcel changed are one.
  package var spans: [Span]
  package var lineage: [LineageStep]
}

extension Territory {
  /// How the zone of a parcel came about: each span of days with what was in force, and what each new edition changed.
  package func history(of parcel: ParcelReference) -> ParcelHistory {
    guard let town = townPlaces[parcel.town].map({ data[$0] }) else {
      return ParcelHistory(spans: [], lineage: [])
    }
    let reader = HistoryReader(town: town, number: parcel.number)
    return ParcelHistory(spans: reader.spans(), lineage: lineage(of: parcel))
  }
}

/// Reads one parcel's land on one day after the other.
private struct HistoryReader {
  let town: TownData
  let number: String

  /// What is in force on a day.
  private struct InForce {
    var parcels: ParcelEdition?
    var zones: ZoneEdition?
    var layers: [String: LayerEdition] = [:]
  }

  /// The land that counts as the parcel under an edition: its own lot, or where its number is not there, the lots that
  /// hold the land it has elsewhere.
  private struct Land {
    var regions: [MultiPolygon] = []
    var numbers: [String] = []
    var area: Double { regions.reduce(0) { $0 + $1.area } }
  }

  func spans() -> [ParcelHistory.Span] {
    let entries = town.parcels.map(\.entry) + mainPlans.map(\.entry) + town.layers.map(\.entry)
    let days = Set(entries.flatMap { [$0.from, $0.until] }.compactMap(\.self)).sorted()
    // Before the first day that anything names, any earlier one stands for all.
    let first = days.first?.adding(days: -1) ?? CivilDate(dayNumber: 0)
    var spans: [ParcelHistory.Span] = []
    var before: InForce?
    for (place, day) in ([nil] + days.map(Optional.some)).enumerated() {
      let now = inForce(day ?? first)
      let until = place < days.count ? days[place] : nil
      let changes = before.map { self.changes(from: $0, to: now) } ?? []
      if before != nil, changes.isEmpty {
        spans[spans.count - 1].until = until
      } else {
        var span = read(now)
        (span.from, span.until, span.changes) = (day, until, changes)
        spans.append(span)
      }
      before = now
    }
    return spans
  }

  /// The editions that give the fact `zone`.
  private var mainPlans: [ZoneEdition] { town.zones.filter { $0.entry.names.contains("zone") } }

  private func inForce(_ day: CivilDate) -> InForce {
    var now = InForce(
      parcels: town.parcels(on: day), zones: mainPlans.first { $0.entry.isInForce(on: day) })
    // What is only deposited is in force on no day.
    for layer in town.layers
    where layer.name != LayerEdition.deposited && layer.entry.isInForce(on: day)
      && now.layers[layer.name] == nil
    {
      now.layers[layer.name] = layer
    }
    return now
  }

  private func land(_ edition: ParcelEdition?) -> Land {
    guard let edition else { return Land() }
    if let place = edition.place(number) {
      return Land(regions: [edition.shapes.region(place)], numbers: [edition.numbers[place]])
    }
    guard let home = town.parcels.first(where: { $0.place(number) != nil }),
      let place = home.place(number)
    else { return Land() }
    let places = LineageSearch(before: edition, after: home)
      .relatives(of: home.shapes.region(place), in: edition).map(\.place)
    return Land(
      regions: places.map { edition.shapes.region($0) },
      numbers: places.map { edition.numbers[$0] })
  }

  private func zones(of land: Land, _ edition: ZoneEdition?) -> [ParcelHistory.Zone] {
    guard let edition, edition.failure == nil, land.area > 0 else { return [] }
    var areas: [String: Double] = [:]
    for region in land.regions {
      let near = edition.shapes.search(region.box)
        .map { (edition.codes[$0], edition.shapes.region($0)) }
      for portion in portions(of: region, zones: near) where portion.counts {
        areas[portion.code, default: 0] += portion.area
      }
    }
    return areas.map { .init(code: $0, share: min(1, $1 / land.area)) }
      .sorted { ($1.share, $0.code) < ($0.share, $1.code) }
  }

  private func share(of land: Land, in layer: LayerEdition?) -> Double {
    guard let layer, layer.failure == nil, land.area > 0 else { return 0 }
    let shapes = layer.shapes
    let inside = land.regions.reduce(0) { sum, region in
      shapes.search(region.box).filter { $0 < shapes.regionCount }
        .reduce(sum) { $0 + region.overlapArea(with: shapes.region($1)) }
    }
    return min(1, inside / land.area)
  }

  private func read(_ now: InForce) -> ParcelHistory.Span {
    let land = land(now.parcels)
    var span = ParcelHistory.Span(
      from: nil, until: nil, parcels: land.numbers, zones: zones(of: land, now.zones), gap: nil,
      parcelSource: now.parcels?.source, zoneSource: now.zones?.source, layers: [:], changes: [])
    for (name, layer) in now.layers {
      let share = share(of: land, in: layer)
      if share * land.area > Tolerance.sliverArea { span.layers[name] = share }
    }
    let covered = span.zones.reduce(0) { $0 + $1.share }
    span.gap =
      if now.parcels == nil {
        .noParcelMap
      } else if land.regions.isEmpty {
        .noParcel
      } else if let failure = now.zones?.failure {
        .unreadable(failure)
      } else if now.zones == nil {
        .noPlan
      } else if covered < 0.99 {
        .uncovered(1 - covered)
      } else {
        nil
      }
    return span
  }

  // MARK: changes

  private func changes(from before: InForce, to now: InForce) -> [ParcelHistory.Change] {
    var changes: [ParcelHistory.Change] = []
    let old = land(before.parcels)
    if before.parcels?.entry.title != now.parcels?.entry.title {
      changes.append(
        .init(
          kind: .parcels, name: nil, sourceBefore: before.parcels?.source,
          sourceAfter: now.parcels?.source,
          isFelt: differ(zones(of: old, before.zones), zones(of: land(now.parcels), before.zones))))
    }
    if before.zones?.entry.title != now.zones?.entry.title {
      changes.append(
        .init(
          kind: .plan, name: (now.zones ?? before.zones)?.entry.plan,
          sourceBefore: before.zones?.source, sourceAfter: now.zones?.source,
          isFelt: before.zones?.failure != nil || now.zones?.failure != nil
            || differ(zones(of: old, before.zones), zones(of: old, now.zones))))
    }
    let names = Set(before.layers.keys).union(now.layers.keys).sorted()
    for name in names where before.layers[name]?.entry.title != now.layers[name]?.entry.title {
      let was = share(of: old, in: before.layers[name])
      let isReadable =
        before.layers[name]?.failure == nil && now.layers[name]?.failure == nil
      changes.append(
        .init(
          kind: .layer, name: name, sourceBefore: before.layers[name]?.source,
          sourceAfter: now.layers[name]?.source,
          isFelt: !isReadable || abs(was - share(of: old, in: now.layers[name])) > Self.felt))
    }
    return changes
  }

  /// A share that moves by less than this is the same drawing again: 1 %.
  private static let felt = 0.01

  private func differ(_ a: [ParcelHistory.Zone], _ b: [ParcelHistory.Zone]) -> Bool {
    Set((a + b).map(\.code)).contains { code in
      func share(_ zones: [ParcelHistory.Zone]) -> Double {
        zones.first { $0.code == code }?.share ?? 0
      }
      return abs(share(a) - share(b)) > Self.felt
    }
  }
}
