import Diagnostics
import Testing

@testable import RuleCompiler

/// What would take for ever ends, and says what it left.
struct ProofBoundTests {
  private func law(_ rows: Int, _ columns: Int, _ rules: String) throws -> Law {
    let header = (0..<columns).map { "lot area + \($0) (m²)" }.joined(separator: " | ")
    let table = (1...rows).map { row in
      "| \(row) | \((0..<columns).map { $0 == 0 ? "[\(row)..\(row + 1))" : "> pergola area * \($0 + row)" }.joined(separator: " | ")) | \(row % 9) |\n"
    }.joined()
    return try Law(
      """
      ## Table 1  {#table-1}

      Table: limits

      | F | \(header) | → max storeys |
      |---|\(String(repeating: "---|", count: columns))---|
      \(table)

      ```rule
      require storeys <= max storeys
      \(rules)
      ```

      """)
  }

  @Test(.timeLimit(.minutes(5)))
  func `a table of thousands of cells that compare with other facts ends in a note`() throws {
    let proof = try law(1500, 20, "").rulebook.prove()
    #expect(
      proof.findings.contains {
        $0.id == "not-decided" && $0.message.contains("more cells than are looked at")
      })
    #expect(!proof.findings.contains { $0.id == "always-met" || $0.id == "never-met" })
  }

  @Test(.timeLimit(.minutes(5)))
  func `a condition of sixty-four kilobytes ends`() throws {
    var condition = "storeys > 1"
    var number = 0
    while condition.utf8.count < 65_000 {
      number += 1
      condition +=
        number % 2 == 0 ? " and storeys * \(number) > fence height / 1" : " or faces street"
      condition = condition.replacing("fence height / 1", with: "\(number)")
    }
    let law = try Law(
      "## Height  {#height}\n\n```rule\nrequire building height <= 9 when \(condition)\n```\n")
    let proof = law.rulebook.prove()
    #expect(!proof.findings.contains { $0.id == "dead-rule" })
  }

  @Test(.timeLimit(.minutes(5)))
  func `choices upon choices end within the steps`() throws {
    // Each definition rests twice on the one before it: written out, there would be a million million of them.
    let chain = (1...40).map {
      "define step \($0) = if storeys > \($0) then \($0 == 1 ? "storeys" : "step \($0 - 1)") + fence share \($0) else \($0 == 1 ? "1" : "step \($0 - 1)")\ndefine fence share \($0) = coverage * \($0)"
    }.joined(separator: "\n")
    let law = try Law(
      "## Height  {#height}\n\n```rule\n\(chain)\nrequire storeys <= step 40\nrequire step 40 <= 900\n```\n"
    )
    #expect(!law.findings.hasErrors, "\(law.findings)")
    let proof = law.rulebook.prove()
    #expect(proof.questions > 0)
  }
}
