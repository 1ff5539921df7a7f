package import Diagnostics
package import Facts

/// Findings as one document of the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0), which code review tools show
/// at the lines that they speak of.
package struct SARIF: Sendable {
  private let findings: [Diagnostic]
  private let folder: String
  private let version: String

  /// - Parameters:
  ///   - folder: What the findings' files are below, as a reviewer's tool has it.
  ///   - version: Of the program.
  package init(_ findings: [Diagnostic], folder: String, version: String) {
    self.findings = findings
    self.folder = folder
    self.version = version
  }

  package var json: JSON {
    let ids = Set(findings.map(\.id)).sorted()
    return [
      "$schema":
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": [
            "driver": [
              "name": "mizan", "version": .string(version),
              "rules": .array(ids.map(rule)),
            ]
          ],
          "columnKind": "unicodeCodePoints",
          "results": .array(findings.map { result($0, ids) }),
        ]
      ],
    ]
  }

  private func rule(_ id: String) -> JSON {
    let gravest = findings.filter { $0.id == id }.map(\.severity).max() ?? .note
    let words = Self.descriptions[id] ?? id.replacing("-", with: " ")
    return [
      "id": .string(id), "shortDescription": ["text": .string(words)],
      "defaultConfiguration": ["level": .string(gravest.rawValue)],
    ]
  }

  private func result(_ finding: Diagnostic, _ ids: [String]) -> JSON {
    var text = finding.message
    if let mend = finding.mend { text += "; mend: \(mend)" }
    var members: [JSON.Member] = [
      .init("ruleId", .string(finding.id)),
      .init("ruleIndex", .number(Number(ids.firstIndex(of: finding.id) ?? 0))),
      .init("level", .string(finding.severity.rawValue)), .init("message", ["text": .string(text)]),
    ]
    if let place = finding.place { members.append(.init("locations", [location(place)])) }
    if !finding.related.isEmpty {
      members.append(
        .init(
          "relatedLocations",
          .array(
            finding.related.enumerated().map { index, other in
              location(
                other.place,
                with: [
                  .init("id", .number(Number(index + 1))),
                  .init("message", ["text": .string(other.message)]),
                ])
            })))
    }
    if let example = finding.example {
      members.append(.init("properties", ["example": .string(example)]))
    }
    return .object(members)
  }

  private func location(_ place: Place, with more: [JSON.Member] = []) -> JSON {
    var members = more
    members.append(
      .init(
        "physicalLocation",
        [
          "artifactLocation": ["uri": .string(uri(place.file))],
          "region": [
            "startLine": .number(Number(max(1, place.line))),
            "startColumn": .number(Number(max(1, place.column))),
          ],
        ]))
    if let article = place.article {
      members.append(.init("logicalLocations", [["name": .string(article), "kind": "article"]]))
    }
    return .object(members)
  }

  /// A relative reference: what RFC 3986 does not allow in a path is written by its bytes.
  private func uri(_ file: String) -> String {
    let path = folder.isEmpty || folder == "." ? file : folder + "/" + file
    let digits = Array("0123456789ABCDEF")
    return path.utf8.reduce(into: "") { text, byte in
      let scalar = Unicode.Scalar(byte)
      if byte < 128,
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "-._~/".unicodeScalars.contains(scalar)
      {
        text.unicodeScalars.append(scalar)
      } else {
        text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
  }

  private static let descriptions = [
    "always-met": "a requirement that no case fails",
    "contradiction": "two requirements that cannot both be met where both apply",
    "dead-rule": "a rule that no case meets the condition of",
    "exception-to-nothing": "an exception whose target is not there",
    "gap": "inputs for which a table has no row",
    "idle-condition": "a condition that comes out the same in every case",
    "idle-exception": "an exception that never lifts anything",
    "never-decided": "a requirement that is neither met nor failed in any case",
    "never-in-force": "a rule that is in force on no day",
    "never-met": "a requirement that no case meets",
    "no-value": "a definition without a value in some case",
    "not-decided": "a question that the analysis did not decide",
    "overlapping-rows": "rows of a table that hold together",
    "two-rules-one-subject": "two rules of one level on one subject",
    "unreachable-row": "a row that is never reached",
    "unused-fact": "a fact of the vocabulary that no rule uses",
  ]
}
