/// The distances that hold between two heights.
package struct SetbackStorey: Sendable, Hashable {
  /// Metres above where heights are counted from.
  package var heights: Range<Double>
  /// Metres for each of the lines, in their order.
  package var distances: [Double]

  package init(heights: Range<Double>, distances: [Double]) {
    self.heights = heights
    self.distances = distances
  }
}

extension MultiPolygon {
  /// What setbacks that depend on height leave of a lot, storey by storey.
  ///
  /// The lot is prepared once; a storey with the distances of the one below is not traced again.
  ///
  /// - Parameters:
  ///   - lines: The lines; their own distances do not count.
  ///   - storeys: A distance for each line and storey.
  package func envelopes(
    lines: [Setback], storeys: [SetbackStorey], reading: SetbackReading = .distanceToLine,
    with kernel: inout EnvelopeKernel
  ) throws(EnvelopeRefusal) -> [(heights: Range<Double>, envelope: Envelope)] {
    let plan = SetbackPlan(lines, of: self)
    try kernel.load(self, lines: plan.foreign.map { lines[$0].line })
    var result: [(heights: Range<Double>, envelope: Envelope)] = []
    var setbacks = lines
    for (index, storey) in storeys.enumerated() {
      guard storey.distances.count == lines.count else { throw .notANumber }
      if index > 0, storeys[index - 1].distances == storey.distances {
        result.append((storey.heights, result[index - 1].envelope))
        continue
      }
      for place in setbacks.indices { setbacks[place].distance = storey.distances[place] }
      result.append((storey.heights, try plan.envelope(of: self, setbacks, reading, &kernel)))
    }
    return result
  }

  /// The same, once: who asks for many keeps a kernel.
  package func envelopes(
    lines: [Setback], storeys: [SetbackStorey], reading: SetbackReading = .distanceToLine
  ) throws(EnvelopeRefusal) -> [(heights: Range<Double>, envelope: Envelope)] {
    var kernel = EnvelopeKernel()
    return try envelopes(lines: lines, storeys: storeys, reading: reading, with: &kernel)
  }
}
