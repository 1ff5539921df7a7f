import Evaluation
import FEEL
import Facts

/// Reads the rules of one day as formulas over the inputs of a case.
///
/// Sums, comparisons, choices, tables, words and dates are read as what they are; products and quotients as products of unknowns;
/// anything else is a guess, of which nothing is known and which is named where it left something undecided. Rounding at the 34th
/// digit is not modelled: for figures of at most 15 digits no comparison of sums, products or one quotient turns on it.
struct Reading {
  let ruleset: Ruleset
  let day: CivilDate
  var unknowns = Unknowns()
  /// Expressions that may still be read.
  var room: Int
  /// What could not be looked into, by variable.
  var guesses: [Int: String] = [:]
  /// By variable of a guess over a list: what it comes to where the list has one element.
  var hints: [Int: Formula] = [:]

  private var inputs: [Unknown.Input: Meaning] = [:]
  private var definitions: [DefinitionKey: Meaning] = [:]
  private var guessed: [String: Int] = [:]
  private var guessNumbers: [Int: Int] = [:]
  private var named: [Linear: Int] = [:]
  private var products: [[Int]: Int] = [:]
  private var quotients: [[Linear]: Meaning] = [:]
  var tables: [TableKey: TableReading] = [:]
  /// The texts that the rules speak of: what an open text is told apart by.
  private let texts: [String]

  private struct DefinitionKey: Hashable {
    var definition: Int
    var list: String?
  }

  struct TableKey: Hashable {
    var table: Int
    var list: String?
  }

  /// Where an expression stands: in which regulation, at which element, with which parameters.
  struct Scope {
    var regulation: Int
    var element: (name: String, list: String)?
    var bindings: [String: Meaning] = [:]
    var depth = 0
  }

  init(_ ruleset: Ruleset, on day: CivilDate, room: Int) {
    self.ruleset = ruleset
    self.day = day
    self.room = room
    texts = ruleset.texts
  }

  // MARK: conditions

  mutating func truths(_ condition: ConditionRule, _ scope: Scope) -> Truths {
    truths(of: condition.expression, scope)
  }

  mutating func truths(of expression: FEELExpression, _ scope: Scope) -> Truths {
    truths(of: read(expression, scope))
  }

  mutating func truths(of meaning: Meaning) -> Truths {
    switch meaning.sense {
    case .truth(let yes, let no):
      Truths(
        yes: .and([yes, meaning.defined]), no: .and([no, meaning.defined]), lapses: meaning.lapses)
    case .guess(let variable):
      Truths(
        yes: .and([.word(variable, WordSet([0], of: 3), of: 3), meaning.defined]),
        no: .and([.word(variable, WordSet([1], of: 3), of: 3), meaning.defined]),
        lapses: meaning.lapses.or([.failure: .word(variable, WordSet([2], of: 3), of: 3)]))
    default: Truths(yes: .no, no: .no, lapses: meaning.lapses.or([.failure: .yes]))
    }
  }

  // MARK: inputs

  mutating func fact(_ name: String) -> Meaning {
    guard let declaration = ruleset.vocabulary.facts[name] else {
      return guess("fact \(name)", "`\(name)` is not declared", nil)
    }
    return input(.fact(name), declaration)
  }

  mutating func member(_ member: String, of list: String) -> Meaning {
    guard case .list(let element)? = ruleset.vocabulary.facts[list]?.type,
      let declaration = ruleset.vocabulary.element(of: list, element, member)
    else { return guess("\(list) . \(member)", "the elements of `\(list)`", nil) }
    return input(.member(list: list, member), declaration)
  }

  private mutating func input(_ input: Unknown.Input, _ declaration: FactDeclaration) -> Meaning {
    if let known = inputs[input] { return known }
    let meaning: Meaning
    switch declaration.type {
    case .number:
      var unknown = Unknown(
        .number(
          lowest: Fraction(declaration.lowest ?? .zero),
          highest: declaration.highest.map { Fraction($0) }),
        input: input)
      unknown.unit = declaration.unit.map { Fraction($0.factor) } ?? .one
      unknown.usual = declaration.example.flatMap { Number($0) }.map { Fraction($0) * unknown.unit }
      meaning = Meaning(.number(Linear(variable: unknowns.add(unknown))))
    case .date:
      var unknown = Unknown(
        .number(lowest: nil, highest: nil), input: input)
      unknown.usual = declaration.example.flatMap { CivilDate($0) }.map { Fraction($0.dayNumber) }
      meaning = Meaning(.date(Linear(variable: unknowns.add(unknown))))
    case .boolean:
      var unknown = Unknown(.word(2), input: input)
      unknown.words = ["true", "false"]
      let variable = unknowns.add(unknown)
      meaning = .truth(
        .word(variable, WordSet([0], of: 2), of: 2), .word(variable, WordSet([1], of: 2), of: 2))
    case .code(let codes):
      var unknown = Unknown(.word(codes.count), input: input)
      unknown.words = codes
      meaning = Meaning(
        .word(.variable(unknowns.add(unknown), words: codes, isOpen: false)))
    case .text:
      var unknown = Unknown(.word(texts.count + 1), input: input)
      unknown.words = texts + ["something else"]
      meaning = Meaning(
        .word(.variable(unknowns.add(unknown), words: unknown.words, isOpen: true)))
    case .list, .record:
      meaning = guess("fact \(declaration.name)", "the list `\(declaration.name)`", nil)
    }
    inputs[input] = meaning
    return meaning
  }

  mutating func layer(_ relation: String, _ layer: String) -> Meaning {
    let input = Unknown.Input.layer(layer, relation: relation)
    if let known = inputs[input] { return known }
    let meaning: Meaning
    if relation == "adjoins" {
      var unknown = Unknown(.word(2), input: input)
      unknown.words = ["true", "false"]
      let variable = unknowns.add(unknown)
      meaning = .truth(
        .word(variable, WordSet([0], of: 2), of: 2), .word(variable, WordSet([1], of: 2), of: 2))
    } else {
      let unknown = Unknown(
        .number(lowest: .zero, highest: relation == "share in" ? .one : nil), input: input)
      meaning = Meaning(.number(Linear(variable: unknowns.add(unknown))))
    }
    inputs[input] = meaning
    return meaning
  }

  // MARK: what is not looked into

  mutating func guess(_ key: String, _ why: String, _ scope: Scope?) -> Meaning {
    let key = scope.map { "\($0.regulation) \($0.element?.list ?? "") \(key)" } ?? key
    // With parameters the same words may mean something else each time.
    if scope?.bindings.isEmpty ?? true, let known = guessed[key] { return Meaning(.guess(known)) }
    var unknown = Unknown(.word(3))
    unknown.guess = why
    let variable = unknowns.add(unknown)
    guesses[variable] = why
    if scope?.bindings.isEmpty ?? true { guessed[key] = variable }
    return Meaning(.guess(variable))
  }

  func guess(_ expression: FEELExpression, _ scope: Scope, _ reading: inout Reading) -> Meaning {
    reading.guess(expression.printed(), Self.shortened(expression), scope)
  }

  static func shortened(_ expression: FEELExpression) -> String {
    let text = expression.height > 60 ? "a long expression" : expression.printed()
    return text.count > 60 ? "`\(text.prefix(57))…`" : "`\(text)`"
  }

  /// The number that something is, with where it has a value; nil for what is none.
  mutating func number(_ meaning: Meaning) -> (sum: Linear, meaning: Meaning)? {
    switch meaning.sense {
    case .number(let sum): return (sum, meaning)
    case .guess(let guess):
      let variable: Int
      if let known = guessNumbers[guess] {
        variable = known
      } else {
        variable = unknowns.add(Unknown(.number(lowest: nil, highest: nil)))
        guessNumbers[guess] = variable
        guesses[variable] = guesses[guess]
      }
      var result = meaning
      result.defined = .and([meaning.defined, .word(guess, WordSet([0, 1], of: 3), of: 3)])
      result.lapses = meaning.lapses.or([.failure: .word(guess, WordSet([2], of: 3), of: 3)])
      return (Linear(variable: variable), result)
    default: return nil
    }
  }

  // MARK: sums, products and quotients

  /// A variable that is a sum.
  mutating func name(_ sum: Linear) -> Int {
    if let variable = sum.variable { return variable }
    if let known = named[sum] { return known }
    let variable = unknowns.add(Unknown(.number(lowest: lowest(of: sum), highest: nil)))
    unknowns.define(variable, as: .isZero(sum - Linear(variable: variable)))
    named[sum] = variable
    return variable
  }

  /// The least that a sum can be by the bounds of its variables alone.
  private func lowest(of sum: Linear) -> Fraction? {
    var total = sum.constant
    for term in sum.terms {
      guard case .number(let low, let high) = unknowns[term.variable].kind,
        let bound = term.factor.sign > 0 ? low : high
      else { return nil }
      total = total + bound * term.factor
    }
    return total.isLost ? nil : total
  }

  private func isNotNegative(_ sum: Linear) -> Bool {
    lowest(of: sum).map { $0.sign >= 0 } ?? false
  }

  mutating func product(_ a: Linear, _ b: Linear) -> Linear {
    if a.isConstant { return b * a.constant }
    if b.isConstant { return a * b.constant }
    let isNotNegative = isNotNegative(a) && isNotNegative(b)
    let factors = [name(a), name(b)].sorted()
    if let known = products[factors] { return Linear(variable: known) }
    var unknown = Unknown(.number(lowest: isNotNegative ? .zero : nil, highest: nil))
    unknown.factors = (factors[0], factors[1])
    let variable = unknowns.add(unknown)
    products[factors] = variable
    return Linear(variable: variable)
  }

  mutating func quotient(_ a: Linear, _ b: Linear) -> Meaning {
    if b.isConstant {
      if b.constant.sign == 0 {
        return Meaning(.number(Linear(.zero)), defined: .no, lapses: [.failure: .yes])
      }
      return Meaning(.number(a * (Fraction.one / b.constant)))
    }
    if let known = quotients[[a, b]] { return known }
    let isNotNegative = isNotNegative(a) && isNotNegative(b)
    let variable = unknowns.add(
      Unknown(.number(lowest: isNotNegative ? .zero : nil, highest: nil)))
    let product = product(Linear(variable: variable), b)
    unknowns.define(variable, as: .or([.isZero(b), .isZero(product - a)]))
    let meaning = Meaning(
      .number(Linear(variable: variable)), defined: .or([.below(b), .below(-b)]),
      lapses: [.failure: .isZero(b)])
    quotients[[a, b]] = meaning
    return meaning
  }

  // MARK: choices

  /// One of several meanings, each with where it may be the one; elsewhere none of them.
  mutating func choice(
    _ options: [(guardian: Formula, meaning: Meaning)], elsewhere: [Lapse: Formula] = [:],
    why: String
  ) -> Meaning {
    let options = options.filter { $0.guardian != .no }
    var lapses = elsewhere
    for option in options { lapses = lapses.or(option.meaning.lapses.and(option.guardian)) }
    let escape = Formula.or(Lapse.allCases.compactMap { lapses[$0] })
    let defined = Formula.or(options.map { .and([$0.guardian, $0.meaning.defined]) })
    if options.count == 1, options[0].guardian == .yes, elsewhere.isEmpty {
      return options[0].meaning
    }
    // What never has a value decides nothing about what the others are.
    let told = options.filter { $0.meaning.defined != .no }
    guard !told.isEmpty else {
      return Meaning(.truth(yes: .no, no: .no), defined: .no, lapses: lapses)
    }

    var sums: [Linear] = []
    var dates: [Linear] = []
    var words: [Meaning.Word] = []
    var truths: [Truths] = []
    for option in told {
      switch option.meaning.sense {
      case .number(let sum): sums.append(sum)
      case .date(let sum): dates.append(sum)
      case .word(let word): words.append(word)
      case .truth: truths.append(self.truths(of: option.meaning))
      case .guess:
        if let number = number(option.meaning) { sums.append(number.sum) }
      default: break
      }
    }
    let isDate = dates.count == told.count
    if sums.count == told.count || isDate {
      let values = isDate ? dates : sums
      let lows = values.map(lowest(of:))
      let lowest: Fraction? =
        lows.contains(where: { $0 == nil })
        ? nil : lows.compactMap { $0 }.min { (Fraction.order($0, $1) ?? 0) < 0 }
      var unknown = Unknown(.number(lowest: escape == .no ? lowest : nil, highest: nil))
      unknown.meaning = .yes
      let variable = unknowns.add(unknown)
      let sum = Linear(variable: variable)
      unknowns.define(
        variable,
        as: .or(zip(told, values).map { .and([$0.guardian, .isZero(sum - $1)]) } + [escape]))
      return Meaning(isDate ? .date(sum) : .number(sum), defined: defined, lapses: lapses)
    }
    if truths.count == told.count {
      let yes = Formula.or(zip(told, truths).map { .and([$0.guardian, $1.yes]) })
      let no = Formula.or(zip(told, truths).map { .and([$0.guardian, $1.no]) })
      return Meaning(.truth(yes: yes, no: no), lapses: lapses)
    }
    let constants = words.compactMap { if case .constant(let text) = $0 { text } else { nil } }
    if constants.count == told.count {
      let all = Set(constants).sorted()
      let variable = unknowns.add(Unknown(.word(all.count)))
      unknowns.define(
        variable,
        as: .or(
          zip(told, constants).map { option, text in
            .and([
              option.guardian,
              .word(
                variable, WordSet([all.firstIndex(of: text) ?? 0], of: all.count), of: all.count),
            ])
          } + [escape]))
      return Meaning(
        .word(.variable(variable, words: all, isOpen: false)), defined: defined, lapses: lapses)
    }
    var result = guess("choice \(unknowns.count)", why, nil)
    result.defined = defined
    result.lapses = lapses
    return result
  }

  // MARK: names

  mutating func value(of name: String, _ scope: Scope) -> Meaning? {
    if let bound = scope.bindings[name] { return bound }
    if let element = scope.element, element.name == name {
      return Meaning(.element(list: element.list))
    }
    let candidates = (ruleset.definitionsByName[name] ?? []).filter {
      ruleset.isInForce(ruleset.definitions[$0].provenance, on: day)
    }
    if let own = candidates.first(where: {
      ruleset.definitions[$0].provenance.regulation == scope.regulation
    }) {
      return definition(own, scope)
    }
    if let model = ruleset.regulations[scope.regulation].modelInputs[name] {
      return taken(fact(name), model, scope, name)
    }
    if ruleset.vocabulary.facts[name] != nil { return fact(name) }
    if let other = candidates.first { return definition(other, scope) }
    if ruleset.definitionsByName[name] != nil {
      return Meaning(.truth(yes: .no, no: .no), defined: .no, lapses: [.gap: .yes])
    }
    return nil
  }

  /// A fact as a model of decisions takes it.
  private mutating func taken(
    _ meaning: Meaning, _ model: RegulationHead.ModelInput, _ scope: Scope, _ name: String
  ) -> Meaning {
    if let type = model.type {
      guard case .named(let type) = type else { return guess("taken \(name)", "`\(name)`", scope) }
      switch (type, meaning.sense) {
      case ("number", .number), ("string", .word), ("boolean", .truth), ("date", .date), ("Any", _):
        break
      default: return guess("taken \(name)", "`\(name)`", scope)
      }
    }
    guard case .number(let sum) = meaning.sense, let unit = model.unit else { return meaning }
    return Meaning(.number(sum * (Fraction.one / Fraction(unit.factor))))
  }

  mutating func definition(_ index: Int, _ scope: Scope) -> Meaning {
    let rule = ruleset.definitions[index]
    let parameters: [String] =
      if case .output(let table, _) = rule.body { ruleset.tables[table].parameters } else {
        rule.parameters
      }
    guard parameters.isEmpty, scope.depth < 60 else {
      return guess("function \(rule.name)", "`\(rule.name)`", scope)
    }
    let key = DefinitionKey(definition: index, list: rule.usesElement ? scope.element?.list : nil)
    if let known = definitions[key] { return known }
    var inner = Scope(regulation: rule.provenance.regulation, element: scope.element)
    inner.depth = scope.depth + 1
    var meaning: Meaning
    switch rule.body {
    case .expression(let expression): meaning = read(expression, inner)
    case .output(let table, let name): meaning = output(name, of: table, inner)
    }
    // A long condition that several rules rest on is looked at once.
    if case .truth(let yes, let no) = meaning.sense, yes.size(upTo: 9) > 8 || no.size(upTo: 9) > 8 {
      meaning = named(truths(of: meaning))
    }
    definitions[key] = meaning
    return meaning
  }

  private mutating func named(_ truths: Truths) -> Meaning {
    let variable = unknowns.add(Unknown(.word(3)))
    func at(_ place: Int) -> Formula { .word(variable, WordSet([place], of: 3), of: 3) }
    unknowns.define(
      variable,
      as: .or([
        .and([at(0), truths.yes]), .and([at(1), truths.no]), .and([at(2), truths.open]),
      ]))
    return Meaning(.truth(yes: at(0), no: at(1)), lapses: truths.lapses.and(at(2)))
  }
}

extension Vocabulary {
  /// The declaration of a member of a list's elements; of elements that are no records, the element itself is the member "".
  func element(of list: String, _ type: FactType, _ member: String) -> FactDeclaration? {
    if case .record(let kind) = type { return members[kind]?[member] }
    guard member.isEmpty, var declaration = facts[list] else { return nil }
    declaration.type = type
    return declaration
  }
}

extension Ruleset {
  /// Every text that a rule names.
  fileprivate var texts: [String] {
    var found: Set<String> = []
    func look(_ expression: FEELExpression) {
      expression.walk { if case .string(let text) = $0.kind { found.insert(text) } }
    }
    for expression in expressions { look(expression) }
    return found.sorted()
  }

  /// Every expression of every rule.
  var expressions: [FEELExpression] {
    var all: [FEELExpression] = []
    func add(_ conditions: [ConditionRule]) { all += conditions.map(\.expression) }
    for definition in definitions {
      if case .expression(let body) = definition.body { all.append(body) }
    }
    for part in tables.flatMap(\.parts) {
      all += part.inputs
      if let condition = part.condition { all.append(condition) }
      for row in part.rows {
        for tests in row.inputs { all += tests.expressions }
        for cell in row.outputs {
          if case .value(let value) = cell.content { all.append(value) }
        }
      }
    }
    func add(_ rule: RequirementRule) {
      add([rule.condition] + rule.when + rule.unless)
      if let forEach = rule.forEach { all.append(forEach.domain) }
      if let variance = rule.variance { all.append(variance.limit) }
    }
    for rule in requirements { add(rule) }
    for rule in exemptions {
      add(rule.limbs.map(\.condition))
      for attached in rule.documents + rule.observing {
        all += [attached.when, attached.unless].compactMap { $0 }
      }
    }
    add(generalConditions.map(\.condition))
    for rule in exceptions {
      add(rule.when + rule.unless)
      for requirement in rule.requirements { add(requirement) }
    }
    for rule in provisions {
      add(rule.when + rule.unless)
      if let amount = rule.amount { all.append(amount) }
    }
    return all
  }
}
