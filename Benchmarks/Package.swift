// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "AnnalsBenchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "Annals", path: ".."), .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .executableTarget(
            name: "ExpressionBenchmark", dependencies: [.product(name: "Annals", package: "Annals")],
            // Functions with the same instructions stay two, so that each is counted.
            swiftSettings: [.unsafeFlags(["-Xllvm", "-swiftmergefunc-threshold=0"])]),
        .executableTarget(
            name: "EventBenchmark",
            dependencies: [
                .product(name: "Annals", package: "Annals"), .product(name: "AnnalsSQLite", package: "Annals"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
