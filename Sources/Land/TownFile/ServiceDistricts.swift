import Diagnostics
package import Facts

/// Where people go with a matter of a place, by the district that the place lies in, and where they need not go.
///
/// `service districts: { layer: NAME, hours: { en: … }, offices: { DISTRICT: { address: …, online: true } } }`; the layer is one
/// of the town's, and its features have the districts' names. A district is open online only where `online: true` says so.
package struct ServiceDistricts: Sendable, Hashable {
  /// The layer whose features are the districts.
  package var layer = ""
  /// By the district's name.
  package var offices: [String: Office] = [:]

  package struct Office: Sendable, Hashable {
    package var address = ""
    package var hours = LocalText()
    /// Whether applications of its district are taken by the service.
    package var isOnline = false
  }
}

extension TownFileReader {
  /// Nil where the file has none; what cannot be read is a finding.
  mutating func serviceDistricts(_ tree: YAMLTree?, layers: [String]) -> ServiceDistricts? {
    guard let tree else { return nil }
    check(
      (tree.entries ?? []).map(\.key), tree, against: ["layer", "hours", "offices"],
      of: "the service districts")
    var districts = ServiceDistricts()
    districts.layer = tree["layer"]?.text ?? ""
    if !layers.contains(districts.layer) {
      report(
        "bad-value", "the service districts name one of the town's `layers`",
        tree["layer"]?.place ?? tree.place, nearestTo: districts.layer, among: layers)
    }
    let hours = localText(tree["hours"]) ?? LocalText()
    for (name, value) in tree["offices"]?.entries ?? [] {
      check(
        (value.entries ?? []).map(\.key), value, against: ["address", "hours", "online"],
        of: "the office of `\(name)`")
      var office = ServiceDistricts.Office()
      office.address = value["address"]?.text ?? ""
      office.hours = localText(value["hours"]) ?? hours
      switch value["online"]?.text {
      case nil, "false": break
      case "true": office.isOnline = true
      default:
        report(
          "bad-value", "`online` is `true` or `false`", value["online"]?.place ?? value.place)
      }
      districts.offices[name] = office
    }
    if districts.offices.isEmpty {
      report(
        "missing-key", "the service districts have `offices`", tree.place,
        mend: "write `offices: { DISTRICT: { address: …, online: true } }`")
    }
    return districts
  }

  /// For how many years what the office certifies of a parcel may be relied on; 1 where the file does not say.
  mutating func certificateYears(_ tree: YAMLTree?) -> Int {
    guard let tree else { return 1 }
    if let years = tree.text.flatMap({ Int($0) }), (1...10).contains(years) { return years }
    report("bad-value", "`certificate years` is a whole number from 1 to 10", tree.place)
    return 1
  }
}
