package import Facts

/// A lot of which not every line is told, and why.
package struct UnclassedLot: Sendable, Hashable {
  package var parcel: ParcelReference
  /// Each once, in the order of the lines.
  package var reasons: [String]
}

extension Territory {
  /// The lots of a town whose lines are not all classed on a day, in the order of the file, and how many lots there are in all;
  /// nil where there is no such town.
  ///
  /// - Parameters:
  ///   - decided: What officers have decided of lots.
  ///   - step: Only every so manieth lot is looked at, and counted.
  ///   - progress: Called with the number of parcels surveyed since it was last called.
  package func unclassedLots(
    of town: String, on date: CivilDate, as order: SurveyOrder = SurveyOrder(),
    decided: [ParcelReference: LotDecisions] = [:], every step: Int = 1,
    progress: (Int) -> Void = { _ in }
  ) -> (all: Int, unclassed: [UnclassedLot])? {
    guard let place = townPlaces[town], let edition = data[place].parcels(on: date) else {
      return nil
    }
    let decisions = decided.byPlace(in: edition, of: data[place])
    var found: [UnclassedLot] = []
    let lots = Array(stride(from: 0, to: edition.numbers.count, by: max(1, step)))
    for (done, lot) in lots.enumerated() {
      var surveyor = Surveyor(
        town: data[place], edition: edition, place: lot, date: date, order: order)
      surveyor.overrides = decisions[lot]?.lines ?? []
      let reasons = surveyor.unclassedReasons
      if !reasons.isEmpty {
        found.append(
          UnclassedLot(
            parcel: ParcelReference(town: town, number: edition.numbers[lot]), reasons: reasons))
      }
      if done % 256 == 255 { progress(256) }
    }
    return (lots.count, found)
  }
}

extension Surveyor {
  /// Why some or all lines of the lot are not told, each reason once; empty where all are.
  fileprivate var unclassedReasons: [String] {
    if let lineProblem { return [lineProblem] }
    guard let survey = lines() else { return ["the lot lies in several parts"] }
    let open = survey.lines.filter { $0.kind == .unclassified }
    if open.isEmpty { return [] }
    // Without a front, what a line is shared with does not say why it has no kind.
    if !survey.lines.contains(where: { $0.kind == .front }) {
      return [
        survey.isLandlocked == true
          ? "no line is on a street" : "no line is known to be on a street"
      ]
    }
    var reasons: [String] = []
    for line in open where !reasons.contains(line.reason) { reasons.append(line.reason) }
    return reasons
  }
}
