import Annals
import AnnalsSQLite
import AnnalsSchema
import AnnalsVerification
import ArgumentParser

/// `annals why`
struct Why: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the stored events that made a row of a read model, with the columns that each changed.",
        discussion: """
            The events are run through the read model of the schemas again; its table is not looked at. Handlers that are \
            Swift functions are not run.

            EXAMPLE
              annals why OrderSummary 6ba7b810-9dad-41d1-80b4-00c04fd430c8 --store app.sqlite
              annals why OrderLine '{"orderId": "…", "position": 2}' --store app.sqlite --steps
              annals why CustomerStatistics c-42 --store app.sqlite --at 2026-01-31T00:00:00Z
            """)

    /// How the explanation is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Argument(help: "The read model, by the name of its projection.")
    var projection: String

    @Argument(help: "The key of the row: its value, or a JSON object where the key has several columns.")
    var key: String

    @OptionGroup var store: StoreOption

    @Option(name: .shortAndLong, help: "The folder with the schema files.")
    var schemas = SchemaOptions.usual

    @Option(help: "The row as of a position or of a time: 1200, or 2026-01-31T09:30:00Z.")
    var at: String?

    @Flag(help: "Show the payload at every version on the way to the newest.")
    var steps = false

    @Option(help: "text for people, json for programs.")
    var format = Format.text

    func run() async throws {
        let moment = try moment()
        let (_, schema) = try Console.load(schemas)
        guard let declaration = schema.projections.first(where: { $0.name == projection }) else {
            throw Console.unknown(projection, "projection", schema.projections.map(\.name))
        }
        let explainer: RowExplainer
        do throws(RowKey.Mistake) {
            explainer = RowExplainer(schema, of: declaration, key: try RowKey(key, of: declaration, schema))
        } catch {
            throw Console.fail("\(error)")
        }
        let explanation = try await store.read { store, progress in
            try await explainer.explain(store, until: moment) { count, part in progress.show(count, part) }
        }
        switch format {
        case .text: print(RowExplanationTextPrinter(showsSteps: steps).text(explanation), terminator: "")
        case .json: print(RowExplanationJSONPrinter().text(explanation), terminator: "")
        }
    }

    private func moment() throws -> StoreMoment {
        guard let at else { return .now }
        if let position = Int(at), position >= 0 { return .position(position) }
        guard let time = Timestamp(at) else {
            throw ValidationError("--at is a position, such as 1200, or a time, such as 2026-01-31T09:30:00Z")
        }
        return .time(time)
    }
}
