internal import Annals
internal import Logging

extension EngineReport {
    /// The line that says it: what needs a person is an error, what passes a warning.
    var line: (level: Logger.Level, message: Logger.Message, metadata: Logger.Metadata) {
        switch self {
        case .advanced(let projection, let position, let events, let isRebuild):
            (
                .trace, "a projection advanced",
                [
                    "projection": "\(projection)", "position": "\(position)", "events": "\(events)",
                    "rebuild": "\(isRebuild)",
                ]
            )
        case .parked(let letter):
            (
                .error, "an event was parked",
                [
                    "projection": "\(letter.projection)", "position": "\(letter.position)",
                    "error": "\(letter.error)",
                ]
            )
        case .stopped(let projection, let error):
            (.error, "a projection stands still", ["projection": "\(projection)", "error": "\(error)"])
        case .resting(let projection, let error, let rest):
            (
                .warning, "a projection rests after a failure",
                [
                    "projection": "\(projection ?? "all")", "error": "\(error)",
                    "rest_milliseconds": "\(rest / .milliseconds(1))",
                ]
            )
        case .rebuildBegan(let projection):
            (.notice, "a projection is rebuilt", ["projection": "\(projection)"])
        case .rebuilt(let projection, let position):
            (
                .notice, "a rebuilt projection took its place",
                ["projection": "\(projection)", "position": "\(position)"]
            )
        }
    }
}
