import Foundation
import PackagePlugin

/// `swift package annals …`: the tool `annals` in the folder of the package, with the arguments as they are.
///
/// It asks for no permission, so that `check` runs in CI without one. What writes into the package needs
/// `--allow-writing-to-package-directory` where SwiftPM has a sandbox.
@main
struct AnnalsCommand: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) async throws {
        // Some versions of SwiftPM pass on what is meant for themselves.
        let arguments = arguments.filter { $0 != AnnalsCommand.permission && $0 != "--disable-sandbox" }
        let process = Process()
        process.executableURL = try context.tool(named: "AnnalsTool").url
        process.arguments = arguments
        process.currentDirectoryURL = context.package.directoryURL
        process.environment = ProcessInfo.processInfo.environment.merging(schemas(context.package)) { given, _ in given
        }
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus != 0 else { return }
        if process.terminationStatus == 2, writing.contains(arguments.first ?? "") {
            Diagnostics.remark(
                "when it may not write: swift package \(AnnalsCommand.permission) annals "
                    + arguments.joined(separator: " "))
        }
        exit(process.terminationStatus)
    }

    private static let permission = "--allow-writing-to-package-directory"

    /// The commands that write into the package.
    private var writing: Set<String> { ["lock", "fmt", "fix", "new-version", "generate", "import"] }

    /// The folder that commands look at when none is named: where the build-tool plugin finds the schemas of the one
    /// target that has some.
    private func schemas(_ package: Package) -> [String: String] {
        let root = package.directoryURL
        let folders = [root] + package.targets.map(\.directoryURL)
        let found = folders.map { $0.appending(path: "schemas").path }.filter {
            FileManager.default.fileExists(atPath: $0)
        }
        guard let first = found.first else { return [:] }
        // The folder of the package is the usual one, and needs no name.
        guard first != root.appending(path: "schemas").path else { return [:] }
        guard found.count == 1 else {
            Diagnostics.remark("several targets have schemas; name one folder: \(found.joined(separator: ", "))")
            return [:]
        }
        let path = first.hasPrefix(root.path + "/") ? String(first.dropFirst(root.path.count + 1)) : first
        return ["ANNALS_SCHEMAS": path]
    }
}
