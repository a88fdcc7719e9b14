internal import Annals
internal import Logging

extension ProcessReport {
    /// The line that says it: what needs a person is an error, what passes a warning.
    var line: (level: Logger.Level, message: Logger.Message, metadata: Logger.Metadata) {
        switch self {
        case .advanced(let process, let position, let emitted, let fired):
            (
                .trace, "a process manager advanced",
                [
                    "process": "\(process)", "position": "\(position)", "emitted": "\(emitted)", "fired": "\(fired)",
                ]
            )
        case .parked(let letter):
            (
                .error, "an event was parked",
                [
                    "process": "\(letter.projection)", "position": "\(letter.position)", "error": "\(letter.error)",
                ]
            )
        case .timeoutFailed(let process, let error):
            (.error, "a timeout failed", ["process": "\(process)", "error": "\(error)"])
        case .delivered(let process, let count, let failed):
            (
                failed > 0 ? .warning : .trace, "commands were delivered",
                ["process": "\(process)", "delivered": "\(count)", "failed": "\(failed)"]
            )
        case .commandParked(let command):
            (
                .error, "a command was parked",
                [
                    "process": "\(command.process)", "key": "\(command.key)", "command": "\(command.type)",
                    "id": "\(command.id)", "error": "\(command.error ?? "")",
                ]
            )
        case .stopped(let process, let error):
            (.error, "a process manager stands still", ["process": "\(process)", "error": "\(error)"])
        case .resting(let process, let error, let rest):
            (
                .warning, "a process manager rests after a failure",
                [
                    "process": "\(process)", "error": "\(error)", "rest_milliseconds": "\(rest / .milliseconds(1))",
                ]
            )
        }
    }
}
