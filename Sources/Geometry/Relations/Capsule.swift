/// All points within a distance of a segment.
struct Capsule {
  let a: Point
  let b: Point
  let radius: Double

  /// The stretch of the segment from `start` to `end` that lies in the capsule, as shares of its length; nil where none does.
  ///
  /// In closed form: a capsule is convex, so the stretch is one, from the first to the last that its rectangle and its two
  /// discs hold.
  func stretch(of start: Point, _ end: Point) -> ClosedRange<Double>? {
    let axis = b - a
    let length = axis.length
    let step = end - start
    var low = Double.infinity
    var high = -Double.infinity
    func take(_ from: Double, _ to: Double) {
      let from = max(from, 0)
      let to = min(to, 1)
      guard from <= to else { return }
      low = min(low, from)
      high = max(high, to)
    }
    if length > 0 {
      let along = axis * (1 / length)
      var from = -Double.infinity
      var to = Double.infinity
      func keep(_ value: Double, _ change: Double, within bounds: ClosedRange<Double>) {
        if change == 0 {
          if !bounds.contains(value) { to = -.infinity }
          return
        }
        let one = (bounds.lowerBound - value) / change
        let two = (bounds.upperBound - value) / change
        from = max(from, min(one, two))
        to = min(to, max(one, two))
      }
      keep((start - a).dot(along), step.dot(along), within: 0...length)
      keep(along.cross(start - a), along.cross(step), within: -radius...radius)
      take(from, to)
    }
    for centre in [a, b] {
      let offset = start - centre
      let square = step.dot(step)
      let half = offset.dot(step)
      let rest = offset.dot(offset) - radius * radius
      guard square > 0 else {
        if rest <= 0 { take(0, 1) }
        continue
      }
      let discriminant = half * half - square * rest
      guard discriminant >= 0 else { continue }
      let root = discriminant.squareRoot()
      take((-half - root) / square, (-half + root) / square)
    }
    return low <= high ? low...high : nil
  }
}

/// Stretches merged where they overlap or meet, in ascending order.
func merged(_ stretches: [ClosedRange<Double>]) -> [ClosedRange<Double>] {
  var result: [ClosedRange<Double>] = []
  for stretch in stretches.sorted(by: { $0.lowerBound < $1.lowerBound }) {
    if let last = result.last, stretch.lowerBound <= last.upperBound {
      result[result.count - 1] = last.lowerBound...max(last.upperBound, stretch.upperBound)
    } else {
      result.append(stretch)
    }
  }
  return result
}
