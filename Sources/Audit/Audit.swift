package import Evaluation
package import Facts
import Foundation
package import Land

/// Why an audit cannot be made.
package struct AuditError: Error, CustomStringConvertible {
  package var description: String
  init(_ description: String) { self.description = description }
}

/// One case of a register: where it lies, in which district, and each figure beside the law's.
package struct AuditedCase: Sendable {
  package var id: String
  package var line: Int
  package var date: CivilDate?
  package var address: String
  package var join: Join
  package var zone: ZoneAgreement
  /// The district whose limits were asked for.
  package var district: String?
  package var comparisons: [Comparison]
  /// Whether the named district is the lot's on each of the other days.
  package var otherDays: [Bool?]
}

/// A register read under a mapping, beside a territory and a ruleset.
package struct Audit: Sendable {
  let mapping: RegisterMapping
  let territory: Territory
  /// What is known of a lot on a day, with what officers have decided of it.
  let survey: @Sendable (ParcelReference, CivilDate, SurveyOrder) -> SiteFacts
  let ruleset: Ruleset
  private let names: DistrictNames
  let joiner: Joiner
  private let header: [String]
  private let rows: [[String]]
  /// All codes that a district may have.
  private let districts: [String]

  package var caseCount: Int { rows.count }

  /// - Parameters:
  ///   - folder: The folder that the mapping's files are relative to.
  ///   - survey: What is known of a lot on a day; what the territory says, without it.
  package init(
    _ mapping: RegisterMapping, folder: String, territory: Territory, ruleset: Ruleset,
    survey: (@Sendable (ParcelReference, CivilDate, SurveyOrder) -> SiteFacts)? = nil
  ) throws(AuditError) {
    self.survey = survey ?? { territory.survey($0, on: $1, as: $2) }
    self.mapping = mapping
    self.territory = territory
    self.ruleset = ruleset
    let table = try Self.table(mapping.register, in: folder)
    header = table.header
    rows = table.rows
    let used =
      [mapping.caseColumn, mapping.dateColumn, mapping.addressColumn, mapping.district.column]
      + mapping.columns.flatMap { [$0.ordinance] + [$0.existing, $0.requested].compactMap { $0 } }
      + (mapping.facts + mapping.readings.flatMap(\.facts)).flatMap(\.columns)
    for column in used where column != "survey" && !header.contains(column) {
      throw AuditError("`\(mapping.register)` has no column `\(column)`")
    }
    let facts =
      [mapping.district.fact]
      + (mapping.facts + mapping.readings.flatMap(\.facts)).map(\.fact) + mapping.lines.keys
      + mapping.columns.flatMap { [$0.times, $0.into].compactMap { $0 } + $0.letters.values }
    for fact in facts where ruleset.vocabulary.facts[fact] == nil {
      throw AuditError("the vocabulary has no fact `\(fact)`")
    }
    let subjects = Set(ruleset.requirements.map(\.subject))
    for subject in mapping.columns.flatMap({ $0.subjects + [$0.sum].compactMap { $0 } })
    where !subjects.contains(subject) {
      throw AuditError("no requirement is about `\(subject)`")
    }
    guard ruleset.vocabulary.works[mapping.work] != nil else {
      throw AuditError("the vocabulary has no work `\(mapping.work)`")
    }
    let place = header.firstIndex(of: mapping.caseColumn) ?? 0
    let known = Set(rows.map { $0[place] })
    for id in mapping.notes.flatMap(\.cases) where !known.contains(id) {
      throw AuditError("the register has no case `\(id)` that a note speaks of")
    }
    guard territory.towns.contains(where: { $0.id == mapping.town }) else {
      throw AuditError("the territory has no town `\(mapping.town)`")
    }

    var names = DistrictNames(words: mapping.district.words, drop: mapping.district.drop)
    for (name, codes) in mapping.district.names { names.add(name, codes: codes) }
    var codes: [String] = []
    if let list = mapping.district.list {
      let table = try Self.table(list.file, in: folder)
      guard let code = table.header.firstIndex(of: list.code),
        let name = table.header.firstIndex(of: list.name)
      else { throw AuditError("`\(list.file)` has no columns `\(list.code)` and `\(list.name)`") }
      for row in table.rows where !row[code].isEmpty {
        names.add(row[code], codes: [row[code]])
        names.add(row[name], codes: [row[code]])
        codes.append(row[code])
      }
    }
    self.names = names
    var books = [
      AddressBook(
        "addresses", territory.addresses(of: mapping.town).map { ($0.number, $0.text) },
        words: mapping.words)
    ]
    for list in mapping.addressLists {
      let table = try Self.table(list.file, in: folder)
      guard let lot = table.header.firstIndex(of: list.lot),
        let address = table.header.firstIndex(of: list.address)
      else { throw AuditError("`\(list.file)` has no columns `\(list.lot)` and `\(list.address)`") }
      books.append(
        AddressBook(list.label, table.rows.map { ($0[lot], $0[address]) }, words: mapping.words))
    }
    joiner = Joiner(
      territory: territory, town: mapping.town, books: books, words: mapping.words)
    districts = codes + Set(mapping.district.names.flatMap(\.codes)).subtracting(codes).sorted()
  }

  private static func table(_ file: String, in folder: String) throws(AuditError) -> (
    header: [String], rows: [[String]]
  ) {
    let path = file.hasPrefix("/") ? file : folder + "/" + file
    guard let data = FileManager.default.contents(atPath: path) else {
      throw AuditError("`\(path)` cannot be read")
    }
    guard let lines = CSVTable.lines(of: data), let header = lines.first else {
      throw AuditError("`\(path)` is no table: a quote opens and never closes, or it is empty")
    }
    return (
      header.map { $0.trimmingCharacters(in: .whitespaces) },
      lines.dropFirst().filter { $0.count == header.count }
    )
  }

  // MARK: cases

  package func run(progress: (Int) -> Void = { _ in }) -> [AuditedCase] {
    let dates = rows.compactMap { row in
      header.firstIndex(of: mapping.dateColumn).flatMap { date(row[$0]) }
    }
    let districts = dates.min().map(districtsWithFigures) ?? []
    return rows.enumerated().map { place, row in
      defer { progress(1) }
      return audit(
        Dictionary(zip(header, row), uniquingKeysWith: { first, _ in first }), line: place + 1,
        districts)
    }
  }

  /// The districts that the law has a figure for on a day, by any column.
  private func districtsWithFigures(on day: CivilDate) -> [String] {
    let subjects = Set(mapping.columns.flatMap(\.subjects))
    return districts.filter { code in
      var site = SiteFacts(jurisdiction: ruleset.jurisdiction.id, date: day)
      site.facts[mapping.district.fact] = SiteFact(.text(code))
      return ruleset.limits(on: subjects, for: Proposal(work: mapping.work), at: site).contains {
        if case .number = $0.bound { true } else { false }
      }
    }
  }

  private func audit(_ fields: [String: String], line: Int, _ districts: [String]) -> AuditedCase {
    let id = fields[mapping.caseColumn] ?? ""
    let text = fields[mapping.addressColumn] ?? ""
    let address = text.split(separator: "\n").first.map(String.init) ?? ""
    let typed = fields[mapping.district.column] ?? ""
    let named = names.read(typed)
    var result = AuditedCase(
      id: id, line: line, date: date(fields[mapping.dateColumn] ?? ""), address: address,
      join: Join(way: .noAddress, list: nil, lots: []),
      zone: ZoneAgreement(kind: .notFound, typed: typed, named: named.codes, mapped: []),
      district: nil, comparisons: [], otherDays: mapping.district.otherDays.map { _ in nil })
    let form = CaseFields(fields)
    func without(_ reason: Reason) -> AuditedCase {
      result.comparisons = mapping.columns.map {
        Comparison(
          column: $0.name, typed: fields[$0.ordinance] ?? "", outcome: .notComparable,
          reason: reason)
      }
      return result
    }
    guard let day = result.date else { return without(.lotNotFound) }
    let (join, read) = joiner.join(text, on: day)
    result.join = join
    guard let lot = join.lots.first else { return without(.lotNotFound) }

    let zones = join.lots.map { self.zones(of: $0, on: day) }
    result.zone.mapped = zones.flatMap { $0 }.reduce(into: []) {
      if !$0.contains($1) { $0.append($1) }
    }
    let mains = zones.compactMap(\.first)
    guard let main = mains.first else {
      result.zone.kind = .noZone
      if case .unknown(let why)? = survey(
        lot, day, SurveyOrder(facts: ["zone portions"])
      ).facts["zone portions"]?.value {
        result.zone.detail = why
      }
      return without(.noDistrict)
    }
    let district =
      named.codes.first(where: mains.contains)
      ?? named.codes.first(where: result.zone.mapped.contains) ?? main
    result.district = district
    let law = caseLaw(form, lot, day, district)
    result.comparisons =
      CaseComparison(
        mapping: mapping, law: law, fields: form, districts: districts,
        parts: parts(of: lot, on: day), id: id
      ).compared()

    if named.codes.isEmpty {
      result.zone.kind = .unnamed
    } else if mains.contains(where: named.codes.contains) {
      result.zone.kind = named.isMended ? .mended : named.codes.count > 1 ? .several : .agrees
    } else if result.zone.mapped.contains(where: named.codes.contains) {
      result.zone.kind = .part
    } else {
      explainZone(&result, read, named.codes, day, law)
    }
    if result.zone.isComparable {
      result.otherDays = mapping.district.otherDays.map { other in
        join.lots.contains {
          self.zones(of: $0, on: day, by: other).first.map(named.codes.contains) ?? false
        }
      }
    }
    return result
  }

  private func date(_ text: String) -> CivilDate? {
    let parts = text.split { !$0.isNumber }.compactMap { Int($0) }
    guard parts.count >= 3 else { return nil }
    var named: [String: Int] = [:]
    for (name, part) in zip(mapping.dateOrder, parts) { named[name] = part }
    return CivilDate(
      year: named["year"] ?? 0, month: named["month"] ?? 0, day: named["day"] ?? 0)
  }

  /// The law for a case in a district, with what the case says of itself.
  private func caseLaw(
    _ fields: CaseFields, _ lot: ParcelReference, _ day: CivilDate, _ district: String
  ) -> CaseLaw {
    var site = SiteFacts(jurisdiction: ruleset.jurisdiction.id, parcel: lot.description, date: day)
    if !mapping.surveyed.isEmpty {
      site.facts =
        survey(lot, day, SurveyOrder(facts: mapping.surveyed)).facts
    }
    site.facts[mapping.district.fact] = SiteFact(.text(district))
    var proposal = Proposal(work: mapping.work)
    for source in mapping.facts {
      proposal.facts[source.fact] =
        CaseFacts.values(
          of: source, fields, ruleset.vocabulary.facts[source.fact], site: site
        ).first
    }
    for (fact, count) in mapping.lines {
      site.facts[fact] = SiteFact(
        .list((1...max(1, count)).map { .record(["id": .text("\(fact) \($0)")]) }))
    }
    return CaseLaw(ruleset, site, proposal)
  }
}
