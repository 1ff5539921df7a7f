import Diagnostics
import Evaluation
package import Facts
import Geometry
package import Land
package import Register

/// Officers' corrections: checked against the vocabulary and the lot when they are made, and laid over what is surveyed.
extension Municipality {
  /// What is known of a parcel on a day, with what officers have decided about it.
  package struct SurveyedSite: Sendable {
    package var site: SiteFacts
    /// By fact: the correction that holds.
    package var corrected: [String: Correction] = [:]
    /// The decisions about its lot lines.
    package var lines: [LotLineOverride] = []
  }

  /// Why what was entered of a parcel cannot be laid over it. Nobody is answered as if nothing had been.
  package struct CorrectionFault: Error, CustomStringConvertible {
    package var description: String
  }

  /// The facts of a parcel as every channel has them.
  ///
  /// A correction of a fact that the order does not name is left out, as the fact would be, unless it is one that an asker
  /// says: nobody orders those of the land.
  ///
  /// - Throws: where the corrections cannot be read, or do not fit the vocabulary any more.
  package func survey(
    _ parcel: ParcelReference, on date: CivilDate, as order: SurveyOrder = SurveyOrder()
  ) throws -> SurveyedSite {
    guard let territory else { throw CorrectionFault(description: "no territory is open") }
    let inForce = try inForce(of: parcel, on: date)
    guard !inForce.isEmpty else {
      return SurveyedSite(site: territory.survey(parcel, on: date, as: order))
    }
    let lines = try overrides(inForce)
    var surveyed = SurveyedSite(
      site: territory.survey(parcel, on: date, as: order, overrides: lines), lines: lines)
    surveyed.site.note(lines)
    if let why = stray(among: lines, of: parcel, on: date, order, territory) {
      for name in Territory.factsOfLines where surveyed.site.facts[name] != nil {
        surveyed.site.facts[name] = SiteFact(.unknown(why))
      }
    }
    for correction in inForce {
      guard case .fact(let name, let value) = correction.matter else { continue }
      let vocabulary = ruleset(of: surveyed.site.jurisdiction)?.vocabulary
      guard let vocabulary, let declaration = vocabulary.facts[name] else {
        throw CorrectionFault(
          description:
            "correction \(correction.number) is of `\(name)`, which the vocabulary does not declare; revoke it with `mizan correct --revoke \(correction.number)`"
        )
      }
      guard order.facts.isEmpty || order.facts.contains(name) || declaration.origin == .proposal
      else { continue }
      var fact = SiteFact(
        FactValue(base: value, as: declaration.type, in: vocabulary),
        method: "corrected by \(correction.author): \(correction.reason)",
        source: "correction of \(correction.made)")
      if let problem = declaration.problem(with: fact.value) { fact.value = .unknown(problem) }
      surveyed.site.facts[name] = fact
      surveyed.site.correctPortions(name, fact.value)
      surveyed.corrected[name] = correction
    }
    return surveyed
  }

  /// The same as the service gives it: facts that cannot be told are unknown, each with the reason.
  package func surveyOrUnknown(_ parcel: ParcelReference, on date: CivilDate, as order: SurveyOrder)
    -> SurveyedSite?
  {
    guard let territory else { return nil }
    do { return try survey(parcel, on: date, as: order) } catch {
      var site = territory.survey(parcel, on: date, as: order)
      for name in site.facts.keys { site.facts[name] = SiteFact(.unknown("\(error)")) }
      return SurveyedSite(site: site)
    }
  }

  /// The facts of every parcel of a town.
  ///
  /// - Parameter origin: What the table says it was made of.
  package func table(
    of town: String, on date: CivilDate, as order: SurveyOrder, origin: String = "",
    progress: @Sendable (Int) -> Void = { _ in }
  ) throws -> SiteTable {
    guard let territory else { throw CorrectionFault(description: "no territory is open") }
    var known: [ParcelReference: SiteFacts] = [:]
    for parcel in try corrected(in: town, on: date) {
      known[parcel] = try survey(parcel, on: date, as: order).site
    }
    return try territory.table(
      of: town, on: date, as: order, origin: origin, known: { [known] in known[$0] },
      progress: progress)
  }

  /// The parcels of a town of which something that an officer decided holds on a day, in order.
  package func corrected(in town: String, on date: CivilDate) throws -> [ParcelReference] {
    guard let territory else { return [] }
    return try corrections?.corrections().compactMap { name, entered in
      guard !entered.inForce(on: date).isEmpty, let parcel = territory.parcel(name),
        parcel.town == town
      else { return nil }
      return parcel
    }.sorted() ?? []
  }

  /// What officers have decided of the lots of a town, for drawings of them.
  package func decisions(in town: String, on date: CivilDate) throws
    -> [ParcelReference: LotDecisions]
  {
    var decided: [ParcelReference: LotDecisions] = [:]
    for parcel in try corrected(in: town, on: date) {
      let inForce = try inForce(of: parcel, on: date)
      decided[parcel] = LotDecisions(
        lines: try overrides(inForce),
        facts: inForce.compactMap { correction in
          guard case .fact(let name, let value) = correction.matter else { return nil }
          return
            "`\(name)` is \(value.canonical), corrected by \(correction.author) on \(correction.made): \(correction.reason)"
        })
    }
    return decided
  }

  func inForce(of parcel: ParcelReference, on date: CivilDate) throws -> [Correction] {
    try corrections?.corrections(of: parcel.description).inForce(on: date) ?? []
  }

  /// The decisions about lines that hold on a day.
  func lineDecisions(of parcel: ParcelReference, on date: CivilDate) throws -> [LotLineOverride] {
    try overrides(inForce(of: parcel, on: date))
  }

  /// Of two decisions about one place the later one holds.
  private func overrides(_ corrections: [Correction]) throws -> [LotLineOverride] {
    var decisions: [LotLineOverride] = []
    for correction in corrections {
      guard case .line(let x, let y, let name) = correction.matter else { continue }
      guard let kind = LotLineKind(rawValue: name) else {
        throw CorrectionFault(
          description:
            "correction \(correction.number) is of a kind of line `\(name)`; revoke it with `mizan correct --revoke \(correction.number)`"
        )
      }
      let at = Point(x.double, y.double)
      decisions.removeAll { $0.at == at }
      decisions.append(
        LotLineOverride(
          at: at, kind: kind, author: correction.author, reason: correction.reason,
          date: correction.made))
    }
    return decisions
  }

  /// Says of a decision that is about no line of the lot as it is on a day; nil where each is about one.
  private func stray(
    among decisions: [LotLineOverride], of parcel: ParcelReference, on date: CivilDate,
    _ order: SurveyOrder, _ territory: Territory
  ) -> String? {
    guard !decisions.isEmpty,
      let lot = territory.lotSurvey(parcel, on: date, as: order, overrides: decisions)
    else { return nil }
    let stray = decisions.first { decision in
      decision.line(among: lot.lines.map(\.line)).map { lot.lines[$0].decision == nil } ?? true
    }
    return stray.map {
      "the decision of \($0.author) on \($0.date) is about no one line of the lot"
    }
  }
}

extension SiteFacts {
  /// Says beside every fact that hangs on the lot lines who decided about them, so that it stands in the fingerprint.
  fileprivate mutating func note(_ decisions: [LotLineOverride]) {
    guard !decisions.isEmpty else { return }
    let account = decisions.map {
      "\($0.kind.rawValue) line decided by \($0.author) on \($0.date): \($0.reason)"
    }
    for name in Territory.factsOfLines {
      guard let method = facts[name].map({ $0.method.map { [$0] } ?? [] }) else { continue }
      facts[name]?.method = (method + account).joined(separator: "; ")
    }
  }

  /// What holds of the lot holds of each of its portions.
  mutating func correctPortions(_ name: String, _ value: FactValue) {
    guard case .list(let items)? = facts["zone portions"]?.value else { return }
    let corrected: [FactValue] = items.map { item in
      guard case .record(var members) = item, members[name] != nil,
        !["share", "area", "sliver"].contains(name)
      else { return item }
      members[name] = value
      return .record(members)
    }
    facts["zone portions"]?.value = .list(corrected)
  }
}

// MARK: making one

extension Municipality {
  /// A correction of a fact, from words as somebody types them.
  package func correction(of name: String, to text: String, at parcel: ParcelReference)
    -> Result<Correction.Matter, Refusal>
  {
    law(of: parcel).flatMap { ruleset in
      guard let declaration = ruleset.vocabulary.facts[name] else {
        return .failure(
          Refusal(
            "/facts/\(name)", "no fact is named `\(name)`",
            mend: nearestName(to: name, among: ruleset.vocabulary.facts.keys).map {
              "write `\($0)`"
            } ?? "look it up in the vocabulary"))
      }
      guard !declaration.isOfLines else {
        return .failure(
          Refusal(
            "/facts/\(name)", "`\(name)` follows from the lot lines",
            mend: "correct the kind of a line, as in `--line 2=front`"))
      }
      do throws(FactReadingError) {
        var value = try declaration.read(text)
        if value.isUnknown { value = .unknown("an officer found that it is not known") }
        return .success(.fact(name, value.json))
      } catch {
        return .failure(Refusal("/facts/\(name)", error.message, mend: error.mend))
      }
    }
  }

  /// A correction of a lot line's kind.
  ///
  /// - Parameter number: As `line 2` of the survey on that day, from 1.
  package func correction(
    ofLine number: Int, to kind: String, at parcel: ParcelReference, on date: CivilDate
  ) -> Result<Correction.Matter, Refusal> {
    law(of: parcel).flatMap { ruleset in
      let kinds = LotLineKind.allCases.filter { $0 != .unclassified }.map(\.rawValue)
      guard kinds.contains(kind) else {
        return .failure(
          Refusal(
            "/lines/\(number)", "no kind of lot line is named `\(kind)`",
            mend: nearestName(to: kind, among: kinds).map { "write `\($0)`" }
              ?? "one of \(kinds.map { "`\($0)`" }.joined(separator: ", "))"))
      }
      guard let lot = territory?.lotSurvey(parcel, on: date, as: ruleset.surveyOrder),
        !lot.lines.isEmpty
      else {
        return .failure(
          Refusal(
            "/lines/\(number)", "the lines of `\(parcel)` on \(date) cannot be told",
            mend: "look at `mizan survey \(parcel)`"))
      }
      guard lot.lines.indices.contains(number - 1) else {
        let lines = lot.lines.enumerated().map { place, line in
          "\(place + 1) \(line.kind.rawValue), \(Number(line.length)?.rounded(places: 1)?.description ?? "?") m"
        }
        return .failure(
          Refusal(
            "/lines/\(number)", "the lot has no line \(number)",
            mend: "one of \(lines.joined(separator: "; "))"))
      }
      let middle = lot.lines[number - 1].line.midpoint
      guard let x = Number(middle.x)?.rounded(places: 3),
        let y = Number(middle.y)?.rounded(places: 3),
        LotLineOverride(
          at: Point(x.double, y.double), kind: .front, author: "", reason: "", date: date
        ).line(among: lot.lines.map(\.line)) == number - 1
      else {
        return .failure(
          Refusal(
            "/lines/\(number)", "line \(number) is not told apart from another at its middle",
            mend: "mend the map of parcels"))
      }
      return .success(.line(x: x, y: y, kind: kind))
    }
  }

  private func law(of parcel: ParcelReference) -> Result<Ruleset, Refusal> {
    guard let ruleset = jurisdiction(of: parcel.town).flatMap({ ruleset(of: $0) }) else {
      return .failure(
        Refusal(
          "/parcel", "the regulations of this parcel's town cannot be read",
          mend: "run `mizan lint`"))
    }
    return .success(ruleset)
  }
}

extension FactDeclaration {
  /// Whether it stands in records, or has a value for each lot line: not to be written as one value.
  fileprivate var isOfLines: Bool {
    switch type {
    case .record, .list(.record): true
    default: perLine != nil
    }
  }
}
