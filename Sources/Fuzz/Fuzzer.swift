import TestSupport

/// Something that must hold for every text, and texts to try it on.
struct Fuzzer: Sendable {
  let name: String
  /// What must hold.
  let claim: String
  /// How many texts a test tries.
  var rounds = 300
  let make: @Sendable (inout SeededGenerator) -> String
  /// Throws a ``Broken`` where it does not hold.
  let check: @Sendable (String) throws -> Void
}

/// A claim that does not hold.
struct Broken: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

/// All of them; the order is that of the work.
let fuzzers: [Fuzzer] = [
  feelGarbage, feelPrinting, feelEvaluation, feelUnknowns, patterns, models, programs, geometry,
]
