import ArgumentParser
import Foundation

/// The folder of schemas, which every command takes.
struct SchemaOptions: ParsableArguments {
    @Argument(help: "The folder with the schema files.")
    var schemas = SchemaOptions.usual

    /// The folder when none is named: `schemas`, or what the command plugin found.
    static let usual = ProcessInfo.processInfo.environment["ANNALS_SCHEMAS"] ?? "schemas"
}
