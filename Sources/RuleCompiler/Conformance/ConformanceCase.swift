import Diagnostics
import FEEL
import Facts
import Foundation
import Regulations

/// One test case of the DMN TCK: the data given, and what decisions must come to.
///
/// The format: `testCases.xsd` of the kit, namespace `http://www.omg.org/spec/DMN/20160719/testcase`.
struct ConformanceCase {
  enum Subject {
    case decisions
    /// A decision service or a business knowledge model of this name.
    case function(String)
  }

  var id: String
  var subject: Subject
  var inputs: [Input] = []
  var results: [Result] = []
  var place: Place

  struct Input {
    var name: String
    var namespace: String?
    var value: Value
  }

  struct Result {
    var name: String
    var namespace: String?
    var expected: Value
    /// The null must be one that an error made.
    var isError: Bool
  }
}

/// A file of test cases.
struct ConformanceFile {
  var model: String
  var cases: [ConformanceCase] = []

  /// Nil with a finding where the file holds no test cases.
  init?(_ root: XMLElement, findings: inout [Diagnostic]) {
    guard root.name == "testCases" else { return nil }
    guard let model = root.first("modelName")?.text.trimmingCharacters(in: .whitespaces) else {
      findings.append(
        Diagnostic(.error, "no-model", "test cases need a `modelName`", at: root.place))
      return nil
    }
    self.model = model
    for element in root.all("testCase") {
      let name = element["invocableName"] ?? ""
      var test = ConformanceCase(
        id: element["id"] ?? element["name"] ?? "", subject: .decisions, place: element.place)
      if let type = element["type"], type != "decision" { test.subject = .function(name) }
      for node in element.all("inputNode") {
        test.inputs.append(
          .init(
            name: node["name"] ?? "", namespace: node["namespace"],
            value: Self.value(of: node, &findings)))
      }
      for node in element.all("resultNode") {
        test.results.append(
          .init(
            name: node["name"] ?? "", namespace: node["namespace"],
            expected: node.first("expected").map { Self.value(of: $0, &findings) } ?? .null,
            isError: node["errorResult"] == "true"))
      }
      cases.append(test)
    }
  }

  private static let instance = "http://www.w3.org/2001/XMLSchema-instance"

  /// The value in a node: simple, a list, or a context of components.
  private static func value(of element: XMLElement, _ findings: inout [Diagnostic]) -> Value {
    let components = element.all("component")
    if !components.isEmpty {
      return .context(
        Context(components.map { ($0["name"] ?? "", value(of: $0, &findings)) }))
    }
    if let list = element.first("list") {
      if list["\(instance) nil"] == "true" { return .null }
      return .list(list.all("item").map { value(of: $0, &findings) })
    }
    guard let value = element.first("value"), value["\(instance) nil"] != "true" else {
      return .null
    }
    let type = value["\(instance) type"]?.split(separator: ":").last ?? "string"
    let text = value.text
    let word = text.trimmingCharacters(in: .whitespacesAndNewlines)
    let read: Value? =
      switch type {
      case "string": .string(text)
      case "boolean": word == "true" || word == "1" ? .boolean(true) : .boolean(false)
      case "decimal", "double", "integer", "int", "long", "float":
        Number(word).map(Value.number)
      case "date", "time", "dateTime", "duration": temporal(word)
      default: nil
      }
    guard let read else {
      findings.append(
        Diagnostic(.error, "bad-value", "`\(word)` is no `\(type)`", at: value.place))
      return .null
    }
    return read
  }

  private static func temporal(_ text: String) -> Value? {
    var evaluator = Evaluator()
    let value = evaluator.evaluate(FEELExpression(.temporal(text), 0..<0), in: Environment())
    return evaluator.findings.isEmpty ? value : nil
  }
}
