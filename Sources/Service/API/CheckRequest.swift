import Diagnostics
import Facts
import HTTPTypes

/// The body of `POST /api/v1/check`, read strictly: what is not known by name is an error, never passed over.
struct CheckRequest {
  static let members = ["parcel", "site", "work", "inputs", "on", "lang"]

  /// The question, or every fault of the body at once.
  static func question(_ body: JSON, today: CivilDate) throws -> Question {
    var faults: [Refusal.Fault] = []
    guard let object = body.object else {
      throw problem([.init("", "the body is an object", mend: #"write `{"parcel": …, "work": …}`"#)]
      )
    }
    for member in object where !members.contains(member.key) {
      let near = nearestName(to: member.key, among: members)
      faults.append(
        .init(
          "/\(pointer(member.key))", "`\(member.key)` is no member of a question",
          mend: near.map { "write `\($0)`" } ?? "leave it out"))
    }

    func text(_ name: String) -> String? {
      guard let value = body[name], value != .null else { return nil }
      if let text = value.string { return text }
      faults.append(.init("/\(name)", "`\(name)` is a text", mend: "put it in quotes"))
      return nil
    }

    let parcel = text("parcel")
    let site = body["site"]
    if let site, site.object == nil {
      faults.append(.init("/site", "`site` is an object of facts"))
    }
    if parcel == nil, body["parcel"] == nil, site == nil {
      faults.append(
        .init(
          "", "a question names its `parcel`, or gives the facts of its `site`",
          mend: "add `parcel`"))
    } else if parcel != nil, site != nil {
      faults.append(
        .init("/site", "a question has a `parcel` or a `site`, not both", mend: "leave one out"))
    }
    let work = text("work")
    if work == nil, body["work"] == nil {
      faults.append(
        .init("", "a question names its `work`", mend: "add `work`; `/api/v1/works` lists them"))
    }
    var on = today
    if let written = text("on") {
      if let date = CivilDate(written) {
        on = date
      } else {
        faults.append(.init("/on", "`\(written)` is no day", mend: "write it as `2026-03-21`"))
      }
    }
    var inputs: [JSON.Member] = []
    if let given = body["inputs"], given != .null {
      if let members = given.object {
        inputs = members
      } else {
        faults.append(.init("/inputs", "`inputs` is an object", mend: #"write `{"height": 2.4}`"#))
      }
    }
    guard faults.isEmpty, let work else { throw problem(faults) }
    return Question(
      parcel: parcel, site: site, work: work, inputs: inputs, on: on,
      language: text("lang") ?? "en")
  }

  /// The question cannot be answered, with every reason.
  static func problem(_ faults: [Refusal.Fault]) -> Problem {
    Problem(
      .unprocessableContent, "not-answerable", "the question cannot be answered as it is put",
      detail: faults.first?.detail ?? "", errors: faults)
  }

  /// A name within a JSON pointer (RFC 6901).
  static func pointer(_ name: String) -> String {
    name.replacing("~", with: "~0").replacing("/", with: "~1")
  }
}
