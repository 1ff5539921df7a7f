import Facts
import Foundation
import Land
import RuleCompiler
import Service

/// `Bench [FIGURE …]`, the territory from the environment: `TERRITORY`, `DATA`, `ON`.
@main struct Bench {
  static func main() throws {
    let environment = ProcessInfo.processInfo.environment
    let wanted = Set(CommandLine.arguments.dropFirst()).union(
      CommandLine.arguments.count < 2 ? ["B1", "H1", "H2", "H4", "R1", "R3", "R9"] : [])
    let rules: Set = ["R1", "R3", "R9"]
    if !wanted.isDisjoint(with: rules) {
      let scripts = environment["RULES"] ?? "../shared/bench/rules"
      if FileManager.default.fileExists(atPath: scripts) {
        try ruleFigures(wanted, ZoningWorkload(scripts: scripts, build: ".build/bench"))
      } else {
        FileHandle.standardError.write(
          Data("bench: `\(scripts)` is not there: R1, R3 and R9 are left out\n".utf8))
      }
    }
    guard !wanted.subtracting(rules).isEmpty else { return }
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
