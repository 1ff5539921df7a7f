import Diagnostics
import Facts
import Hummingbird
import Land

/// `POST /api/v1/measure`: what a drawing measures, the same figures as the pages show.
extension Server {
  var measuring: [Endpoint] {
    [
      Endpoint(.post, "/api/v1/measure") { call in
        let asked = try MeasureRequest(reading: try await Body.json(of: call), today: today())
        let measurement = try await work { () -> Result<Measurement?, FootprintFault> in
          do throws(FootprintFault) {
            return .success(
              try enquiries.measure(asked.footprint, on: asked.parcel, day: asked.on))
          } catch { return .failure(error) }
        }
        switch measurement {
        case .success(let found?): return .json(found.json.canonicalBytes)
        case .success(nil):
          throw CheckRequest.problem([
            .init(
              "/parcel", "there is no lot `\(asked.parcel)` to draw on",
              mend: "search with `/api/v1/parcels?q=`")
          ])
        case .failure(let fault):
          throw CheckRequest.problem([.init("/footprint", fault.description)])
        }
      }
    ]
  }
}

/// The body of a measuring, read strictly.
private struct MeasureRequest {
  let parcel: String
  let footprint: Footprint
  let on: CivilDate

  private static let members = ["parcel", "footprint", "on"]

  init(reading body: JSON, today: CivilDate) throws {
    var faults: [Refusal.Fault] = []
    guard let object = body.object else {
      throw CheckRequest.problem([
        .init("", "the body is an object", mend: #"write `{"parcel": …, "footprint": …}`"#)
      ])
    }
    for member in object where !Self.members.contains(member.key) {
      let near = nearestName(to: member.key, among: Self.members)
      faults.append(
        .init(
          "/\(CheckRequest.pointer(member.key))", "`\(member.key)` is no member of a measuring",
          mend: near.map { "write `\($0)`" } ?? "leave it out"))
    }
    let parcel = body["parcel"]?.string
    if parcel == nil { faults.append(.init("/parcel", "a measuring names its `parcel`")) }
    var footprint: Footprint?
    if let text = body["footprint"]?.string {
      do throws(FootprintFault) { footprint = try Footprint(reading: text) } catch {
        faults.append(.init("/footprint", error.description))
      }
    } else {
      faults.append(
        .init(
          "/footprint", "a measuring has a `footprint`", mend: "write `1@3,5;11,5;11,15;3,15`"))
    }
    var on: CivilDate? = today
    if let written = body["on"], written != .null {
      on = written.string.flatMap { CivilDate($0) }
      if on == nil {
        faults.append(
          .init("/on", "`\(written.canonical)` is no day", mend: "write it as `2026-03-21`"))
      }
    }
    guard faults.isEmpty, let parcel, let footprint, let on else {
      throw CheckRequest.problem(faults)
    }
    self.parcel = parcel
    self.footprint = footprint
    self.on = on
  }
}
