import Foundation
import PackagePlugin

/// Turns the schemas of a target into Swift during the build.
///
/// One command a target: events refer to types of other files, so all files are read together. Its inputs are the folder
/// and every file, its outputs follow from the names of the files.
@main
struct AnnalsPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) async throws -> [Command] {
        guard let target = target as? any SourceModuleTarget else { return [] }
        let folder = target.directoryURL.appending(path: "schemas")
        let schemas = SchemaFiles.find(in: folder)
        guard !schemas.isEmpty else {
            Diagnostics.error(SchemaFiles.missing(folder, target: target.name))
            return []
        }
        let output = context.pluginWorkDirectoryURL
        var arguments = ["--output", output.path]
        let configuration = folder.appending(path: SchemaFiles.configurationName)
        let hasConfiguration = FileManager.default.fileExists(atPath: configuration.path)
        if hasConfiguration { arguments += ["--configuration", configuration.path] }
        if dependsOnSQLite(target) { arguments.append("--sqlite") }
        return [
            .buildCommand(
                displayName: "Generating Swift from \(schemas.count) schema files of \(target.name)",
                executable: try context.tool(named: "AnnalsGenerate").url, arguments: arguments + schemas.map(\.path),
                inputFiles: [folder] + schemas + (hasConfiguration ? [configuration] : []),
                outputFiles: outputs(schemas).map { output.appending(path: $0) })
        ]
    }

    /// The names of the generated files, each once: two schemas of one name are the generator's to report, and SwiftPM
    /// would only say "multiple producers".
    private func outputs(_ schemas: [URL]) -> [String] {
        let names = schemas.map { SwiftFileName.swiftFile(for: $0.lastPathComponent) } + [SwiftFileName.registry]
        return Set(names).sorted()
    }

    /// Read-model code for SQLite needs `AnnalsSQLite`, so it is made where the target has it.
    private func dependsOnSQLite(_ target: any Target) -> Bool {
        target.dependencies.contains { dependency in
            switch dependency {
            case .product(let product):
                product.name == "AnnalsSQLite" || product.targets.contains { $0.name == "AnnalsSQLite" }
            case .target(let target): target.name == "AnnalsSQLite"
            @unknown default: false
            }
        }
    }
}
