import FEEL
import Facts

/// A residual in plain memory, fixed in size and without owners to count: as arrays of Swift's it took four times as long.
///
/// Lists of things are spans of one buffer for each kind of thing.
final class FlatResidual {
  struct Span {
    var start: Int32 = 0
    var count: Int32 = 0
    @inline(__always) var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
    var isEmpty: Bool { count == 0 }
  }

  struct Condition {
    var node: Int32
    /// -1 for none.
    var comparison: Int32
  }

  struct Comparison {
    var measured: Int32
    var limit: Int32
    var comparator: BinaryOperator
    var hasResolution: Bool
    var resolution: Number
    var measuredInputs: Span
    /// -1 for none.
    var measuredBounds: Int32
    var limitBounds: Int32
  }

  struct Bounds {
    enum Shape: UInt8 {
      case none, range, inner, either, sum, difference, product, quotient, least, greatest
    }
    var shape: Shape
    var hasLow = false
    var hasHigh = false
    var node: Int32
    var parts = Span()
    var low = Number.zero
    var high = Number.zero
  }

  struct Row {
    var node: Int32
    var fixed: Assessment.RowReference
  }

  struct Body {
    var condition: Int32
    var rows: Span
    var relief: Int32
    var subject: Int32
    var regulation: Int32
  }

  struct Exception {
    var when: Span
    var unless: Span
    /// A place in ``rowSets``, or -1.
    var rows: Int32
    var liftedBy: Span
    var isDiscretion: Bool
    var instead: Span
    var track: Track?
  }

  struct Requirement {
    var place: Int32
    var when: Span
    var unless: Span
    var body: Int32
    var withRow: Span
    var withoutRow: Span
  }

  struct Limb {
    var isExclusion: Bool
    var condition: Int32
    var exceptions: Span
  }

  struct Offer {
    var place: Int32
    var regulation: Int32
    var track: Track
    var limbs: Span
    var subjects: UInt64
  }

  struct Provision {
    var place: Int32
    var when: Span
    var unless: Span
  }

  struct DecisionPart {
    var place: Int32
    var condition: Int32
    var isFirst: Bool
    var isAny: Bool
    var rows: Span
  }

  struct DecisionRow {
    var place: Int32
    var tests: Span
    var cell: Int32
  }

  struct Decision {
    var table: Int32
    var parts: Span
  }

  let conditions: Fixed<Condition>
  let comparisons: Fixed<Comparison>
  let bounds: Fixed<Bounds>
  let rows: Fixed<Row>
  let bodies: Fixed<Body>
  let exceptions: Fixed<Exception>
  let requirements: Fixed<Requirement>
  let limbs: Fixed<Limb>
  let offers: Fixed<Offer>
  let provisions: Fixed<Provision>
  let decisions: Fixed<Decision>
  let parts: Fixed<DecisionPart>
  let decisionRows: Fixed<DecisionRow>
  let places: Fixed<Int32>
  let rowSets: [Set<Assessment.RowReference>]

  init(_ residual: Residual, governs: [String]) {
    var writer = FlatWriter()
    writer.write(residual, governs: governs)
    conditions = Fixed(writer.conditions)
    comparisons = Fixed(writer.comparisons)
    bounds = Fixed(writer.bounds)
    rows = Fixed(writer.rows)
    bodies = Fixed(writer.bodies)
    exceptions = Fixed(writer.exceptions)
    requirements = Fixed(writer.requirements)
    limbs = Fixed(writer.limbs)
    offers = Fixed(writer.offers)
    provisions = Fixed(writer.provisions)
    decisions = Fixed(writer.decisions)
    parts = Fixed(writer.parts)
    decisionRows = Fixed(writer.decisionRows)
    places = Fixed(writer.places)
    rowSets = writer.rowSets
  }

  deinit {
    conditions.free()
    comparisons.free()
    bounds.free()
    rows.free()
    bodies.free()
    exceptions.free()
    requirements.free()
    limbs.free()
    offers.free()
    provisions.free()
    decisions.free()
    parts.free()
    decisionRows.free()
    places.free()
  }
}

/// What an array held, in memory that its owner frees.
struct Fixed<Element> {
  let start: UnsafeMutablePointer<Element>
  let count: Int

  init(_ elements: [Element]) {
    count = elements.count
    start = .allocate(capacity: max(1, elements.count))
    start.initialize(from: elements, count: elements.count)
  }

  @inline(__always) subscript(_ place: Int32) -> Element { start[Int(place)] }
  @inline(__always) subscript(_ place: Int) -> Element { start[place] }

  func free() {
    start.deinitialize(count: count)
    start.deallocate()
  }
}

/// Lays a residual out, list by list.
private struct FlatWriter {
  typealias Condition = FlatResidual.Condition
  typealias Comparison = FlatResidual.Comparison
  typealias Bounds = FlatResidual.Bounds
  typealias Row = FlatResidual.Row
  typealias Body = FlatResidual.Body
  typealias Exception = FlatResidual.Exception
  typealias Requirement = FlatResidual.Requirement
  typealias Limb = FlatResidual.Limb
  typealias Offer = FlatResidual.Offer
  typealias Provision = FlatResidual.Provision
  typealias Decision = FlatResidual.Decision
  typealias DecisionPart = FlatResidual.DecisionPart
  typealias DecisionRow = FlatResidual.DecisionRow
  typealias Span = FlatResidual.Span

  var conditions: [Condition] = []
  var comparisons: [Comparison] = []
  var bounds: [Bounds] = []
  var rows: [Row] = []
  var bodies: [Body] = []
  var exceptions: [Exception] = []
  var requirements: [Requirement] = []
  var limbs: [Limb] = []
  var offers: [Offer] = []
  var provisions: [Provision] = []
  var decisions: [Decision] = []
  var parts: [DecisionPart] = []
  var decisionRows: [DecisionRow] = []
  /// Inputs that may be measured, tests of rows: places in lists of others.
  var places: [Int32] = []
  var rowSets: [Set<Assessment.RowReference>] = []

  mutating func write(_ residual: Residual, governs: [String]) {
    for decision in residual.decisions { decisions.append(flat(decision)) }
    for plan in residual.requirements {
      requirements.append(
        Requirement(
          place: Int32(plan.place), when: flat(plan.when), unless: flat(plan.unless),
          body: flat(plan.body), withRow: flat(plan.withRow), withoutRow: flat(plan.withoutRow)))
    }
    for plan in residual.offers {
      var flatLimbs: [Limb] = []
      for limb in plan.limbs {
        let condition = flat(limb.condition)
        flatLimbs.append(
          Limb(
            isExclusion: limb.isExclusion, condition: condition,
            exceptions: flat(limb.exceptions)))
      }
      let span = Span(start: Int32(limbs.count), count: Int32(flatLimbs.count))
      limbs += flatLimbs
      var subjects: UInt64 = 0
      for (bit, subject) in governs.enumerated() where plan.subjects.contains(subject) {
        subjects |= 1 << UInt64(min(bit, 63))
      }
      offers.append(
        Offer(
          place: Int32(plan.place), regulation: Int32(plan.regulation), track: plan.track,
          limbs: span, subjects: subjects))
    }
    for plan in residual.provisions {
      provisions.append(
        Provision(place: Int32(plan.place), when: flat(plan.when), unless: flat(plan.unless)))
    }
  }

  private mutating func flat(_ plans: [Residual.ConditionPlan]) -> Span {
    var made: [Condition] = []
    for plan in plans { made.append(make(plan)) }
    let span = Span(start: Int32(conditions.count), count: Int32(made.count))
    conditions += made
    return span
  }

  private mutating func flat(_ plan: Residual.ConditionPlan) -> Int32 { flat([plan]).start }

  private mutating func make(_ plan: Residual.ConditionPlan) -> Condition {
    guard let comparison = plan.comparison else {
      return Condition(node: Int32(plan.node), comparison: -1)
    }
    let inputs = flat(comparison.measuredInputs)
    let measuredBounds = comparison.bounds.map { flat($0.measured) } ?? -1
    let limitBounds = comparison.bounds.map { flat($0.limit) } ?? -1
    comparisons.append(
      Comparison(
        measured: Int32(comparison.measured), limit: Int32(comparison.limit),
        comparator: comparison.comparator, hasResolution: comparison.resolution != nil,
        resolution: comparison.resolution ?? .zero, measuredInputs: inputs,
        measuredBounds: measuredBounds, limitBounds: limitBounds))
    return Condition(node: Int32(plan.node), comparison: Int32(comparisons.count - 1))
  }

  private mutating func flat(_ numbers: [Int]) -> Span {
    let span = Span(start: Int32(places.count), count: Int32(numbers.count))
    places += numbers.map { Int32($0) }
    return span
  }

  private mutating func flat(_ plan: Residual.Bounds) -> Int32 {
    var made: Bounds
    switch plan {
    case .none(let at): made = laid(.none, at, [])
    case .range(let at, let low, let high):
      made = laid(.range, at, [])
      made.hasLow = low != nil
      made.hasHigh = high != nil
      made.low = low ?? .zero
      made.high = high ?? .zero
    case .inner(let at, let body): made = laid(.inner, at, [body])
    case .either(let at, let a, let b): made = laid(.either, at, [a, b])
    case .sum(let at, let a, let b): made = laid(.sum, at, [a, b])
    case .difference(let at, let a, let b): made = laid(.difference, at, [a, b])
    case .product(let at, let a, let b): made = laid(.product, at, [a, b])
    case .quotient(let at, let a, let b): made = laid(.quotient, at, [a, b])
    case .least(let at, let inner): made = laid(.least, at, inner)
    case .greatest(let at, let inner): made = laid(.greatest, at, inner)
    }
    bounds.append(made)
    return Int32(bounds.count - 1)
  }

  private mutating func laid(_ shape: Bounds.Shape, _ node: Int, _ inner: [Residual.Bounds])
    -> Bounds
  {
    var made = Bounds(shape: shape, node: Int32(node))
    var parts: [Int] = []
    for one in inner { parts.append(Int(flat(one))) }
    made.parts = flat(parts)
    return made
  }

  private mutating func flat(_ plan: Residual.BodyPlan) -> Int32 {
    let sources = plan.rows.map { source in
      switch source {
      case .fixed(let row): Row(node: -1, fixed: row)
      case .decided(let node): Row(node: Int32(node), fixed: .init(table: 0, part: 0, row: 0))
      case .none: Row(node: -1, fixed: .init(table: 0, part: 0, row: 0))
      }
    }
    let span = Span(start: Int32(rows.count), count: Int32(sources.count))
    rows += sources
    let condition = flat(plan.condition)
    bodies.append(
      Body(
        condition: condition, rows: span, relief: Int32(plan.relief ?? -1), subject: plan.subject,
        regulation: Int32(plan.regulation)))
    return Int32(bodies.count - 1)
  }

  private mutating func flat(_ plans: [Residual.ExceptionPlan]) -> Span {
    var made: [Exception] = []
    for plan in plans {
      var rows: Int32 = -1
      if let set = plan.rows {
        rows = Int32(rowSets.count)
        rowSets.append(set)
      }
      var bodies: [Int] = []
      for body in plan.instead { bodies.append(Int(flat(body))) }
      made.append(
        Exception(
          when: flat(plan.when), unless: flat(plan.unless), rows: rows,
          liftedBy: flat(plan.liftedBy), isDiscretion: plan.isDiscretion, instead: flat(bodies),
          track: plan.track))
    }
    let span = Span(start: Int32(exceptions.count), count: Int32(made.count))
    exceptions += made
    return span
  }

  private mutating func flat(_ decision: Residual.Decision) -> Decision {
    var made: [DecisionPart] = []
    for part in decision.parts {
      var rows: [DecisionRow] = []
      for row in part.rows {
        rows.append(
          DecisionRow(place: Int32(row.place), tests: flat(row.tests), cell: Int32(row.cell)))
      }
      let span = Span(start: Int32(decisionRows.count), count: Int32(rows.count))
      decisionRows += rows
      made.append(
        DecisionPart(
          place: Int32(part.place), condition: Int32(part.condition ?? -1),
          isFirst: part.hitPolicy == "F", isAny: part.hitPolicy == "A", rows: span))
    }
    let span = Span(start: Int32(parts.count), count: Int32(made.count))
    parts += made
    return Decision(table: Int32(decision.table), parts: span)
  }
}
