public import AnnalsJSON

/// A message that asks for something to be done. Generated.
public protocol Command: JSONCodable {
    /// The type's name in the outbox.
    static var commandType: String { get }
}

/// The commands that a process manager can emit, as a sum type. Generated as an enum.
public protocol ProcessCommand: Sendable, Hashable {
    /// The types of its commands.
    static var commandTypes: [String] { get }
    /// Reads and validates a command from the outbox; one of another type is an error.
    init(_ record: OutboxCommand) throws(CommandDecodingError)
    /// The command itself.
    var command: any Command { get }
}

/// Why a command in the outbox could not be read.
public struct CommandDecodingError: Error, Sendable, CustomStringConvertible {
    /// What failed.
    public enum Reason: Sendable {
        /// The type is none of those expected here.
        case unknownType(known: [String])
        /// The payload does not fit the command as this program knows it.
        case invalidPayload(InvalidPayload)
    }

    /// What failed.
    public let reason: Reason
    /// The command's type.
    public let type: String

    /// Creates an error.
    public init(_ reason: Reason, type: String) {
        self.reason = reason
        self.type = type
    }

    /// What happened and what to do.
    public var description: String {
        switch reason {
        case .unknownType(let known):
            "command type \"\(type)\" is not known here; known are \(known.joined(separator: ", ")). Deploy the code "
                + "whose schemas declare it"
        case .invalidPayload(let error):
            "the payload is no valid \(type): \(error). Give a field that was added a default, or skip the command"
        }
    }
}

extension Command {
    /// Reads and validates a command from the outbox. Used by generated code.
    public static func decode(_ record: OutboxCommand) throws(CommandDecodingError) -> Self {
        do throws(InvalidPayload) {
            return try Self(json: record.payload)
        } catch {
            throw CommandDecodingError(.invalidPayload(error), type: record.type)
        }
    }
}
