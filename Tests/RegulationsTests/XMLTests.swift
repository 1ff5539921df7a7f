import Diagnostics
import Testing

@testable import Regulations

struct XMLTests {
  private func read(_ text: String) -> (root: XMLElement?, findings: [Diagnostic]) {
    var findings: [Diagnostic] = []
    let root = XMLElement(Array(text.utf8), file: "a.dmn", findings: &findings)
    return (root, findings)
  }

  @Test func `elements keep namespace, attributes, text and place`() throws {
    let (root, findings) = read(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <a xmlns="urn:one" xmlns:x="urn:two" x:kind="k" name="n">
        <!-- no text -->
        <x:b>1 &lt; 2 <![CDATA[& more]]></x:b>
      </a>
      """)
    let element = try #require(root)
    #expect(findings == [])
    #expect(element.namespace == "urn:one")
    #expect(element["name"] == "n")
    #expect(element["urn:two kind"] == "k")
    let inner = try #require(element.first("b"))
    #expect(inner.namespace == "urn:two")
    #expect(inner.text == "1 < 2 & more")
    #expect((inner.place.line, inner.place.column) == (4, 3))
    #expect((inner.textPlace.line, inner.textPlace.column) == (4, 8))
  }

  @Test(arguments: [
    ("<!DOCTYPE a><a/>", "xml-doctype", 1, 12),
    ("<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>", "xml-doctype", 1, 13),
    ("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<a>&x;</a>", "xml-doctype", 1, 13),
    ("<!DOCTYPE a SYSTEM \"http://example.org/a.dtd\"><a/>", "xml-doctype", 1, 46),
    ("<a>\n <b>&nbsp;</b>\n</a>", "bad-xml", 2, 5), ("<a>\n<b></a>", "bad-xml", 2, 6),
    ("", "bad-xml", 1, 1), ("no xml at all", "bad-xml", 1, 1), ("<a/><b/>", "bad-xml", 1, 5),
    ("<a x:b=\"1\"/>", "bad-xml", 1, 1), ("<a b=\"1\" b=\"2\"/>", "bad-xml", 1, 10),
  ])
  func `what is no plain XML is refused with its place`(
    text: String, id: String, line: Int, column: Int
  ) throws {
    let (root, findings) = read(text)
    #expect(root == nil)
    let finding = try #require(findings.first)
    #expect(finding.id == id)
    #expect(finding.place?.line == line)
    #expect(finding.place?.column == column)
    #expect(findings.count == 1)
  }

  @Test func `nesting and size have bounds`() {
    let deep = String(repeating: "<a>", count: 201) + String(repeating: "</a>", count: 201)
    #expect(read(deep).findings.map(\.id) == ["xml-too-deep"])
    let fits = String(repeating: "<a>", count: 200) + String(repeating: "</a>", count: 200)
    #expect(read(fits).root != nil)
    var findings: [Diagnostic] = []
    let huge = [UInt8](repeating: UInt8(ascii: " "), count: XMLElement.largestSize + 1)
    #expect(XMLElement(huge, file: "a.dmn", findings: &findings) == nil)
    #expect(findings.map(\.id) == ["file-too-large"])
  }

  @Test func `a file cut off anywhere, or with a byte changed, is read or refused and never more`()
  {
    let text = Array(
      "<?xml version=\"1.0\"?><a xmlns:x=\"urn:x\"><x:b c=\"d\">e &amp; f</x:b><!-- g --></a>".utf8)
    for length in text.indices {
      var findings: [Diagnostic] = []
      let root = XMLElement(Array(text[..<length]), file: "a", findings: &findings)
      #expect(root == nil)
      #expect(findings.count == 1)
    }
    for place in text.indices {
      for byte: UInt8 in [0, 0x3C, 0x26, 0xFF, 0x22] {
        var broken = text
        broken[place] = byte
        var findings: [Diagnostic] = []
        let root = XMLElement(broken, file: "a", findings: &findings)
        #expect((root == nil) == !findings.isEmpty)
      }
    }
  }
}
