/// Why a store did not do what it was asked; nothing was written.
///
/// One thing is not certain: when the medium fails in a commit (`io`, `full`) and the program ends before it can undo that,
/// the events may be there afterwards. Append them again with the same ids, which stores nothing twice.
public struct EventStoreError: Error, Sendable {
    /// The kind of failure. More may come.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The code's name.
        public let description: String

        /// The stream is not at the version that the writer expected: load again, decide again.
        public static let wrongExpectedVersion = Code(description: "wrongExpectedVersion")
        /// An event with this id is stored already, with other content or in another stream.
        public static let duplicateEventID = Code(description: "duplicateEventID")
        /// An event cannot be put back: another one has its place, or another stream had it.
        public static let placeTaken = Code(description: "placeTaken")
        /// An event cannot be put back: its place was never given to an event of this store.
        public static let placeNotGiven = Code(description: "placeNotGiven")
        /// An event cannot be put back before the ones after it in its stream.
        public static let gap = Code(description: "gap")
        /// The registry has no such event type.
        public static let unknownEventType = Code(description: "unknownEventType")
        /// The registry knows the type, but not this version.
        public static let unknownVersion = Code(description: "unknownVersion")
        /// The payload violates the version that it claims.
        public static let invalidPayload = Code(description: "invalidPayload")
        /// The store was closed.
        public static let closed = Code(description: "closed")
        /// Another process or connection holds the lock for longer than the busy timeout.
        public static let busy = Code(description: "busy")
        /// The file is damaged, or holds something that this store did not write.
        public static let corrupt = Code(description: "corrupt")
        /// The file is not of the expected kind.
        public static let notADatabase = Code(description: "notADatabase")
        /// The file is a database of another program.
        public static let foreignDatabase = Code(description: "foreignDatabase")
        /// The file was written by a newer Annals.
        public static let newerSchema = Code(description: "newerSchema")
        /// The file was written by an older Annals, and cannot be brought to the new layout because it was opened for reading.
        public static let olderSchema = Code(description: "olderSchema")
        /// The database has a table of that name which a projection did not make.
        public static let tableExists = Code(description: "tableExists")
        /// What the store is built on lacks something that is asked for.
        public static let unsupported = Code(description: "unsupported")
        /// The file or its directory cannot be written.
        public static let readOnly = Code(description: "readOnly")
        /// The file cannot be opened.
        public static let cannotOpen = Code(description: "cannotOpen")
        /// The disk is full.
        public static let full = Code(description: "full")
        /// The task was cancelled.
        public static let cancelled = Code(description: "cancelled")
        /// Anything else that the medium reports.
        public static let io = Code(description: "io")
    }

    /// What a stream was expected to be and what it was.
    public struct Conflict: Hashable, Sendable {
        /// The stream.
        public let stream: StreamName
        /// What the writer believed.
        public let expected: ExpectedVersion
        /// The version of the stream's last event; 0 where there is none.
        public let actual: Int
    }

    /// The kind of failure.
    public let code: Code
    /// What happened, where and what to do.
    public let message: String
    /// For `wrongExpectedVersion`: what was expected and what was there.
    public let conflict: Conflict?
    /// The error behind it, such as the database's.
    public let underlying: (any Error)?

    /// Creates an error.
    public init(_ code: Code, _ message: String, underlying: (any Error)? = nil) {
        self.code = code
        self.message = message
        conflict = nil
        self.underlying = underlying
    }

    private init(_ conflict: Conflict) {
        code = .wrongExpectedVersion
        message =
            "stream \(conflict.stream): expected \(conflict.expected), but "
            + (conflict.actual == 0 ? "it holds no event" : "its last event has version \(conflict.actual)")
            + ". Someone else wrote in between: load the stream again and decide again"
        self.conflict = conflict
        underlying = nil
    }
}

extension EventStoreError: CustomStringConvertible {
    /// What happened, where and what to do.
    public var description: String { message }
}

extension EventStoreError {
    /// A stream is not as expected.
    public static func wrongExpectedVersion(
        of stream: StreamName, expected: ExpectedVersion, actual: Int
    ) -> EventStoreError {
        EventStoreError(Conflict(stream: stream, expected: expected, actual: actual))
    }

    /// An id is taken.
    public static func duplicateEventID(_ id: UniqueID, in stream: StreamName) -> EventStoreError {
        EventStoreError(
            .duplicateEventID,
            "append to \(stream): an event with the id \(id) is stored already, and what is appended now is not the "
                + "same. Use a new id for a new event; repeat an append only as a whole")
    }

    /// The store is closed.
    public static var closed: EventStoreError {
        EventStoreError(.closed, "the event store was closed; open it again before using it")
    }

    /// A table of another program stands where a projection's has to be. For implementations of stores.
    public static func tableExists(_ name: String) -> EventStoreError {
        EventStoreError(
            .tableExists,
            "the database has a table \"\(name)\" that this projection did not make. Give the projection another "
                + "\"table:\", or remove that table")
    }

    /// The task was cancelled.
    public static var cancelled: EventStoreError {
        EventStoreError(.cancelled, "the task was cancelled before the event store was done; nothing was written")
    }

    /// An event that may not be stored.
    public init(_ error: EventDecodingError) {
        let code: Code =
            switch error.reason {
            case .unknownType, .retired: .unknownEventType
            case .unknownVersion: .unknownVersion
            case .invalidPayload, .upcastFailed, .customStepFailed, .partFailed, .noPart, .unencodable: .invalidPayload
            }
        self.init(code, "not appended: \(error)", underlying: error)
    }
}
