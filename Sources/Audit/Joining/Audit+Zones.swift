import Evaluation
import Facts
import Land

extension Audit {
  /// The zones of a lot, the largest part first; by the map of another day where one is given.
  func zones(of lot: ParcelReference, on day: CivilDate, by other: CivilDate? = nil)
    -> [String]
  {
    let site = survey(
      lot, other ?? day, SurveyOrder(facts: [mapping.district.fact, "zone portions"]))
    if case .text(let code)? = site.facts[mapping.district.fact]?.value { return [code] }
    return parts(in: site).map(\.code)
  }

  /// The zones of a lot with the share that each has of it, the largest first.
  func parts(of lot: ParcelReference, on day: CivilDate) -> [(code: String, share: Double)] {
    parts(in: survey(lot, day, SurveyOrder(facts: [mapping.district.fact, "zone portions"])))
  }

  private func parts(in site: SiteFacts) -> [(code: String, share: Double)] {
    guard case .list(let parts)? = site.facts["zone portions"]?.value else { return [] }
    return parts.compactMap { part in
      guard case .record(let members) = part, members["sliver"] != .boolean(true),
        case .text(let code)? = members[mapping.district.fact] ?? members["zone"]
      else { return nil }
      guard case .number(let share)? = members["share"] else { return (code, 0) }
      return (code, share.double)
    }
  }

  /// Why a lot's zone is another than the one named: what was seen, the zone's family, a street or a house that may have been meant, an
  /// earlier map. What the figures typed say for either zone stands beside it.
  func explainZone(
    _ result: inout AuditedCase, _ address: TypedAddress, _ named: [String], _ day: CivilDate,
    _ law: CaseLaw
  ) {
    result.zone.kind = .differs
    let equal = result.comparisons.filter { $0.outcome == .equal }.count
    let best = named.map { code in
      mapping.columns.filter { column in
        let figures = law.figures(column, with: [mapping.district.fact: .text(code)]).numbers
        let amounts = TypedValue(
          result.comparisons.first { $0.column == column.name }?.typed ?? ""
        ).amounts(in: column.unit)
        return amounts.contains { amount in figures.contains(where: amount.isAbout) }
      }.count
    }.max()
    result.zone.evidence = .init(mapped: equal, named: best ?? 0)
    if let note = mapping.notes.first(where: {
      $0.column == "zone" && $0.cases.contains(result.id)
    }) {
      result.zone.kind = .note
      result.zone.detail = note.seen
      return
    }
    let mapped = result.zone.mapped
    if named.contains(where: { code in mapped.contains { isFamily(code, $0) } }) {
      result.zone.kind = .subdivision
      return
    }
    func isNamed(_ number: String) -> ParcelReference? {
      territory.parcel(number, of: mapping.town, on: day).flatMap { lot in
        !result.join.lots.contains(lot) && zones(of: lot, on: day).contains(where: named.contains)
          ? lot : nil
      }
    }
    for book in joiner.books {
      for number in book.lots(onStreetsLike: address).sorted() {
        guard let lot = isNamed(number) else { continue }
        result.zone.kind = .likeStreet
        result.zone.detail = lot.number
        return
      }
    }
    for book in joiner.books {
      for (number, lot) in book.neighbours(of: address, within: 20) {
        guard let lot = isNamed(lot) else { continue }
        result.zone.kind = .nextDoor
        result.zone.detail = "\(number) \(address.street) (\(lot.number))"
        return
      }
    }
    // A later map says nothing of an earlier case: it may have swallowed the district since.
    for other in mapping.district.otherDays
    where other < day
      && result.join.lots.contains(where: { lot in
        zones(of: lot, on: day, by: other).first.map(named.contains) ?? false
      })
    {
      result.zone.kind = .otherDay
      result.zone.detail = other.description
      return
    }
    if named.contains(where: { code in mapped.contains { isNextNumber(code, $0) } }) {
      result.zone.kind = .nextNumber
    }
  }
}

/// Whether one code has the number before the other's, and nothing else tells them apart: `O-1` and `O-2`.
func isNextNumber(_ a: String, _ b: String) -> Bool {
  func parts(_ code: String) -> (family: Substring, number: Int)? {
    guard let dash = code.lastIndex(of: "-"), dash > code.startIndex else { return nil }
    return Int(code[code.index(after: dash)...]).map { (code[..<dash], $0) }
  }
  guard let one = parts(a), let other = parts(b), one.family == other.family else { return false }
  return abs(one.number - other.number) == 1
}

/// Whether one code is the other's family: `IA` of `IA-1`, `C-3` of `C-3A`; a single letter is no family.
private func isFamily(_ a: String, _ b: String) -> Bool {
  let (short, long) = a.count < b.count ? (a, b) : (b, a)
  guard short.count >= 2, long.hasPrefix(short), let next = long.dropFirst(short.count).first else {
    return false
  }
  return next == "-" || next.isLetter
}
