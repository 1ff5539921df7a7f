extension MultiPolygon {
  /// The straight edges whose runs meet a box, the inside of the region to their left; others may come along. For what looks at
  /// neighbours edge by edge.
  package func edges(near box: Box, _ body: (Point, Point) -> Void) {
    guard self.box.intersects(box) else { return }
    coordinates.withUnsafeBufferPointer { points in
      for run in runs where run.box.intersects(box) {
        for place in run.first..<run.end { body(points[place], points[place + 1]) }
      }
    }
  }

  /// The places of each run of up to 16 edges that follow each other, with the box around them.
  package var edgeRuns: [(edges: Range<Int>, box: Box)] { runs.map { ($0.first..<$0.end, $0.box) } }
}
