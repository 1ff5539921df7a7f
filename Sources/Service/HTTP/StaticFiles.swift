import Foundation
import HTTPTypes
import Hummingbird

/// Style, scripts, and Leaflet where it is installed. All are read once, at the start.
struct StaticFiles: Sendable {
  private let files: [String: (bytes: [UInt8], type: String)]
  /// Whether pages may offer the map that moves.
  let hasLeaflet: Bool

  /// Where Debian's `libjs-leaflet` and common other installations put it.
  private static let places = [
    "/usr/share/javascript/leaflet", "/usr/local/share/javascript/leaflet",
  ]

  init(leaflet: String?) {
    var files: [String: (bytes: [UInt8], type: String)] = [
      "mizan.css": (PackageResources.mizan_css, "text/css; charset=utf-8"),
      "map.js": (PackageResources.map_js, "text/javascript; charset=utf-8"),
      "sketch.js": (PackageResources.sketch_js, "text/javascript; charset=utf-8"),
    ]
    for place in leaflet.map({ [$0] }) ?? Self.places {
      let folder = URL(filePath: place)
      guard let script = try? Data(contentsOf: folder.appending(path: "leaflet.js")),
        let style = try? Data(contentsOf: folder.appending(path: "leaflet.css"))
      else { continue }
      files["leaflet/leaflet.js"] = ([UInt8](script), "text/javascript; charset=utf-8")
      files["leaflet/leaflet.css"] = ([UInt8](style), "text/css; charset=utf-8")
      for image in [
        "layers.png", "layers-2x.png", "marker-icon.png", "marker-icon-2x.png", "marker-shadow.png",
      ] {
        if let data = try? Data(contentsOf: folder.appending(path: "images/\(image)")) {
          files["leaflet/images/\(image)"] = ([UInt8](data), "image/png")
        }
      }
      break
    }
    hasLeaflet = files["leaflet/leaflet.js"] != nil
    self.files = files
  }

  var endpoints: [Endpoint] {
    [
      Endpoint(.get, "/assets/{file…}") { [files] call in
        guard let file = files[call["file"]] else { throw Problem.notFound(call.request.uri.path) }
        var response = Response.bytes(file.bytes, type: file.type)
        response.headers[.cacheControl] = "public, max-age=3600"
        return response
      }
    ]
  }
}
