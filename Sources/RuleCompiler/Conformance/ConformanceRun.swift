package import Diagnostics
package import FEEL
import Facts
import Foundation
import Programs
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
    /// The executors that gave its results; nil for the reference evaluator.
    package var decidedBy: [CompiledRun.Executor?] = []
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
  ///   - executor: Who evaluates; nil is the reference evaluator.
  /// - Throws: ``UnreadableFile`` where the folder cannot be read.
  package init(
    folder: String, only pattern: String? = nil, moment: DateAndTime,
    on executor: CompiledRun.Executor? = nil
  ) throws {
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
      let subject = try Subject(model: path, moment: moment, executor)
      outcomes += wanted.map { subject.outcome(of: $0, in: directory) }
    }
  }

  package var passed: Int { outcomes.count { $0.failures.isEmpty && $0.skipped == nil } }
  package var failed: Int { outcomes.count { !$0.failures.isEmpty } }
  package var skipped: Int { outcomes.count { $0.skipped != nil } }
}

/// A model under test.
private final class Subject {
  let program: DecisionProgram
  let namespace: String
  private let executor: CompiledRun.Executor?
  /// By decision and the decisions whose values are given: a program for each, so that none waits for the others.
  private var compiled: [CompiledKey: CompiledRun] = [:]
  private struct CompiledKey: Hashable {
    var wanted: ElementID
    var given: Set<ElementID>
  }
  private var calls: [String: CompiledRun] = [:]

  /// What `now` says.
  let moment: DateAndTime

  init(model path: String, moment: DateAndTime, _ executor: CompiledRun.Executor?) throws {
    self.moment = moment
    self.executor = executor
    let library = try DecisionLibrary(loading: path)
    program = DecisionProgram(library)
    let name = URL(filePath: path).lastPathComponent
    namespace =
      library.models.values.first { URL(filePath: $0.place.file).lastPathComponent == name }?
      .namespace ?? ""
  }

  func outcome(of test: ConformanceCase, in directory: String) -> ConformanceRun.Outcome {
    var outcome = ConformanceRun.Outcome(
      directory: directory, id: test.id, failures: [], skipped: nil)
    guard program.library.models[namespace] != nil else {
      outcome.failures = [
        .init(
          node: "", expected: "a model", got: "none",
          findings: program.library.findings.map(\.description))
      ]
      return outcome
    }
    for result in test.results {
      let answer = answer(to: result, in: test)
      outcome.decidedBy.append(answer.decidedBy)
      let (got, findings) = (answer.value, answer.findings)
      if Self.agree(result.expected, got), !result.isError || !findings.isEmpty { continue }
      outcome.failures.append(
        .init(
          node: result.name,
          expected: result.isError ? "null by an error" : result.expected.printed(),
          got: result.isError && got == .null ? "null without a finding" : got.printed(),
          findings: findings.map { finding in
            let place = program.library.texts.place(of: finding.span.lowerBound)
            return (place.map { "\($0.line):\($0.column): " } ?? "") + finding.message
          }))
    }
    return outcome
  }

  private func answer(to result: ConformanceCase.Result, in test: ConformanceCase)
    -> CompiledRun.Answer
  {
    var run = DecisionRun(program)
    run.evaluator.moment = moment
    let space = result.namespace ?? namespace
    if case .function(let name) = test.subject {
      return call(name, in: space, for: result.name, test, &run)
    }
    var given: Set<ElementID> = []
    for input in test.inputs {
      guard let id = element(input) else { continue }
      run.give(input.value, to: id)
      if program.isDecision(id) { given.insert(id) }
    }
    guard let id = program.decision(named: result.name, in: space) else {
      return call(result.name, in: space, for: result.name, test, &run)
    }
    guard let executor else {
      let value = run.value(of: id)
      return .init(value: value, findings: run.findings, decidedBy: nil)
    }
    let key = CompiledKey(wanted: id, given: given)
    let compiled =
      compiled[key]
      ?? CompiledRun(
        program.compiled(namespace: id.namespace, wanted: [id], given: given), on: executor,
        moment: moment)
    self.compiled[key] = compiled
    let found = run.findings
    var answer = compiled.value(of: id, in: &run)
    answer.findings = found + answer.findings
    return answer
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
  ) -> CompiledRun.Answer {
    guard let function = program.function(named: name, in: space) else {
      let value = run.evaluator.refuse("nothing is named `\(name)`")
      return .init(value: value, findings: run.findings, decidedBy: nil)
    }
    let arguments = function.parameters.map { parameter in
      test.inputs.first { $0.name == parameter }?.value ?? .null
    }
    var answer: CompiledRun.Answer?
    if let executor {
      let key = space + "#" + name
      let compiled =
        calls[key] ?? CompiledRun(program.compiled(call: function), on: executor, moment: moment)
      calls[key] = compiled
      answer = compiled.value(ofResult: 0, arguments)
    }
    if answer == nil {
      let value = run.evaluator.call(function, arguments)
      answer = .init(value: value, findings: run.findings, decidedBy: nil)
    }
    guard var answer else { return .init(value: .null, findings: [], decidedBy: nil) }
    if program.outputs(ofService: name, in: space) > 1, case .context(let context) = answer.value {
      answer.value = context[node] ?? run.evaluator.refuse("the service has no output `\(node)`")
      answer.findings += run.findings
    }
    return answer
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
