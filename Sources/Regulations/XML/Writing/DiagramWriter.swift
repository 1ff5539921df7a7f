/// The diagram of a model (DMNDI): what is required stands below what requires it, so that all arrows point up.
extension DecisionModelWriter {
  private struct Shape {
    var id: ElementID
    var width: Int
    var height: Int
    var level = 0
    var x = 0
    var y = 0
  }

  private struct Edge {
    var id: String
    var from: ElementID
    var to: ElementID
  }

  mutating func diagram() {
    var shapes: [ElementID: Shape] = [:]
    var edges: [Edge] = []
    func add(_ id: ElementID, _ width: Int, _ height: Int) {
      shapes[id] = Shape(id: id, width: width, height: height)
    }
    for source in model.sources { add(source.id, 150, 70) }
    for input in model.inputs { add(input.id, 170, 50) }
    for knowledge in model.knowledge { add(knowledge.id, 170, 60) }
    for decision in model.decisions { add(decision.id, 170, 70) }
    func connect(_ list: DecisionModel.Requirements, _ to: ElementID) {
      for (kind, ids) in [
        ("information", list.decisions + list.inputs), ("knowledge", list.knowledge),
        ("authority", list.authorities),
      ] {
        for from in ids where shapes[from] != nil {
          edges.append(Edge(id: id(of: kind, from, to), from: from, to: to))
        }
      }
    }
    for source in model.sources { connect(.init(authorities: source.authorities), source.id) }
    for knowledge in model.knowledge { connect(knowledge.requirements, knowledge.id) }
    for decision in model.decisions { connect(decision.requirements, decision.id) }
    guard !shapes.isEmpty else { return }

    let order = model.elements.map(\.id).filter { shapes[$0] != nil }
    // Levels rise until no arrow points down; cycles end with the count.
    for _ in order {
      var isDone = true
      for edge in edges {
        guard let from = shapes[edge.from], let to = shapes[edge.to], to.level <= from.level,
          from.level < order.count
        else { continue }
        shapes[edge.to]?.level = from.level + 1
        isDone = false
      }
      if isDone { break }
    }
    let top = shapes.values.map(\.level).max() ?? 0
    var rows: [[ElementID]] = (0...top).map { level in order.filter { shapes[$0]?.level == level } }
    place(&rows, edges, &shapes)
    write(rows.flatMap { $0 }.compactMap { shapes[$0] }, edges, shapes)
  }

  /// Each row from the bottom is sorted by the middle of what its elements require, and centred.
  private func place(
    _ rows: inout [[ElementID]], _ edges: [Edge], _ shapes: inout [ElementID: Shape]
  ) {
    let (step, rise, margin) = (220, 150, 40)
    let widest = rows.map(\.count).max() ?? 0
    let required = Dictionary(grouping: edges, by: \.to).mapValues { $0.map(\.from) }
    for level in rows.indices {
      let middles = rows[level].map { id -> Double in
        let below = (required[id] ?? []).compactMap { shapes[$0] }.filter { $0.level < level }
        guard !below.isEmpty else { return 0 }
        return Double(below.map { $0.x + $0.width / 2 }.reduce(0, +)) / Double(below.count)
      }
      rows[level] = rows[level].indices.sorted {
        middles[$0] == middles[$1] ? $0 < $1 : middles[$0] < middles[$1]
      }.map { rows[level][$0] }
      let start = margin + (widest - rows[level].count) * step / 2
      for (place, id) in rows[level].enumerated() {
        shapes[id]?.x = start + place * step
        shapes[id]?.y = margin + (rows.count - 1 - level) * rise
      }
    }
  }

  private mutating func write(_ list: [Shape], _ edges: [Edge], _ shapes: [ElementID: Shape]) {
    within("dmndi:DMNDI") { writer in
      writer.within("dmndi:DMNDiagram", [("name", writer.model.name)]) { writer in
        for shape in list {
          writer.within("dmndi:DMNShape", [("dmnElementRef", writer.ids[shape.id])]) {
            $0.xml.element(
              "dc:Bounds",
              [
                ("x", "\(shape.x)"), ("y", "\(shape.y)"), ("width", "\(shape.width)"),
                ("height", "\(shape.height)"),
              ])
          }
        }
        for edge in edges {
          guard let from = shapes[edge.from], let to = shapes[edge.to] else { continue }
          writer.within("dmndi:DMNEdge", [("dmnElementRef", edge.id)]) { writer in
            for (x, y) in [
              (from.x + from.width / 2, from.y), (to.x + to.width / 2, to.y + to.height),
            ] {
              writer.xml.element("di:waypoint", [("x", "\(x)"), ("y", "\(y)")])
            }
          }
        }
      }
    }
  }
}
