import Evaluation
package import Facts
import Foundation
package import Land
import RuleCompiler
import Synchronization

/// The plans of a neighbourhood: where each comes from, what lies open, what became law when.
extension Municipality {
  package func plans(of town: String) -> [PlanSheet] { territory?.plans(of: town) ?? [] }

  package func planShapes(of town: String, within box: GeographicBox, on date: CivilDate)
    -> [PlanShape]
  {
    territory?.planShapes(of: town, within: box, on: date) ?? []
  }

  package func deposited(at parcel: String, on date: CivilDate) -> [DepositedHere] {
    guard let territory, let reference = territory.parcel(parcel) else { return [] }
    return territory.deposited(at: reference, on: date)
  }

  /// The regulation that the territory file names; of a plan by which zones are drawn else the one whose own number begins as
  /// the plan's.
  package func regulation(of plan: PlanSheet) -> PlanRegulation? {
    let id =
      plan.regulation
      ?? (plan.kind == .zones ? regulation(ofPlan: plan.id, in: plan.town) : nil)
    return id.flatMap { rulebook.reading(of: $0) }.map {
      PlanRegulation(
        id: $0.id, title: $0.title, language: $0.language,
        article: plan.regulation == nil ? nil : plan.article)
    }
  }

  package func fileHash(of plan: PlanSheet) -> String? {
    territory.flatMap { files.hash(of: plan.path, readSince: $0.readSince) }
  }

  /// The districts that have an office, in the reader's order of their names.
  package func districts(of town: String) -> [String] {
    (townsByID[town]?.serviceDistricts?.offices.keys).map { $0.sorted() } ?? []
  }

  package func events(in town: String, district: String?, until date: CivilDate) -> [PlanEvent] {
    guard let territory else { return [] }
    let plans =
      district.map { territory.plans(of: town, inDistrict: $0) } ?? territory.plans(of: town)
    var events: [PlanEvent] = plans.compactMap { plan in
      guard let day = plan.from else { return nil }
      return PlanEvent(
        plan.kind == .deposited ? .deposited : .planInForce, day: day, id: plan.id,
        title: plan.label,
        summary: plan.deposit?.summary ?? LocalText(), deposit: plan.deposit)
    }
    for id in rulebook.regulations(in: jurisdiction(of: town) ?? "") {
      guard let reading = rulebook.reading(of: id) else { continue }
      let days = Set(([reading.term] + reading.blocks.map(\.term)).flatMap(\.changes))
      events += days.map { day in
        PlanEvent(
          .regulation, day: day, id: id, title: LocalText([reading.language: reading.title]))
      }
    }
    // The newest first, and the same order whatever the files' is.
    return events.filter { $0.day <= date }.sorted {
      ($1.day, $0.kind.rawValue, $0.id) < ($0.day, $1.kind.rawValue, $1.id)
    }
  }
}

/// The hashes of files that plans were read from, each worked out when it is first asked for.
package final class FileHashes: Sendable {
  private let known = Mutex<[String: String]>([:])

  init() {}

  /// SHA-256 of a file; nil where it was written after it was read, or is not there any more: what is in it then is another map.
  func hash(of path: String, readSince: Int) -> String? {
    known.withLock { known in
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec) < readSince
      else {
        known[path] = nil
        return nil
      }
      if let hash = known[path] { return hash }
      guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
      let hash = Fingerprint.of(bytes)
      known[path] = hash
      return hash
    }
  }
}
