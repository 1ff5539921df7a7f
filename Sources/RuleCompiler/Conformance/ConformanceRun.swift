package import Diagnostics
package import FEEL
import Facts
import Foundation
import Regulations

/// Runs test cases in the format of the DMN TCK over the models beside them.
package struct ConformanceRun {
  /// What one test case came to.
  package struct Outcome: Sendable {
    /// The folder and the case: `0016-some-every/001`.
    package var directory: String
    package var id: String
    /// Empty where it passed.
    package var failures: [Failure]
    /// Why it could not be run at all.
    package var skipped: String?
    package var name: String { "\(directory)/\(id)" }
  }

  package struct Failure: Sendable {
    package var node: String
    package var expected: String
    package var got: String
    package var findings: [String]
  }

  package var outcomes: [Outcome] = []
  /// What is wrong with files of test cases; models that are wrong are part of the kit.
  package var findings: [Diagnostic] = []

  /// - Parameters:
  ///   - folder: The kit, or any folder in it.
  ///   - pattern: Only cases whose name holds this text.
  ///   - moment: What `now` and `today` say.
  /// - Throws: ``UnreadableFile`` where the folder cannot be read.
  package init(folder: String, only pattern: String? = nil, moment: DateAndTime) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
      isFolder.boolValue, let found = FileManager.default.enumerator(atPath: folder)
    else { throw UnreadableFile(path: folder, reason: "is no folder that can be listed") }
    let files = found.compactMap { $0 as? String }.filter { $0.hasSuffix(".xml") }.sorted()
    for file in files {
      let url = URL(filePath: folder).appending(path: file)
      guard let data = FileManager.default.contents(atPath: url.path) else {
        throw UnreadableFile(path: url.path, reason: "cannot be read")
      }
      guard let root = XMLElement([UInt8](data), file: file, findings: &findings),
        let tests = ConformanceFile(root, findings: &findings)
      else { continue }
      let directory = url.deletingLastPathComponent().lastPathComponent
      let wanted = tests.cases.filter { test in
        pattern.map { "\(directory)/\(test.id)".contains($0) } ?? true
      }
      guard !wanted.isEmpty else { continue }
      let path = url.deletingLastPathComponent().appending(path: tests.model).path
      guard FileManager.default.fileExists(atPath: path) else {
        outcomes += wanted.map {
          Outcome(
            directory: directory, id: $0.id, failures: [],
            skipped: "the model `\(tests.model)` is not there")
        }
        continue
      }
      let subject = try Subject(model: path, moment: moment)
      outcomes += wanted.map {
        Outcome(directory: directory, id: $0.id, failures: subject.failures(of: $0), skipped: nil)
      }
    }
  }

  package var passed: Int { outcomes.count { $0.failures.isEmpty && $0.skipped == nil } }
  package var failed: Int { outcomes.count { !$0.failures.isEmpty } }
  package var skipped: Int { outcomes.count { $0.skipped != nil } }
}

/// A model under test.
private struct Subject {
  let program: DecisionProgram
  let namespace: String

  /// What `now` says.
  let moment: DateAndTime

  init(model path: String, moment: DateAndTime) throws {
    self.moment = moment
    let library = try DecisionLibrary(loading: path)
    program = DecisionProgram(library)
    let name = URL(filePath: path).lastPathComponent
    namespace =
      library.models.values.first { URL(filePath: $0.place.file).lastPathComponent == name }?
      .namespace ?? ""
  }

  func failures(of test: ConformanceCase) -> [ConformanceRun.Failure] {
    if program.library.models[namespace] == nil {
      return [
        .init(
          node: "", expected: "a model", got: "none",
          findings: program.library.findings.map(\.description))
      ]
    }
    return test.results.compactMap { result in
      var run = DecisionRun(program)
      run.evaluator.moment = moment
      let got = value(of: result, in: test, &run)
      let findings = run.findings
      if Self.agree(result.expected, got), !result.isError || !findings.isEmpty { return nil }
      return .init(
        node: result.name,
        expected: result.isError ? "null by an error" : result.expected.printed(),
        got: result.isError && got == .null ? "null without a finding" : got.printed(),
        findings: findings.map { finding in
          let place = program.library.texts.place(of: finding.span.lowerBound)
          return (place.map { "\($0.line):\($0.column): " } ?? "") + finding.message
        })
    }
  }

  private func value(
    of result: ConformanceCase.Result, in test: ConformanceCase, _ run: inout DecisionRun
  ) -> Value {
    let space = result.namespace ?? namespace
    if case .function(let name) = test.subject {
      return call(name, in: space, for: result.name, test, &run)
    }
    for input in test.inputs {
      if let id = element(input) { run.give(input.value, to: id) }
    }
    if let id = program.decision(named: result.name, in: space) { return run.value(of: id) }
    return call(result.name, in: space, for: result.name, test, &run)
  }

  /// Where the case does not say the model, its own comes first.
  private func element(_ input: ConformanceCase.Input) -> ElementID? {
    let others = program.library.models.keys.sorted().filter { $0 != namespace }
    for space in input.namespace.map({ [$0] }) ?? [namespace] + others {
      if let id = program.input(named: input.name, in: space)
        ?? program.decision(named: input.name, in: space)
      {
        return id
      }
    }
    return nil
  }

  private func call(
    _ name: String, in space: String, for node: String, _ test: ConformanceCase,
    _ run: inout DecisionRun
  ) -> Value {
    guard let function = program.function(named: name, in: space) else {
      return run.evaluator.refuse("nothing is named `\(name)`")
    }
    let arguments = function.parameters.map { parameter in
      test.inputs.first { $0.name == parameter }?.value ?? .null
    }
    let value = run.evaluator.call(function, arguments)
    if program.outputs(ofService: name, in: space) > 1, case .context(let context) = value {
      return context[node] ?? run.evaluator.refuse("the service has no output `\(node)`")
    }
    return value
  }

  /// Numbers to 1e-8, as the kit's own runners compare; all else as FEEL's `=`.
  private static func agree(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.number(let x), .number(let y)):
      guard let difference = x - y else { return false }
      return difference < Number(1, exponent: -8) && -difference < Number(1, exponent: -8)
    case (.list(let x), .list(let y)):
      return x.count == y.count && zip(x, y).allSatisfy(agree)
    case (.context(let x), .context(let y)):
      return Set(x.keys) == Set(y.keys)
        && x.entries.allSatisfy { agree($0.value, y[$0.key] ?? .null) }
    default: return a.equals(b) == true
    }
  }
}
