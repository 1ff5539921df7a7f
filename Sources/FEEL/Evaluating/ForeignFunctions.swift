import Facts
import Foundation

/// Functions of another language that a model calls by name (DMN 1.5, 10.2.1.7).
///
/// No foreign code runs here: these are the few functions of Java's own library that the conformance kit calls, written anew
/// for the value that Java's would give, and no others. Anything else under `external` is null with a finding.
private let foreignFunctions: [String: @Sendable ([Value]) -> Value?] = [
  "java.lang.Math.cos(double)": { arguments in
    guard let x = arguments[0].double else { return nil }
    // The shortest digits that name Java's double are the number meant.
    return Number(cos(x)).map(Value.number)
  },
  "java.lang.Math.max(double,double)": { larger($0, within: nil) },
  "java.lang.Math.max(float,float)": { larger($0, within: nil) },
  "java.lang.Math.max(int,int)": { larger($0, within: Int(Int32.min)...Int(Int32.max)) },
  "java.lang.Math.max(long,long)": { larger($0, within: Int.min...Int.max) },
  "java.lang.Short.valueOf(short)": { whole($0[0], within: -32_768...32_767) },
  "java.lang.Byte.valueOf(byte)": { whole($0[0], within: -128...127) },
  "java.lang.String.valueOf(char)": { arguments in
    guard case .string(let text) = arguments[0], text.utf16.count == 1 else { return nil }
    return .string(text)
  },
  "java.lang.Integer.valueOf(java.lang.String)": { arguments in
    guard case .string(let text) = arguments[0], let number = Int32(text) else { return nil }
    return .number(Number(Int(number)))
  },
  "java.lang.Float.valueOf(java.lang.String)": { arguments in
    guard case .string(let text) = arguments[0], let number = Float(text), number.isFinite else {
      return nil
    }
    return Number("\(number)").map(Value.number)
  },
  "java.lang.Double.valueOf(java.lang.String)": { arguments in
    guard case .string(let text) = arguments[0] else { return nil }
    return Double(text).flatMap(Number.init).map(Value.number)
  },
  "java.lang.String.format(java.lang.String,[Ljava.lang.Object;)": { formatted($0) },
]

private func larger(_ values: [Value], within range: ClosedRange<Int>?) -> Value? {
  guard values.count == 2, case .number(let a) = values[0], case .number(let b) = values[1] else {
    return nil
  }
  if let range {
    guard whole(values[0], within: range) != nil, whole(values[1], within: range) != nil else {
      return nil
    }
  }
  return .number(a < b ? b : a)
}

private func whole(_ value: Value, within range: ClosedRange<Int>) -> Value? {
  guard case .number(let number) = value, let int = number.int, range.contains(int) else {
    return nil
  }
  return value
}

/// `%s` and `%%` alone.
private func formatted(_ arguments: [Value]) -> Value? {
  guard case .string(let pattern) = arguments[0] else { return nil }
  var rest = arguments.dropFirst()
  var result = ""
  var signs = pattern.makeIterator()
  while let sign = signs.next() {
    guard sign == "%" else {
      result.append(sign)
      continue
    }
    switch signs.next() {
    case "%": result.append("%")
    case "s":
      guard let value = rest.popFirst() else { return nil }
      if case .string(let text) = value { result += text } else { result += value.printed() }
    default: return nil
    }
  }
  return .string(result)
}

extension Value {
  fileprivate var double: Double? {
    guard case .number(let number) = self else { return nil }
    return Double(number.description)
  }
}

extension Evaluator {
  /// Calls a function that is written elsewhere; nil where the body is FEEL.
  mutating func callForeign(
    _ body: FEELExpression, _ arguments: [Value], _ expression: FEELExpression,
    in environment: Environment
  ) -> Value? {
    switch body.kind {
    case .typed(let inner, let type):
      return callForeign(inner, arguments, expression, in: environment).map {
        coerce($0, to: type, expression, in: environment)
      }
    case .external(let mapping):
      guard case .context(let outer) = evaluate(mapping, in: environment),
        case .context(let java)? = outer["java"], case .string(let name)? = java["class"],
        case .string(let method)? = java["method signature"]
      else {
        return fail("`external` needs `java: { class: …, method signature: … }`", expression)
      }
      let signature = "\(name).\(method.filter { !$0.isWhitespace })"
      guard let function = foreignFunctions[signature] else {
        return fail("no foreign function `\(signature)` is known here", expression)
      }
      if let unknown = Value.deepUnknown(among: arguments) { return unknown }
      let count = method.isEmpty || method.hasSuffix("()") ? 0 : method.count { $0 == "," } + 1
      guard arguments.count >= count, let value = function(arguments) else {
        return fail("`\(signature)` does not take these values", expression)
      }
      return value
    default: return nil
    }
  }
}
