import Evaluation
package import Facts
package import Land
import Register

/// Lots that are not there: several parcels as if they were one, or one as if it were cut.
extension Municipality {
  /// What would be known of several parcels if they were one lot.
  ///
  /// What officers decided is of the parcels as they stand: a fact that one of them had corrected is unknown of the lot.
  ///
  /// - Throws: ``AssemblyRefusal``, or where the corrections cannot be read.
  package func survey(
    joining parcels: [ParcelReference], on date: CivilDate, as order: SurveyOrder = SurveyOrder()
  ) throws -> SiteFacts {
    guard let territory else { throw CorrectionFault(description: "no territory is open") }
    var site = try territory.survey(joining: parcels, on: date, as: order)
    site.joined = parcels.map(\.description)
    try withdraw(from: &site, of: parcels, on: date, as: order)
    return site
  }

  /// What would be known of the parts of a parcel if a line cut it in two; what an officer corrected of it is known of neither.
  package func survey(
    _ parcel: ParcelReference, splitBy line: DividingLine, on date: CivilDate,
    as order: SurveyOrder = SurveyOrder()
  ) throws -> (left: SiteFacts, right: SiteFacts) {
    guard let territory else { throw CorrectionFault(description: "no territory is open") }
    var (left, right) = try territory.survey(parcel, splitBy: line, on: date, as: order)
    try withdraw(from: &left, of: [parcel], on: date, as: order)
    try withdraw(from: &right, of: [parcel], on: date, as: order)
    return (left, right)
  }

  /// Makes unknown what a correction speaks of: neither the map nor the officer has said it of this lot.
  private func withdraw(
    from site: inout SiteFacts, of parcels: [ParcelReference], on date: CivilDate,
    as order: SurveyOrder
  ) throws {
    let vocabulary = ruleset(of: site.jurisdiction)?.vocabulary
    for parcel in parcels {
      for correction in try inForce(of: parcel, on: date) {
        let why =
          "correction \(correction.number) by \(correction.author) is of `\(parcel)` as it stands and does not carry over"
        switch correction.matter {
        case .fact(let name, _):
          guard
            site.facts[name] != nil || order.facts.isEmpty || order.facts.contains(name)
              || vocabulary?.facts[name]?.origin == .proposal
          else { continue }
          site.facts[name] = SiteFact(.unknown(why), method: site.facts[name]?.method)
          site.correctPortions(name, .unknown(why))
        case .line:
          for name in Territory.factsOfLines where site.facts[name] != nil {
            site.facts[name] = SiteFact(.unknown(why), method: site.facts[name]?.method)
          }
        case .revocation: continue
        }
      }
    }
  }

  /// The question that a check puts to several parcels as if they were one lot.
  package func situation(
    joining names: [String], on date: CivilDate
  ) throws -> Situation {
    guard let territory else { throw CorrectionFault(description: "no territory is open") }
    let parcels = try names.map { name in
      guard let parcel = territory.parcel(name) else {
        throw AssemblyRefusal("there is no parcel `\(name)`; write it as `town/number`")
      }
      return parcel
    }
    guard let town = parcels.first?.town,
      let ruleset = jurisdiction(of: town).flatMap({ ruleset(of: $0) })
    else {
      throw AssemblyRefusal("the regulations of these parcels cannot be read; run `mizan lint`")
    }
    return Situation(
      ruleset: ruleset,
      site: try survey(joining: parcels, on: date, as: ruleset.surveyOrder))
  }
}
