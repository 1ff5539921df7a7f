import Diagnostics
import Facts
import Foundation
import Land

extension RegisterMapping {
  /// Reads the file of a mapping; every key that is not known is refused with the one that was meant.
  package init(reading path: String) throws(MappingError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw MappingError(findings: [
        Diagnostic(.error, "unreadable-mapping", "`\(path)` cannot be read")
      ])
    }
    try self.init(String(decoding: data, as: UTF8.self), file: path)
  }

  package init(_ text: String, file: String) throws(MappingError) {
    var reader = MappingReader(file: file)
    self = RegisterMapping()
    if let tree = YAMLTree(text, file: file, findings: &reader.findings) {
      reader.read(tree, into: &self)
    }
    guard !reader.findings.hasErrors else { throw MappingError(findings: reader.findings) }
  }
}

private struct MappingReader {
  let file: String
  var findings: [Diagnostic] = []

  private mutating func fail(_ message: String, at place: Place?, mend: String? = nil) {
    findings.append(Diagnostic(.error, "bad-mapping", message, at: place, mend: mend))
  }

  /// The values of a mapping by key, each key one of those known.
  private mutating func fields(_ tree: YAMLTree?, _ known: [String], required: [String] = [])
    -> [String: YAMLTree]
  {
    guard let tree else { return [:] }
    guard let entries = tree.entries else {
      fail("here stands a list of keys with values", at: tree.place)
      return [:]
    }
    for entry in entries where !known.contains(entry.key) {
      fail(
        "there is no key `\(entry.key)` here", at: entry.value.place,
        mend: nearestName(to: entry.key, among: known).map { "write `\($0)`" }
          ?? "one of \(known.map { "`\($0)`" }.joined(separator: ", "))")
    }
    for key in required where !entries.contains(where: { $0.key == key }) {
      fail("`\(key)` must be said here", at: tree.place)
    }
    return Dictionary(entries.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  private func texts(_ tree: YAMLTree?) -> [String] {
    tree?.items.compactMap(\.text).filter { !$0.isEmpty } ?? []
  }
  private func texts(ofEach tree: YAMLTree?) -> [(String, [String])] {
    (tree?.entries ?? []).map { ($0.key, texts($0.value)) }
  }
  private func words(_ tree: YAMLTree?) -> [String: String] {
    Dictionary(
      texts(ofEach: tree).compactMap { key, texts in texts.first.map { (key, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  mutating func read(_ tree: YAMLTree, into mapping: inout RegisterMapping) {
    let top = fields(
      tree,
      [
        "town", "register", "label", "case", "date", "address", "address lists", "words",
        "district", "work", "facts", "survey", "lines", "columns", "readings", "notes",
      ], required: ["town", "register", "case", "date", "address", "district", "work", "columns"])
    mapping.town = top["town"]?.text ?? ""
    mapping.register = top["register"]?.text ?? ""
    mapping.label = top["label"]?.text ?? mapping.register
    mapping.caseColumn = top["case"]?.text ?? ""
    mapping.addressColumn = top["address"]?.text ?? ""
    mapping.work = top["work"]?.text ?? ""
    mapping.words = words(top["words"])
    let date = fields(top["date"], ["column", "order"], required: ["column"])
    mapping.dateColumn = date["column"]?.text ?? ""
    if let order = date["order"] {
      mapping.dateOrder = (order.text ?? "").split(separator: " ").map(String.init)
      if mapping.dateOrder.sorted() != ["day", "month", "year"] {
        fail("a date's order names day, month and year", at: order.place)
      }
    }
    for list in top["address lists"]?.items ?? [] {
      let entry = fields(
        list, ["file", "label", "lot", "address"], required: ["file", "lot", "address"])
      mapping.addressLists.append(
        .init(
          file: entry["file"]?.text ?? "",
          label: entry["label"]?.text ?? entry["file"]?.text ?? "",
          lot: entry["lot"]?.text ?? "", address: entry["address"]?.text ?? ""))
    }
    mapping.district = district(top["district"])
    mapping.facts = sources(top["facts"])
    mapping.surveyed = Set(texts(top["survey"]))
    for (fact, count) in words(top["lines"]) { mapping.lines[fact] = Int(count) ?? 1 }
    mapping.columns = (top["columns"]?.items ?? []).map { column($0) }
    let names = Set(mapping.columns.map(\.name))
    for item in top["readings"]?.items ?? [] {
      let entry = fields(
        item, ["name", "facts", "columns", "limit only", "part", "figure", "districts"],
        required: ["name"])
      let columns = Set(texts(entry["columns"]))
      check(columns, among: names, at: item.place)
      mapping.readings.append(
        .init(
          name: entry["name"]?.text ?? "", facts: sources(entry["facts"]), columns: columns,
          limitOnly: ["yes", "true"].contains(entry["limit only"]?.text),
          figure: entry["figure"]?.text.flatMap { Double($0) },
          districts: Set(texts(entry["districts"])),
          factor: entry["part"]?.text.flatMap { Double($0) } ?? 1))
    }
    for item in top["notes"]?.items ?? [] {
      let entry = fields(item, ["cases", "column", "seen"], required: ["cases", "column", "seen"])
      let column = entry["column"]?.text ?? ""
      check([column], among: names.union(["zone"]), at: item.place)
      mapping.notes.append(
        .init(
          cases: Set(texts(entry["cases"])), column: column, seen: entry["seen"]?.text ?? ""))
    }
  }

  private mutating func check(_ columns: Set<String>, among known: Set<String>, at place: Place) {
    for column in columns.subtracting(known).sorted() {
      fail(
        "no column is named `\(column)`", at: place,
        mend: nearestName(to: column, among: known).map { "write `\($0)`" })
    }
  }

  private mutating func district(_ tree: YAMLTree?) -> RegisterMapping.District {
    let entry = fields(
      tree, ["column", "fact", "list", "names", "words", "drop", "other days"],
      required: ["column", "fact"])
    var district = RegisterMapping.District()
    district.column = entry["column"]?.text ?? ""
    district.fact = entry["fact"]?.text ?? ""
    if let list = entry["list"] {
      let parts = fields(list, ["file", "code", "name"], required: ["file", "code", "name"])
      district.list = (
        parts["file"]?.text ?? "", parts["code"]?.text ?? "", parts["name"]?.text ?? ""
      )
    }
    district.names = texts(ofEach: entry["names"]).map { (name: $0.0, codes: $0.1) }
    district.words = words(entry["words"])
    district.drop = Set(texts(entry["drop"]))
    for item in entry["other days"]?.items ?? [] {
      if let day = item.text.flatMap({ CivilDate(typed: $0) }) {
        district.otherDays.append(day)
      } else {
        fail("`\(item.text ?? "")` is no day", at: item.place, mend: "write it as 2025-02-10")
      }
    }
    return district
  }

  /// `lot area: [Requested Lot Area, Existing Lot Area]`, or `lot depth: { is: 100 ft }`.
  private mutating func sources(_ tree: YAMLTree?) -> [RegisterMapping.FactSource] {
    (tree?.entries ?? []).map { entry in
      var source = RegisterMapping.FactSource(fact: entry.key)
      if entry.value.entries != nil {
        let parts = fields(entry.value, ["columns", "is"])
        source.columns = texts(parts["columns"])
        source.constants = texts(parts["is"])
      } else {
        source.columns = texts(entry.value)
      }
      return source
    }
  }

  private mutating func column(_ tree: YAMLTree) -> RegisterMapping.Column {
    let entry = fields(
      tree,
      [
        "name", "ordinance", "existing", "requested", "limit of", "unit", "times", "into",
        "letters", "no rule", "whole", "sum", "opposite",
      ], required: ["name", "ordinance"])
    var column = RegisterMapping.Column(name: entry["name"]?.text ?? "")
    column.ordinance = entry["ordinance"]?.text ?? ""
    column.existing = entry["existing"]?.text
    column.requested = entry["requested"]?.text
    column.subjects = texts(entry["limit of"])
    column.times = entry["times"]?.text
    column.into = entry["into"]?.text
    for (letter, fact) in words(entry["letters"]) { column.letters[letter.lowercased()] = fact }
    column.sum = entry["sum"]?.text
    column.opposite = entry["opposite"]?.text
    column.isWhole = ["yes", "true"].contains(entry["whole"]?.text)
    column.noRule = entry["no rule"]?.text
    if let unit = entry["unit"] {
      column.unit = unit.text.flatMap { UnitOfMeasure(symbol: $0) }
      if column.unit == nil {
        fail("there is no unit `\(unit.text ?? "")`", at: unit.place, mend: "write `ft` or `m²`")
      }
    }
    if column.subjects.isEmpty == (column.noRule == nil) {
      fail("a column says its `limit of`, or why there is `no rule`", at: tree.place)
    }
    return column
  }
}
