import FEEL
import Facts

/// Why a rule has no residual form: the evaluation itself works it out, with the same outcome and more slowly.
struct NotResidual: Error {
  var reason: String
  init(_ reason: String) { self.reason = reason }
}

/// Writes what is left of a ruleset for one work in one span of days, given what a class of site already knows.
struct ResidualWriter {
  let ruleset: Ruleset
  let work: String
  let date: CivilDate
  /// What is known beforehand of an input or of a member of all elements of a list; nil where it is not.
  let known: (Residual.Input) -> Cell?
  let knownMember: (Residual.ListInput, Residual.ListInput.Member) -> Cell?
  var texts: Texts

  var residual = Residual()
  /// By node.
  private(set) var kinds: [Cell.Kind?] = []
  private(set) var isConstant: [Bool] = []
  private(set) var canFail: [Bool] = []
  /// The list in whose elements it is worked out anew; -1 for once.
  private(set) var blocks: [Int] = []
  private(set) var steps: [Residual.Step?] = []
  private var written: [Residual.Step: Int] = [:]
  private var constantNodes: [ConstantKey: Int] = [:]
  private(set) var reasonPlaces: [String: Int] = [:]
  /// Rules that have no form even where nothing is known beforehand.
  private(set) var refused = Refused()
  var definitions: [DefinitionKey: Defined] = [:]

  private struct ConstantKey: Hashable {
    var kind: UInt8
    var small: Int32
    var number: Number
    var reasons: ReasonSet
  }

  struct DefinitionKey: Hashable {
    var definition: Int
    var list: Int?
  }

  /// A definition as it is in this residual.
  struct Defined {
    var term: Term
    var row: Residual.RowSource
  }

  indirect enum Term {
    case node(Int)
    case list(Int)
    case element(Int)
    /// Member of all elements of a list.
    case members(list: Int, member: Int)
    case texts([String])
    case function(definition: Int)
    case siteFunction(String)
  }

  /// Where a name is looked up.
  struct Scope {
    var regulation: Int
    var bindings: [(name: String, term: Term)] = []
    var element: (name: String, list: Int)?

    func binding(_ name: String, _ term: Term) -> Scope {
      var scope = self
      scope.bindings.append((name, term))
      return scope
    }
  }

  init(
    _ ruleset: Ruleset, work: String, date: CivilDate, texts: Texts,
    known: @escaping (Residual.Input) -> Cell? = { _ in nil },
    knownMember: @escaping (Residual.ListInput, Residual.ListInput.Member) -> Cell? = { _, _ in nil
    }
  ) {
    self.ruleset = ruleset
    self.work = work
    self.date = date
    self.texts = texts
    self.known = known
    self.knownMember = knownMember
  }

  struct Refused {
    var requirements: Set<Int> = []
    var offers: Set<Int> = []
    var provisions: Set<Int> = []
  }

  /// Writes on with the inputs, lists and reasons of a residual in which nothing was known beforehand.
  mutating func take(over general: Residual, reasonPlaces: [String: Int]) {
    residual.inputs = general.inputs
    residual.lists = general.lists
    residual.looseNames = general.looseNames
    self.reasonPlaces = reasonPlaces
    refused.requirements = Set(general.evaluatedRequirements)
    refused.offers = Set(general.evaluatedOffers)
    refused.provisions = Set(general.evaluatedProvisions)
  }

  // MARK: nodes

  private mutating func append(
    _ cell: Cell, _ step: Residual.Step?, _ kind: Cell.Kind?, canFail: Bool, block: Int
  ) -> Int {
    residual.constants.append(cell)
    kinds.append(kind)
    isConstant.append(step == nil)
    self.canFail.append(canFail)
    blocks.append(block)
    steps.append(step)
    return steps.count - 1
  }

  mutating func constant(_ cell: Cell) -> Int {
    let key = ConstantKey(
      kind: cell.kind.rawValue | (cell.failed ? 0x80 : 0), small: cell.small, number: cell.number,
      reasons: cell.reasons)
    if let node = constantNodes[key] { return node }
    let node = append(
      cell, nil, cell.isUnknown || cell.kind == .null ? nil : cell.kind, canFail: cell.failed,
      block: -1)
    constantNodes[key] = node
    return node
  }

  func constantCell(_ node: Int) -> Cell? { isConstant[node] ? residual.constants[node] : nil }

  mutating func reason(_ cause: Cause, _ name: String) -> ReasonSet {
    let key = "\(cause.rawValue) \(name)"
    let place = reasonPlaces[key] ?? reasonPlaces.count
    reasonPlaces[key] = place
    return ReasonSet(cause, place: place)
  }

  mutating func input(_ source: Residual.Input.Source, _ kind: Cell.Kind, missing: ReasonSet)
    -> Int
  {
    let input = Residual.Input(source: source, kind: kind, missing: missing)
    if let cell = known(input) { return constant(cell) }
    let place: Int
    if let found = residual.inputs.firstIndex(of: input) {
      place = found
    } else {
      place = residual.inputs.count
      residual.inputs.append(input)
    }
    return write(.input, place, 0, 0, kind, canFail: false, block: -1)
  }

  mutating func member(_ list: Int, _ member: Int) -> Int {
    let input = residual.lists[list]
    if let cell = knownMember(input, input.members[member]) { return constant(cell) }
    return write(
      .member, list, member, 0, input.members[member].kind, canFail: false, block: list)
  }

  private mutating func write(
    _ code: Residual.Code, _ a: Int, _ b: Int, _ c: Int, _ kind: Cell.Kind?, canFail: Bool,
    block: Int
  ) -> Int {
    var step = Residual.Step(code: code, to: 0, a: Int32(a), b: Int32(b), c: Int32(c))
    if let node = written[step] { return node }
    let key = step
    step.to = Int32(steps.count)
    let node = append(Cell(ReasonSet.none), step, kind, canFail: canFail, block: block)
    written[key] = node
    return node
  }

  /// A step over nodes: worked out here where they are constant.
  mutating func step(
    _ code: Residual.Code, _ operands: [Int], _ kind: Cell.Kind?, mayFail: Bool
  ) throws(NotResidual) -> Int {
    let a = operands[0]
    let b = operands.count > 1 ? operands[1] : a
    let c = operands.count > 2 ? operands[2] : a
    if operands.allSatisfy({ isConstant[$0] }) {
      return constant(
        ResidualRun.apply(
          code, residual.constants[a], residual.constants[b], residual.constants[c]))
    }
    var block = -1
    for operand in operands where blocks[operand] >= 0 {
      guard block < 0 || block == blocks[operand] else {
        throw NotResidual("it speaks of elements of two lists")
      }
      block = blocks[operand]
    }
    return write(
      code, a, b, c, kind, canFail: mayFail || operands.contains { canFail[$0] }, block: block)
  }

  mutating func isIn(_ node: Int, _ set: Set<Int32>) -> Int {
    if let cell = constantCell(node) { return constant(ResidualRun.isIn(cell, set)) }
    let place = residual.codeSets.firstIndex(of: set) ?? residual.codeSets.count
    if place == residual.codeSets.count { residual.codeSets.append(set) }
    return write(
      .isIn, node, place, 0, .boolean, canFail: canFail[node], block: blocks[node])
  }

  mutating func over(_ code: Residual.Code, list: Int, member: Int) -> Int {
    write(code, list, member, 0, .number, canFail: true, block: -1)
  }

  mutating func decide(_ decision: Residual.Decision, _ kind: Cell.Kind?, block: Int) -> Int {
    residual.decisions.append(decision)
    return write(
      .decide, residual.decisions.count - 1, 0, 0, kind, canFail: false, block: block)
  }

  func block(of nodes: [Int]) throws(NotResidual) -> Int {
    var block = -1
    for node in nodes where blocks[node] >= 0 {
      guard block < 0 || block == blocks[node] else {
        throw NotResidual("it speaks of elements of two lists")
      }
      block = blocks[node]
    }
    return block
  }

  // MARK: operators

  mutating func and(_ a: Int, _ b: Int) throws(NotResidual) -> Int {
    if let left = constantCell(a) {
      if left.isFalse { return a }
      if left.isTrue, !left.failed { return b }
    }
    if let right = constantCell(b), !right.failed {
      if right.isTrue { return a }
      if right.isFalse, !canFail[a] { return b }
    }
    return try step(.and, [a, b], .boolean, mayFail: false)
  }

  mutating func or(_ a: Int, _ b: Int) throws(NotResidual) -> Int {
    if let left = constantCell(a) {
      if left.isTrue { return a }
      if left.isFalse, !left.failed { return b }
    }
    if let right = constantCell(b), !right.failed {
      if right.isFalse { return a }
      if right.isTrue, !canFail[a] { return b }
    }
    return try step(.or, [a, b], .boolean, mayFail: false)
  }

  mutating func not(_ a: Int) throws(NotResidual) -> Int {
    try step(.not, [a], .boolean, mayFail: false)
  }

  mutating func select(_ condition: Int, _ a: Int, _ b: Int) throws(NotResidual) -> Int {
    if let known = constantCell(condition), !known.failed {
      if known.isTrue { return a }
      if known.isFalse { return b }
    }
    guard kinds[a] == nil || kinds[b] == nil || kinds[a] == kinds[b] else {
      throw NotResidual("the branches are of two types")
    }
    return try step(.select, [condition, a, b], kinds[a] ?? kinds[b], mayFail: false)
  }

  /// What the rest of the law sees of a definition, a condition or a side of one.
  mutating func border(_ node: Int) throws(NotResidual) -> Int {
    guard canFail[node] || isConstant[node] else { return node }
    return try step(.border, [node], kinds[node], mayFail: false).unfailing(in: &self)
  }

  fileprivate mutating func markUnfailing(_ node: Int) { canFail[node] = false }

  /// The steps in their order, by what they are worked out for.
  mutating func finish() -> Residual {
    residual.isConstant = isConstant
    residual.listSteps = .init(repeating: [], count: residual.lists.count)
    for (node, step) in steps.enumerated() {
      guard let step else { continue }
      if blocks[node] < 0 {
        residual.outerSteps.append(step)
      } else {
        residual.listSteps[blocks[node]].append(step)
      }
    }
    return residual
  }
}

extension Int {
  fileprivate func unfailing(in writer: inout ResidualWriter) -> Int {
    writer.markUnfailing(self)
    return self
  }
}
