import Facts

extension Server {
  /// The place in words first, then on a map, then the works to choose from.
  func placePage(
    _ words: Catalogue, place: PlaceSummary, town: Town?, works: [Work], drawing: HTML,
    on: CivilDate
  ) -> Content {
    let rows = place.facts.html {
      """
      <tr><th scope="row">\($0.label)</th><td><bdi>\($0.value)</bdi></td><td class="quiet"><bdi>\($0.source ?? "")</bdi></td></tr>
      """
    }
    func choice(_ work: Work) -> HTML {
      "<div class=\"choice\"><input type=\"radio\" name=\"work\" required id=\"work-\(work.name.replacing(" ", with: "-"))\" value=\"\(work.name)\"><label for=\"work-\(work.name.replacing(" ", with: "-"))\">\(work.label)</label></div>"
    }
    let common = works.filter(\.isCommon)
    let other = works.filter { !$0.isCommon }
    let others: HTML =
      other.isEmpty
      ? .nothing
      : common.isEmpty
        ? other.html(choice)
        : "<details><summary>\(words(.otherWorks))</summary>\(other.html(choice))</details>"
    let layers = (town?.layers ?? []).map { layer in
      JSON.array([.string(layer.id), .string(layer.label.text(in: words.language) ?? layer.id)])
    }
    let movable: HTML =
      files.hasLeaflet
      ? """
      <div id="map" class="map" hidden role="application" aria-label="\(words(.map))" data-town="\(place.town)" data-parcel="\(place.parcel)"
        data-lang="\(words.language)" data-bounds="\(place.bounds.json.canonical)" data-layers="\(JSON.array(layers).canonical)"></div>
      """ : .nothing
    return Content(
      title: place.label,
      main: """
        <p><a class="back" href="/\(words.language)/">\(words(.back))</a></p>
        <h1><bdi>\(place.label)</bdi></h1>
        <div class="columns">
        <section aria-labelledby="facts"><h2 id="facts">\(words(.placeFacts))</h2>
        <table><thead><tr><th scope="col">\(words(.factName))</th><th scope="col">\(words(.factValue))</th><th scope="col">\(words(.factSource))</th></tr></thead><tbody>\(rows)</tbody></table></section>
        <section aria-labelledby="map-heading"><h2 id="map-heading">\(words(.map))</h2>\(drawing)\(movable)</section>
        </div>
        <form action="/\(words.language)/check/\(place.parcel.pathEncoded)" method="get">
        <fieldset><legend><h2>\(words(.chooseWork))</h2></legend>\(common.html(choice))\(others)</fieldset>
        <label for="on">\(words(.onLabel))</label>
        <input id="on" name="on" type="text" inputmode="numeric" dir="ltr" class="short" value="\(on.description)">
        <p><button type="submit">\(words(.continue))</button></p>
        </form>
        """)
  }

  /// The lot and its neighbours as a drawing that needs no script and prints.
  func drawing(of place: PlaceSummary, _ words: Catalogue) async throws -> HTML {
    let box = place.bounds.grown(by: 0.8)
    let neighbours = try await work {
      enquiries.features(of: "parcels", in: place.town, within: box, limit: 300)
    }
    let collection = neighbours.flatMap { try? JSON(parsing: $0) }
    let others = (collection?["features"]?.array ?? []).filter {
      $0["properties"]?["parcel"]?.string != place.parcel
    }
    let drawing = Drawing(box)
    let label = words(.mapOfLot, ["lot": place.label])
    let scale = drawing.scaleBar
    let length = words(.mapScale, ["length": Number(scale.metres).formatted(in: words.language)])
    return """
      <figure class="drawing"><svg viewBox="0 0 \(Int(drawing.width)) \(Int(drawing.height))" role="img" aria-label="\(label)">
      <g class="neighbours">\(others.html { "<path d=\"\(drawing.path($0["geometry"] ?? .null))\"/>" })</g>
      <path class="lot" d="\(drawing.path(place.outline))"/>
      <g class="scale"><path d="M 16 \(Int(drawing.height) - 16) h \(Int(scale.units))"/></g>
      <g class="north"><path d="M \(Int(drawing.width) - 24) 44 v -28 m -7 9 l 7 -9 l 7 9"/></g>
      </svg>
      <figcaption><span class="key lot"></span> \(words(.mapThisLot)) <span class="key"></span> \(words(.mapNeighbours)) <span class="key bar"></span> \(length), <abbr title="\(words(.map))">↑ \(words(.mapNorth))</abbr></figcaption></figure>
      """
  }
}
