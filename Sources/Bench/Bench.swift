import Facts
import Foundation
import Land
import RuleCompiler
import Service

/// `Bench [FIGURE …]`, the territory from the environment: `TERRITORY`, `DATA`, `ON`.
@main struct Bench {
  static func main() throws {
    if CommandLine.arguments.dropFirst().first == "--map" {
      return try mapLayers(CommandLine.arguments.dropFirst(2))
    }
    let environment = ProcessInfo.processInfo.environment
    let rules: Set = ["D1", "D2", "R1", "R3", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12"]
    let space: Set = ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S11"]
    let wanted = Set(CommandLine.arguments.dropFirst()).union(
      CommandLine.arguments.count < 2
        ? rules.union(space).union(["S10", "B1", "B2", "H1", "H2", "H3", "H4", "H5"]) : [])
    let shared = environment["SHARED"] ?? "../shared"
    if wanted.contains("R11") {
      analysisFigures(shared + "/bench/rules/verify/ov.c", build: ".build/bench")
    }
    if wanted.contains("D1") { try kitFigure(shared + "/tck") }
    if wanted.contains("R10") { try wholeKitFigure(shared + "/tck") }
    if !wanted.isDisjoint(with: rules.subtracting(["D1", "R10", "R11"])) {
      let scripts = shared + "/bench/rules"
      if FileManager.default.fileExists(atPath: scripts) {
        let workload = try ZoningWorkload(scripts: scripts, build: ".build/bench")
        if wanted.contains("D2") { try tableFigure(workload) }
        try ruleFigures(wanted, workload)
      } else {
        tellBench("`\(scripts)` is not there: the figures of rules are left out")
      }
    }
    if !wanted.isDisjoint(with: space) {
      let scripts = shared + "/bench/spatial"
      if FileManager.default.fileExists(atPath: scripts) {
        let workload = try SpatialWorkload(
          scripts: scripts, data: shared + "/data", build: ".build/bench")
        try spatialFigures(wanted, workload)
      } else {
        tellBench("`\(scripts)` is not there: the figures of space are left out")
      }
    }
    if wanted.contains("H5") { try searchFigure() }
    guard !wanted.subtracting(rules).subtracting(space).subtracting(["H5"]).isEmpty else { return }
    let territory = environment["TERRITORY"] ?? "parcels/territory.yaml"
    let data = environment["DATA"].flatMap { $0.isEmpty ? nil : $0 }
    let on = environment["ON"].flatMap { CivilDate($0) } ?? CivilDate(dayNumber: 19_700)
    let municipality = Municipality(
      rulebook: try Rulebook(loading: "regulations"),
      territory: try Territory(loading: territory, data: data))
    if wanted.contains("S10") { try surveyFigure(municipality, on: on) }
    if wanted.contains("B1") { batchFigure(municipality, on: on) }
    if wanted.contains("B2") {
      try simulationFigure(municipality, on: on, build: ".build/bench")
    }
    guard !wanted.isDisjoint(with: ["H1", "H2", "H3", "H4"]),
      let all = municipality.territory?.parcels, let parcel = all.first
    else { return }
    let question: JSON = [
      "parcel": .string(parcel.description), "work": "new building", "inputs": [:],
      "on": .string(on.description), "lang": "en",
    ]
    try serviceFigures(
      wanted, territory: territory, data: data, regulations: "regulations",
      question: question.canonical,
      parcels: [0, all.count / 3, all.count * 2 / 3, all.count - 1].map { all[$0].description },
      on: on)
  }
}
