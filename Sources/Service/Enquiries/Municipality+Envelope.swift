package import Evaluation
package import Facts
import Land

/// What the law leaves to build on, as a picture: no rule is decided by it.
extension Municipality {
  package func envelope(for answer: Answer) -> JSON? {
    guard let territory, let reference = answer.parcel.flatMap({ territory.parcel($0) }),
      let ruleset = ruleset(of: answer.jurisdiction),
      let decisions = try? lineDecisions(of: reference, on: answer.on),
      let kinds = territory.lineKinds(
        of: reference, on: answer.on, as: ruleset.surveyOrder, overrides: decisions)
    else { return nil }
    let setbacks = setbacks(in: answer, ruleset.vocabulary)
    // A line without a setback of its own would be drawn as one that may be built on.
    guard !kinds.isEmpty, kinds.allSatisfy({ setbacks[$0] != nil }),
      let text = territory.envelopeOutline(
        of: reference, on: answer.on, setbacks: setbacks, as: ruleset.surveyOrder,
        overrides: decisions)
    else { return nil }
    return try? JSON(parsing: text)
  }

  /// Metres by kind of lot line, as the answer's requirements state them; of several for one kind, the widest.
  private func setbacks(in answer: Answer, _ vocabulary: Vocabulary) -> [LotLineKind: Double] {
    var setbacks: [LotLineKind: Double] = [:]
    for requirement in answer.requirements
    where requirement.outcome != .notApplicable && requirement.overriddenBy == nil {
      guard let fact = vocabulary.facts[requirement.subject], fact.setsMember == "setback",
        fact.modality == .min, let kind = fact.perLine.flatMap({ Self.kinds[$0] }),
        let limit = requirement.figures.first(where: { $0.name == "limit" }),
        case .number(let amount) = limit.value,
        let metres = limit.unit.flatMap({ UnitOfMeasure(symbol: $0) })?.base(amount)?.double
      else { continue }
      setbacks[kind] = max(setbacks[kind] ?? 0, metres)
    }
    return setbacks
  }

  private static let kinds: [String: LotLineKind] = [
    "front lines": .front, "side lines": .side, "rear lines": .rear,
    "street side lines": .streetSide,
  ]
}
