// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Shop",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "Annals", path: "../..")],
    targets: [
        .executableTarget(
            name: "Shop",
            dependencies: [
                .product(name: "Annals", package: "Annals"),
                .product(name: "AnnalsSQLite", package: "Annals"),
            ],
            exclude: ["schemas"],
            plugins: [.plugin(name: "AnnalsPlugin", package: "Annals")]),
        .executableTarget(name: "MakeHistory"),
    ]
)
