import Facts
import Geometry
import SpatialIndex

extension Surveyor {
  /// The zone and what else the plans in force give the lot.
  mutating func surveyZones() {
    plans = frame.plans
    for plan in frame.zones where plan.isAsked {
      if let failure = plan.edition.failure {
        for name in plan.given { set(name, .unknown(failure), source: plan.edition.source) }
      } else {
        surveyZones(of: plan)
      }
    }
    // What no plan in force gives, though one of another day does.
    for name in frame.zoneNamesOfOtherDays where facts[name] == nil {
      set(name, .unknown("no plan in force on \(date)"))
    }
    if town.zones.isEmpty {
      for name in ["zone", "zone share", "zone portions"] {
        set(name, .unknown("the territory has no zones"))
      }
    }
  }

  private mutating func surveyZones(of plan: SurveyFrame.ZonePlan) {
    let edition = plan.edition
    let shares = scratch.shares(of: lot, in: edition.shapes)
    let asksPortions = plan.isMain && isAsked("zone portions")
    let found = portions(
      of: lot, area: area,
      parts: shares.lazy.map { part in
        (edition.codes[part.place], part.area, { edition.shapes.region(part.place) })
      }, withDepth: asksPortions)
    // A trace of a zone's drawing under the lot makes none of its facts.
    let near = shares.lazy.filter { $0.area > Tolerance.sliverArea }.map(\.place)
    let kept = found.filter(\.counts)
    let covered = found.reduce(0) { $0 + $1.area } / area
    let source = edition.source
    let tolerance = edition.entry.accuracy

    var problem: String?
    if kept.isEmpty {
      problem = "the lot lies in no zone of \(source)"
    } else if covered < 0.99 {
      problem = "\(percent(1 - covered)) of the lot lies in no zone of \(source)"
    } else if covered > 1.01 {
      problem = "zones of \(source) overlap on the lot"
    }
    let whole = kept.reduce(0) { $0 + $1.area }
    let isSplit = problem == nil && kept[0].area <= 0.99 * whole
    if asksPortions {
      set(
        "zone portions",
        problem.map { .unknown($0) }
          ?? .list(kept.map { record($0, edition, Array(near), plan.attributes) }),
        method: "shares of the lot's area, slivers left out", source: source, tolerance: tolerance)
    }
    if plan.isMain {
      set(
        "zone share", found.first.map { shareValue($0.share) } ?? .unknown(problem ?? "no zone"),
        method: "share of the lot's area", source: source)
    }
    if isSplit {
      let parts = kept.prefix(4).map { "\($0.code) (\(percent($0.share)))" }
      problem = "the lot lies in zones " + parts.joined(separator: " and ")
    }
    for name in plan.names {
      set(
        name, problem.map { .unknown($0) } ?? .text(kept[0].code),
        method: "the zone of more than 99 % of the lot", source: source)
    }
    if plan.attributes.isEmpty { return }
    let own = problem == nil ? zoneFacts(kept[0].code, edition, Array(near)) : [:]
    for name in plan.attributes {
      set(
        name, problem.map { .unknown($0) } ?? own[name] ?? .unknown("the zone does not say"),
        source: source)
    }
  }

  private func record(
    _ portion: LotPortion, _ edition: ZoneEdition, _ near: [Int], _ attributes: [String]
  ) -> FactValue {
    var members = attributes.isEmpty ? [:] : zoneFacts(portion.code, edition, near)
    for name in edition.entry.names { members[name] = .text(portion.code) }
    members["zone"] = .text(portion.code)
    members["area"] = areaValue(portion.area)
    members["share"] = shareValue(portion.share)
    if let depth = portion.depth { members["depth"] = lengthValue(depth) }
    return .record(members)
  }

  /// The facts of the polygons of one code under the lot; unknown where they differ.
  private func zoneFacts(_ code: String, _ edition: ZoneEdition, _ near: [Int]) -> [String:
    FactValue]
  {
    var result: [String: FactValue] = [:]
    for item in near where edition.codes[item] == code {
      for (name, value) in edition.facts[item] {
        if let before = result[name], before != value {
          result[name] = .unknown("parts of zone \(code) differ")
        } else {
          result[name] = value
        }
      }
    }
    return result
  }
}

extension LotPortion {
  /// Whether it is part of the lot's law. Of a lot that is itself a strip, a thin part may be much of it: that is no sliver.
  var counts: Bool { !isSliver || share > 0.05 }
}
