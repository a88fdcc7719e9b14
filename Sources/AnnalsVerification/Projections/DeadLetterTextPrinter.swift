public import Annals
import AnnalsCompatibility
import AnnalsDiagnostics
import AnnalsInterpreter
import AnnalsJSON

/// Prints dead letters for people.
public struct DeadLetterTextPrinter: Sendable {
    /// Creates a printer.
    public init() {}

    /// A line or two for each letter; its handler is a projection or a process manager. Ends with a line break.
    public func text(_ letters: [DeadLetter]) -> String {
        guard !letters.isEmpty else { return "no event is parked\n" }
        let titles = ["HANDLER", "POSITION", "STATE", "ATTEMPTS", "SINCE", "EVENT"]
        let rows = letters.map { letter in
            [
                letter.projection, String(letter.position), state(letter), String(letter.attempts),
                letter.firstTime.description, "\(letter.event.type) version \(letter.event.version)",
            ].map(VisibleText.line)
        }
        let lines = TextTable(titles, rows).lines
        var text = lines[0] + "\n"
        for (letter, line) in zip(letters, lines.dropFirst()) {
            text += line + "\n"
            if letter.state == .failed { text += "  \(ErrorExcerpt.of(letter.error))\n" }
        }
        let failed = letters.count { $0.state == .failed }
        return text + "\n\(CompatibilityReport.count(letters.count, "event")), \(failed) of them failed\n"
    }

    /// All about a letter. Ends with a line break.
    public func text(_ explanation: DeadLetterExplanation) -> String {
        let letter = explanation.letter
        let event = letter.event.metadata
        var lines = ["\(VisibleText.line(letter.projection)), position \(letter.position): \(state(letter))"]
        lines +=
            TextTable(
                [
                    ("event", "\(event.type) version \(event.version), id \(event.id)"),
                    ("stream", "\(event.stream) version \(event.streamVersion)"),
                    ("recorded", event.time.description + (event.userId.map { " by \($0)" } ?? "")),
                    ("keys", letter.keys.isEmpty ? "not known" : letter.keys.joined(separator: ", ")),
                    ("attempts", String(letter.attempts)),
                    ("parked", letter.firstTime.description),
                    ("last", letter.lastTime.description),
                    ("step", letter.step ?? "not known"),
                    ("reason", letter.reason ?? ""),
                ].filter { !$0.1.isEmpty }.map { ["  " + $0.0, VisibleText.line($0.1)] }
            ).lines
        var blocks = [lines.joined(separator: "\n"), VisibleText.of(letter.error)]
        if letter.state != .resolved {
            blocks.append("as stored, version \(event.version)\n" + stored(letter))
        }
        for step in explanation.steps.dropFirst() {
            blocks.append(
                "\(VisibleText.line(event.type))@\(step.version)\n" + VisibleText.of(step.payload.prettyText()))
        }
        if let obstacle = explanation.obstacle { blocks.append("with these schemas: " + VisibleText.of(obstacle)) }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private func state(_ letter: DeadLetter) -> String {
        let asked = letter.request.map { ", \($0.rawValue) is asked for" } ?? ""
        return letter.state.rawValue + asked
    }

    private func stored(_ letter: DeadLetter) -> String {
        let text = String(decoding: letter.event.payload, as: UTF8.self)
        return VisibleText.of((try? JSONValue(parsing: letter.event.payload))?.prettyText() ?? text)
    }
}
