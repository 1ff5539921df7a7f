import TestSupport
import Testing

@testable import Geometry

@Suite struct AssemblyTests {
  private func box(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) -> MultiPolygon {
    region(rectangle(minX, minY, maxX - minX, maxY - minY))
  }

  private func joined(_ regions: MultiPolygon...) throws -> MultiPolygon {
    try MultiPolygon.joined(regions).get()
  }

  private func fault(_ regions: MultiPolygon...) -> AssemblyFault? {
    if case .failure(let fault) = MultiPolygon.joined(regions) { return fault }
    return nil
  }

  // MARK: joining

  @Test func `two lots side by side are one without the line between them`() throws {
    let lot = try joined(box(0, 0, 20, 30), box(20, 0, 45, 30))
    #expect(lot.partCount == 1)
    #expect(abs(lot.area - 1350) < 1e-9)
    #expect(abs(lot.perimeter - 150) < 1e-6)
  }

  @Test func `lots of unequal depth keep the corner between them`() throws {
    let lot = try joined(box(0, 0, 20, 30), box(20, 5, 45, 25))
    #expect(abs(lot.area - 1100) < 1e-6)
    #expect(lot.containment(of: Point(20, 25)) == .onBoundary)
    #expect(abs(lot.perimeter - 150) < 1e-4)
  }

  @Test func `four lots around a yard leave it as a hole`() throws {
    let lot = try joined(
      box(0, 0, 30, 10), box(0, 20, 30, 30), box(0, 10, 10, 20), box(20, 10, 30, 20))
    #expect(lot.ringCount == 2)
    #expect(abs(lot.area - 800) < 1e-6)
    #expect(lot.containment(of: Point(15, 15)) == .outside)
  }

  @Test func `drawings that are five centimetres apart fit together, ragged ones do not`() throws {
    let lot = try joined(box(0, 0, 20, 30), box(20.05, 0, 45, 30))
    #expect(lot.partCount == 1)
    #expect(abs(lot.area - 1348.5) < 3.1)
    #expect(fault(box(0, 0, 20, 30), box(21, 0, 45, 30)) == .apart)
    #expect(fault(box(0, 0, 20, 30), box(20, 30, 45, 60)) == .apart)
    #expect(fault(box(0, 0, 20, 30), box(15, 0, 45, 30)) == .overlap(squareMetres: 150))
    #expect(MultiPolygon.joined([]) == .failure(.nothing))
  }

  // MARK: splitting

  @Test func `a line cuts a lot into what lies to its left and to its right`() throws {
    let line = Polyline([Point(5, -10), Point(5, 50)])!
    let (left, right) = try box(0, 0, 20, 30).split(by: line).get()
    #expect(abs(left.area - 150) < 1e-9)
    #expect(abs(right.area - 450) < 1e-9)
    #expect(left.box.maxX == 5 && right.box.minX == 5)
  }

  @Test func `a bent line that ends on the boundary cuts too`() throws {
    let line = Polyline([Point(0, 10), Point(10, 10), Point(10, 0.0005)])!
    let (left, right) = try box(0, 0, 20, 30).split(by: line).get()
    #expect(abs(right.area - 100) < 1e-2)
    #expect(abs(left.area + right.area - 600) < 1e-9)
  }

  @Test func `an arc of the lot stays an arc on both sides of the cut`() throws {
    let ring = Ring(
      [Point(0, 0), Point(20, 0), Point(20, 20), Point(0, 20)],
      arcs: [Arc(edge: 1, through: Point(30, 10))])!
    let lot = MultiPolygon(Polygon(ring))
    let (left, right) = try lot.split(by: Polyline([Point(-5, 10), Point(40, 10)])!).get()
    #expect(abs(left.area - right.area) < 1e-9)
    #expect(abs(left.area + right.area - lot.area) < 1e-9)
    #expect(left.arcs.count == 1 && right.arcs.count == 1)
    #expect(abs(left.box.maxX - 30) < 1e-9)
  }

  @Test func `a line that does not cut once is refused with what is wrong with it`() {
    let lot = box(0, 0, 20, 30)
    func fault(_ points: [Point], _ lot: MultiPolygon) -> AssemblyFault? {
      if case .failure(let fault) = lot.split(by: Polyline(points)!) { return fault }
      return nil
    }
    #expect(fault([Point(5, 5), Point(6, 6)], lot) == .crossings(0))
    #expect(fault([Point(5, -5), Point(6, 6)], lot) == .crossings(1))
    #expect(fault([Point(-5, 35), Point(25, 35)], lot) == .crossings(0))
    let zigzag = [Point(5, -5), Point(5, 35), Point(10, 35), Point(10, -5)]
    #expect(fault(zigzag, lot) == .crossings(4))
    let yard = MultiPolygon(
      Polygon(lot.polygons[0].exterior, holes: [box(8, 10, 12, 20).polygons[0].exterior]))
    #expect(fault([Point(10, -5), Point(10, 40)], yard) == .throughHole)
    #expect(fault([Point(5, -5), Point(5, 40)], yard) == nil)
    #expect(
      fault([Point(5, -5), Point(5, 40)], MultiPolygon(lot.polygons + box(50, 0, 60, 9).polygons))
        == .severalParts)
  }

  @Test func `what is cut and joined again is the lot it was`() throws {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<200 {
      let shift = Point(Double.random(in: 0...7e5, using: &random), 650_000)
      let lot = MultiPolygon(
        Polygon(
          star(shift, 8...30, corners: Int.random(in: 3...14, using: &random), using: &random)))
      let way = star(Point(0, 0), 100...100, corners: 16, using: &random).points.randomElement(
        using: &random)!
      guard case .success(let (left, right)) = lot.split(by: Polyline([shift - way, shift + way])!)
      else { continue }
      #expect(abs(left.area + right.area - lot.area) < 1e-6)
      let again = try joined(left, right)
      #expect(abs(again.area - lot.area) < 1e-5)
      #expect(abs(again.overlapArea(with: lot) - lot.area) < 1e-5)
    }
  }
}
