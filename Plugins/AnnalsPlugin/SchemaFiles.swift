import Foundation

/// Finds the schema files of a target. A plugin links no library, so this says again which files `SchemaFolder` takes; a
/// test holds them together. The names of the outputs come from `SwiftFileName`, a link to the generator's own file.
enum SchemaFiles {
    static let configurationName = "annals.yaml"

    /// The schema files of a folder in the order of their names.
    static func find(in folder: URL) -> [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { name in
            (name.hasSuffix(".yaml") || name.hasSuffix(".yml")) && name != configurationName && !name.hasPrefix(".")
        }.sorted().map { folder.appending(path: $0) }
    }

    /// What to do when there is nothing to generate from.
    static func missing(_ folder: URL, target: String) -> String {
        """
        the target '\(target)' uses AnnalsPlugin but has no schema files in '\(folder.path)': create a file such as \
        'schemas/orders.yaml' in the target's folder, or link the folder of your package there ('ln -s ../../schemas \
        schemas'), and add 'exclude: ["schemas"]' to the target in Package.swift
        """
    }
}
