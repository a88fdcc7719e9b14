public import Annals
import AnnalsCompatibility
import AnnalsJSON
import AnnalsValues

/// Prints how projections are doing as JSON, for programs.
public struct ProjectionStatusJSONPrinter: Sendable {
    /// Creates a printer.
    public init() {}

    /// The statuses as indented JSON. Ends with a line break.
    public func text(_ statuses: [ProjectionStatus]) -> String {
        JSONValue.object([
            "format": .string("annals-projections-1"), "projections": .array(statuses.map(status)),
        ]).document
    }

    private func status(_ status: ProjectionStatus) -> JSONValue {
        .object([
            "name": .string(status.name), "state": .string(status.state.rawValue),
            "position": .integer(status.position), "head": .integer(status.head),
            "lag": .object([
                "events": .integer(status.lag.events),
                "seconds": JSONNumber(status.lag.seconds).map { .number($0) } ?? .null,
            ]),
            "parked": .integer(status.parked), "missedUpdates": .integer(status.missedUpdates),
            "failure": text(status.failure), "rebuild": status.rebuild.map(rebuild) ?? .null,
            "rebuiltAt": text(status.rebuiltAt?.description),
        ])
    }

    private func rebuild(_ rebuild: ProjectionStatus.Rebuild) -> JSONValue {
        .object([
            "position": .integer(rebuild.position), "start": .string(rebuild.start.description),
            "failure": text(rebuild.failure),
        ])
    }

    private func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
