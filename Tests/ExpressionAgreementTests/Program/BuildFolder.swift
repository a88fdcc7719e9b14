import Foundation

/// The folder of the build that these tests belong to.
enum BuildFolder {
    /// Where the modules and objects are.
    static let products: URL = {
        #if canImport(Darwin)
            let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
            if let bundle { return bundle.bundleURL.deletingLastPathComponent() }
        #endif
        return URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().standardizedFileURL
    }()

    /// What the program needs of the package: the runtime, as users link it.
    private static let runtime = ["AnnalsValues", "AnnalsPattern", "AnnalsFunctions", "AnnalsJSON", "Annals"]

    /// Where `import Annals` is found.
    static var modules: URL { products.appending(path: "Modules") }

    /// The object files of the runtime.
    static func objects() throws -> [String] {
        var found: [String] = []
        for module in runtime {
            let folder = products.appending(path: "\(module).build")
            // A build leaves the objects of files that are gone.
            let sources = Set(try sources(of: module).map { "\($0).o" })
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter(sources.contains)
            found += files.sorted().map { folder.appending(path: $0).path }
        }
        return found
    }

    /// The names of the source files of a module.
    private static func sources(of module: String) throws -> [String] {
        let package = URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL
        let folder = package.appending(path: "Sources/\(module)")
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .map { URL(filePath: $0).lastPathComponent }.filter { $0.hasSuffix(".swift") }
    }
}
