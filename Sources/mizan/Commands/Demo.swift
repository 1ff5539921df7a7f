import ArgumentParser
import Demonstration

struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes the two demonstration towns: the same seed gives the same towns.",
    discussion: "EXAMPLE\n  mizan demo --out parcels")

  @Option(help: "The folder to write to.") var out: String
  @Option(help: "The seed.") var seed: UInt64 = 1

  func run() async throws {
    try await guarded {
      do {
        for file in try writeDemonstrationTowns(to: out, seed: seed) { print(file) }
      } catch { throw Wrong("\(error)") }
    }
  }
}
