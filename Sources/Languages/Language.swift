import Facts

/// A language that Mizan speaks: its name, its direction and its messages.
///
/// A new one is a file of messages and a line in ``all``; tests hold each complete and without a message that nobody says.
package struct Language: Sendable {
  /// ISO 639-1: `fa`.
  package let code: String
  /// The language's own name.
  package let name: String
  package let isRightToLeft: Bool
  private let messages: [String: Message]
  /// What is wrong with the file, by line; tests hold it empty.
  package let faults: [MessageFile.Fault]

  /// In the order in which they are offered.
  package static let all = [english, persian, hebrew, arabic, russian]

  package static let english = Language(
    "en", "English", isRightToLeft: false, PackageResources.en_messages)
  static let persian = Language("fa", "فارسی", isRightToLeft: true, PackageResources.fa_messages)
  static let hebrew = Language("he", "עברית", isRightToLeft: true, PackageResources.he_messages)
  static let arabic = Language("ar", "العربية", isRightToLeft: true, PackageResources.ar_messages)
  static let russian = Language("ru", "Русский", isRightToLeft: false, PackageResources.ru_messages)

  /// The language of a code; nil where there is none yet.
  package static func of(_ code: String) -> Language? { all.first { $0.code == code } }

  private init(_ code: String, _ name: String, isRightToLeft: Bool, _ file: [UInt8]) {
    self.code = code
    self.name = name
    self.isRightToLeft = isRightToLeft
    let read = MessageFile(String(decoding: file, as: UTF8.self))
    messages = read.messages
    faults = read.faults
  }

  package var direction: String { isRightToLeft ? "rtl" : "ltr" }

  /// `page.title` and the like.
  package var keys: Set<String> { Set(messages.keys) }

  package func message(_ key: String) -> Message? { messages[key] }

  /// A whole count in the language's digits.
  package func number(_ count: Int) -> String { Number(count).formatted(in: code) }
}

/// The messages of one language for one set of keys, looked up without reading a name: what an answer says, what pages say.
package struct Phrasebook<Key: CaseIterable & Hashable & RawRepresentable<String> & Sendable>:
  Sendable
{
  package let language: Language
  private let messages: [Key: Message]

  /// - Parameter section: The heading under which the keys stand in the file.
  package init(_ language: Language, section: String) {
    self.language = language
    messages = Dictionary(
      uniqueKeysWithValues: Key.allCases.compactMap { key in
        let name = "\(section).\(key.rawValue)"
        return (language.message(name) ?? Language.english.message(name)).map { (key, $0) }
      })
  }

  package func callAsFunction(
    _ key: Key, _ values: [String: String] = [:], counts: [String: Int] = [:]
  ) -> String {
    messages[key]?.filled(values, counts: counts, in: language) ?? key.rawValue
  }
}
