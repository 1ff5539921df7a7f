/// Why a figure of the register is not the law's, or cannot be set beside it.
package enum Reason: String, Sendable, CaseIterable {
  // Not comparable
  case lotNotFound = "lot not found"
  case noDistrict = "district not known"
  case noRow = "district in no table"
  case gap = "gap in the table"
  case noRule = "no rule on it"
  case blank = "nothing typed"
  case notApplicable = "`N/A` typed"
  case asBefore = "`no change` typed"
  case words = "only words typed"
  case notFilled = "form not filled in"
  case missingFacts = "the case lacks what the limit depends on"

  // Explained differences
  case reading = "another reading"
  case ownValue = "the building's own value"
  case otherColumn = "the figure of another column"
  case otherDistrict = "the figure of another district"
  case sum = "what both sides together must have"
  case derived = "worked out from another figure typed"
  case slip = "a point or sign misplaced"
  case inches = "feet and inches written as a decimal"
  case product = "an area in the place of a ratio"
  case parts = "each zone's limit for its part of the lot"
  case formula = "the formula with the building's other dimensions"
  case wall = "a formula that needs a wall not in the register"
  case rounding = "rounded"
  case notLimited = "none typed where the law has a figure"
  case note = "seen by a person"

  case unexplained = "not explained"

  /// What it says, in a sentence for the table of explanations.
  package var sentence: String {
    switch self {
    case .lotNotFound: "the address leads to no lot of that day"
    case .noDistrict: "the lot has no zone on the map of that day"
    case .noRow: "the regulations have no table that reaches the lot's district"
    case .gap: "the regulations mark this cell as not established"
    case .noRule: "the regulations have no rule on what this column asks"
    case .blank: "the field is empty, a dash or a question mark"
    case .notApplicable: "the applicant held that no figure applies"
    case .asBefore: "the field speaks of the building, not of the law"
    case .words: "the field refers to something else in words"
    case .notFilled:
      "fewer than half of the form's figures are filled in: 0 or `none` stands for \"not about this\" (signs, antennas, uses)"
    case .missingFacts:
      "the limit is a formula, and the case says no height, length or depth to work it out with"
    case .reading: "the figure is the law's under another reading of the law or of the case"
    case .ownValue: "what exists or is asked for stands where the law's figure is asked for"
    case .otherColumn:
      "the law's figure for something else stands here, perhaps with this line's sign"
    case .otherDistrict: "the figure is right for another district than the lot's"
    case .sum:
      "the law asks each side for a least figure and both for a sum; the sum, or what is left of it, is typed for one side"
    case .derived: "it follows from a ratio that the case types otherwise than the law"
    case .slip: "the digits are the law's, the point, percent sign or unit is not"
    case .inches: "7 ft 6 in typed as 7.6"
    case .product:
      "the limit times the lot's area, or that area itself, stands where the ratio is asked for"
    case .parts:
      "the lot lies in several zones, and the figure adds up what each gives to its part"
    case .formula:
      "the yard is the formula alone, worked out with another height, length or width of the case, a floor left out"
    case .wall:
      "the yard follows the wall that faces the line, and no dimension of the case gives the figure: a wall of some other length would"
    case .rounding: "within a twentieth of the law's figure"
    case .notLimited: "0 or `none` is typed in a form that is otherwise filled in"
    case .note: "an officer's note stands in the mapping"
    case .unexplained: "nothing above fits"
    }
  }
}

/// One figure of a case beside the law's.
package struct Comparison: Sendable, Hashable {
  package enum Outcome: String, Sendable {
    case equal, differs
    case notComparable = "not comparable"
  }

  package var column: String
  package var typed: String
  /// What the same row has for the building as it stands, and as it is asked for.
  package var existing: String?
  package var requested: String?
  package var outcome: Outcome
  /// Nil where they are equal.
  package var reason: Reason?
  /// What exactly: the reading's name, the other district, the wall that would be needed.
  package var detail: String?
  /// The law's figures in the column's unit: several where several requirements hold together.
  package var limits: [Double] = []
  package var article: String?
}
