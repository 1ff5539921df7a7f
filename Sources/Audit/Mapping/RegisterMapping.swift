package import Diagnostics
package import Facts
import Foundation
import Land

/// How one register is to be read: which column is what, and which limit of the law each figure is compared with.
package struct RegisterMapping: Sendable {
  /// The town whose parcels the cases lie on.
  package var town = ""
  package var register = ""
  /// What the report calls it, and where it comes from.
  package var label = ""
  package var caseColumn = ""
  package var dateColumn = ""
  /// The order of a date's parts: `month day year`.
  package var dateOrder = ["year", "month", "day"]
  package var addressColumn = ""
  /// Further lists of addresses, after the territory's own: file, label, columns of lot and address.
  package var addressLists: [AddressList] = []
  /// What stands in lists for a word of an address.
  package var words: [String: String] = [:]
  package var district = District()
  /// The work whose rules are asked.
  package var work = ""
  /// Facts of the case: columns, the first that has a figure, or a figure for all.
  package var facts: [FactSource] = []
  /// Facts that are measured where the case says nothing of them.
  package var surveyed: Set<String> = []
  /// Lists of lot lines, by fact: how many lines of each.
  package var lines: [String: Int] = [:]
  package var columns: [Column] = []
  package var readings: [Reading] = []
  /// What a person saw of single cases: shown, and counted as explained.
  package var notes: [Note] = []

  package struct AddressList: Sendable {
    package var file = ""
    package var label = ""
    package var lot = ""
    package var address = ""
  }

  package struct District: Sendable {
    package var column = ""
    /// The fact that the law asks for: `district`.
    package var fact = ""
    package var list: (file: String, code: String, name: String)?
    /// Names with the codes that each may mean.
    package var names: [(name: String, codes: [String])] = []
    package var words: [String: String] = [:]
    package var drop: Set<String> = []
    /// Days whose maps the districts are compared with too.
    package var otherDays: [CivilDate] = []
  }

  /// A fact from columns of the register, or one figure for every case.
  package struct FactSource: Sendable {
    package var fact: String
    package var columns: [String] = []
    package var constants: [String] = []
  }

  package struct Column: Sendable {
    package var name: String
    /// The column with what the register says is the law's figure.
    package var ordinance = ""
    package var existing: String?
    package var requested: String?
    /// What requirements measure: several where each has its own.
    package var subjects: [String] = []
    package var unit: UnitOfMeasure?
    /// The figure is the limit times a fact, or a fact divided by the limit.
    package var times: String?
    package var into: String?
    /// Only whole ones count.
    package var isWhole = false
    /// What requirements measure of this side and the opposite one together, and the column of that one.
    package var sum: String?
    package var opposite: String?
    /// What the letters of a typed formula are, `l` being the wall's length.
    package var letters: [String: String] = [:]
    /// Why no rule gives it.
    package var noRule: String?
  }

  /// Another way to read the law or the case: other facts, tried where the figures differ.
  package struct Reading: Sendable {
    package var name: String
    package var facts: [FactSource]
    /// The columns that it may explain; all where empty.
    package var columns: Set<String> = []
    /// The facts alter the limit, not what a column multiplies it with.
    package var limitOnly = false
    /// A figure that no rule here gives, in some districts: a rule of use, or of another article.
    package var figure: Double?
    package var districts: Set<String> = []
    /// The figure is this part of the limit.
    package var factor = 1.0
  }

  package struct Note: Sendable {
    package var cases: Set<String>
    /// A column's name, or `zone`.
    package var column: String
    package var seen: String
  }
}

/// Why a mapping cannot be used.
package struct MappingError: Error, CustomStringConvertible {
  package var findings: [Diagnostic]
  package var description: String { findings.map(\.description).joined(separator: "\n") }
}
