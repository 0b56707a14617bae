// swift-tools-version: 6.2
import PackageDescription

/// The settings every Swift target shares.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// The rooms of arithmetic: no pointer, no Foundation.
let pure: [SwiftSetting] = strict + [.strictMemorySafety()]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

func room(_ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = strict) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "kam",
    products: [
        .executable(name: "kam", targets: ["kam"]),
        .executable(name: "kam-bench", targets: ["kam-bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    ],
    targets: [
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CHighs", pkgConfig: "highs"),
        .systemLibrary(name: "CCSV", providers: [.apt(["libcsv-dev"])]),
        room("Postgres", ["CPostgres"]),
        room("Highs", ["CHighs"]),
        room("CSV", ["CCSV"]),
        room("KAMModel", settings: pure),
        room("KAMEngine", ["KAMModel", "Highs"], settings: pure),
        room("KAMStore", ["KAMModel", "Postgres", "CSV", yams, crypto]),
        room("KAMPlanner", ["KAMModel", "KAMEngine", "KAMStore"]),
        .executableTarget(
            name: "kam", dependencies: ["KAMPlanner", "KAMModel", argumentParser], swiftSettings: strict),
        .executableTarget(
            name: "kam-bench",
            dependencies: ["KAMPlanner", "KAMStore", "KAMEngine", "KAMModel", "Highs", argumentParser],
            path: "Benchmarks/kam-bench", swiftSettings: strict),
        .target(
            name: "TestSupport", dependencies: ["KAMStore", "KAMModel", "Postgres"], path: "Tests/TestSupport",
            swiftSettings: strict),
        tests("PostgresTests", ["Postgres", "TestSupport"]),
        tests("HighsTests", ["Highs"]),
        tests("CSVTests", ["CSV"]),
        tests("KAMModelTests", ["KAMModel"]),
        tests("KAMEngineTests", ["KAMEngine", "KAMModel"]),
        tests("KAMStoreTests", ["KAMStore", "KAMModel", "Postgres", "TestSupport"]),
        tests("KAMPlannerTests", ["KAMPlanner", "KAMStore", "KAMModel", "Postgres", "TestSupport"]),
        tests("CommandTests", ["TestSupport", "KAMPlanner", "KAMStore", "KAMModel", "Postgres", "kam"]),
    ]
)
