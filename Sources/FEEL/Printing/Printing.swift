import Facts

extension FEELExpression {
  /// The expression as FEEL text that reads back as itself.
  package func printed() -> String { printed(within: 0) }

  /// Brackets stand where the place binds tighter than the expression.
  fileprivate func printed(within outer: Int) -> String {
    let (text, own) = bare()
    return own < outer ? "(\(text))" : text
  }

  private func bare() -> (String, Int) {
    switch kind {
    case .null: return ("null", 9)
    case .boolean(let boolean): return (boolean ? "true" : "false", 9)
    case .number(let number): return (number.description, number.isNegative ? 7 : 9)
    case .string(let text): return (quoted(text), 9)
    case .temporal(let text): return ("@" + quoted(text), 9)
    case .name(let name): return (name, 9)
    case .path(let base, let member): return ("\(base.printed(within: 9)).\(member)", 9)
    case .negate(let inner): return ("-\(inner.printed(within: 8))", 7)
    case .binary(let op, let a, let b):
      let level = op.level
      return (
        "\(a.printed(within: op.isComparison ? level + 1 : level)) \(op.rawValue) \(b.printed(within: level + 1))",
        level
      )
    case .chain(let first, let links):
      let level = links.first?.op.level ?? 9
      let rest = links.map { " \($0.op.rawValue) \($0.operand.printed(within: level + 1))" }
      return (first.printed(within: level) + rest.joined(), level)
    case .between(let value, let low, let high):
      return (
        "\(value.printed(within: 4)) between \(low.printed(within: 4)) and \(high.printed(within: 4))",
        3
      )
    case .membership(let value, let tests):
      return (
        "\(value.printed(within: 4)) in (\(tests.map { $0.printed() }.joined(separator: ", ")))", 3
      )
    case .instanceOf(let value, let type):
      // Bracketed where it is `date`: an `and` behind it, and a `time` behind that, would be one type.
      return (
        "\(value.printed(within: 4)) instance of \(type.printed())", type == .named("date") ? 0 : 3
      )
    case .conditional(let condition, let then, let otherwise):
      return ("if \(condition.printed()) then \(then.printed()) else \(otherwise.printed())", 0)
    case .iteration(let iterators, let body):
      return ("for \(printed(iterators)) return \(body.printed())", 0)
    case .some(let iterators, let body):
      return ("some \(printed(iterators)) satisfies \(body.printed())", 0)
    case .every(let iterators, let body):
      return ("every \(printed(iterators)) satisfies \(body.printed())", 0)
    case .list(let items): return ("[\(items.map { $0.printed() }.joined(separator: ", "))]", 9)
    case .context(let entries):
      return (
        "{\(entries.map { "\(quoted($0.key)): \($0.value.printed())" }.joined(separator: ", "))}", 9
      )
    case .range(let range):
      if range.form != .interval, let point = range.low {
        return ("(\(range.form == .equal ? "=" : "!=") \(point.printed(within: 4)))", 9)
      }
      if let low = range.low, let high = range.high {
        return (
          "\(range.includesLow ? "[" : "(")\(low.printed(within: 1))..\(high.printed(within: 1))\(range.includesHigh ? "]" : ")")",
          9
        )
      }
      if let low = range.low {
        return ("(\(range.includesLow ? ">=" : ">") \(low.printed(within: 4)))", 9)
      }
      if let high = range.high {
        return ("(\(range.includesHigh ? "<=" : "<") \(high.printed(within: 4)))", 9)
      }
      return ("null", 9)
    case .filter(let list, let condition):
      return ("\(list.printed(within: 9))[\(condition.printed())]", 9)
    case .call(let callee, let arguments):
      return (
        "\(callee.printed(within: 9))(\(arguments.map { $0.printed() }.joined(separator: ", ")))", 9
      )
    case .callNamed(let callee, let arguments):
      return (
        "\(callee.printed(within: 9))(\(arguments.map { "\($0.name): \($0.value.printed())" }.joined(separator: ", ")))",
        9
      )
    case .function(let parameters, let body):
      let list = parameters.map { parameter in
        parameter.type.map { "\(parameter.name): \($0.printed())" } ?? parameter.name
      }
      return ("function(\(list.joined(separator: ", "))) \(body.printed())", 0)
    case .tests(let tests): return (tests.printed(), 9)
    case .typed(let value, _): return value.bare()
    case .external(let mapping): return ("external \(mapping.printed())", 0)
    case .invalid: return ("null", 9)
    case .table(let table): return (table.printed(), 9)
    }
  }

  private func printed(_ iterators: [Iterator]) -> String {
    iterators.map { iterator in
      "\(iterator.name) in \(iterator.domain.printed(within: 1))"
        + (iterator.end.map { "..\($0.printed(within: 1))" } ?? "")
    }.joined(separator: ", ")
  }
}

extension UnaryTests {
  package func printed() -> String {
    switch self {
    case .any: "-"
    case .tests(let tests): tests.map { $0.printed() }.joined(separator: ", ")
    case .negated(let tests): "not(\(tests.map { $0.printed() }.joined(separator: ", ")))"
    }
  }
}

extension UnaryTest {
  func printed() -> String {
    switch self {
    case .compare(let op, let end): "\(op.rawValue) \(end.printed(within: 4))"
    case .expression(let expression): expression.printed()
    }
  }
}

extension TypeReference {
  package func printed() -> String {
    switch self {
    case .named(let name): name
    case .list(let element): "list<\(element.printed())>"
    case .range(let end): "range<\(end.printed())>"
    case .context(let members):
      "context<\(members.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.printed())" }.joined(separator: ", "))>"
    case .constrained(let base, _): base.printed()
    case .function(let parameters, let result):
      "function<\(parameters.map { $0.printed() }.joined(separator: ", "))> -> \(result.printed())"
    }
  }
}

/// The text in quotes, by its code points: a quote with an accent on it is a quote still.
private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": result += "\\\\"
    case "\"": result += "\\\""
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

extension Value {
  /// The value as FEEL text.
  package func printed() -> String {
    switch self {
    case .null: "null"
    case .boolean(let boolean): boolean ? "true" : "false"
    case .number(let number): number.description
    case .string(let text): quoted(text)
    case .date(let date): date.description
    case .time(let time): time.printed
    case .dateTime(let moment): moment.printed
    case .daysAndTime(let duration): duration.printed
    case .yearsAndMonths(let duration): duration.printed
    case .list(let items): "[\(items.map { $0.printed() }.joined(separator: ", "))]"
    case .context(let context):
      "{\(context.entries.map { "\($0.key): \($0.value.printed())" }.joined(separator: ", "))}"
    case .range(let range):
      range.printed()
    case .function(let function): "function \(function.name)"
    case .unknown(let reasons): "unknown(\(reasons.all.map(\.name).joined(separator: ", ")))"
    }
  }
}

extension RangeValue {
  /// An end that is null and one that is not there are printed apart, as they are different.
  fileprivate func printed() -> String {
    if form != .interval, let low { return "(\(form == .equal ? "=" : "!=") \(low.printed()))" }
    switch (low, high) {
    case (let low?, let high?):
      return
        "\(includesLow ? "[" : "(")\(low.printed())..\(high.printed())\(includesHigh ? "]" : ")")"
    case (let low?, nil): return "(\(includesLow ? ">=" : ">") \(low.printed()))"
    case (nil, let high?): return "(\(includesHigh ? "<=" : "<") \(high.printed()))"
    case (nil, nil): return "(null..null)"
    }
  }
}
