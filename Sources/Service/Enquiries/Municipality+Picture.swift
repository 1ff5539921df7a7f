package import Evaluation
package import Facts
import Foundation
import Geometry
package import Land

/// What an answer says of a lot, as a picture: no rule is decided by it.
extension Municipality {
  package func picture(
    of parcel: String, on date: CivilDate, answer: Answer?, drawn: DrawnFootprint?
  ) -> LotPicture? {
    guard let land = land(of: parcel, on: date) else { return nil }
    var picture = LotPicture(plan: land.plan, drawn: drawn)
    guard let answer else { return picture }
    for requirement in answer.requirements
    where requirement.outcome != .notApplicable && requirement.overriddenBy == nil {
      guard let fact = land.ruleset.vocabulary.facts[requirement.subject],
        case .distance(let kind)? = fact.measure,
        let bound = requirement.bound, bound.comparator.hasPrefix(">"),
        let element = requirement.element?.split(separator: " ").last.flatMap({ Int($0) }),
        let places = land.places(of: kind), places.indices.contains(element - 1)
      else { continue }
      let figure = requirement.figures.first { $0.name == requirement.subject }
      picture.lines[places[element - 1]].take(
        needed: .init(bound.limit, unit: bound.unit),
        said: .init(figure?.value, unit: figure?.unit), requirement.outcome)
    }
    picture.draw(on: land.plan)
    return picture
  }

  /// A lot on a day, with what is known of it that a drawing is held against.
  struct DrawingLand {
    var plan: LotPlan
    var site: SiteFacts
    var ruleset: Ruleset

    /// The places of the lines of a kind, as the rules' own list has them; nil where that list is not known.
    func places(of kind: LotLineKind) -> [Int]? {
      guard let places = plan.places(of: kind),
        case .list(let items)? = site.facts["\(kind.rawValue) lines"]?.value,
        items.count == places.count
      else { return nil }
      return places
    }
  }

  func land(of parcel: String, on date: CivilDate) -> DrawingLand? {
    guard let territory, let reference = territory.parcel(parcel),
      let ruleset = jurisdiction(of: reference.town).flatMap({ ruleset(of: $0) })
    else { return nil }
    var order = ruleset.surveyOrder
    order.facts = Set(FactDeclaration.lineLists.keys).union([FactDeclaration.standingFact])
    order.layers = []
    guard let surveyed = surveyOrUnknown(reference, on: date, as: order),
      let plan = territory.plan(
        of: reference, on: date, as: ruleset.surveyOrder, overrides: surveyed.lines)
    else { return nil }
    return DrawingLand(plan: plan, site: surveyed.site, ruleset: ruleset)
  }
}

extension LotPicture.Line {
  /// Of several requirements about a line the widest distance is needed, and the worst outcome is shown.
  fileprivate mutating func take(
    needed: LotPicture.Amount?, said: LotPicture.Amount?, _ outcome: Outcome
  ) {
    if let needed, needed.base > self.needed?.base ?? Number(-1) { self.needed = needed }
    self.said = said ?? self.said
    let order: [Outcome] = [.notMet, .discretion, .unknown, .met]
    let now = self.outcome.flatMap { order.firstIndex(of: $0) } ?? order.count
    if order.firstIndex(of: outcome) ?? order.count < now { self.outcome = outcome }
  }
}

extension LotPicture {
  /// The regions and ways that follow from the distances of the lines.
  fileprivate mutating func draw(on plan: LotPlan) {
    func reach(_ distance: (Line) -> Amount?) -> Reach? {
      let known = lines.indices.compactMap { place in
        distance(lines[place]).map {
          Setback(plan.lines[place].line, distance: $0.metres, lotLine: place)
        }
      }
      guard !known.isEmpty, let envelope = try? plan.region.envelope(setbacks: known) else {
        return nil
      }
      let edges = envelope.pieces.compactMap { piece -> Polyline? in
        guard case .setback = piece.cause else { return nil }
        guard let circle = piece.circle else { return Polyline([piece.start, piece.end]) }
        let middle =
          circle.centre
          + turned(piece.start - circle.centre, by: circle.sweep / 2)
        return Polyline([piece.start, piece.end], arcs: [Arc(edge: 0, through: middle)])
      }
      return Reach(region: envelope.region, edges: edges, isWhole: known.count == lines.count)
    }
    allowed = reach(\.needed)
    if drawn == nil { said = reach(\.said) }
    for place in lines.indices {
      let line = lines[place]
      if let drawn {
        let way = drawn.way(fromLine: place)
        // A figure that was changed afterwards is not what is drawn.
        if let said = line.said, abs(way.from.distance(to: way.to) - said.metres) < 0.04 {
          lines[place].way = Way(from: way.from, to: way.to)
        }
      } else if let distance = line.said {
        let middle = line.line.line.midpoint
        let inward = (line.line.end - line.line.start).unit.leftNormal
        lines[place].way = Way(from: middle, to: middle + inward * distance.metres)
      }
      guard line.outcome == .notMet, let needed = line.needed, let said = line.said,
        said.base < needed.base
      else { continue }
      func left(by metres: Double) -> MultiPolygon? {
        try? plan.region.envelope(
          setbacks: [Setback(line.line.line, distance: metres)]).region
      }
      // Where the whole proposal is known the picture keeps to it.
      let isKnown = drawn != nil || self.said?.isWhole == true
      let outer = isKnown ? plan.region : left(by: said.metres)
      if let outer, let inner = left(by: needed.metres) {
        strips.append(Strip(line: place, outer: outer, inner: inner))
      }
    }
  }

  private func turned(_ step: Point, by angle: Double) -> Point {
    let (s, c) = (sin(angle), cos(angle))
    return Point(step.x * c - step.y * s, step.x * s + step.y * c)
  }
}
