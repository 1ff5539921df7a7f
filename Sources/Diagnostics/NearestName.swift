/// The known name that is closest to what was written, or nil where none is close enough to be meant.
///
/// Closeness is the Damerau-Levenshtein distance over Unicode scalars, letter case aside; at most a third of the name's
/// length may differ.
package func nearestName(to written: String, among known: some Sequence<String>) -> String? {
  let target = Array(written.lowercased().unicodeScalars)
  var best: (name: String, distance: Int)?
  for name in known {
    let candidate = Array(name.lowercased().unicodeScalars)
    guard abs(candidate.count - target.count) <= max(2, target.count / 3) else { continue }
    let distance = editDistance(target, candidate)
    if distance < (best?.distance ?? .max) || (distance == best?.distance && name < best!.name) {
      best = (name, distance)
    }
  }
  guard let best, best.distance <= max(1, max(target.count, 3) / 3) else { return nil }
  return best.name
}

private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  var row = last
  for i in 1...a.count {
    row[0] = i
    for j in 1...b.count {
      let cost = a[i - 1] == b[j - 1] ? 0 : 1
      row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        row[j] = min(row[j], beforeLast[j - 2] + 1)
      }
    }
    (beforeLast, last, row) = (last, row, beforeLast)
  }
  return last[b.count]
}
