/// A field of a form with its label, its hint, and what is wrong with it: said above the page and beside the field.
struct FormField {
  var name: String
  var label: String
  var hint: String?
  var value = ""
  var fault: String?
  var isLong = false
  /// Whether what is typed is not shown.
  var isSecret = false
  /// What the browser may fill in: `name`, `email`.
  var autocomplete = "off"
  /// What is offered, where it is one of a few.
  var choices: [(value: String, label: String)] = []

  var html: HTML {
    let described = [fault.map { _ in "\(name)-fault" }, hint.map { _ in "\(name)-hint" }]
      .compactMap { $0 }.joined(separator: " ")
    let hint: HTML = hint.map { "<p id=\"\(name)-hint\" class=\"hint\">\($0)</p>" } ?? .nothing
    let message: HTML =
      fault.map { "<p id=\"\(name)-fault\" class=\"fault\"><bdi>\($0)</bdi></p>" } ?? .nothing
    let more: HTML =
      "\(described.isEmpty ? .nothing : " aria-describedby=\"\(described)\"" as HTML)\(fault == nil ? .nothing : " aria-invalid=\"true\"" as HTML)"
    let field: HTML
    if !choices.isEmpty {
      let options = choices.html { choice in
        let chosen: HTML = choice.value == value ? " selected" : .nothing
        return "<option value=\"\(choice.value)\"\(chosen)>\(choice.label)</option>"
      }
      field = "<select id=\"\(name)\" name=\"\(name)\"\(more)>\(options)</select>"
    } else if isLong {
      field =
        "<textarea id=\"\(name)\" name=\"\(name)\" rows=\"5\" dir=\"auto\" autocomplete=\"\(autocomplete)\"\(more)>\n\(value)</textarea>"
    } else {
      field =
        "<input id=\"\(name)\" name=\"\(name)\" type=\"\(isSecret ? "password" : "text")\" dir=\"auto\" maxlength=\"\(Form.line)\" autocomplete=\"\(autocomplete)\" value=\"\(value)\"\(more)>"
    }
    return
      "<div class=\"field\"><label for=\"\(name)\">\(label)</label>\(hint)\(message)\(field)</div>"
  }

  /// All that is wrong, each with the way to its field; nothing where nothing is.
  static func summary(_ fields: [FormField], _ words: Catalogue) -> HTML {
    let wrong = fields.filter { $0.fault != nil }
    guard !wrong.isEmpty else { return .nothing }
    let items = wrong.html { "<li><a href=\"#\($0.name)\"><bdi>\($0.fault ?? "")</bdi></a></li>" }
    return """
      <div class="errors" role="alert" aria-labelledby="errors" tabindex="-1" autofocus><h2 id="errors">\(words(.errorHeading))</h2><ul>\(items)</ul></div>
      """
  }
}
