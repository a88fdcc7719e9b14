import AnnalsCompatibility
import Foundation

/// A line on the standard error that says how far a command is, where that is a terminal.
final class ProgressLine {
    private let start = ContinuousClock.now
    private var last = ContinuousClock.now
    private let isShown = Console.isTerminal(.standardError)

    /// Shows the count, the rate and the time that is left, some times a second.
    ///
    /// - Parameter part: Which part of the work is done, from 0 to 1; nil when that is not known.
    func show(_ count: Int, _ part: Double? = nil) {
        let now = ContinuousClock.now
        guard isShown, now - last > .milliseconds(200) else { return }
        last = now
        let seconds = (now - start) / .seconds(1)
        let rate = Int(Double(count) / seconds)
        var text = "\(CompatibilityReport.count(count, "event")), \(CompatibilityReport.count(rate, "event")) a second"
        if let part, part > 0 { text += ", \(Int((seconds / part - seconds).rounded(.up))) s left" }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }

    /// Removes the line.
    func end() {
        if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }
}
