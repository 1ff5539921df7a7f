import ArgumentParser
import Land

struct Tile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a town's land many times side by side, as a GeoPackage to measure by.",
    discussion: """
      Beside the GeoPackage it writes a territory file of the same name, `million.yaml`, which opens it.
      The copies are the parcels as the map has them. What officers have corrected does not count: it is of the parcel that stands, and
      a copy under another number is none.

      EXAMPLE
        mizan tile --territory parcels/cambridge.yaml --copies 77 --out million.gpkg
        mizan survey --all --territory million.yaml --table million.sites
      """,
    shouldDisplay: false)

  @Option(help: "The file that names the sources of parcels.") var territory =
    "parcels/territory.yaml"
  @Option(help: "The folder that the territory's sources are relative to.") var data: String?
  @Option(help: "The town, where the territory has several.") var town: String?
  @Option(help: "How many times.") var copies = 77
  @Option(help: "The GeoPackage to write.") var out: String

  func run() async throws {
    try await guarded {
      guard copies > 0, copies <= 10_000 else { throw Wrong("`--copies` is 1 to 10000") }
      var options = MunicipalityOptions()
      options.territory = territory
      options.data = data
      let land = try options.land(telling: false)
      guard let town = town ?? land.towns.first?.id else { throw Wrong("there is no town") }
      let progress = Progress(of: copies, "copies")
      let count: Int
      do {
        count = try land.writeTiles(of: town, copies: copies, to: out) { _ in progress.advance() }
      } catch { throw Wrong("\(error)") }
      progress.finish()
      say("\(count) parcels are in `\(out)`")
    }
  }
}
