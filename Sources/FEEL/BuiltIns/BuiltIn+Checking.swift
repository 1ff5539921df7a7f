/// What a compiler can say of a call before it is made.
extension BuiltIn {
  /// Why no signature can take arguments of these types, however they come out; nil where one may. A type that is not known is
  /// nil.
  package func objection(to arguments: [Signature.Domain?]) -> String? {
    if signatures.contains(where: { $0.mayTake(arguments) }) { return nil }
    let counts = signatures.contains {
      $0.mayTake([Signature.Domain?](repeating: nil, count: arguments.count))
    }
    return counts
      ? "`\(name)` does not take such arguments"
      : "`\(name)` does not take \(arguments.count) arguments"
  }

  /// The same of named arguments.
  package func objection(toNamed arguments: [(name: String, type: Signature.Domain?)]) -> String? {
    let names = signatures.flatMap(\.parameters).map(\.name)
    if let other = arguments.first(where: { !names.contains($0.name) }) {
      return "`\(name)` has no parameter `\(other.name)`"
    }
    let fits = signatures.contains { signature in
      arguments.allSatisfy { argument in
        signature.parameters.contains { $0.name == argument.name && $0.mayTake(argument.type) }
      }
    }
    return fits ? nil : "`\(name)` does not take these parameters together"
  }
}

extension Signature {
  fileprivate func mayTake(_ arguments: [Domain?]) -> Bool {
    let isOpen = parameters.last?.isRepeated ?? false
    let least = isOpen ? parameters.count : parameters.count(where: { !$0.isOptional })
    guard arguments.count >= least, isOpen || arguments.count <= parameters.count else {
      return false
    }
    return arguments.enumerated().allSatisfy { index, type in
      parameters[min(index, parameters.count - 1)].mayTake(type)
    }
  }
}

extension Signature.Parameter {
  /// A list may hold the one item that is wanted, and one item may stand for a list.
  fileprivate func mayTake(_ type: Signature.Domain?) -> Bool {
    guard let type, type != .any, type != .list, !types.contains(.any), !types.contains(.list),
      !types.contains(type)
    else { return true }
    return types.contains(.point) && Signature.Domain.ordered.contains(type)
  }
}

extension Signature.Domain {
  /// What a ``point`` may be.
  static let ordered: Set<Self> = [
    .number, .string, .date, .time, .dateAndTime, .daysAndTime, .yearsAndMonths, .point,
  ]
}
