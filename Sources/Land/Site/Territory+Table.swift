import Dispatch
package import Facts
import Synchronization

extension Territory {
  /// Surveys every parcel of a town's newest edition, in the order of its file, into a table.
  ///
  /// It surveys on all processors, a stretch of parcels at a time, and holds no more than that beside the table.
  ///
  /// - Parameters:
  ///   - known: The facts of a parcel that are known otherwise, as by a decision; nil for one that is surveyed here.
  ///   - progress: Called now and then with the number of parcels done since it was last called.
  package func table(
    of town: String, on date: CivilDate, as order: SurveyOrder = SurveyOrder(),
    known: @Sendable (ParcelReference) -> SiteFacts? = { _ in nil },
    progress: (Int) -> Void = { _ in }
  ) throws(SiteTableFault) -> SiteTable {
    let jurisdiction = townPlaces[town].map { data[$0].file.jurisdiction } ?? ""
    let parcels = parcelNumbers(of: town).map { ParcelReference(town: town, number: $0) }
    var builder = SiteTableBuilder(jurisdiction: jurisdiction, date: date)
    for start in stride(from: 0, to: parcels.count, by: Self.stretch) {
      let part = parcels[start..<min(parcels.count, start + Self.stretch)]
      for site in surveys(part, date, order, known) { try builder.append(site) }
      progress(part.count)
    }
    return try builder.table()
  }

  private static let stretch = 1024

  private func surveys(
    _ parcels: ArraySlice<ParcelReference>, _ date: CivilDate, _ order: SurveyOrder,
    _ known: @Sendable (ParcelReference) -> SiteFacts?
  ) -> [SiteFacts] {
    let piece = 32
    let count = (parcels.count + piece - 1) / piece
    let done = Mutex<[Int: [SiteFacts]]>([:])
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let scratch = SurveyScratch()
      let sites = parcels.dropFirst(index * piece).prefix(piece).map {
        known($0) ?? survey($0, on: date, as: order, scratch)
      }
      done.withLock { $0[index] = sites }
    }
    let all = done.withLock { $0 }
    return (0..<count).flatMap { all[$0] ?? [] }
  }
}
