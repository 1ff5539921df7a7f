import Testing

@testable import Audit

/// Addresses and districts as people write them.
struct JoiningTests {
  static let words = ["street": "st", "avenue": "ave", "mass": "massachusetts", "north": "n"]

  static let addresses: [(String, [Int], String)] = [
    ("82 84 ALPINE ST", [82, 84], "alpine st"), ("10 Maple Street", [10], "maple st"),
    ("1350 Mass Ave", [1350], "massachusetts ave"), ("126 5 Oxford Street", [126, 5], "oxford st"),
    ("118R Industrial Rd", [118], "industrial rd"), ("118-R Industrial Rd", [118], "industrial rd"),
    ("14 1 2-16 1 2 WOODBRIDGE ST", [14, 16], "woodbridge st"),
    ("42 Cogswell Ave #1 - (A K A 1 Cogswell Ct", [42], "cogswell ave"),
    ("1791 MASS AVE & 1 AND 2 FROST TERRACE", [1791], "massachusetts ave"),
    ("41 41A PLEASANT ST", [41, 41], "pleasant st"), ("the corner", [], "the corner"),
  ]

  @Test(arguments: addresses)
  func `an address is house numbers and a street`(text: String, numbers: [Int], street: String) {
    let address = TypedAddress(text, words: Self.words)
    #expect(address.numbers == numbers)
    #expect(address.street == street)
  }

  @Test func `a range stands for one side of the street, and a descending one for its first`() {
    #expect(TypedAddress("10 16 Elm St", words: Self.words).range == [10, 12, 14, 16])
    #expect(TypedAddress("10 15 Elm St", words: Self.words).range == [10, 15])
    #expect(TypedAddress("126 5 Elm St", words: Self.words).range == [126])
  }

  @Test func `one slip is a letter more, less, other, or two exchanged`() {
    for other in ["maples st", "aple st", "mapel st", "mable st"] {
      #expect(isOneSlip("maple st", other), "\(other)")
    }
    for other in ["maple st", "elm st", "mapel s", "amlpe st"] {
      #expect(!isOneSlip("maple st", other), "\(other)")
    }
  }

  static let districts: DistrictNames = {
    var names = DistrictNames(
      words: ["residential": "residence", "res": "residence", "special": "sd"],
      drop: ["zone", "district"])
    for (name, code) in [
      ("Residence B District", "B"), ("B", "B"), ("Residence C District", "C"), ("C", "C"),
      ("Residence C-2B District", "C-2B"), ("C-2B", "C-2B"), ("BA", "BA"),
      ("Business A District", "BA"), ("Residence C-3 District", "C-3"), ("C-3", "C-3"),
      ("SD-9", "SD-9"), ("Office 3A District", "O-3A"), ("A-2", "A-2"),
      ("Residence A-2 District", "A-2"),
    ] { names.add(name, codes: [code]) }
    return names
  }()

  static let written: [(String, [String])] = [
    ("Residence B Zone", ["B"]), ("Reisdence B Zone", ["B"]), ("Residene B Zone", ["B"]),
    ("Residential C Zone", ["C"]), ("Residence C2-B Zone", ["C-2B"]), ("C-2-B", ["C-2B"]),
    ("Residence BA/C-2B Zone", ["BA", "C-2B"]), ("Residence A-2/B Zone", ["A-2", "B"]),
    ("Residence 3 (C-3) Zone", ["C-3"]), ("Special District-9", ["SD-9"]),
    ("Office 3A-PUD3", ["O-3A"]), ("Business A Zone-(HSO)", ["BA"]), ("PUD-4", []), ("", []),
    ("Residence", []),
  ]

  @Test(arguments: written)
  func `a district is known by its code, its name, and a slip in either`(
    text: String, codes: [String]
  ) {
    #expect(Self.districts.read(text).codes == codes)
  }
}
