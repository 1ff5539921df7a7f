import Diagnostics
import Facts
import Foundation
import Regulations
import Testing

struct VocabularyTests {
  func vocabulary(_ yaml: String) -> (Vocabulary, [Diagnostic]) {
    var findings: [Diagnostic] = []
    return (Vocabulary.read(yaml: yaml, file: "v.yaml", findings: &findings), findings)
  }

  @Test func `a fact is declared once, in base units, with its words`() throws {
    let (words, findings) = vocabulary(
      """
      facts:
        front setback:
          { type: number, unit: cm, range: "[0..50000]", from: proposal, per: front line, modality of limits: min,
            resolution: 1, label: {en: front setback, fa: عقب‌نشینی از گذر, he: קו בניין קדמי},
            question: {en: "How far from the street will the wall stand?"},
            why: {en: "The building must keep off the street line."}, example: 450 }
        front lines: { type: list of line, from: site }
        zone: { type: [R1, R2], from: plan, choices: { R1: { en: low rise } } }
        similar materials: { type: boolean, judged by: officer }
      members: { line: { setback: { type: number, unit: m } } }
      works:
        fence: { construction: false, label: {en: fence or wall, fa: دیوار}, words: {en: [wall, boundary]} }
      layers: { heritage: { en: heritage area } }
      """)
    #expect(findings == [])
    let setback = try #require(words.facts["front setback"])
    #expect(setback.lowest == 0)
    #expect(setback.highest == 500)
    #expect(setback.resolution == Number("0.01"))
    #expect(setback.perLine == "front lines")
    #expect(setback.setsMember == "setback")
    #expect(setback.modality == .min)
    #expect(setback.label.text(in: "fa") == "عقب‌نشینی از گذر")
    #expect(setback.example == "450")
    #expect(words.facts["front lines"]?.type == .list(.record("line")))
    #expect(words.facts["zone"]?.type == .code(["R1", "R2"]))
    #expect(words.facts["zone"]?.origin == .plan)
    #expect(words.facts["zone"]?.choiceLabels["R1"]?.text(in: "en") == "low rise")
    #expect(words.facts["similar materials"]?.judgedBy == "officer")
    #expect(words.members["line"]?["setback"]?.unit?.symbol == "m")
    #expect(words.works["fence"]?.isConstruction == false)
    #expect(words.works["fence"]?.words["en"] == ["wall", "boundary"])
    #expect(words.layers["heritage"]?.text(in: "en") == "heritage area")
  }

  @Test(arguments: [
    ("facts: { for sale: { type: boolean } }", "name-begins-with-clause"),
    ("facts: { \"article 2(3) land\": { type: boolean } }", "bad-name"),
    ("facts: { height: { type: nmber } }", "unknown-type"),
    ("facts: { height: {} }", "missing-key"),
    ("facts: { height: { type: number, unit: metre long } }", "unknown-unit"),
    ("facts: { height: { type: number, range: \"[9..1]\" } }", "bad-value"),
    ("facts: { height: { type: number, from: siet } }", "bad-value"),
    ("fact: { height: { type: number } }", "unknown-key"),
    ("works: { fence: { construction: maybe } }", "bad-value"),
    ("facts: [", "bad-yaml"),
  ])
  func `a slip in a vocabulary is found`(yaml: String, id: String) {
    #expect(vocabulary(yaml).1.map(\.id) == [id])
  }

  @Test func `two vocabularies are one, unless they say different things of a fact`() {
    let (first, _) = vocabulary("facts: { a: { type: number, unit: m } }\nworks: { x: {} }")
    let (second, _) = vocabulary("facts: { a: { type: number, unit: m² }, b: { type: date } }")
    var findings: [Diagnostic] = []
    let merged = first.merging(second, findings: &findings)
    #expect(merged.facts.keys.sorted() == ["a", "b"])
    #expect(merged.works.count == 1)
    #expect(findings.map(\.id) == ["fact-twice"])
  }
}

struct JurisdictionTests {
  @Test func `a jurisdiction says its ranks, its week and what must never be silent`() throws {
    var findings: [Diagnostic] = []
    let jurisdiction = try #require(
      Jurisdiction.read(
        yaml: """
          id: town
          label: { en: Town, fa: شهر }
          languages: [en, fa]
          ranks: [national, detailed]
          regimes: { planning: { en: planning }, heritage: { en: heritage } }
          vocabulary: [vocabulary.yaml, ../common/vocabulary.yaml]
          includes: [nation]
          working days: [saturday, sunday, mon, 2, wednesday]
          holidays: [2025-03-21]
          governs: { new building: [coverage, height], fence: [height] }
          expects: { ranks: [national], layers: [zones, flood] }
          on conflict: { default: stricter }
          notice: { en: "a demonstration" }
          """, file: "town/jurisdiction.yaml", findings: &findings))
    #expect(findings == [])
    #expect(jurisdiction.ranks == ["national", "detailed"])
    #expect(jurisdiction.workingDays == [1, 2, 3, 6, 7])
    #expect(jurisdiction.holidays.map(\.description) == ["2025-03-21"])
    #expect(jurisdiction.governs["new building"] == ["coverage", "height"])
    #expect(jurisdiction.expectedLayers == ["zones", "flood"])
    #expect(jurisdiction.includes == ["nation"])
    #expect(jurisdiction.onConflict == ["default": .stricter])
    #expect(jurisdiction.regimes.keys.sorted() == ["heritage", "planning"])
  }

  @Test func `a rank that is expected is one of the ranks`() {
    var findings: [Diagnostic] = []
    _ = Jurisdiction.read(
      yaml: "id: a\nranks: [national]\nexpects: { ranks: [nationel] }", file: "j.yaml",
      findings: &findings)
    #expect(findings.map(\.id) == ["unknown-rank"])
    #expect(findings.first?.mend == "write `national`")
  }
}

struct RegulationLibraryTests {
  /// Writes files to a folder of its own and reads them as a library.
  func library(_ files: [String: String]) throws -> RegulationLibrary {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, text) in files {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    return try RegulationLibrary(loading: folder.path)
  }

  static let town = [
    "town/jurisdiction.yaml":
      "id: town\nranks: [national, local]\nvocabulary: [vocabulary.yaml, ../common/words.yaml]\nincludes: [nation]",
    "town/vocabulary.yaml": townVocabulary,
    "common/words.yaml": "facts: { slope: { type: number, unit: \"%\" } }",
    "town/README.md": "# Not a regulation",
    "town/plan.md":
      "---\nid: plan\nrank: local\njurisdiction: town\neffective: unknown\n---\n```rule\nrequire storeys <= base storeys\nrequire slope <= 20\nrequire lot area >= least lot\n```\n",
    "town/base.md":
      "---\nid: base\nrank: local\njurisdiction: town\neffective: unknown\n---\n```rule\ndefine base storeys = 3\n```\n",
    "town/plan.cases.yaml":
      "- id: T-01\n  work: new building\n  site: { zone: R1, lot area: 320 }\n  proposal: { storeys: 2 }\n  on: 2025-01-01\n  expect: { verdict: permitted, not met: [height, storeys] }",
    "nation/jurisdiction.yaml": "id: nation\nranks: [national]",
    "nation/vocabulary.yaml": townVocabulary,
    "nation/code.md":
      "---\nid: code\nrank: national\njurisdiction: nation\neffective: unknown\n---\n```rule\ndefine least lot = 200\n```\n",
  ]

  @Test func `a folder of law is read, each file with the names of the others`() throws {
    let library = try library(Self.town)
    #expect(library.findings == [])
    #expect(library.jurisdictions.keys.sorted() == ["nation", "town"])
    #expect(library.vocabularies["town"]?.facts["slope"] != nil)
    #expect(library.regulations.map(\.id).sorted() == ["base", "code", "plan"])
    #expect(library.regulationsInForce["town"] == ["base", "plan", "code"])
    #expect(library.sources["town/plan.md"]?.isEmpty == false)
    let cases = try #require(library.siteCases.first?.cases)
    #expect(cases.map(\.id) == ["T-01"])
    #expect(cases.first?.site.map(\.name) == ["zone", "lot area"])
    #expect(cases.first?.site.last?.value == .number(320))
    #expect(cases.first?.expectations.last?.text == "height, storeys")
  }

  @Test func `a regulation of another rank or jurisdiction than its folder's is refused`() throws {
    var files = Self.town
    files["town/base.md"] = files["town/base.md"]?
      .replacing("rank: local", with: "rank: lokal").replacing(
        "jurisdiction: town", with: "jurisdiction: village")
    #expect(
      try library(files).findings.map(\.id).sorted() == ["unknown-rank", "wrong-jurisdiction"])
  }

  @Test func `a vocabulary that is not there, or outside the folder, is an error`() throws {
    var files = Self.town
    files["town/jurisdiction.yaml"] =
      "id: town\nranks: [local]\nvocabulary: [vocabulary.yaml, ../../elsewhere.yaml]\nincludes: [natoin]"
    let ids = try library(files).findings.map(\.id)
    #expect(ids.contains("missing-file"))
    #expect(ids.contains("unknown-jurisdiction"))
  }

  @Test func `a folder that is not there throws with its path`() {
    #expect(throws: UnreadableFile.self) { try RegulationLibrary(loading: "/nowhere/at/all") }
  }
}
