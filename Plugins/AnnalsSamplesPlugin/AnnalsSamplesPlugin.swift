import Foundation
import PackagePlugin

/// Gives a test target sample events from the schemas of the targets that it tests, and from its own.
///
/// For each target with schemas a file is made: `EventSamples.guestbook` for a target `Guestbook`.
@main
struct AnnalsSamplesPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) async throws -> [Command] {
        var targets: [any Target] = [target]
        for other in target.recursiveTargetDependencies where !targets.contains(where: { $0.id == other.id }) {
            targets.append(other)
        }
        let found = targets.map { (name: $0.name, schemas: schemas(of: $0)) }.filter { !$0.schemas.isEmpty }
        guard !found.isEmpty else {
            Diagnostics.error(
                "the target '\(target.name)' uses AnnalsSamplesPlugin, but neither it nor a target that it depends on "
                    + "has schema files in a folder 'schemas'")
            return []
        }
        let tool = try context.tool(named: "AnnalsSample").url
        return found.map { name, schemas in
            let output = context.pluginWorkDirectoryURL.appending(path: "\(name)Samples.generated.swift")
            return .buildCommand(
                displayName: "Generating sample events from \(schemas.count) schema files of \(name)", executable: tool,
                arguments: [output.path, name] + schemas.map(\.path),
                inputFiles: schemas.map { $0.deletingLastPathComponent() }.prefix(1) + schemas, outputFiles: [output])
        }
    }

    private func schemas(of target: any Target) -> [URL] {
        guard target is any SourceModuleTarget else { return [] }
        return SchemaFiles.find(in: target.directoryURL.appending(path: "schemas"))
    }
}
