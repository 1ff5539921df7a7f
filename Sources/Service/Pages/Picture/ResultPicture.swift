import Evaluation
import Facts
import Land

extension Server {
  /// The lot with what an answer says of it, to scale, and a cut through each height; nil where there is nothing to draw.
  func pictures(of place: PlaceSummary, _ reply: Reply, _ asking: Asking, _ words: Catalogue)
    async throws -> HTML?
  {
    let answer = reply.answer
    let drawing = try await drawn(asking, on: place.parcel)
    let picture = try await work {
      enquiries.picture(
        of: place.parcel, on: answer.on, answer: answer, drawn: drawing.measurement?.drawn)
    }
    let sections = CrossSection.all(in: answer)
    guard picture != nil || !sections.isEmpty else { return nil }
    var body: HTML = .nothing
    if let picture {
      let drawn = PictureDrawing(
        picture, words, title: words(.pictureOf, ["lot": place.label]))
      let differs: HTML =
        drawing.measurement.map { $0.differs(from: asking) } == true
        ? "<p class=\"notice\">\(words(.drawDiffers))</p>" : .nothing
      let fault: HTML =
        drawing.fault.map { "<p class=\"notice\">\(words.fault($0))</p>" } ?? .nothing
      body =
        "\(fault)\(differs)<div class=\"columns\">\(drawn.html)<div>\(drawn.table)\(drawn.remarks)</div></div>"
    }
    let cuts = sections.enumerated().html { $1.html(words, number: $0 + 1) }
    let cutsTitle: HTML = sections.isEmpty ? .nothing : "<h3>\(words(.sectionTitle))</h3>"
    return """
      <section aria-labelledby="picture"><h2 id="picture">\(words(.pictureTitle))</h2>\(body)\(cutsTitle)\(cuts)</section>
      """
  }

  /// What the drawing in an address measures, or why it is not taken.
  func drawn(_ asking: Asking, on parcel: String) async throws -> (
    measurement: Measurement?, fault: FootprintFault?
  ) {
    guard let text = asking.drawing else { return (nil, nil) }
    let day = asking.on
    return try await work {
      do throws(FootprintFault) {
        let footprint = try Footprint(reading: text)
        return (try enquiries.measure(footprint, on: parcel, day: day), nil)
      } catch { return (nil, error) }
    }
  }
}

extension Measurement {
  /// The facts of which an address says what was measured.
  func kept(by asking: Asking) -> Set<String> {
    Set(
      asking.inputs.compactMap { input in
        guard let fact = facts.first(where: { $0.name == input.name }), fact.text != nil,
          let said = try? fact.declaration.read(input.text), said == fact.value
        else { return nil }
        return input.name
      })
  }

  /// Whether an address says something else than was measured.
  func differs(from asking: Asking) -> Bool {
    let kept = kept(by: asking)
    return asking.inputs.contains { input in
      !kept.contains(input.name)
        && facts.contains { $0.name == input.name && $0.text != nil }
    }
  }
}

extension Catalogue {
  /// Why a drawing is not taken, in the reader's language.
  func fault(_ fault: FootprintFault) -> String {
    switch fault {
    case .unreadable(let text): self(.drawFaultText, ["text": text])
    case .fewCorners: self(.drawFaultFew)
    case .manyCorners:
      self(.drawFaultMany, ["limit": digits("\(Footprint.cornerLimit)")])
    case .noBase(let base): self(.drawFaultBase, ["number": digits("\(base)")])
    case .crossing: self(.drawFaultCrossing)
    case .empty: self(.drawFaultEmpty)
    case .outside: self(.drawFaultOutside)
    }
  }
}
