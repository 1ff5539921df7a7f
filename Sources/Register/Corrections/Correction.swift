package import Facts

/// What an officer has decided about a parcel against what maps and registers say, with who, why and when.
///
/// It is a row that stays: one that was wrong is taken back by a row of its own.
package struct Correction: Sendable, Hashable {
  package enum Matter: Sendable, Hashable {
    /// A fact by its name in the vocabulary, and its value in base units as ``FactValue/json`` writes it.
    case fact(String, JSON)
    /// The kind of the lot line at a place, in metres of the town's own system.
    case line(x: Number, y: Number, kind: String)
    /// An earlier correction does not hold any more.
    case revocation(of: Int)
  }

  /// From 1, without gaps; the ledger gives it.
  package internal(set) var number = 0
  /// `town/number`; a revocation is of the parcel of what it takes back.
  package internal(set) var parcel: String
  package var matter: Matter
  package var author: String
  package var reason: String
  /// The day it was made.
  package var made: CivilDate
  /// The first day asked about for which it holds, and the first for which it does not any more; nil has no end.
  package var from: CivilDate?
  package var until: CivilDate?

  package init(
    parcel: String, _ matter: Matter, author: String, reason: String, made: CivilDate,
    from: CivilDate? = nil, until: CivilDate? = nil
  ) {
    self.parcel = parcel
    self.matter = matter
    self.author = author
    self.reason = reason
    self.made = made
    self.from = from
    self.until = until
  }

  /// Whether it holds for questions about a day.
  package func holds(on date: CivilDate) -> Bool {
    if let from, date < from { return false }
    if let until, date >= until { return false }
    return true
  }
}

extension [Correction] {
  /// What holds for a day, in the order it was made: neither taken back nor for other days.
  package func inForce(on date: CivilDate) -> [Correction] {
    filter { $0.isDecision && $0.holds(on: date) && revocation(of: $0.number) == nil }
  }

  /// The row that takes one back; nil where it stands.
  package func revocation(of number: Int) -> Correction? {
    first { $0.matter == .revocation(of: number) }
  }
}

extension Correction {
  /// Whether it says something of the parcel, rather than takes something back.
  package var isDecision: Bool {
    if case .revocation = matter { false } else { true }
  }

  /// As it is kept and chained.
  package var json: JSON {
    let what: JSON =
      switch matter {
      case .fact(let name, let value): ["fact": .string(name), "value": value]
      case .line(let x, let y, let kind):
        ["x": .number(x), "y": .number(y), "line": .string(kind)]
      case .revocation(let number): ["revokes": .number(Number(number))]
      }
    return [
      "number": .number(Number(number)), "parcel": .string(parcel), "what": what,
      "by": .string(author), "reason": .string(reason), "made": .string(made.description),
      "from": from.map { .string($0.description) } ?? .null,
      "until": until.map { .string($0.description) } ?? .null,
    ]
  }

  /// Nil where the JSON is no correction; a day that cannot be read is never taken for none.
  init?(json: JSON) {
    func day(_ key: String) -> CivilDate?? {
      guard let value = json[key] else { return nil }
      if value == .null { return .some(nil) }
      return value.string.flatMap { CivilDate($0) }.map { .some($0) }
    }
    guard let number = json["number"]?.number?.int, let parcel = json["parcel"]?.string,
      let what = json["what"], let author = json["by"]?.string,
      let reason = json["reason"]?.string, case .some(.some(let made)) = day("made"),
      let from = day("from"), let until = day("until")
    else { return nil }
    let matter: Matter
    if let name = what["fact"]?.string, let value = what["value"] {
      matter = .fact(name, value)
    } else if let kind = what["line"]?.string, let x = what["x"]?.number, let y = what["y"]?.number
    {
      matter = .line(x: x, y: y, kind: kind)
    } else if let revoked = what["revokes"]?.number?.int {
      matter = .revocation(of: revoked)
    } else {
      return nil
    }
    self.init(
      parcel: parcel, matter, author: author, reason: reason, made: made, from: from, until: until)
    self.number = number
  }
}
