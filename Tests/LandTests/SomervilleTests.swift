import Diagnostics
import Facts
import Foundation
import Testing

@testable import Land

/// The repository's root, from this file's place.
private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// The shared data stands beside the repository, or beside the folder of its worktrees.
private let dataFolder: String? = ["../shared/data/somerville", "../../shared/data/somerville"]
  .map { root.appendingPathComponent($0).standardizedFileURL.path }
  .first { FileManager.default.fileExists(atPath: $0 + "/parcels_fy2017_epsg2249.geojson") }

struct SomervilleTests {
  private let day = CivilDate(year: 2019, month: 6, day: 1)!

  @Test(.enabled(if: dataFolder != nil, "the data of Somerville is not beside the repository"))
  func
    `from its right of way alone nearly every lot of Somerville has all its lines told, and the rest are listed`()
    throws
  {
    let territory = try Territory(
      loading: root.appendingPathComponent("parcels/somerville.yaml").path, data: dataFolder)
    #expect(!territory.findings.hasErrors)
    #expect(territory.parcelCount == 14_495)
    let step = 8
    let (all, unclassed) = try #require(
      territory.unclassedLots(of: "somerville", on: day, every: step))
    #expect(all == 1812)
    #expect((all - unclassed.count) * 1000 >= all * 980, "\(unclassed.count) of \(all)")
    #expect(unclassed.allSatisfy { !$0.reasons.isEmpty && !$0.reasons.contains("") })
    // What is told by convention says so; what is not told is on the list, and nothing else.
    let listed = Set(unclassed.map(\.parcel.number))
    var byConvention = 0
    for parcel in territory.parcels.enumerated().filter({ $0.offset % (3 * step) == 0 }).map(
      \.element)
    {
      guard let survey = territory.lotSurvey(parcel, on: day) else {
        #expect(listed.contains(parcel.number))
        continue
      }
      let isOpen = survey.lines.contains { $0.kind == .unclassified }
      #expect(isOpen == listed.contains(parcel.number), "\(parcel)")
      let told = survey.lines.filter { $0.reason.hasSuffix(SurveyOrder.conventionMark) }
      #expect(told.allSatisfy { $0.confidence == .low && [.side, .rear].contains($0.kind) })
      if !told.isEmpty { byConvention += 1 }
    }
    #expect(byConvention > 80, "\(byConvention)")
  }
}
