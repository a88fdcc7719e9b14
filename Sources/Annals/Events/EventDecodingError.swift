/// Why stored bytes did not become a typed event.
public struct EventDecodingError: Error, Sendable {
    /// What failed.
    public enum Reason: Sendable {
        /// The type is none of those expected here.
        case unknownType(known: [String])
        /// The version is not between 1 and the newest that this program knows.
        case unknownVersion(newest: Int)
        /// The payload is no JSON, or violates the version that it claims.
        case invalidPayload(InvalidPayload)
        /// An expression of a step failed.
        case upcastFailed(from: Int, to: Int, EvaluationError)
        /// The user's function for a step threw.
        case customStepFailed(from: Int, to: Int, any Error)
        /// An expression of a part of a retired event failed; parts count from 1.
        case partFailed(Int, into: String, EvaluationError)
        /// The conditions of no part of a retired event are met.
        case noPart
        /// The type is retired, so that it cannot be had itself.
        case retired
        /// The upcast event holds a number that JSON cannot write.
        case unencodable(UnencodableValue)
    }

    /// All that there is to say. It stands behind a reference because generated code throws it at many places, and a
    /// large error is copied word by word at each of them: decoders would be twice as long.
    private final class Contents: Sendable {
        let reason: Reason
        let type: String
        let version: Int
        let event: EventMetadata?

        init(_ reason: Reason, _ type: String, _ version: Int, _ event: EventMetadata?) {
            self.reason = reason
            self.type = type
            self.version = version
            self.event = event
        }
    }

    private let contents: Contents

    /// What failed.
    public var reason: Reason { contents.reason }
    /// The event's type.
    public var type: String { contents.type }
    /// The version of the stored payload, or the version at which the failing step began.
    public var version: Int { contents.version }
    /// Which event it was, where known.
    public var event: EventMetadata? { contents.event }

    /// Creates an error.
    public init(_ reason: Reason, type: String, version: Int, event: EventMetadata? = nil) {
        contents = Contents(reason, type, version, event)
    }

    /// The error for a type that is none of those known here.
    public static func unknownType(_ type: String, known: [String]) -> EventDecodingError {
        EventDecodingError(.unknownType(known: known), type: type, version: 0)
    }

    /// The same error, saying which event it was.
    public func at(_ event: EventMetadata) -> EventDecodingError {
        EventDecodingError(reason, type: type, version: version, event: event)
    }
}

extension EventDecodingError: CustomStringConvertible {
    /// Which event, what happened and what to do.
    public var description: String {
        (event.map { "event \($0.summary): " } ?? "") + explanation
    }

    private var explanation: String {
        switch reason {
        case .unknownType(let known):
            "event type \"\(type)\" is not known here; known are \(known.joined(separator: ", ")). Deploy the code "
                + "whose schemas declare it"
        case .unknownVersion(let newest) where version > newest:
            "\(type) version \(version) was written by newer code; this program knows versions up to \(newest). "
                + "Deploy the newer code here"
        case .unknownVersion(let newest):
            "\(type) has no version \(version); versions go from 1 to \(newest). The record is damaged or was not "
                + "written by Annals"
        case .invalidPayload(let error):
            "the payload is no valid \(type) version \(version): \(error)"
        case .upcastFailed(let old, let new, let error):
            "upcasting \(type) from version \(old) to \(new) failed: \(error). Correct the expression in the schema's "
                + "upcast"
        case .customStepFailed(let old, let new, let error):
            "the custom upcast of \(type) from version \(old) to \(new) threw: \(error)"
        case .partFailed(let number, let target, let error):
            "part \(number) of the retired \(type), \(target), cannot be made: \(error). Correct the expressions under "
                + "\"retired:\""
        case .noPart:
            "the conditions of no part of the retired \(type) are met. Correct a \"when:\" under \"retired:\", or say "
                + "\"otherwise: drop\""
        case .retired:
            "\(type) is retired: it can be read as the events that took its place, and no new one can be appended"
        case .unencodable(let error):
            "\(type), upcast from version \(version), cannot be written as JSON: \(error)"
        }
    }
}
