import Facts
import Foundation
import Testing

/// A town surveyed into a table, and the commands that read it in the place of a survey.
@Suite(.serialized)
struct TownTableTests {
  private static let day = ["--on", "2025-06-01"]
  private static let parcel = "persian/3/1001"
  private static let signed = ["--by", "F. Rezaei", "--reason", "measured on site"]

  private static func survey(_ file: URL, _ ledger: [String]) throws -> Command.Outcome {
    try Command.run(
      ["survey", "--all", "--town", "persian", "--table", file.path, "--json"] + day + ledger)
  }

  @Test func `a table holds the facts that a survey of each parcel gives, with corrections`() throws
  {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let ledger = ["--ledger", folder.appending(path: "ledger.sqlite").path]
    let file = folder.appending(path: "persian.sites")
    let corrected = try Command.run(
      ["correct", Self.parcel, "lot area=290", "--line", "2=front"] + Self.signed + ledger)
    #expect(corrected.status == 0, "\(corrected.words)")

    let outcome = try Self.survey(file, ledger)
    #expect(outcome.status == 0, "\(outcome.words)")
    let told = try JSON(parsing: Array(outcome.output.utf8))
    let table = try SiteTable(reading: file.path)
    #expect(told["parcels"]?.number == Number(table.count))
    #expect(told["bytes"]?.number == Number(table.byteCount))
    #expect(told["seconds"]?.object?.map(\.key) == ["import", "survey", "write"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).count {
        $0.hasPrefix("persian")
      } == 1)

    var rows = [table.count / 2, table.count - 1]
    rows.append(try #require((0..<table.count).first { table.parcel($0) == Self.parcel }))
    for row in rows {
      let name = try #require(table.parcel(row))
      let one = try Command.run(["survey", name, "--json"] + Self.day + ledger)
      let whole = try JSON(parsing: Array(one.output.utf8))
      let site = table.site(row).json
      let facts = try #require(site["facts"]?.object)
      #expect(!facts.isEmpty)
      for fact in facts {
        #expect(
          fact.value.canonical == whole["facts"]?[fact.key]?.canonical, "\(name), \(fact.key)")
      }
      for layer in site["layers"]?.object ?? [] {
        #expect(
          layer.value.canonical == whole["layers"]?[layer.key]?.canonical, "\(name), \(layer.key)")
      }
      #expect(site["plans"]?.canonical == whole["plans"]?.canonical)
    }
    let area = try #require(table.site(rows[2]).facts["lot area"])
    #expect(area.value == .number(290))
    #expect(area.method == "corrected by F. Rezaei: measured on site")
  }

  @Test func `a simulation and a lint by a table say what they say by a survey`() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let ledger = ["--ledger", folder.appending(path: "ledger.sqlite").path]
    let file = folder.appending(path: "persian.sites")
    #expect(try Self.survey(file, ledger).status == 0)
    let draft = try SimulateTests.amendment(in: folder, writing: SimulateTests.larger)
    let simulate =
      SimulateTests.base + ledger + ["--amend", draft, "--work", "new building", "--json"]
    let surveyed = try Command.run(simulate)
    let read = try Command.run(simulate + ["--table", file.path])
    #expect(read.status == 0, "\(read.words)")
    #expect(read.output == surveyed.output)

    let lint =
      ["lint", "--quick", "--quiet", "--json", "--territory", "parcels/territory.yaml"] + Self.day
      + ledger
    let all = try Command.run(lint)
    #expect(!all.output.isEmpty)
    #expect(try Command.run(lint + ["--table", file.path]).output == all.output)

    // A correction that came after the table is not passed over.
    let corrected = try Command.run(
      ["correct", Self.parcel, "lot area=290"] + Self.signed + ledger)
    #expect(corrected.status == 0, "\(corrected.words)")
    for command in [simulate, lint] {
      let refused = try Command.run(command + ["--table", file.path])
      #expect(refused.status == 2)
      #expect(
        refused.words.contains(
          "before officers' corrections changed; write it again: mizan survey --all --town persian"),
        "\(refused.words)")
      #expect(!refused.output.contains("\"town\""))
    }
  }

  @Test(arguments: [
    (["--all", "--table", "a.sites"], "say which `--town`: persian, hebrew"),
    (["--all", "--town", "persan", "--table", "a.sites"], "write `persian`"),
    (["--town", "persian", "--table", "a.sites"], "write `--all --table`"),
    (["persian/3/1001", "--all", "--table", "a.sites"], "leave `persian/3/1001`"),
    (["--all", "--town", "persian", "--table", "a.sites", "--history"], "leave `--sheet`"),
    (["--all", "--town", "persian", "--table", "nowhere/a.sites"], "make it"),
  ])
  func `what is wrong is said with its mend, and nothing is written`(words: [String], said: String)
    throws
  {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let words = words.map { $0.hasSuffix("a.sites") ? folder.appending(path: $0).path : $0 }
    let outcome = try Command.run(["survey"] + words)
    #expect(outcome.status == 2)
    #expect(outcome.words.contains(said), "\(outcome.words)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `a file that is no table, or one of another day, is not read`() throws {
    let folder = try Command.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let ledger = ["--ledger", folder.appending(path: "ledger.sqlite").path]
    let file = folder.appending(path: "persian.sites")
    let lint = ["lint", "--quick", "--quiet", "--territory", "parcels/territory.yaml"] + ledger
    try Data(repeating: 7, count: 1000).write(to: file)
    let foreign = try Command.run(lint + ["--table", file.path])
    #expect(foreign.status == 2)
    #expect(foreign.words.contains("is no table of sites; survey the town again"))
    #expect(try Self.survey(file, ledger).status == 0)
    let late = try Command.run(lint + ["--on", "2025-06-02", "--table", file.path])
    #expect(late.status == 2)
    #expect(late.words.contains("say `--on 2025-06-01`, or write it again"))
    let twice = try Command.run(
      lint + Self.day + ["--table", file.path, "--table", file.path])
    #expect(twice.status == 2)
    #expect(twice.words.contains("is a second table of `persian`"))
    let alone = try Command.run(["lint", "--quick", "--quiet", "--table", file.path])
    #expect(alone.status == 2)
    #expect(alone.words.contains("say which `--territory`"))
  }
}
