public import Annals
import AnnalsDiagnostics

/// Prints how projections are doing, for people.
public struct ProjectionStatusTextPrinter: Sendable {
    /// Creates a printer.
    public init() {}

    /// A table, and below it what is wrong. Ends with a line break.
    ///
    /// - Parameters:
    ///   - statuses: How the projections are doing now.
    ///   - earlier: How they did some time ago, so that rates can be told.
    ///   - time: How long ago that was.
    public func text(
        _ statuses: [ProjectionStatus], since earlier: [ProjectionStatus] = [], _ time: Duration = .zero
    ) -> String {
        guard !statuses.isEmpty else { return "no projection ever ran here\n" }
        let titles = ["PROJECTION", "STATE", "POSITION", "BEHIND", "PARKED", "REBUILD"]
        let rows = statuses.map { status in
            [
                status.name, status.state.rawValue, String(status.position), Self.words(status.lag),
                String(status.parked),
                rebuild(status, earlier.first { $0.name == status.name }, time),
            ].map(VisibleText.line)
        }
        var text = TextTable(titles, rows).lines.joined(separator: "\n") + "\n"
        let failures = statuses.flatMap { status in
            [status.failure, status.rebuild?.failure].compactMap(\.self).map { "\(status.name): \($0)" }
        }
        if !failures.isEmpty { text += "\n" + failures.map(VisibleText.of).joined(separator: "\n") + "\n" }
        return text
    }

    /// Events and time, or only 0.
    static func words(_ lag: ProjectionLag) -> String {
        lag.events == 0 ? "0" : "\(lag.events) (\(words(lag.time)))"
    }

    private func rebuild(_ status: ProjectionStatus, _ earlier: ProjectionStatus?, _ time: Duration) -> String {
        guard let rebuild = status.rebuild else { return "" }
        if rebuild.failure != nil { return "stands still at \(rebuild.position)" }
        let part = status.head == 0 ? 100 : rebuild.position * 100 / status.head
        let text = "\(part) % of \(status.head)"
        guard let before = earlier?.rebuild, before.start == rebuild.start, time > .zero,
            rebuild.position > before.position
        else { return text }
        let rate = Double(rebuild.position - before.position) / (time / .seconds(1))
        let left = Double(max(status.head - rebuild.position, 0)) / rate
        return "\(text), \(Int(rate.rounded())) a second, \(Self.words(.seconds(left))) left"
    }

    /// A time in the largest unit of which there is one.
    static func words(_ time: Duration) -> String {
        let seconds = Int(time / .seconds(1))
        return switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) days"
        }
    }
}
