/// Words of a town's own language in a page of another: the page says whose they are, so that a voice reads them as they are (WCAG 2.2, 3.1.2).
extension Catalogue {
  /// A text from a town's data, with its words of another script marked by their language.
  ///
  /// The script tells the language: Hebrew letters are Hebrew; Arabic letters are Persian where one of them is written in Persian alone, or the
  /// digits are. Latin letters stay unmarked: what has them in the data of such a town is a sign, `R2`.
  func marked(_ text: String) -> HTML {
    let scalars = Array(text.unicodeScalars)
    let own = Script(language: language)
    let isPersian = scalars.contains(where: Script.isPersianAlone)
    var html: HTML = .nothing
    var index = 0
    while index < scalars.count {
      let script = Script(scalars[index])
      var end = index + 1
      if let script {
        // A run goes on over spaces and marks while letters of the script follow.
        var next = end
        while next < scalars.count {
          let other = Script(scalars[next])
          if other == script {
            end = next + 1
          } else if other != nil || Script.ends(scalars[next]) {
            break
          }
          next += 1
        }
      } else {
        while end < scalars.count, Script(scalars[end]) == nil { end += 1 }
      }
      var run = ""
      run.unicodeScalars.append(contentsOf: scalars[index..<end])
      let foreign: String? =
        switch script {
        case .hebrew? where own != .hebrew: "he"
        case .arabic? where own != .arabic: isPersian ? "fa" : "ar"
        case .arabic? where language == "ar" && isPersian: "fa"
        default: nil
        }
      html = foreign.map { "\(html)<span lang=\"\($0)\">\(run)</span>" } ?? "\(html)\(run)"
      index = end
    }
    return html
  }
}

/// The scripts of towns whose language reads from the right.
private enum Script {
  case hebrew, arabic, other

  /// That of a letter or of a digit that belongs to one script; nil for what every script has.
  init?(_ scalar: Unicode.Scalar) {
    guard scalar.properties.isAlphabetic || !scalar.isASCII && scalar.properties.numericType != nil
    else { return nil }
    self =
      switch scalar.value {
      case 0x0590...0x05FF, 0xFB1D...0xFB4F: .hebrew
      case 0x0600...0x06FF, 0x0750...0x077F, 0xFB50...0xFDFF, 0xFE70...0xFEFF: .arabic
      default: .other
      }
  }

  init(language: String) {
    self = language == "he" ? .hebrew : ["fa", "ar"].contains(language) ? .arabic : .other
  }

  /// Letters and digits that Persian has and Arabic has not.
  static func isPersianAlone(_ scalar: Unicode.Scalar) -> Bool {
    "پچژگکیۀ".unicodeScalars.contains(scalar) || (0x06F0...0x06F9).contains(scalar.value)
  }

  /// Where a run ends whatever follows: marks that keep a value apart, and brackets.
  static func ends(_ scalar: Unicode.Scalar) -> Bool {
    (0x2066...0x2069).contains(scalar.value) || "()[]«»“”,،".unicodeScalars.contains(scalar)
  }
}
