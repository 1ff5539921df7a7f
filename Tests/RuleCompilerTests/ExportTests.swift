import Diagnostics
import Evaluation
import FEEL
import Facts
import Foundation
import Regulations
import TestSupport
import Testing

@testable import RuleCompiler

private let regulations = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "regulations").path

private let xmllint = ["/usr/bin/xmllint", "/usr/local/bin/xmllint"].first {
  FileManager.default.isExecutableFile(atPath: $0)
}

/// What `DMN15.xsd` has against files; empty where it accepts them.
private func faults(_ files: [URL]) throws -> String {
  let process = Process()
  process.executableURL = URL(filePath: try #require(xmllint))
  process.arguments =
    ["--noout", "--nonet", "--schema", try #require(kit) + "/DMN15.xsd"] + files.map(\.path)
  let pipe = Pipe()
  process.standardError = pipe
  try process.run()
  let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return said.split(separator: "\n").filter { !$0.hasSuffix(" validates") }.joined(separator: "\n")
}

struct ExportTests {
  /// Every regulation of the repository as a model, with the ruleset that it is part of.
  static let exports: [(file: String, ruleset: Ruleset, model: DecisionModel)] = {
    guard let rulebook = try? Rulebook(loading: regulations) else { return [] }
    return rulebook.rulesets.sorted { $0.key < $1.key }.flatMap { id, ruleset in
      ruleset.regulations.compactMap { head in
        head.file.hasPrefix(id + "/")
          ? ruleset.decisionModel(ofFile: head.file).map { (head.file, ruleset, $0) } : nil
      }
    }
  }()

  private static func reread(_ model: DecisionModel) -> DecisionLibrary {
    DecisionLibrary(reading: [("a.dmn", Array(model.xml(exporter: "test").utf8))])
  }

  @Test func `what is exported reads without an error and is exported alike again`() throws {
    #expect(Self.exports.count > 8)
    for export in Self.exports {
      let library = Self.reread(export.model)
      #expect(
        library.findings.filter { $0.severity == .error }.map(\.description) == [],
        "\(export.file)")
      let again = try #require(library.models[export.model.namespace])
      #expect(again.xml(exporter: "test") == export.model.xml(exporter: "test"), "\(export.file)")
    }
  }

  /// Where the law's own evaluation has a value, the exported decision has the same one.
  @Test func `an exported regulation decides as the law does`() throws {
    var generator = SeededGenerator(seed: 1223)
    var compared: Set<String> = []
    for export in Self.exports {
      let library = Self.reread(export.model)
      let program = DecisionProgram(library)
      let model = try #require(library.models[export.model.namespace])
      let head = try #require(export.ruleset.regulations.first { $0.file == export.file })
      let day = try #require(
        head.effective ?? head.until?.adding(days: -30) ?? CivilDate("2024-05-01"))
      for _ in 0..<40 {
        var run = DecisionRun(program)
        var site = SiteFacts(jurisdiction: export.ruleset.jurisdiction.id, date: day)
        var proposal = Proposal(work: "new building")
        for input in model.inputs {
          guard let (fact, value) = Self.random(input, export.ruleset.vocabulary, &generator)
          else { continue }
          run.give(value, to: input.id)
          if export.ruleset.vocabulary.facts[input.name]?.origin == .proposal {
            proposal.facts[input.name] = fact
          } else {
            site.facts[input.name] = SiteFact(fact)
          }
        }
        for decision in model.decisions {
          guard let law = export.ruleset.value(of: decision.name, for: proposal, at: site)
          else { continue }
          if case .unknown = law { continue }
          let exported = run.value(of: decision.id)
          #expect(exported.equals(law) == true, "\(export.file) \(decision.name)")
          compared.insert("\(export.file) \(decision.name)")
        }
      }
    }
    #expect(compared.count > 30)
  }

  private static func random(
    _ input: DecisionModel.InputData, _ vocabulary: Vocabulary,
    _ generator: inout SeededGenerator
  ) -> (FactValue, Value)? {
    switch vocabulary.facts[input.name]?.type {
    case .number:
      let number = Number(Int.random(in: 0...4000, using: &generator), exponent: -1)
      return (.number(number), .number(number))
    case .boolean:
      let boolean = Bool.random(using: &generator)
      return (.boolean(boolean), .boolean(boolean))
    case .code(let words):
      guard let word = words.randomElement(using: &generator) else { return nil }
      return (.text(word), .string(word))
    case .text: return (.text("a"), .string("a"))
    default: return nil
    }
  }

  @Test(.enabled(if: kit != nil && xmllint != nil, "xmllint or the schema of DMN is not here"))
  func `the schema of DMN accepts what is exported`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mizan-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var files: [URL] = []
    for (number, export) in Self.exports.enumerated() {
      let file = folder.appending(path: "\(number).dmn")
      try Data(export.model.xml(exporter: "test").utf8).write(to: file)
      files.append(file)
    }
    #expect(try faults(files) == "")
  }

  /// The kit's models are written anew, and its cases run over what was written.
  @Test(.enabled(if: kit != nil, "the conformance kit is not beside the repository"))
  func `the kit's models pass its cases after they were written anew`() throws {
    let kit = try #require(kit)
    let folder = FileManager.default.temporaryDirectory.appending(path: "mizan-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    var models: [URL] = []
    let files = try #require(FileManager.default.enumerator(atPath: kit)).compactMap {
      $0 as? String
    }
    for file in files.sorted() where file.contains("/") {
      let target = folder.appending(path: file)
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      if file.hasSuffix(".xml") {
        try FileManager.default.copyItem(atPath: kit + "/" + file, toPath: target.path)
      } else if file.hasSuffix(".dmn") {
        let library = try DecisionLibrary(loading: kit + "/" + file)
        let name = target.lastPathComponent
        let model = try #require(
          library.models.values.first { $0.place.file.hasSuffix("/" + name) })
        try Data(model.xml(exporter: "test").utf8).write(to: target)
        models.append(target)
      }
    }
    let run = try ConformanceRun(folder: folder.path, moment: ConformanceTests.noon)
    #expect(run.passed > 2000)
    #expect(run.outcomes.filter { !$0.failures.isEmpty }.map(\.name) == [])
    if xmllint != nil { #expect(try faults(models) == "") }
  }
}
