package import Facts
import Geometry
import SpatialIndex

/// What a step from one edition of the parcel map to the next did to a parcel.
package struct LineageStep: Sendable, Hashable {
  package enum Change: String, Sendable, Hashable, CaseIterable {
    /// The same number, and within a twentieth the same land.
    case unchanged
    /// The same number, over other land.
    case redrawn
    /// The same land under another number.
    case renumbered
    /// One parcel became several.
    case split
    /// Several parcels became one.
    case merged
    /// Several parcels became several others.
    case rearranged
    /// No parcel held this land before.
    case new
    /// No parcel holds this land any more.
    case gone
  }

  /// A parcel of the other edition, with how much of it is held in common.
  package struct Relative: Sendable, Hashable {
    package var number: String
    /// Of the relative's own area, 0…1; nil where a register says so and not the drawing.
    package var share: Double?
  }

  package var change: Change
  /// The editions, as facts name their sources.
  package var sourceBefore: String
  package var sourceAfter: String
  /// The first day of the later edition.
  package var day: CivilDate?
  /// The parcels of the earlier edition that take part, the greatest part first.
  package var before: [Relative]
  /// The parcels of the later edition that take part.
  package var after: [Relative]
  /// Whether a register of changes says so; else it is read off the two drawings.
  package var isRegistered: Bool
}

/// Parcels that two editions of one town have in common land with.
///
/// Two drawings of one town differ by decimetres everywhere, so land counts as common only where it is a twentieth or more of
/// the smaller of the two parcels, and no sliver.
struct LineageSearch {
  let before: ParcelEdition
  let after: ParcelEdition

  /// The parcels of an edition that hold land of a region.
  func relatives(of region: MultiPolygon, in edition: ParcelEdition) -> [(place: Int, area: Double)]
  {
    edition.shapes.index.search(region.box).compactMap { place in
      let other = edition.shapes.regions[place]
      let common = region.overlapArea(with: other)
      guard common > Tolerance.sliverArea,
        common >= Tolerance.lineageShare * min(region.area, other.area)
      else { return nil }
      return (place, common)
    }.sorted { ($1.area, $0.place) < ($0.area, $1.place) }
  }

  /// The step that a parcel of either edition takes part in.
  func step(of place: Int, isBefore: Bool) -> LineageStep {
    let own = isBefore ? before : after
    let other = isBefore ? after : before
    let across = relatives(of: own.shapes.regions[place], in: other).map(\.place)
    // Who else holds land of those takes part too.
    var own2 = Set([place])
    for found in across {
      own2.formUnion(relatives(of: other.shapes.regions[found], in: own).map(\.place))
    }
    let mine = [place] + own2.subtracting([place]).sorted()
    let (old, new) = isBefore ? (mine, across) : (across, mine)
    return LineageStep(
      change: change(old, new), sourceBefore: before.source, sourceAfter: after.source,
      day: after.entry.from ?? before.entry.until,
      before: shares(of: old, in: before, within: new, of: after),
      after: shares(of: new, in: after, within: old, of: before), isRegistered: false)
  }

  private func change(_ old: [Int], _ new: [Int]) -> LineageStep.Change {
    switch (old.count, new.count) {
    case (0, _): return .new
    case (_, 0): return .gone
    case (1, 1):
      let (a, b) = (before.shapes.regions[old[0]], after.shapes.regions[new[0]])
      let common = a.overlapArea(with: b)
      let isSameLand = common >= (1 - Tolerance.lineageShare) * max(a.area, b.area)
      let isSameNumber =
        normalisedNumber(before.numbers[old[0]]) == normalisedNumber(after.numbers[new[0]])
      return isSameNumber ? (isSameLand ? .unchanged : .redrawn) : .renumbered
    case (1, _): return .split
    case (_, 1): return .merged
    default: return .rearranged
    }
  }

  private func shares(
    of places: [Int], in edition: ParcelEdition, within others: [Int], of other: ParcelEdition
  ) -> [LineageStep.Relative] {
    places.map { place in
      let region = edition.shapes.regions[place]
      let common = others.reduce(0) { $0 + region.overlapArea(with: other.shapes.regions[$1]) }
      return .init(
        number: edition.numbers[place], share: region.area > 0 ? min(1, common / region.area) : 0)
    }
  }
}

extension Territory {
  /// What happened to a parcel from edition to edition of the parcel map, the earliest step first.
  ///
  /// Followed from the newest edition that has the parcel, backwards and forwards. What a register of changes says goes
  /// before what the drawings show. A step in which nothing changed is left out.
  package func lineage(of parcel: ParcelReference) -> [LineageStep] {
    guard let town = townPlaces[parcel.town].map({ data[$0] }) else { return [] }
    // Oldest first.
    let editions = Array(town.parcels.reversed())
    guard let home = editions.lastIndex(where: { $0.place(parcel.number) != nil }) else {
      return town.registeredSteps(of: parcel.number, in: editions)
    }
    var earlier: [LineageStep] = []
    var numbers = [parcel.number]
    for later in stride(from: home, to: 0, by: -1) {
      let step = step(of: numbers, editions[later - 1], editions[later], isBefore: false, town)
      guard let step else { break }
      earlier.append(step)
      numbers = step.before.map(\.number)
    }
    var steps = Array(earlier.reversed())
    numbers = [parcel.number]
    for later in editions.indices.dropFirst(home + 1) {
      let step = step(of: numbers, editions[later - 1], editions[later], isBefore: true, town)
      guard let step else { break }
      steps.append(step)
      numbers = step.after.map(\.number)
    }
    return steps.filter { $0.change != .unchanged }
  }

  /// The one step of some parcels that were one before or after; nil where none of them is there.
  private func step(
    of numbers: [String], _ before: ParcelEdition, _ after: ParcelEdition, isBefore: Bool,
    _ town: TownData
  ) -> LineageStep? {
    let search = LineageSearch(before: before, after: after)
    let steps = numbers.compactMap { number -> LineageStep? in
      if let step = town.registeredStep(of: number, before, after, isBefore: isBefore) {
        return step
      }
      return (isBefore ? before : after).place(number).map {
        search.step(of: $0, isBefore: isBefore)
      }
    }
    guard var step = steps.first else { return nil }
    for other in steps.dropFirst() {
      step.before += other.before.filter { new in
        !step.before.contains { $0.number == new.number }
      }
      step.after += other.after.filter { new in !step.after.contains { $0.number == new.number } }
      if other.change != step.change { step.change = .rearranged }
    }
    return step
  }
}
