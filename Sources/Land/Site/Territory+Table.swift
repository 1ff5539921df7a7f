import Dispatch
package import Facts
import Foundation
import Synchronization

extension Territory {
  /// Surveys every parcel of a town's newest edition, in the order of its file, into a table.
  ///
  /// It surveys on all processors, a stretch of parcels at a time, and holds little more than the table.
  ///
  /// - Parameters:
  ///   - origin: What the table says it was made of.
  ///   - known: The facts of a parcel that are known otherwise, as by a decision; nil for one that is surveyed here.
  ///   - progress: Called now and then with the number of parcels done since it was last called, from any thread.
  package func table(
    of town: String, on date: CivilDate, as order: SurveyOrder = SurveyOrder(), origin: String = "",
    known: @Sendable (ParcelReference) -> SiteFacts? = { _ in nil },
    progress: @Sendable (Int) -> Void = { _ in }
  ) throws(SiteTableFault) -> SiteTable {
    let parcels = parcelNumbers(of: town)
    let data = townPlaces[town].map { self.data[$0] }
    let jurisdiction = data?.file.jurisdiction ?? ""
    // Of the edition that the parcels are listed from, their places are known.
    let edition = data?.parcels(on: date).flatMap { $0 === data?.parcels.first ? $0 : nil }
    let filling = TableFilling(
      SiteTableBuilder(jurisdiction: jurisdiction, date: date, origin: origin))
    let stretch = 64
    let count = (parcels.count + stretch - 1) / stretch
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: ProcessInfo.processInfo.activeProcessorCount) { _ in
      let scratch = SurveyScratch()
      let frame = data.flatMap { data in edition.map { SurveyFrame(data, $0, date, order) } }
      while true {
        let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard place < count else { return }
        let part = (place * stretch)..<min(parcels.count, (place + 1) * stretch)
        let sites = part.map { place in
          let parcel = ParcelReference(town: town, number: parcels[place])
          if let known = known(parcel) { return known }
          guard let frame else { return survey(parcel, on: date, as: order) }
          var surveyor = Surveyor(SurveyedLot(place, of: frame.edition), in: frame, scratch)
          surveyor.survey()
          return SiteFacts(
            jurisdiction: jurisdiction, parcel: parcel.description, date: date,
            facts: surveyor.facts, layers: surveyor.layers, plans: surveyor.plans)
        }
        filling.take(sites, at: place)
        progress(part.count)
      }
    }
    return try filling.table()
  }
}

/// Puts stretches of sites into a table in their order, whichever thread brings them.
///
/// Who brings the one that is next appends it, and those that wait behind it; so nobody waits.
private final class TableFilling: Sendable {
  private struct Waiting {
    var next = 0
    var stretches: [Int: [SiteFacts]] = [:]
    var isAppending = false
    var fault: SiteTableFault?
  }

  private let waiting = Mutex(Waiting())
  /// Used by the one thread that is appending.
  nonisolated(unsafe) private var builder: SiteTableBuilder

  init(_ builder: SiteTableBuilder) { self.builder = builder }

  func take(_ sites: [SiteFacts], at place: Int) {
    let isOurs = waiting.withLock { state in
      state.stretches[place] = sites
      if state.isAppending { return false }
      state.isAppending = true
      return true
    }
    guard isOurs else { return }
    while let sites = following() {
      do throws(SiteTableFault) {
        for site in sites { try builder.append(site) }
      } catch {
        let fault = error
        waiting.withLock { $0.fault = $0.fault ?? fault }
      }
    }
  }

  /// The next stretch in order; nil where it is not there yet, and nobody is appending then.
  private func following() -> [SiteFacts]? {
    waiting.withLock { state in
      guard let sites = state.stretches.removeValue(forKey: state.next) else {
        state.isAppending = false
        return nil
      }
      state.next += 1
      return sites
    }
  }

  func table() throws(SiteTableFault) -> SiteTable {
    if let fault = waiting.withLock({ $0.fault }) { throw fault }
    return try builder.table()
  }
}
