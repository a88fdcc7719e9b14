public import Foundation

/// The folder of built products: that of the test bundle.
public enum ProductFolder {
    /// Its place.
    public static let url: URL = {
        #if canImport(Darwin)
            let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
            if let bundle { return bundle.bundleURL.deletingLastPathComponent() }
        #endif
        return URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().standardizedFileURL
    }()
}
