import Diagnostics
import Facts
import Foundation
import Regulations
import Testing

/// A small vocabulary for tests: enough to say setbacks, coverage and fences.
let townVocabulary = """
  facts:
    zone: { type: [R1, R2, R3], from: plan, label: {en: zone} }
    lot area: { type: number, unit: m², range: "[0..100000]", from: site }
    footprint area: { type: number, unit: m² }
    building height: { type: number, unit: m, modality of limits: max }
    storeys: { type: number }
    wall height: { type: number, unit: m }
    fence height: { type: number, unit: m }
    pergola area: { type: number, unit: m² }
    span: { type: number, unit: m }
    light materials: { type: boolean, judged by: officer }
    preservation site: { type: boolean, from: site }
    house created by change of use: { type: boolean }
    rear lines: { type: list of line, from: site }
    rear setback: { type: number, unit: m, per: rear line }
  members:
    line:
      setback: { type: number, unit: m }
      wall length: { type: number, unit: m }
  works:
    new building: { construction: true, label: {en: new building}, common: true }
    extension: {}
    fence: { words: {en: [wall, boundary]} }
    retaining wall: {}
    pergola: {}
  layers:
    heritage: { en: heritage area }
  """

struct Reading {
  var regulation: Regulation?
  var findings: [Diagnostic]

  var errors: [Diagnostic] { findings.filter { $0.severity == .error } }
  func finding(_ id: String) -> Diagnostic? { findings.first { $0.id == id } }
}

/// Reads a body under a plain front matter of six lines: its first line is line 7.
func read(_ body: String, vocabulary: String = townVocabulary, known: Set<String> = []) -> Reading {
  readFile(
    "---\nid: town-plan\njurisdiction: town\nrank: local\neffective: 2020-01-01\n---\n" + body,
    vocabulary: vocabulary, known: known)
}

func readFile(
  _ text: String, vocabulary: String = townVocabulary, known: Set<String> = []
) -> Reading {
  var findings: [Diagnostic] = []
  let words = Vocabulary.read(yaml: vocabulary, file: "vocabulary.yaml", findings: &findings)
  let regulation = Regulation.read(
    markdown: text, file: "plan.md", vocabulary: words, knownNames: known, findings: &findings)
  return Reading(regulation: regulation, findings: findings)
}

/// A body of one fence of rules.
func rules(_ text: String) -> String { "# Plan {#plan}\n\n```rule\n\(text)\n```\n" }

/// The example regulations of the design, where they are to be had beside the repository.
let examplesFolder: String? = {
  var folder = URL(filePath: #filePath)
  for _ in 0..<6 {
    folder.deleteLastPathComponent()
    let examples = folder.appending(path: "shared/design/examples").path
    if FileManager.default.fileExists(atPath: examples) { return examples }
  }
  return nil
}()
