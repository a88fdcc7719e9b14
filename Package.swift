// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Annals",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Annals", targets: ["Annals"]),
        .library(name: "AnnalsSQLite", targets: ["AnnalsSQLite"]),
        .library(name: "AnnalsOperations", targets: ["AnnalsOperations"]),
        .library(name: "AnnalsTesting", targets: ["AnnalsTesting", "AnnalsStoreSuite"]),
        .executable(name: "annals", targets: ["AnnalsTool"]),
        .plugin(name: "AnnalsPlugin", targets: ["AnnalsPlugin"]),
        .plugin(name: "AnnalsSamplesPlugin", targets: ["AnnalsSamplesPlugin"]),
        .plugin(name: "AnnalsCommand", targets: ["AnnalsCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // The runtime: what a user's program links. It knows nothing of YAML or of the toolchain.
        .target(name: "AnnalsValues"),
        .target(name: "AnnalsPattern"),
        .target(name: "AnnalsFunctions", dependencies: ["AnnalsValues", "AnnalsPattern"]),
        .target(name: "AnnalsJSON", dependencies: ["AnnalsValues", "AnnalsPattern"]),
        .target(name: "Annals", dependencies: ["AnnalsValues", "AnnalsPattern", "AnnalsFunctions", "AnnalsJSON"]),
        .target(
            name: "AnnalsSQLite",
            dependencies: [
                "Annals", "AnnalsValues", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),

        // What an operator of a server sees and does.
        .target(
            name: "AnnalsOperations",
            dependencies: [
                "Annals", .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "Instrumentation", package: "swift-distributed-tracing"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),

        // What users' tests link.
        .target(name: "AnnalsTesting", dependencies: ["Annals"]),

        // The toolchain: schemas in; Swift, verdicts and answers out.
        .systemLibrary(
            name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .target(name: "AnnalsDiagnostics"),
        .target(name: "AnnalsYAML", dependencies: ["CLibYAML", "AnnalsDiagnostics"]),
        .target(
            name: "AnnalsExpression",
            dependencies: ["AnnalsDiagnostics", "AnnalsFunctions", "AnnalsValues", "AnnalsPattern"]),
        .target(
            name: "AnnalsSchema",
            dependencies: [
                "AnnalsDiagnostics", "AnnalsYAML", "AnnalsExpression", "AnnalsJSON", "AnnalsValues", "AnnalsPattern",
            ]),
        .target(
            name: "AnnalsImport",
            dependencies: ["AnnalsDiagnostics", "AnnalsSchema", "AnnalsJSON", "AnnalsValues", "AnnalsPattern"]),
        .target(
            name: "AnnalsGeneration",
            dependencies: ["AnnalsSchema", "AnnalsExpression", "AnnalsFunctions", "AnnalsJSON", "AnnalsValues"]),
        .target(
            name: "AnnalsEvaluation",
            dependencies: ["AnnalsExpression", "AnnalsFunctions", "AnnalsJSON", "AnnalsValues"]),
        .target(
            name: "AnnalsInterpreter",
            dependencies: [
                "AnnalsDiagnostics", "AnnalsSchema", "AnnalsExpression", "AnnalsEvaluation", "AnnalsFunctions",
                "AnnalsJSON", "AnnalsValues", "AnnalsPattern",
            ]),
        .target(
            name: "AnnalsContainment",
            dependencies: [
                "AnnalsSchema", "AnnalsInterpreter", "AnnalsExpression", "AnnalsJSON", "AnnalsPattern", "AnnalsValues",
            ]),
        .target(
            name: "AnnalsCompatibility",
            dependencies: [
                "AnnalsContainment", "AnnalsDiagnostics", "AnnalsSchema", "AnnalsExpression", "AnnalsInterpreter",
                "AnnalsFunctions", "AnnalsJSON", "AnnalsPattern", "AnnalsValues",
            ]),
        // Events in and out of stores, as lines of JSON.
        .target(
            name: "AnnalsExchange",
            dependencies: [
                "Annals", "AnnalsSchema", "AnnalsInterpreter", "AnnalsDiagnostics", "AnnalsJSON", "AnnalsValues",
            ]),
        // Stored events against the schemas of the tree.
        .target(
            name: "AnnalsVerification",
            dependencies: [
                "Annals", "AnnalsSQLite", "AnnalsSchema", "AnnalsInterpreter", "AnnalsCompatibility", "AnnalsJSON",
                "AnnalsDiagnostics", "AnnalsValues",
            ]),
        .target(
            name: "AnnalsEditing",
            dependencies: ["AnnalsDiagnostics", "AnnalsYAML", "AnnalsSchema", "AnnalsCompatibility"]),
        .target(
            name: "AnnalsProject",
            dependencies: ["AnnalsDiagnostics", "AnnalsYAML", "AnnalsSchema", "AnnalsGeneration"]),
        .executableTarget(name: "AnnalsGenerate", dependencies: ["AnnalsProject", "AnnalsGeneration"]),
        // Sample events for users' tests: apart from AnnalsGenerate, because they need the interpreter.
        .target(name: "AnnalsSampling", dependencies: ["AnnalsSchema", "AnnalsInterpreter", "AnnalsJSON"]),
        .executableTarget(name: "AnnalsSample", dependencies: ["AnnalsProject", "AnnalsSampling"]),
        .executableTarget(
            name: "AnnalsTool",
            dependencies: [
                "AnnalsProject", "AnnalsDiagnostics", "AnnalsSchema", "AnnalsGeneration", "AnnalsInterpreter",
                "AnnalsCompatibility", "AnnalsEditing", "AnnalsImport", "AnnalsExchange", "AnnalsVerification",
                "Annals", "AnnalsSQLite", "AnnalsJSON", "AnnalsValues",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .plugin(name: "AnnalsPlugin", capability: .buildTool(), dependencies: ["AnnalsGenerate"]),
        .plugin(name: "AnnalsSamplesPlugin", capability: .buildTool(), dependencies: ["AnnalsSample"]),
        .plugin(
            name: "AnnalsCommand",
            capability: .command(
                intent: .custom(verb: "annals", description: "Check, lock and edit the package's event schemas.")),
            dependencies: ["AnnalsTool"]),

        .testTarget(name: "AnnalsValuesTests", dependencies: ["AnnalsValues"]),
        .testTarget(name: "AnnalsPatternTests", dependencies: ["AnnalsPattern"]),
        .testTarget(name: "AnnalsFunctionsTests", dependencies: ["AnnalsFunctions", "AnnalsValues"]),
        .testTarget(
            name: "AnnalsJSONTests", dependencies: ["AnnalsJSON", "AnnalsValues", "AnnalsPattern", "JSONTrials"]),
        // What tests share: a slow reference reader, damaged texts, memory between forbidden pages, validators in Python.
        .target(name: "JSONTrials", dependencies: ["AnnalsJSON"], path: "Tests/JSONTrials"),
        .testTarget(name: "AnnalsDiagnosticsTests", dependencies: ["AnnalsDiagnostics"]),
        .testTarget(
            name: "AnnalsYAMLTests", dependencies: ["AnnalsYAML", "AnnalsDiagnostics"]),
        .testTarget(
            name: "AnnalsEditingTests",
            dependencies: [
                "AnnalsEditing", "AnnalsYAML", "AnnalsSchema", "AnnalsCompatibility", "AnnalsDiagnostics", "JSONTrials",
            ]),
        .testTarget(
            name: "AnnalsExpressionTests",
            dependencies: [
                "AnnalsExpression", "AnnalsEvaluation", "AnnalsFunctions", "AnnalsDiagnostics", "AnnalsValues",
            ]),
        // Expressions in the evaluator and as compiled Swift, against each other and against CEL's conformance suite.
        .testTarget(
            name: "ExpressionAgreementTests",
            dependencies: [
                "Annals", "AnnalsValues", "AnnalsFunctions", "AnnalsExpression", "AnnalsEvaluation", "AnnalsSchema",
                "AnnalsGeneration", "AnnalsInterpreter", "AnnalsDiagnostics", "AnnalsJSON",
            ]),
        .testTarget(
            name: "AnnalsEvaluationTests",
            dependencies: ["AnnalsEvaluation", "AnnalsExpression", "AnnalsFunctions", "AnnalsValues"]),
        .testTarget(
            name: "AnnalsSchemaTests",
            dependencies: ["AnnalsSchema", "AnnalsExpression", "AnnalsYAML", "AnnalsDiagnostics", "AnnalsJSON"],
            exclude: ["Cases"]),
        // What an import makes of other people's schemas, against their own test suites.
        .testTarget(
            name: "AnnalsImportTests",
            dependencies: [
                "AnnalsImport", "AnnalsSchema", "AnnalsGeneration", "AnnalsInterpreter", "AnnalsProject", "AnnalsJSON",
                "AnnalsDiagnostics", "AnnalsValues", "JSONTrials",
            ]),
        .testTarget(
            name: "AnnalsInterpreterTests",
            dependencies: [
                "AnnalsInterpreter", "AnnalsSchema", "AnnalsExpression", "AnnalsEvaluation", "AnnalsFunctions",
                "AnnalsJSON", "AnnalsDiagnostics", "AnnalsValues",
            ]),
        // Which payloads of one type another one takes, against the verdicts of others.
        .testTarget(
            name: "AnnalsContainmentTests",
            dependencies: [
                "AnnalsContainment", "AnnalsImport", "AnnalsInterpreter", "AnnalsSchema", "AnnalsJSON", "AnnalsPattern",
                "AnnalsDiagnostics", "AnnalsValues", "JSONTrials",
            ]),
        .testTarget(
            name: "AnnalsCompatibilityTests",
            dependencies: [
                "AnnalsCompatibility", "AnnalsContainment", "AnnalsSchema", "AnnalsInterpreter", "AnnalsJSON",
                "AnnalsDiagnostics",
                "AnnalsValues", "JSONTrials",
            ],
            exclude: ["Cases", "Reports"]),
        .testTarget(
            name: "AnnalsGenerationTests",
            dependencies: [
                "AnnalsGeneration", "AnnalsSchema", "AnnalsExpression", "AnnalsDiagnostics", "AnnalsJSON", "Annals",
                "AnnalsGeneratedSamples",
            ],
            exclude: ["Cases"]),
        // What the generator made of stress.yaml, compiled.
        .target(
            name: "AnnalsGeneratedSamples", dependencies: ["Annals"], path: "Tests/AnnalsGeneratedSamples",
            exclude: ["stress.yaml"]),
        // Events, an aggregate and a read model as the generator writes them.
        .target(name: "AnnalsStoreSamples", dependencies: ["Annals"], path: "Tests/AnnalsStoreSamples"),
        // What every store must do, run by the tests of each.
        .target(
            name: "AnnalsStoreSuite", dependencies: ["Annals", "AnnalsStoreSamples", "AnnalsTesting", "JSONTrials"],
            path: "Tests/AnnalsStoreSuite"),
        // The process that crash tests kill.
        .executableTarget(
            name: "CrashWorker",
            dependencies: [
                "AnnalsSQLite", "Annals", "AnnalsStoreSamples", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            path: "Tests/CrashWorker"),
        .testTarget(name: "AnnalsTests", dependencies: ["Annals", "AnnalsStoreSuite"]),
        // Sample events from the schemas of a target that is tested.
        .target(
            name: "AnnalsSampledLibrary", dependencies: ["Annals"], path: "Tests/AnnalsSampledLibrary",
            exclude: ["schemas"], plugins: ["AnnalsPlugin"]),
        .testTarget(
            name: "AnnalsSamplesTests",
            dependencies: [
                "AnnalsSampledLibrary", "AnnalsTesting", "Annals", "AnnalsSampling", "AnnalsProject", "AnnalsSchema",
            ],
            plugins: ["AnnalsSamplesPlugin"]),
        .testTarget(
            name: "AnnalsOperationsTests",
            dependencies: [
                "AnnalsOperations", "Annals", "AnnalsStoreSuite", "AnnalsStoreSamples",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle"),
            ]),
        .testTarget(name: "AnnalsTestingTests", dependencies: ["AnnalsTesting", "Annals", "AnnalsStoreSamples"]),
        // A disk that fails under SQLite.
        .target(
            name: "FaultyDisk", path: "Tests/FaultyDisk", linkerSettings: [.linkedLibrary("sqlite3")]),
        .testTarget(
            name: "AnnalsSQLiteTests",
            dependencies: [
                "AnnalsSQLite", "Annals", "AnnalsStoreSuite", "CrashWorker", "JSONTrials", "FaultyDisk",
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        // Bytes through generated code and interpreter: what agreement tests and fuzzers share.
        .target(
            name: "PayloadTrials",
            dependencies: [
                "Annals", "AnnalsGeneratedSamples", "AnnalsInterpreter", "AnnalsSchema", "AnnalsProject",
                "AnnalsDiagnostics", "AnnalsJSON", "JSONTrials",
            ],
            path: "Tests/PayloadTrials"),
        // Generated code, interpreter and exported JSON Schema against each other, on the package's own schemas.
        .testTarget(
            name: "AgreementTests",
            dependencies: [
                "Annals", "AnnalsSQLite", "AnnalsGeneratedSamples", "AnnalsInterpreter", "AnnalsGeneration",
                "AnnalsSchema", "AnnalsJSON", "PayloadTrials", "JSONTrials",
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            exclude: ["schemas", "Findings"], plugins: ["AnnalsPlugin"]),
        .testTarget(
            name: "AnnalsExchangeTests",
            dependencies: [
                "AnnalsExchange", "Annals", "AnnalsSchema", "AnnalsDiagnostics", "AnnalsStoreSuite", "JSONTrials",
            ]),
        .testTarget(
            name: "AnnalsVerificationTests",
            dependencies: [
                "AnnalsVerification", "AnnalsExchange", "AnnalsInterpreter", "Annals", "AnnalsSQLite", "AnnalsSchema",
                "AnnalsCompatibility",
                "AnnalsDiagnostics", "AnnalsJSON", "AnnalsValues",
            ]),
        // Sessions with the built tool.
        .testTarget(
            name: "AnnalsToolTests",
            dependencies: ["AnnalsTool", "JSONTrials", "Annals", "AnnalsSQLite", "AnnalsStoreSamples"],
            exclude: ["Cases"]),
        // What YAML, schemas and generation cost; run by Benchmarks/run.
        .executableTarget(
            name: "ToolchainBenchmark",
            dependencies: [
                "CLibYAML", "AnnalsDiagnostics", "AnnalsYAML", "AnnalsSchema", "AnnalsGeneration", "AnnalsContainment",
                "AnnalsCompatibility",
            ],
            path: "Benchmarks/Toolchain"),
        .testTarget(name: "EndToEndTests", dependencies: ["AnnalsProject", "AnnalsGeneration"]),
    ],
    swiftLanguageModes: [.v6]
)

// libFuzzer's loop around PayloadTrials, which only links with the sanitizer: built when Scripts/fuzz-payloads asks for it.
if Context.environment["ANNALS_FUZZER"] == "1" {
    package.targets.append(
        .executableTarget(name: "PayloadFuzzer", dependencies: ["PayloadTrials"], path: "Tests/PayloadFuzzer"))
}

for target in package.targets where target.type != .plugin && target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
        ]
}
