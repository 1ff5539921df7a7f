/// Which characters the flag `i` takes for one another (XPath and XQuery Functions 3.1, 5.6.2): those that come to the same in
/// small letters or in capitals. So `k`, `K` and the Kelvin sign are one.
enum CaseVariants {
  static func same(_ a: UInt32, _ b: UInt32) -> Bool { a == b || of(a).contains(b) }

  /// The other cases of a character, itself not among them.
  static func of(_ character: UInt32) -> [UInt32] { table[character] ?? [] }

  private static let table: [UInt32: [UInt32]] = {
    var small: [String: [UInt32]] = [:]
    var capital: [String: [UInt32]] = [:]
    // Letters with cases end before the symbols of plane 1.
    for scalar in (0..<0x1F000 as Range<UInt32>).lazy.compactMap(Unicode.Scalar.init)
    where scalar.properties.changesWhenCaseMapped {
      small[scalar.properties.lowercaseMapping, default: []].append(scalar.value)
      capital[scalar.properties.uppercaseMapping, default: []].append(scalar.value)
    }
    var result: [UInt32: Set<UInt32>] = [:]
    for group in Array(small.values) + Array(capital.values) where Set(group).count > 1 {
      for character in group { result[character, default: []].formUnion(group) }
    }
    return result.reduce(into: [:]) { $0[$1.key] = $1.value.subtracting([$1.key]).sorted() }
  }()
}
