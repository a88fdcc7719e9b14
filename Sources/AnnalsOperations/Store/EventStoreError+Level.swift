internal import Annals
internal import Logging

extension EventStoreError {
    /// How loudly an operator is told.
    var level: Logger.Level { Self.levels[code] ?? .error }

    /// What belongs to the daily work is said to those who look for it; what passes is a warning, as is a mistake of the
    /// program; what needs a person is an error.
    private static let levels: [Code: Logger.Level] = [
        .wrongExpectedVersion: .debug, .cancelled: .debug, .closed: .info, .busy: .warning, .duplicateEventID: .warning,
        .unknownEventType: .warning, .unknownVersion: .warning, .invalidPayload: .warning,
    ]

    /// Whether the same call may succeed later, with nobody doing anything about it.
    var mayPass: Bool { [.busy, .io, .full].contains(code) }
}
