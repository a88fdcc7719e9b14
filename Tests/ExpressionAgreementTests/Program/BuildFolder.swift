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
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".o") }
            found += files.sorted().map { folder.appending(path: $0).path }
        }
        return found
    }
}
