import Annals
import AnnalsDiagnostics
import AnnalsExchange
import AnnalsInterpreter
import AnnalsProject
import AnnalsSchema
import ArgumentParser
import Foundation

/// Which payloads a command looks at, and what they are.
struct PayloadOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "The folder with the schema files.")
    var schemas = SchemaOptions.usual

    @Option(name: .shortAndLong, help: "The event that the payloads are; an envelope's own 'type' without it.")
    var event: String?

    @Option(
        name: .customLong("event-version"),
        help: "The version of the payloads; an envelope's own 'version', or the newest, without it.")
    var version: Int?

    @Argument(help: "JSON or JSON Lines files; - for the standard input.")
    var files: [String] = ["-"]

    /// A payload with the version of an event that it claims to be.
    struct Claim {
        var entry: PayloadFile.Entry
        var event: EventDeclaration
        var version: EventVersion
        var metadata: Metadata
    }

    /// Reads the payloads. One that claims to be something unknown is reported and counts as invalid.
    func claims(_ schema: Schema) throws -> (claims: [Claim], invalid: Int) {
        var diagnostics = Diagnostics()
        let entries = files.flatMap { PayloadFile.read($0, &diagnostics) }
        var claims: [Claim] = []
        for entry in entries {
            guard let name = event ?? entry.type else {
                diagnostics.error(
                    "payload.unknown-event", "this payload does not say which event it is", at: entry.location,
                    suggestion: "name it with --event, or wrap it: {\"type\": …, \"version\": …, \"data\": …}")
                continue
            }
            guard let declaration = schema.event(storedAs: name) else {
                diagnostics.error(
                    "payload.unknown-event", "the schemas have no event '\(name)'", at: entry.location,
                    suggestion: Suggestion.closest(to: name, in: schema.events.map(\.name)).map {
                        "did you mean '\($0)'?"
                    })
                continue
            }
            let number = version ?? entry.version ?? declaration.versions.count
            guard let wanted = declaration.version(number) else {
                diagnostics.error(
                    "payload.unknown-version",
                    "'\(name)' has no version \(number); it has 1 to \(declaration.versions.count)",
                    at: entry.location)
                continue
            }
            do throws(EnvelopeError) {
                let envelope = try entry.envelope.map { json throws(EnvelopeError) in try EventEnvelope(json: json) }
                let metadata = Metadata(envelope, type: name, version: number)
                claims.append(Claim(entry: entry, event: declaration, version: wanted, metadata: metadata))
            } catch {
                diagnostics.error("payload.envelope", error.description, at: entry.location)
            }
        }
        Console.printError(DiagnosticTextPrinter(isColored: Console.isTerminal(.standardError)).text(diagnostics))
        if claims.isEmpty, diagnostics.hasErrors { throw Console.failure }
        return (claims, diagnostics.all.count)
    }
}
