public import Annals
import AnnalsCompatibility
import AnnalsJSON
import AnnalsValues

/// Prints how process managers are doing as JSON, for programs.
public struct ProcessStatusJSONPrinter: Sendable {
    /// Creates a printer.
    public init() {}

    /// The statuses as indented JSON. Ends with a line break.
    public func text(_ statuses: [ProcessStatus]) -> String {
        JSONValue.object([
            "format": .string("annals-processes-1"), "processes": .array(statuses.map(status)),
        ]).document
    }

    private func status(_ status: ProcessStatus) -> JSONValue {
        let tally = status.tally
        return .object([
            "name": .string(status.name), "position": .integer(status.position), "head": .integer(status.head),
            "lag": .object(["events": .integer(status.lag.events), "seconds": seconds(status.lag.time)]),
            "isReplaying": .bool(status.isReplaying), "parked": .integer(status.parked),
            "failure": status.failure.map { .string($0) } ?? .null, "missedEvents": .integer(status.missedEvents),
            "instances": .integer(tally.instances),
            "timeouts": .object([
                "pending": .integer(tally.timeouts), "fired": .integer(status.firings),
                "nextDue": tally.nextDue.map { .string($0.description) } ?? .null,
                "lagSeconds": seconds(status.timeoutLag), "heldInstances": .integer(tally.held),
                "stuck": .array(
                    status.stuck.map { .object(["key": .string($0.key), "reason": .string($0.reason)]) }),
            ]),
            "commands": .object([
                "pending": .integer(tally.pending), "retrying": .integer(tally.retrying),
                "parked": .integer(tally.parkedCommands), "lagSeconds": seconds(status.commandLag),
            ]),
        ])
    }

    private func seconds(_ duration: Duration) -> JSONValue {
        JSONNumber(duration / .seconds(1)).map { .number($0) } ?? .null
    }
}
