import FEEL
import Facts
import Foundation
import Programs
import Regulations
import RuleCompiler

/// The workload ZB-1: a zoning permit of 120 + 17 + 8 table rows, 15 derived values and 25 conditions, on 100,000 cases whose
/// results were worked out in exact fractions. Written by the scripts beside the project, once, into the build folder.
struct ZoningWorkload {
  let folder: String
  let program: Program
  let conditions: [Program.Slot]
  let outcome: Program.Slot
  private(set) var cases: [[ExactExecutor.Cell]] = []
  /// A bit for each condition that is met.
  private(set) var masks: [UInt32] = []
  private(set) var outcomes: [String] = []
  private(set) var fees: [Double] = []

  struct Fault: Error, CustomStringConvertible { var description: String }

  /// - Parameter scripts: The folder of the workload's scripts.
  init(scripts: String, build: String) throws {
    folder = build + "/rules"
    try Self.prepare(scripts, folder)
    program = try Self.compile(folder + "/out/zb1.dmn")
    let slots = Dictionary(
      program.outputs.map { ($0.name, $0.slot) }, uniquingKeysWith: { first, _ in first })
    conditions = (1...25).compactMap { slots["conditions.c" + ($0 < 10 ? "0" : "") + "\($0)"] }
    guard conditions.count == 25, let outcome = slots["result.outcome"] else {
      throw Fault(description: "the workload's decisions were not compiled")
    }
    self.outcome = outcome
    try readCases()
  }

  /// The decisions of the workload's model as one program.
  static func compile(_ path: String) throws -> Program {
    let library = try DecisionLibrary(loading: path)
    guard let namespace = library.models.keys.sorted().first else {
      throw Fault(description: "`\(path)` holds no model")
    }
    return DecisionProgram(library).compiled(namespace: namespace).program
  }

  private static func prepare(_ scripts: String, _ folder: String) throws {
    let files = FileManager.default
    if files.fileExists(atPath: folder + "/native/cv_clang") { return }
    try? files.removeItem(atPath: folder)
    try files.createDirectory(
      atPath: (folder as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    let commands =
      "cp -r '\(scripts)' '\(folder)' && chmod -R u+w '\(folder)' && cd '\(folder)' && mkdir -p data && python3 gen.py && "
      + "python3 native/gen_c.py && make native/c_clang native/c_dec128 native/cv_clang"
    guard try run("/bin/sh", ["-c", commands]).status == 0 else {
      throw Fault(description: "the workload of `\(scripts)` could not be written")
    }
  }

  static func run(_ program: String, _ arguments: [String], in folder: String? = nil) throws -> (
    status: Int32, output: String
  ) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(filePath: folder) }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  /// What a native program of the workload did: cases a processor second by the name it prints.
  func native(_ name: String) -> [String: Double] {
    guard let run = try? Self.run(folder + "/native/" + name, [], in: folder) else { return [:] }
    var rates: [String: Double] = [:]
    for line in run.output.split(whereSeparator: \.isNewline) {
      guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let name = object["name"] as? String, let rate = object["best_cpu"] as? NSNumber,
        (object["mismatch"] as? NSNumber)?.intValue == 0
      else { continue }
      rates[name] = rate.doubleValue
    }
    return rates
  }

  private mutating func readCases() throws {
    func lines(_ name: String) throws -> [[String]] {
      let text = try String(contentsOfFile: folder + "/data/" + name, encoding: .utf8)
      return text.split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
    }
    let inputs = try lines("inputs.csv")
    let header = inputs[0]
    let places = program.inputs.map { input in header.firstIndex(of: input.name) }
    for fields in inputs.dropFirst() {
      cases.append(
        zip(program.inputs, places).map { input, place in
          guard let place, place < fields.count else { return .null }
          switch input.type {
          case .number: return Number(fields[place]).map { .number($0) } ?? .null
          case .boolean: return .boolean(fields[place] == "1")
          case .code, .row, .boxed: return program.cell(.string(fields[place]), input.type)
          }
        })
    }
    for fields in try lines("expected.csv").dropFirst() where fields.count >= 4 {
      masks.append(UInt32(fields[0]) ?? 0)
      outcomes.append(fields[2])
      fees.append(Double(fields[3]) ?? .nan)
    }
  }
}
