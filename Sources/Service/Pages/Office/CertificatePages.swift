import Facts
import Foundation
import HTTPTypes
import Hummingbird
package import Register

/// The planning information certificate: issued for a parcel by the law and the maps of the day, signed, and verified.
extension Server {
  var certificatePages: [Endpoint] {
    [
      Endpoint(.post, "/{lang}/certificate/{town}/{number…}") { call in
        let words = try catalogue(call)
        _ = try await Form(of: call)
        let certificate = try await certify(call["town"] + "/" + call["number"])
        return .seeOther("/\(words.language)/certificates/\(certificate.serial)")
      },
      Endpoint(.get, "/{lang}/certificates/{serial}") { call in
        let words = try catalogue(call)
        let certificate = try await issued(call["serial"], call)
        if call.wantsJSON { return .json(certificate.envelope.canonicalBytes) }
        return page(
          CertificatePage(words: words, certificate: certificate, server: self).content, in: words,
          call, notice: certificate.body["town"]?["notice"]?[words.language]?.string)
      },
      Endpoint(.get, "/{lang}/verify") { call in
        let words = try catalogue(call)
        return page(verifyPage(words, typed: "", found: nil), in: words, call).withForm()
      },
      Endpoint(.post, "/{lang}/verify") { call in
        let words = try catalogue(call)
        let form = try await Form(of: call, limit: 3 * Body.limit)
        let file = form.text("file", limit: Body.limit)
        let typed = file.isEmpty ? form.text("certificate", limit: Body.limit) : file
        let found = try await verify(typed)
        var response = page(
          verifyPage(words, typed: typed, found: found), in: words, call
        ).withForm()
        if case .unreadable = found { response.status = .unprocessableContent }
        return response
      },
      Endpoint(.get, "/.well-known/mizan-key") { _ in
        guard let key else { throw Problem.notFound("/.well-known/mizan-key") }
        return .json(
          VerificationKey.set([key.verification]).canonicalBytes, type: "application/jwk-set+json")
      },
    ]
  }

  var certificateInterface: [Endpoint] {
    [
      Endpoint(.post, "/api/v1/certificates") { call in
        let body = try await Body.json(of: call)
        guard let parcel = body["parcel"]?.string, body.object?.count == 1 else {
          throw CheckRequest.problem([
            .init("/parcel", "a certificate is of a `parcel`", mend: #"write `{"parcel": …}`"#)
          ])
        }
        var response = Response.json(try await certify(parcel).envelope.canonicalBytes)
        response.status = .created
        return response
      },
      Endpoint(.get, "/api/v1/certificates/{serial}") { call in
        .json(try await issued(call["serial"], call).envelope.canonicalBytes)
      },
    ]
  }

  /// The way to a certificate of a place.
  func aboutPlace(_ words: Catalogue, _ place: PlaceSummary) -> HTML {
    guard cabinet != nil, key != nil else { return .nothing }
    return """
      <section class="noprint"><form action="/\(words.language)/certificate/\(place.parcel.pathEncoded)" method="post"><h2>\(words(.certificateTitle))</h2>
      <p>\(words(.certificateHint))</p><p><button type="submit" class="second">\(words(.certificateIssue))</button></p></form></section>
      """
  }

  /// Where to say that a fact of the place is wrong.
  func wrongLink(_ words: Catalogue, _ place: PlaceSummary) -> HTML {
    cabinet == nil
      ? .nothing
      : "<p class=\"noprint\"><a href=\"/\(words.language)/report/\(place.parcel.pathEncoded)\">\(words(.reportLink))</a></p>"
  }

  /// Certifies a parcel by the law and the maps of today; keeps the certificate, then gives it.
  package func certify(_ parcel: String) async throws -> Certificate {
    guard let key else {
      throw Problem(
        .serviceUnavailable, "no-key", "nothing can be certified",
        detail: "the service has no key to sign with")
    }
    let day = today()
    let content: [JSON.Member]
    switch try await work({ enquiries.certificate(of: parcel, on: day) }) {
    case .success(let members): content = members
    case .failure(let refusal):
      guard !refusal.isOurs, refusal.faults.contains(where: { $0.pointer == "/parcel" }) else {
        throw problem(refusal)
      }
      throw Problem.notFound(parcel)
    }
    let town = String(parcel.split(separator: "/").first ?? "")
    let years = enquiries.town(town)?.certificateYears ?? 1
    guard let last = day.adding(months: 12 * years) else { throw Problem.notFound(parcel) }
    let certificate = try Certificate(
      content + [
        .init("issued", .string(day.description)), .init("validUntil", .string(last.description)),
      ], signedWith: key)
    return try await withCabinet { try await $0.issue(certificate) }
  }

  private func issued(_ serial: String, _ call: Call) async throws -> Certificate {
    guard let serial = ReceiptNumber.reading(serial),
      let certificate = try await withCabinet({ try $0.certificate(serial) })
    else { throw Problem.notFound(call.request.uri.path) }
    return certificate
  }

  // MARK: verifying

  enum Verified {
    case known(Certificate, Certificate.Standing)
    case noSuchSerial
    case unreadable
  }

  /// What a text is worth: a certificate's file, or the serial of one that was issued here.
  private func verify(_ typed: String) async throws -> Verified {
    let keys = key.map { [$0.verification] } ?? []
    if let serial = ReceiptNumber.reading(typed) {
      guard let certificate = try await withCabinet({ try $0.certificate(serial) }) else {
        return .noSuchSerial
      }
      return .known(certificate, certificate.standing(by: keys, on: today()))
    }
    guard let certificate = try? Certificate(reading: Array(typed.utf8)) else { return .unreadable }
    return .known(certificate, certificate.standing(by: keys, on: today()))
  }

  private func verifyPage(_ words: Catalogue, typed: String, found: Verified?) -> Content {
    var fault: String?
    var result = HTML.nothing
    switch found {
    case nil: break
    case .unreadable: fault = words(typed.isEmpty ? .verifyEmpty : .verifyUnreadable)
    case .noSuchSerial: result = standing("✕", words(.verifyNoSerial), isGood: false)
    case .known(let certificate, let worth):
      let serial: HTML = "<p><code dir=\"ltr\">\(certificate.serial)</code></p>"
      let last = certificate.validUntil.map { time($0, words) }
      switch worth {
      case .valid:
        result =
          "\(standing("✓", words(.verifyValid), isGood: true))\(serial)<p>\(words(.certificateUntil)): \(last)</p>"
      case .expired:
        result =
          "\(standing("!", words(.verifyExpired), isGood: false))\(serial)<p>\(words(.certificateUntil)): \(last)</p>"
      case .changed: result = standing("✕", words(.verifyChanged), isGood: false)
      case .unknownKey: result = standing("?", words(.verifyUnknownKey), isGood: false)
      }
    }
    let field = FormField(
      name: "certificate", label: words(.verifyLabel), hint: words(.verifyHint),
      value: String(typed.prefix(2000)), fault: fault, isLong: true)
    let title = words(.verifyTitle)
    return Content(
      title: fault == nil ? title : words(.errorTitle, ["title": title]),
      main: """
        \(FormField.summary([field], words))<h1>\(title)</h1>
        <div role="status">\(result)</div>
        <form action="/\(words.language)/verify" method="post" enctype="multipart/form-data" novalidate>\(field.html)
        <div class="field"><label for="file">\(words(.verifyFile))</label><input id="file" name="file" type="file" accept=".json,application/json"></div>
        <p><button type="submit">\(words(.verifyButton))</button></p></form>
        <p class="quiet">\(words(.verifyKey)) <a href="/.well-known/mizan-key" hreflang="en">/.well-known/mizan-key</a></p>
        """)
  }

  private func standing(_ icon: String, _ text: String, isGood: Bool) -> HTML {
    let kind = isGood ? "permitted" : "not_permitted"
    return
      "<p class=\"verdict \(kind)\"><span class=\"icon\" aria-hidden=\"true\">\(icon)</span><strong>\(text)</strong></p>"
  }
}
