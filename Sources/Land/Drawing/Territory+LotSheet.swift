package import Facts
import Geometry
import SpatialIndex

extension Territory {
  /// A page of lots of a town with their classed lines, picked evenly over the groups of lots, by chance from a seed: the same
  /// seed gives the same page. Nil where there is no such town.
  ///
  /// - Parameters:
  ///   - decided: What officers have decided of lots.
  ///   - progress: Called with the number of parcels surveyed since it was last called.
  package func lotSheet(
    of town: String, on date: CivilDate, as order: SurveyOrder = SurveyOrder(), count: Int = 100,
    seed: UInt64 = 1, decided: [ParcelReference: LotDecisions] = [:],
    progress: (Int) -> Void = { _ in }
  ) -> String? {
    guard let place = townPlaces[town], let edition = data[place].parcels(on: date) else {
      return nil
    }
    let town = data[place]
    let decisions = decided.byPlace(in: edition, of: town)
    func surveyor(_ lot: Int) -> Surveyor {
      var surveyor = Surveyor(
        town: town, edition: edition, place: lot, date: date, order: order)
      surveyor.overrides = decisions[lot]?.lines ?? []
      return surveyor
    }
    var groups: [LotGroup: [Int]] = [:]
    for lot in edition.shapes.regions.indices {
      if let survey = surveyor(lot).lines() { groups[LotGroup(survey), default: []].append(lot) }
      if lot % 256 == 255 { progress(256) }
    }
    var items: [LotSheet.Item] = []
    var left = max(0, count)
    let present = LotGroup.allCases.filter { groups[$0]?.isEmpty == false }
      .sorted { (groups[$0]?.count ?? 0, $0.rawValue) < (groups[$1]?.count ?? 0, $1.rawValue) }
    // The smallest group first, so that what it lacks goes to the others.
    for (done, group) in present.enumerated() {
      let share = (left + present.count - done - 1) / (present.count - done)
      let chosen = (groups[group] ?? []).sorted {
        (shuffle($0, seed), $0) < (shuffle($1, seed), $1)
      }.prefix(share)
      left -= chosen.count
      for lot in chosen.sorted() {
        guard var item = surveyor(lot).sheetItem(group) else { continue }
        item.decisions = decisions[lot]?.accounts(among: item.survey) ?? []
        items.append(item)
      }
    }
    let name = town.file.label.text(in: "en") ?? town.file.id
    return LotSheet(
      title: "Lot lines of \(name), \(edition.source)",
      summary: LotGroup.allCases.compactMap { group in groups[group].map { (group, $0.count) } },
      items: items.sorted {
        let groups = LotGroup.allCases
        let a = groups.firstIndex(of: $0.group) ?? 0
        let b = groups.firstIndex(of: $1.group) ?? 0
        return (b, $0.name) < (a, $1.name)
      }
    ).html
  }

  /// A number's place in an order by chance (the finalizer of SplitMix64).
  private func shuffle(_ number: Int, _ seed: UInt64) -> UInt64 {
    var mixed = UInt64(bitPattern: Int64(number)) &+ seed &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
