package import RuleCompiler
import Synchronization

/// What is found of the law as it stands, worked out when somebody first asks.
package final class LawFindings: Sendable {
  private let rulebook: Rulebook
  private let proof = Mutex<Proof?>(nil)

  init(_ rulebook: Rulebook) { self.rulebook = rulebook }

  /// Those who ask while it is worked out wait for it; it is done once.
  var value: Proof {
    proof.withLock { known in
      if let known { return known }
      let made = rulebook.prove()
      known = made
      return made
    }
  }
}

extension Municipality {
  package func findings() -> Proof { lawFindings.value }
}

extension Enquiries {
  /// Nothing is known of the law by default.
  package func findings() -> Proof { Proof() }
}
