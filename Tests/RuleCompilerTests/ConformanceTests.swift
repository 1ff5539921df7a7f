import FEEL
import Facts
import Foundation
import Testing

@testable import RuleCompiler

/// The kit stands beside the repository, or beside the folder of its worktrees.
let kit: String? = ["../shared/tck", "../../shared/tck"].map {
  URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: $0).standardizedFileURL.path
}.first { FileManager.default.fileExists(atPath: $0 + "/testCases.xsd") }

struct ConformanceTests {
  static let noon = DateAndTime(
    date: CivilDate(dayNumber: 20_000), time: TimeOfDay(nanoseconds: 43_200_000_000_000, offset: 0))

  /// Cases that fail still; the list may only shrink.
  static let failing: Set<String> = []

  @Test(.enabled(if: kit != nil, "the conformance kit is not beside the repository"))
  func `every case of the conformance kit passes`() throws {
    let run = try ConformanceRun(folder: try #require(kit), moment: Self.noon)
    #expect(run.findings == [])
    #expect(run.skipped == 0)
    #expect(run.passed > 2000)
    let failed = run.outcomes.filter { !$0.failures.isEmpty }
    #expect(Set(failed.map(\.name)) == Self.failing)
  }

  @Test(
    .enabled(if: kit != nil, "the conformance kit is not beside the repository"),
    arguments: CompiledRun.Executor.allCases)
  func `every case of the conformance kit passes on each executor`(executor: CompiledRun.Executor)
    throws
  {
    let run = try ConformanceRun(folder: try #require(kit), moment: Self.noon, on: executor)
    #expect(run.passed > 2000)
    let failed = run.outcomes.filter { !$0.failures.isEmpty }
    #expect(Set(failed.map(\.name)) == Self.failing, "\(failed.prefix(20))")
    // What a program cannot say goes down to the reference, and that is rare.
    let by = run.outcomes.flatMap(\.decidedBy)
    #expect(by.count { $0 == nil } < 40, "\(by.count { $0 == nil })")
    #expect(by.count { $0 == executor } > 1300, "\(by.count { $0 == executor })")
  }

  /// A folder with a model and cases over it, gone afterwards.
  private func outcomes(_ cases: String) throws -> [ConformanceRun.Outcome] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mizan-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let model = """
      <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="m">
        <inputData id="a" name="a"/>
        <decision id="d" name="d">
          <informationRequirement><requiredInput href="#a"/></informationRequirement>
          <literalExpression><text>a * 3</text></literalExpression></decision>
        <decision id="n" name="n"><literalExpression><text>null</text></literalExpression></decision>
      </definitions>
      """
    let tests = """
      <testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xs="http://www.w3.org/2001/XMLSchema"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>m.dmn</modelName>
      \(cases)</testCases>
      """
    try Data(model.utf8).write(to: folder.appending(path: "m.dmn"))
    try Data(tests.utf8).write(to: folder.appending(path: "m-test.xml"))
    return try ConformanceRun(folder: folder.path, moment: Self.noon).outcomes
  }

  @Test func `numbers agree to eight places and a null must be an error where one is wanted`()
    throws
  {
    func number(_ given: String, _ expected: String) -> String {
      """
      <testCase id="\(expected)"><inputNode name="a"><value xsi:type="xs:decimal">\(given)</value></inputNode>
        <resultNode name="d"><expected><value xsi:type="xs:double">\(expected)</value></expected></resultNode></testCase>
      """
    }
    func null(_ node: String, isError: Bool) -> String {
      """
      <testCase id="\(node)\(isError)"><resultNode name="\(node)" errorResult="\(isError)">
        <expected><value xsi:nil="true"/></expected></resultNode></testCase>
      """
    }
    let outcomes = try outcomes(
      number("1", "3.000000009") + number("1", "3.00000002") + number("1", "4")
        + null("d", isError: true) + null("n", isError: false) + null("n", isError: true)
        + null("none", isError: false))
    #expect(
      outcomes.map { $0.failures.isEmpty } == [true, false, false, true, true, false, true])
    #expect(outcomes[5].failures.first?.got == "null without a finding")
    #expect(outcomes[2].failures.first.map { [$0.node, $0.expected, $0.got] } == ["d", "4", "3"])
  }
}
