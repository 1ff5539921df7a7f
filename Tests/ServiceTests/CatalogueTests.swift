import Foundation
import Languages
import Testing

@testable import Service

struct CatalogueTests {
  @Test func `every phrase has its message, and every message of a page its phrase`() {
    let keys = Language.english.keys.filter { $0.hasPrefix("page.") }
    #expect(keys == Set(Phrase.allCases.map { "page.\($0.rawValue)" }))
  }

  @Test func `every phrase is used`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Service")
    var sources = ""
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    for case let file as URL in try #require(files)
    where file.pathExtension == "swift" && !file.path.contains("/Catalogue/") {
      sources += try String(contentsOf: file, encoding: .utf8)
    }
    let used = Set(sources.matches(of: /\.(\w+)/).map { String($0.1) })
    for phrase in Phrase.allCases {
      #expect(used.contains(phrase.rawValue), "\(phrase) is never said")
    }
  }

  @Test(arguments: [
    (nil, "en"), ("", "en"), ("de", "en"), ("fa", "fa"), ("fa-IR,fa;q=0.9,en;q=0.8", "fa"),
    ("de, he;q=0.7, en;q=0.9", "en"), ("en;q=0.1, he", "he"), (";;;=,", "en"),
  ])
  func `the browser's language is taken where there is one`(header: String?, language: String) {
    #expect(Catalogue.preferred(header).language == language)
  }

  /// WCAG 2.2, 1.4.3: text at least 4.5 to 1, in light and in dark; 1.4.11: lines and marks at least 3 to 1. All pairs that the sheet's own rules make:
  /// text on the ground that its rule sets, or else on the page's and on that of what is set apart.
  @Test func `colours are told apart, in light and in dark`() throws {
    let css = String(decoding: PackageResources.mizan_css, as: UTF8.self)
      .replacing(/\/\*(?:[^*]|\*[^\/])*\*\//, with: "")
    let blocks = css.matches(of: /:root \{([^}]*)\}/)
    #expect(blocks.count == 2)
    var count = 0
    for block in blocks {
      var tokens: [String: String] = [:]
      for match in String(block.1).matches(of: /--([a-z0-9-]+): #([0-9a-f]{3,6});/) {
        tokens[String(match.1)] = String(match.2)
      }
      func contrast(_ a: String, _ b: String) throws -> Double {
        let (x, y) = (
          Self.luminance(try #require(tokens[a] ?? Self.hex(a), "\(a)")),
          Self.luminance(try #require(tokens[b] ?? Self.hex(b), "\(b)"))
        )
        return (max(x, y) + 0.05) / (min(x, y) + 0.05)
      }
      for rule in css.matches(of: /([^{}]+)\{([^{}]*)\}/) {
        let name = rule.1.split(separator: "\n").last ?? ""
        var said: [String: String] = [:]
        for one in rule.2.matches(of: /([a-z-]+)\s*:\s*([^;]+)/) {
          let colour =
            one.2.firstMatch(of: /var\(--([a-z0-9-]+)\)/).map { String($0.1) }
            ?? one.2.firstMatch(of: /#[0-9a-f]{3,6}/).map { String($0.0) }
          if let colour { said[String(one.1)] = colour }
        }
        let grounds = said["background"].map { [$0] } ?? ["paper", "soft"]
        // In a drawing a text has a fill, and a rim of paper that keeps it from the lines behind it.
        let isDrawnText = name.contains(/(?:^|[ >])text/)
        if isDrawnText { #expect(said["stroke"] == nil || said["stroke"] == "paper", "\(name)") }
        if let ink = said["color"] ?? (isDrawnText ? said["fill"] : nil) {
          for ground in grounds {
            #expect(try contrast(ink, ground) >= 4.5, "\(name): \(ink) on \(ground)")
            count += 1
          }
        }
        // The mark of the focus is yellow with a rim of ink: one of the two is seen on any ground.
        for (property, line) in said
        where (property.hasPrefix("border") || property == "stroke" && !isDrawnText)
          && line != "focus"
        {
          for ground in ["paper", "soft"] {
            #expect(try contrast(line, ground) >= 3, "\(name): \(line) on \(ground)")
            count += 1
          }
        }
      }
      #expect(try contrast("ink", "paper") >= 3)
      // A lot and its neighbours, and what the keys of a map show.
      #expect(try contrast("accent", "lot") >= 3)
    }
    #expect(count > 100, "\(count) pairs were looked at")
  }

  private static func hex(_ text: String) -> String? {
    text.hasPrefix("#") ? String(text.dropFirst()) : nil
  }

  /// Relative luminance as WCAG 2.2 defines it.
  private static func luminance(_ hex: String) -> Double {
    let digits = hex.count == 3 ? hex.flatMap { [$0, $0] } : Array(hex)
    let parts = stride(from: 0, to: 6, by: 2).map { index in
      let value = Double(Int(String(digits[index...index + 1]), radix: 16) ?? 0) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
