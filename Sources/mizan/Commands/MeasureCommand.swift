import ArgumentParser
import Facts
import Land
import Service

struct MeasureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "What a drawing on a lot measures, as the service says it; JSON on stdout.",
    discussion: """
      A footprint names the line of the lot that it is measured from, then its corners: metres along the line from its left end, \
      and metres into the lot. `;cleared` at the end says that what stands there is taken down.

      EXAMPLE
        mizan measure hebrew/6941/24 "1@3,5;11,5;11,12;3,12"
      """)

  @OptionGroup var municipality: MunicipalityOptions
  @OptionGroup var ledgerOptions: LedgerOptions
  @Option(help: "The day whose map is asked for, as 2025-02-10; today without it.") var on: String?
  @Argument(help: "The parcel, as `town/number`.") var parcel: String
  @Argument(help: "The corners, as `1@3,5;11,5;11,12;3,12`.") var footprint: String

  func run() async throws {
    try await guarded {
      let counter = try municipality.open(corrections: try ledgerOptions.existing())
      let day =
        try on.map { text in
          guard let day = CivilDate(typed: text) else {
            throw Wrong("`\(text)` is no day; write it as 2025-02-10, or 1403/11/22")
          }
          return day
        } ?? .today()
      let measured: Measurement?
      do throws(FootprintFault) {
        measured = try counter.measure(Footprint(reading: footprint), on: parcel, day: day)
      } catch { throw Wrong("\(error)") }
      guard let measured else {
        throw Wrong(
          "there is no lot `\(parcel)` on \(day) to draw on; look for it with `mizan inspect`")
      }
      print(measured.json.canonical)
    }
  }
}
