import Facts
import Foundation
import Land
import Programs
import RuleCompiler
import Service

/// `Bench [FIGURE …]`, the territory from the environment: `TERRITORY`, `DATA`, `ON`.
@main struct Bench {
  static func main() throws {
    let environment = ProcessInfo.processInfo.environment
    let wanted = Set(CommandLine.arguments.dropFirst()).union(
      CommandLine.arguments.count < 2 ? ["B1", "H1", "H2", "H4"] : [])
    if wanted.contains("R1") {
      let folder = environment["ZONING"] ?? ""
      let start = Date()
      let program = try ZoningWorkload.compile(folder + "/out/zb1.dmn")
      print("R9 ms", Date().timeIntervalSince(start) * 1000, program.operations.count)
      guard let workload = try ZoningWorkload(folder: folder, program: program) else { return }
      workload.scalarFigure()
      workload.columnFigure()
      return
    }
    let territory = environment["TERRITORY"] ?? "parcels/territory.yaml"
    let data = environment["DATA"].flatMap { $0.isEmpty ? nil : $0 }
    let on = environment["ON"].flatMap { CivilDate($0) } ?? CivilDate(dayNumber: 19_700)
    let municipality = Municipality(
      rulebook: try Rulebook(loading: "regulations"),
      territory: try Territory(loading: territory, data: data))
    if wanted.contains("B1") { batchFigure(municipality, on: on) }
    guard !wanted.isDisjoint(with: ["H1", "H2", "H4"]),
      let parcel = municipality.territory?.parcels.first
    else { return }
    let question: JSON = [
      "parcel": .string(parcel.description), "work": "new building", "inputs": [:],
      "on": .string(on.description), "lang": "en",
    ]
    try serviceFigures(
      wanted, territory: territory, data: data, regulations: "regulations",
      question: question.canonical)
  }
}
