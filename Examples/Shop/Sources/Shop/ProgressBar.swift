import Foundation

/// Times a step; shows a bar when it takes longer than a second and a person is looking.
struct ProgressBar {
    private let name: String
    private let total: Int
    private let start = ContinuousClock.now
    private var done = 0
    private var isShown = false
    private static let isTerminal = isatty(1) != 0

    init(_ name: String, of total: Int) {
        self.name = name
        self.total = max(total, 1)
    }

    mutating func advance(_ count: Int) {
        done += count
        guard ProgressBar.isTerminal, isShown || start.duration(to: .now) > .seconds(1) else { return }
        isShown = true
        let filled = min(done, total) * 30 / total
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
        write("\r\(name.padding(toLength: 34, withPad: " ", startingAt: 0)) [\(bar)]")
    }

    /// Prints the result of the step with its throughput.
    func finish() {
        if isShown { write("\r\u{1B}[2K") }
        let seconds = start.duration(to: .now) / .seconds(1)
        let rate = Int(Double(done) / max(seconds, 1e-9))
        let columns = [
            name.padding(toLength: 34, withPad: " ", startingAt: 0), Table.right("\(done)", 8),
            Table.right(String(format: "%.3f s", seconds), 10), Table.right("\(rate) events/s", 18),
        ]
        print(columns.joined())
    }

    private func write(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }
}
