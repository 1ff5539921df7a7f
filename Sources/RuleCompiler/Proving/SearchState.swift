extension Search {
  /// What is known of each variable so far, and what is still to be chosen.
  struct State {
    private let unknowns: Unknowns
    /// The variables that matter, and the place of each.
    var variables: [Int]
    private let places: [Int: Int]
    private var lows: [Bound?]
    private var highs: [Bound?]
    private var words: [WordSet]
    private(set) var sums: [LinearSystem.Row] = []
    var pending: [Formula] = []
    var isSumsChanged = false
    private var products: [Int]

    init(_ unknowns: Unknowns, _ seen: Set<Int>) {
      self.unknowns = unknowns
      variables = seen.sorted()
      var places: [Int: Int] = [:]
      lows = []
      highs = []
      words = []
      for (place, variable) in variables.enumerated() {
        places[variable] = place
        switch unknowns[variable].kind {
        case .number(let lowest, let highest):
          lows.append(lowest.map { Bound(value: $0, isStrict: false) })
          highs.append(highest.map { Bound(value: $0, isStrict: false) })
          words.append(WordSet(count: 0))
        case .word(let count):
          lows.append(nil)
          highs.append(nil)
          words.append(WordSet(count: count, full: true))
        }
      }
      self.places = places
      products = variables.filter { unknowns[$0].factors != nil }
      isSumsChanged = !products.isEmpty
    }

    private func place(_ variable: Int) -> Int { places[variable] ?? 0 }

    func bounds(of variable: Int) -> (Bound?, Bound?) {
      (lows[place(variable)], highs[place(variable)])
    }

    func isFixed(_ variable: Int) -> Bool {
      guard let low = lows[place(variable)], let high = highs[place(variable)] else { return false }
      return low.value == high.value
    }

    func word(_ variable: Int, preferLast: Bool) -> Int {
      let set = words[place(variable)]
      return (preferLast ? set.members.last : set.first) ?? 0
    }

    mutating func fix(_ variable: Int, _ value: Fraction) -> Bool {
      isSumsChanged = true
      return narrow(variable, Bound(value: value, isStrict: false), isLow: true)
        && narrow(variable, Bound(value: value, isStrict: false), isLow: false)
    }

    // MARK: taking something as given

    /// False where it cannot be.
    mutating func assert(_ formula: Formula) -> Bool {
      switch formula {
      case .yes: return true
      case .no: return false
      case .all(let parts): return parts.allSatisfy { assert($0) }
      case .any:
        pending.append(formula)
        return true
      case .atom(.word(let variable, let set, _)):
        words[place(variable)].formIntersection(set)
        return !words[place(variable)].isEmpty
      case .atom(.linear(let sum, let relation)):
        if sum.terms.count == 1 { return narrow(sum, relation) }
        sums.append(.init(sum: sum, relation: relation))
        isSumsChanged = true
        return true
      }
    }

    private mutating func narrow(_ sum: Linear, _ relation: Atom.Relation) -> Bool {
      let term = sum.terms[0]
      let bound = Bound(
        value: -sum.constant / term.factor, isStrict: relation == .belowZero)
      if relation == .zero {
        return narrow(term.variable, bound, isLow: true)
          && narrow(term.variable, bound, isLow: false)
      }
      return narrow(term.variable, bound, isLow: term.factor.sign < 0)
    }

    private mutating func narrow(_ variable: Int, _ bound: Bound, isLow: Bool) -> Bool {
      // A bound that is not exact says nothing.
      guard !bound.value.isLost else { return true }
      let place = place(variable)
      if isLow {
        lows[place] = lows[place].map { $0.tighter(bound, isLow: true) } ?? bound
      } else {
        highs[place] = highs[place].map { $0.tighter(bound, isLow: false) } ?? bound
      }
      guard let low = lows[place], let high = highs[place],
        let order = Fraction.order(low.value, high.value)
      else { return true }
      return order < 0 || order == 0 && !low.isStrict && !high.isStrict
    }

    // MARK: what follows

    /// Takes what can be only one way, until nothing new follows; false where nothing is left.
    mutating func propagate(_ steps: inout Int) -> Bool {
      for round in 0..<64 {
        if round < 6, !propagateSums() { return false }
        var changed = false
        let open = pending
        pending = []
        for (index, formula) in open.enumerated() {
          steps -= 1
          guard steps > 0 else {
            pending += open[index...]
            return true
          }
          let reduced = reduce(formula, &steps)
          if case .any = reduced {
            pending.append(reduced)
          } else {
            changed = true
            if !assert(reduced) { return false }
          }
        }
        if !changed { return true }
      }
      return true
    }

    private mutating func propagateSums() -> Bool {
      for row in sums {
        for term in row.sum.terms {
          var rest = row.sum
          rest.terms.removeAll { $0.variable == term.variable }
          let (least, most) = range(of: rest)
          // factor * x <= -rest <= -least
          if let least {
            let bound = Bound(
              value: -least.value / term.factor,
              isStrict: least.isStrict || row.relation == .belowZero)
            guard narrow(term.variable, bound, isLow: term.factor.sign < 0) else { return false }
          }
          if row.relation == .zero, let most {
            let bound = Bound(value: -most.value / term.factor, isStrict: most.isStrict)
            guard narrow(term.variable, bound, isLow: term.factor.sign > 0) else { return false }
          }
        }
      }
      for product in products {
        guard let (a, b) = unknowns[product].factors, let x = lows[place(a)],
          let y = lows[place(b)],
          x.value.sign >= 0, y.value.sign >= 0
        else { continue }
        guard
          narrow(product, Bound(value: x.value * y.value, isStrict: false), isLow: true)
        else { return false }
        if let u = highs[place(a)], let v = highs[place(b)] {
          guard narrow(product, Bound(value: u.value * v.value, isStrict: false), isLow: false)
          else { return false }
        }
      }
      return true
    }

    /// The least and the most that a sum can be.
    private func range(of sum: Linear) -> (Bound?, Bound?) {
      var low: Bound? = Bound(value: sum.constant, isStrict: false)
      var high = low
      for term in sum.terms {
        let place = place(term.variable)
        let (least, most) =
          term.factor.sign > 0 ? (lows[place], highs[place]) : (highs[place], lows[place])
        low = Self.plus(low, least, term.factor)
        high = Self.plus(high, most, term.factor)
        if low == nil, high == nil { break }
      }
      return (low, high)
    }

    private static func plus(_ total: Bound?, _ part: Bound?, _ factor: Fraction) -> Bound? {
      guard let total, let part else { return nil }
      let value = total.value + part.value * factor
      return value.isLost
        ? nil : Bound(value: value, isStrict: total.isStrict || part.isStrict)
    }

    /// The formula without what is settled already.
    func reduce(_ formula: Formula, _ steps: inout Int) -> Formula {
      switch formula {
      case .yes, .no: return formula
      case .all(let parts):
        var kept: [Formula] = []
        for part in parts {
          let part = reduce(part, &steps)
          if part == .no { return .no }
          kept.append(part)
        }
        return .and(kept)
      case .any(let parts):
        var kept: [Formula] = []
        for part in parts {
          let part = reduce(part, &steps)
          if part == .yes { return .yes }
          kept.append(part)
        }
        return .or(kept)
      case .atom(.word(let variable, let set, _)):
        steps -= 1
        let known = words[place(variable)]
        return known.isSubset(of: set) ? .yes : known.isDisjoint(with: set) ? .no : formula
      case .atom(.linear(let sum, let relation)):
        steps -= sum.terms.count
        let (low, high) = range(of: sum)
        let (least, most) = (low?.value.sign, high?.value.sign)
        switch relation {
        case .atMostZero:
          if let most, most <= 0 { return .yes }
          if let low, let least, least > 0 || least == 0 && low.isStrict { return .no }
        case .belowZero:
          if let high, let most, most < 0 || most == 0 && high.isStrict { return .yes }
          if let least, least >= 0 { return .no }
        case .zero:
          if let low, let least, least > 0 || least == 0 && low.isStrict { return .no }
          if let high, let most, most < 0 || most == 0 && high.isStrict { return .no }
          if least == 0, most == 0 { return .yes }
        }
        return formula
      }
    }

    // MARK: parts and choices

    /// The shortest choice that is left.
    func choice() -> (Int, [Formula])? {
      var best: (index: Int, options: [Formula])?
      for (index, formula) in pending.enumerated() {
        guard case .any(let options) = formula else { continue }
        if options.count < best?.options.count ?? .max { best = (index, options) }
        if options.count == 2 { break }
      }
      return best.map { ($0.index, $0.options) }
    }

    /// The state by groups of variables that have nothing to do with each other.
    func parts() -> [State] {
      var parents = Array(lows.indices)
      func root(_ place: Int) -> Int {
        var place = place
        while parents[place] != place {
          parents[place] = parents[parents[place]]
          place = parents[place]
        }
        return place
      }
      func join(_ members: some Sequence<Int>) -> Int? {
        var first: Int?
        for variable in members where !isSettled(variable) {
          let here = root(place(variable))
          if let first { parents[here] = root(first) } else { first = here }
        }
        return first
      }
      let ofPending = pending.map { formula in
        var found: Set<Int> = []
        formula.collectVariables(into: &found)
        return join(found)
      }
      let ofSums = sums.map { join($0.sum.terms.map(\.variable)) }
      let ofProducts = products.map { product in
        join([product] + (unknowns[product].factors.map { [$0.0, $0.1] } ?? []))
      }
      let roots = Set(ofPending.compactMap { $0.map(root) })
      guard roots.count > 1 else { return [self] }
      var result: [State] = []
      var rest = self
      rest.pending = []
      for wanted in roots.sorted() {
        var part = self
        part.pending = zip(pending, ofPending).filter { $1.map(root) == wanted }.map(\.0)
        part.sums = zip(sums, ofSums).filter { $1.map(root) == wanted }.map(\.0)
        part.products = zip(products, ofProducts).filter { $1.map(root) == wanted }.map(\.0)
        part.variables = variables.filter { root(place($0)) == wanted }
        result.append(part)
      }
      rest.sums = zip(sums, ofSums).filter { $1.map { !roots.contains(root($0)) } ?? true }.map(\.0)
      rest.products = zip(products, ofProducts).filter {
        $1.map { !roots.contains(root($0)) } ?? true
      }.map(\.0)
      rest.variables = variables.filter { !roots.contains(root(place($0))) }
      return result + [rest]
    }

    private func isSettled(_ variable: Int) -> Bool {
      if case .word = unknowns[variable].kind { return words[place(variable)].count == 1 }
      return isFixed(variable)
    }

    // MARK: sums

    /// All that is known of numbers in sums and products, as linear comparisons.
    func rows() -> [LinearSystem.Row] {
      var rows = sums
      for product in products {
        guard let (a, b) = unknowns[product].factors else { continue }
        rows += envelope(product, a, b)
      }
      var mentioned: Set<Int> = []
      for row in rows { for term in row.sum.terms { mentioned.insert(term.variable) } }
      for variable in mentioned.sorted() {
        let sum = Linear(variable: variable)
        if let low = lows[place(variable)] {
          rows.append(
            .init(
              sum: Linear(low.value) - sum, relation: low.isStrict ? .belowZero : .atMostZero))
        }
        if let high = highs[place(variable)] {
          rows.append(
            .init(
              sum: sum - Linear(high.value), relation: high.isStrict ? .belowZero : .atMostZero))
        }
      }
      return rows
    }

    /// What a product obeys within the bounds of its factors (McCormick 1976); exactly what it is where a factor is known.
    private func envelope(_ product: Int, _ a: Int, _ b: Int) -> [LinearSystem.Row] {
      let (w, x, y) = (Linear(variable: product), Linear(variable: a), Linear(variable: b))
      if isFixed(a), let value = lows[place(a)]?.value {
        return [.init(sum: w - y * value, relation: .zero)]
      }
      if isFixed(b), let value = lows[place(b)]?.value {
        return [.init(sum: w - x * value, relation: .zero)]
      }
      var rows: [LinearSystem.Row] = []
      // (x - p)(y - q) has a known sign for bounds p and q: w >= or <= q x + p y - p q.
      for (p, isLowX) in [(lows[place(a)], true), (highs[place(a)], false)] {
        for (q, isLowY) in [(lows[place(b)], true), (highs[place(b)], false)] {
          guard let p = p?.value, let q = q?.value else { continue }
          let plane = x * q + y * p - Linear(p * q)
          rows.append(.init(sum: isLowX == isLowY ? plane - w : w - plane, relation: .atMostZero))
        }
      }
      return rows
    }
  }
}
