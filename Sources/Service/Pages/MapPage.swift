import Facts
import Foundation
import Hummingbird
import Land

extension Server {
  /// A town's lots around a point, each a link; without a script one goes on by the four directions.
  func townMapPage(_ call: Call) async throws -> Response {
    let words = try catalogue(call)
    guard let town = enquiries.town(call["town"]) else {
      throw Problem.notFound(call.request.uri.path)
    }
    let bounds = town.bounds
    var centre = (
      longitude: (bounds.west + bounds.east) / 2, latitude: (bounds.south + bounds.north) / 2
    )
    if let at = call.query["at"] {
      let parts = at.split(separator: ",").map { Number(reading: String($0))?.double }
      if parts.count == 2, let longitude = parts[0], let latitude = parts[1] {
        // Nothing is beyond the town's own edge.
        centre = (
          min(max(longitude, bounds.west), bounds.east),
          min(max(latitude, bounds.south), bounds.north)
        )
      }
    }
    let high = 130 / 111_320.0
    let wide = high / max(0.01, cos(centre.latitude * .pi / 180))
    let box = GeographicBox(
      west: centre.longitude - wide, south: centre.latitude - high, east: centre.longitude + wide,
      north: centre.latitude + high)
    let lots = try await features("parcels", in: town.id, box)
    let drawing = Drawing(box)
    let middle = nearest(lots, to: centre)
    let list: HTML =
      middle.isEmpty
      ? .nothing
      : "<details><summary>\(words(.middleLots))</summary>\(lotList(middle, words))</details>"
    let name = town.label.text(in: words.language) ?? town.id
    func way(_ phrase: Phrase, _ east: Double, _ north: Double) -> HTML {
      let at = [centre.longitude + east * wide, centre.latitude + north * high].map {
        Number($0)?.rounded(places: 5)?.description ?? "0"
      }.joined(separator: ",")
      return
        "<li><a href=\"/\(words.language)/map/\(town.id.percentEncoded)?at=\(at.percentEncoded)\">\(words(phrase))</a></li>"
    }
    let title = words(.mapOfTown, ["town": name])
    let main: HTML = """
      <p><a class="back" href="/\(words.language)/">\(words(.back))</a></p>
      <h1>\(title)</h1><p>\(words(.mapHint))</p>
      <figure class="drawing town"><svg viewBox="0 0 \(Int(drawing.width)) \(Int(drawing.height))"><g role="group" aria-label="\(title)">
      \(lots.html { link(to: $0, drawing, words) })</g>\(marks(drawing))</svg>
      \(movable(words, town: town, parcel: nil, bounds: box))<figcaption>\(scaleKey(drawing, words))</figcaption></figure>
      <nav aria-label="\(words(.mapMove))"><ul class="ways">\(way(.mapGoNorth, 0, 1.4))\(way(.mapGoSouth, 0, -1.4))\(way(.mapGoEast, 1.4, 0))\(way(.mapGoWest, -1.4, 0))</ul></nav>
      \(list)
      \(plansLink(words, town: town.id, at: centre))
      \(searchForm(words, text: "", town: town.id))
      """
    return page(
      Content(title: title, main: main), in: words, call, notice: notice(town, words), hasMap: true)
  }

  /// The lot and its neighbours as a drawing that needs no script and prints.
  func drawing(of place: PlaceSummary, _ words: Catalogue) async throws -> HTML {
    let box = place.bounds.grown(by: 0.8)
    let others = try await features("parcels", in: place.town, box).filter {
      $0["properties"]?["parcel"]?.string != place.parcel
    }
    let buildings = try await features("buildings", in: place.town, box)
    let drawing = Drawing(box)
    let neighbours = others.html { link(to: $0, drawing, words, isInOrder: false) }
    let list: HTML =
      others.isEmpty
      ? .nothing
      : """
      <details><summary>\(words(.neighbourList))</summary>\(lotList(others.prefix(24), words))</details>
      """
    let buildingKey: HTML =
      buildings.isEmpty ? .nothing : "<span class=\"key building\"></span> \(words(.mapBuilding)) "
    let moving = movable(
      words, town: enquiries.town(place.town), parcel: place.parcel, bounds: place.bounds)
    return """
      <figure class="drawing"><svg viewBox="0 0 \(Int(drawing.width)) \(Int(drawing.height))" role="img" aria-label="\(words(.mapOfLot, ["lot": place.label]))">
      <g class="neighbours" aria-hidden="true">\(neighbours)</g>
      <path class="lot" d="\(drawing.path(place.outline))"/>
      \(buildings.html { "<path class=\"building\" d=\"\(drawing.path($0["geometry"] ?? .null))\"/>" })\(marks(drawing))</svg>
      \(moving)<figcaption><span class="key lot"></span> \(words(.mapThisLot)) <span class="key"></span> \(words(.mapNeighbours)) \(buildingKey)\(scaleKey(drawing, words))</figcaption></figure>\(list)
      """
  }

  /// Lots as links, for those who choose without a pointer.
  private func lotList(_ lots: some Sequence<JSON>, _ words: Catalogue) -> HTML {
    let items = lots.html { lot in
      guard let parcel = lot["properties"]?["parcel"]?.string else { return .nothing }
      return
        "<li><a href=\"/\(words.language)/parcel/\(parcel.pathEncoded)\"><bdi>\(words.lot(lot["properties"]?["label"]?.string ?? parcel))</bdi></a></li>"
    }
    return "<ul class=\"ways\">\(items)</ul>"
  }

  /// The lots with a corner nearest to a point, nearest first; as many as are read at a glance.
  private func nearest(_ lots: [JSON], to point: (longitude: Double, latitude: Double)) -> [JSON] {
    let shrink = cos(point.latitude * .pi / 180)
    func distance(_ lot: JSON) -> Double {
      func corners(_ value: JSON) -> [Double] {
        guard let items = value.array else { return [] }
        let pair = items.compactMap { $0.number?.double ?? $0.string.flatMap { Double($0) } }
        guard pair.count >= 2 else { return items.flatMap(corners) }
        return [hypot((pair[0] - point.longitude) * shrink, pair[1] - point.latitude)]
      }
      return corners(lot["geometry"]?["coordinates"] ?? .null).min() ?? .infinity
    }
    return lots.map { (distance($0), $0) }.sorted { $0.0 < $1.0 }.prefix(16).map(\.1)
  }

  /// The map that moves, where Leaflet is installed; it stays hidden until the script shows it.
  private func movable(_ words: Catalogue, town: Town?, parcel: String?, bounds: GeographicBox)
    -> HTML
  {
    guard files.hasLeaflet, let town else { return .nothing }
    let layers = town.layers.map { layer in
      JSON.array([
        .string(layer.id),
        .string(words.sentence(layer.label.text(in: words.language) ?? layer.id)),
      ])
    }
    return """
      <div id="map" class="map" hidden role="application" aria-label="\(words(.map))" data-town="\(town.id)" data-parcel="\(parcel ?? "")"
        data-lang="\(words.language)" data-zoom-in="\(words(.zoomIn))" data-zoom-out="\(words(.zoomOut))" data-layers-title="\(words(.mapLayers))" data-bounds="\(bounds.json.canonical)" data-layers="\(JSON.array(layers).canonical)"></div>
      """
  }

  func features(_ layer: String, in town: String, _ box: GeographicBox) async throws -> [JSON] {
    let found = try await work {
      enquiries.features(of: layer, in: town, within: box, limit: 400)
    }
    return found.flatMap { try? JSON(parsing: $0) }?["features"]?.array ?? []
  }

  private func link(
    to lot: JSON, _ drawing: Drawing, _ words: Catalogue, isInOrder: Bool = true
  ) -> HTML {
    let path = drawing.path(lot["geometry"] ?? .null)
    guard let parcel = lot["properties"]?["parcel"]?.string else {
      return "<path d=\"\(path)\"/>"
    }
    let label = words.lot(lot["properties"]?["label"]?.string ?? parcel)
    return
      "<a href=\"/\(words.language)/parcel/\(parcel.pathEncoded)\"\(isInOrder ? .nothing : " tabindex=\"-1\"")><title>\(label)</title><path d=\"\(path)\"/></a>"
  }

  func marks(_ drawing: Drawing) -> HTML {
    """
    <g class="scale"><path d="M 16 \(Int(drawing.height) - 16) h \(Int(drawing.scaleBar.units))"/></g>
    <g class="north"><path d="M \(Int(drawing.width) - 24) 44 v -28 m -7 9 l 7 -9 l 7 9"/></g>
    """
  }

  func scaleKey(_ drawing: Drawing, _ words: Catalogue) -> HTML {
    let length = ["length": drawing.scaleBar.metres]
    return
      "<span class=\"drawn\"><span class=\"key bar\"></span> \(words(.mapScale, counts: length)), ↑ \(words(.mapNorth))</span>"
  }
}
