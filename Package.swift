// swift-tools-version:6.2
import PackageDescription

// Floors from the ground up: a target uses only what it names here, all of it below.
let package = Package(
  name: "mizan",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CDecimal", providers: [.apt(["libintelrdfpmath-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
    .target(name: "CLineEditing", linkerSettings: [.linkedLibrary("edit")]),
    .systemLibrary(
      name: "CMarkdown", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),

    // The ground
    .target(name: "Columns"),
    .target(name: "Diagnostics"),
    .target(name: "Facts", dependencies: ["CDecimal", "Columns"]),
    .target(name: "Geometry", dependencies: ["CGEOS"]),
    .target(
      name: "Languages", dependencies: ["Facts"],
      resources: [
        .embedInCode("Messages/ar.messages"), .embedInCode("Messages/en.messages"),
        .embedInCode("Messages/fa.messages"), .embedInCode("Messages/he.messages"),
        .embedInCode("Messages/ru.messages"),
      ]),

    // The law: regulation text to a model of its decisions
    .target(name: "FEEL", dependencies: ["Facts", "Diagnostics"]),
    .target(
      name: "Regulations",
      dependencies: [
        "FEEL", "Facts", "Diagnostics", "CExpat", "CMarkdown",
        .product(name: "Yams", package: "Yams"),
      ]),

    // The land: parcels, plans and layers to the facts of a site
    .target(name: "SpatialIndex", dependencies: ["Geometry", "Columns"]),
    .target(
      name: "Land",
      dependencies: [
        "SpatialIndex", "Geometry", "Columns", "Facts", "Diagnostics", "CPROJ",
        .product(name: "GRDB", package: "GRDB.swift"), .product(name: "Yams", package: "Yams"),
      ]),

    // Towns of our own making, for demonstration
    .target(name: "Demonstration", dependencies: ["Land"]),

    .target(name: "Programs", dependencies: ["FEEL", "Facts"]),

    // The answer: where the two meet
    .target(
      name: "Evaluation",
      dependencies: [
        "FEEL", "Facts", "Languages", .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "RuleCompiler",
      dependencies: ["Regulations", "Programs", "Evaluation", "FEEL", "Facts", "Diagnostics"]),

    .target(name: "Simulation", dependencies: ["Evaluation", "Facts"]),
    .target(name: "Audit", dependencies: ["Evaluation", "Land", "Facts", "Diagnostics"]),

    // The channels: one evaluation, many doors
    .target(
      name: "Register",
      dependencies: [
        "Evaluation", "Facts", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(
      name: "Service",
      dependencies: [
        "Register", "RuleCompiler", "Land", "Geometry", "Evaluation", "Languages", "Facts",
        "Diagnostics", .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
      ],
      resources: [.embedInCode("Assets/mizan.css"), .embedInCode("Assets/map.js"),
        .embedInCode("Assets/sketch.js"),
      ]),
    .executableTarget(
      name: "mizan",
      dependencies: [
        "Service", "Register", "RuleCompiler", "Regulations", "Land", "Demonstration", "Simulation",
        "Audit", "Evaluation", "FEEL", "CLineEditing",
        "Languages", "Facts", "Diagnostics",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "Bench",
      dependencies: [
        "Service", "RuleCompiler", "Regulations", "FEEL", "Programs", "Land", "SpatialIndex",
        "Geometry", "Columns", "Simulation", "Evaluation", "Facts",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),

    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "TestSupport", "RuleCompiler", "Programs", "Regulations", "Geometry", "FEEL", "Facts",
        "Diagnostics", .product(name: "BigInt", package: "BigInt"),
      ]),

    // Tests mirror Sources, file for file
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "ArchitectureTests"),
    .testTarget(
      name: "AuditTests",
      dependencies: [
        "TestSupport", "Audit", "RuleCompiler", "Land", "Facts", "Diagnostics",
      ]),
    .testTarget(
      name: "CommandTests", dependencies: ["TestSupport", "Facts", "Languages", "mizan"]),
    .testTarget(
      name: "DemonstrationTests",
      dependencies: [
        "Demonstration", "Land", "Facts", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(name: "EvaluationTests", dependencies: ["Evaluation", "Languages"]),
    .testTarget(name: "FactsTests", dependencies: ["TestSupport", "Facts"]),
    .testTarget(name: "FEELTests", dependencies: ["TestSupport", "FEEL", "Facts"]),
    .testTarget(
      name: "FuzzTests", dependencies: ["Fuzz", "TestSupport", "FEEL"], exclude: ["Finds"]),
    .testTarget(name: "GeometryTests", dependencies: ["TestSupport", "Geometry"]),
    .testTarget(
      name: "LandTests",
      dependencies: [
        "TestSupport",
        "Land", "SpatialIndex", "Geometry", "Facts", "Diagnostics",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(name: "ProgramsTests", dependencies: ["TestSupport", "Programs", "FEEL", "Facts"]),
    .testTarget(name: "LanguagesTests", dependencies: ["TestSupport", "Languages", "Facts"]),
    .testTarget(
      name: "RegisterTests",
      dependencies: [
        "TestSupport", "Register", "Facts", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "RegulationsTests",
      dependencies: ["TestSupport", "Regulations", "FEEL", "Facts", "Diagnostics"]),
    .testTarget(
      name: "RuleCompilerTests",
      dependencies: [
        "TestSupport", "Programs", "RuleCompiler", "Regulations", "Evaluation", "FEEL", "Facts",
        "Diagnostics",
      ]),
    .testTarget(
      name: "ServiceTests",
      dependencies: [
        "TestSupport", "Service", "Register", "Evaluation", "Languages", "Facts", "Land",
        "Geometry", "RuleCompiler",
      ]),
    .testTarget(
      name: "SimulationTests",
      dependencies: ["Simulation", "RuleCompiler", "Regulations", "Land", "Evaluation", "Facts"]),
    .testTarget(
      name: "SpatialIndexTests",
      dependencies: ["TestSupport", "SpatialIndex", "Geometry", "Columns"]),
    .testTarget(
      name: "SteadinessTests",
      dependencies: [
        "TestSupport", "RuleCompiler", "Evaluation", "Land", "SpatialIndex", "Geometry", "Facts",
      ]),
    .testTarget(
      name: "SurveyTests",
      dependencies: ["TestSupport", "Land", "SpatialIndex", "Geometry", "Facts"]),
  ]
)

for target in package.targets where [.regular, .executable, .test].contains(target.type) {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ]
  // The lanes of a block are worked with the wide registers that every x86-64 server has had since 2013.
  #if arch(x86_64)
    if ["Programs", "Geometry", "SpatialIndex"].contains(target.name) {
      target.swiftSettings?.append(
        .unsafeFlags(["-Xcc", "-march=x86-64-v3"], .when(configuration: .release)))
    }
  #endif
  if target.type != .test, target.name != "TestSupport" { target.exclude += ["README.md"] }
}
