import Annals

/// What an aggregate answers.
enum ScenarioAnswer<A: Aggregate> {
    /// It decides these events.
    case decided([A.Event])
    /// It refuses, or what it decides cannot be stored.
    case refused(any Error)
}

/// Why a scenario fails, as text.
///
/// ```
/// Account a
///     MoneyDeposited {"accountId":"a","amount":7}
/// is {"balance":7,"transactions":1}; expected
///   - MoneyWithdrawn {"accountId":"a","amount":5}
/// found
///   + MoneyWithdrawn {"accountId":"a","amount":6}
///         /amount: expected 5, found 6
/// ```
struct ScenarioReport<A: Aggregate> {
    let id: A.ID
    let past: [A.Event]
    let state: A
    let expected: ScenarioAnswer<A>
    let found: ScenarioAnswer<A>

    /// More of the past is counted and not shown.
    private static var pastLimit: Int { 20 }

    var text: String {
        var lines = ["\(A.category) \(id.streamText)"]
        if past.count > Self.pastLimit { lines.append("    … \(past.count - Self.pastLimit) events") }
        lines += past.suffix(Self.pastLimit).map { "    \(Self.line($0))" }
        lines.append("is \(Self.text(state)); expected")
        switch (expected, found) {
        case (.decided(let expected), .decided(let found)): lines += Self.difference(expected, found)
        default: lines += Self.lines(expected, "-") + ["found"] + Self.lines(found, "+")
        }
        return lines.joined(separator: "\n")
    }

    private static func lines(_ answer: ScenarioAnswer<A>, _ mark: String) -> [String] {
        switch answer {
        case .refused(let error): ["  \(mark) the error \(error)"]
        case .decided(let events): events.isEmpty ? ["  \(mark) no event"] : events.map { "  \(mark) \(line($0))" }
        }
    }

    /// Both lists, with marks at what is missing and at what is too many, and in which fields the latter differs from an
    /// event of its type that is missing.
    private static func difference(_ expected: [A.Event], _ found: [A.Event]) -> [String] {
        let difference = found.difference(from: expected)
        var missing: [Int: A.Event] = [:]
        var surplus: [Int: A.Event] = [:]
        for case .remove(let offset, let event, _) in difference.removals { missing[offset] = event }
        for case .insert(let offset, let event, _) in difference.insertions { surplus[offset] = event }
        var lines = expected.isEmpty ? ["    no event"] : []
        for (offset, event) in expected.enumerated() {
            lines.append("  \(missing[offset] == nil ? " " : "-") \(line(event))")
        }
        lines.append("found")
        if found.isEmpty { lines.append("    no event") }
        for (offset, event) in found.enumerated() {
            guard surplus[offset] != nil else {
                lines.append("    \(line(event))")
                continue
            }
            lines.append("  + \(line(event))")
            let partner = missing.sorted { $0.key < $1.key }.first { type(of: $0.value.event) == type(of: event.event) }
            guard let partner else { continue }
            missing[partner.key] = nil
            lines += fields(partner.value, event).map { "        \($0)" }
        }
        return lines
    }

    /// The fields in which two events of a type differ.
    private static func fields(_ expected: A.Event, _ found: A.Event) -> [String] {
        guard let expected = json(expected.event), let found = json(found.event) else { return [] }
        return JSONDifference.between(expected, found)
    }

    private static func line(_ event: A.Event) -> String {
        "\(type(of: event.event).eventType) \(text(event.event))"
    }

    private static func text(_ value: some JSONCodable) -> String {
        (try? value.json()).map { String(decoding: $0, as: UTF8.self) } ?? "\(value)"
    }

    private static func json(_ value: some JSONCodable) -> JSONValue? {
        (try? value.json()).flatMap { try? JSONValue(parsing: $0) }
    }
}
