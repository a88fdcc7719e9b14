public import Annals
import AnnalsCompatibility
import AnnalsInterpreter
import AnnalsJSON
import AnnalsValues

/// Prints dead letters as JSON, for programs.
public struct DeadLetterJSONPrinter: Sendable {
    /// Creates a printer.
    public init() {}

    /// The letters without their payloads. Ends with a line break.
    public func text(_ letters: [DeadLetter]) -> String {
        JSONValue.object([
            "format": .string("annals-dead-letters-1"),
            "letters": .array(letters.map { .object(members($0)) }),
        ]).document
    }

    /// All about a letter. The stored payload is JSON, or a string where it is none. Ends with a line break.
    public func text(_ explanation: DeadLetterExplanation) -> String {
        var value = members(explanation.letter)
        let payload = explanation.letter.event.payload
        value["payload"] =
            (try? JSONValue(parsing: payload)) ?? .string(String(decoding: payload, as: UTF8.self))
        value["steps"] = .array(
            explanation.steps.map { .object(["version": .integer($0.version), "data": $0.payload]) })
        value["obstacle"] = explanation.obstacle.map { .string($0) } ?? .null
        return JSONValue.object(["format": .string("annals-dead-letter-1"), "letter": .object(value)]).document
    }

    private func members(_ letter: DeadLetter) -> OrderedMap<JSONValue> {
        [
            "projection": .string(letter.projection), "position": .integer(letter.position),
            "state": .string(letter.state.rawValue), "request": letter.request.map { .string($0.rawValue) } ?? .null,
            "reason": letter.reason.map { .string($0) } ?? .null, "attempts": .integer(letter.attempts),
            "firstTime": .string(letter.firstTime.description), "lastTime": .string(letter.lastTime.description),
            "step": letter.step.map { .string($0) } ?? .null, "error": .string(letter.error),
            "rows": .array(letter.keys.map { (try? JSONValue(parsing: $0)) ?? .string($0) }),
            "event": letter.event.metadata.json,
        ]
    }
}
