import AnnalsDiagnostics

/// Retired events that take each other's place would never end, and a few that fork can stand for more events than
/// memory holds.
struct RetirementCheck {
    /// How many retired events may take each other's place.
    static let maximumDepth = SizeCheck.maximumDepth
    /// How many events one stored event may become, with those on the way.
    static let maximumEvents = 1_000

    /// What an event becomes.
    private struct Size {
        /// How many retired events lie one behind the other.
        var depth = 0
        /// How many events are made, itself included.
        var events = 1
    }

    /// A retired event on the way from the first one.
    private struct Step {
        let event: EventDeclaration
        let retirement: Retirement
        /// The next part to look at.
        var next = 0
        /// What the parts so far come to; nil when something was reported.
        var size: Size? = Size(depth: 1)

        mutating func add(_ part: Size?) {
            guard let size, let part else { return self.size = nil }
            self.size = Size(depth: max(size.depth, part.depth + 1), events: size.events + part.events)
        }
    }

    private let events: [String: EventDeclaration]
    /// Of the events that are done; nil for those that something was reported of.
    private var sizes: [String: Size?] = [:]

    static func run(_ schema: Schema, _ diagnostics: inout Diagnostics) {
        var check = RetirementCheck(schema)
        for event in schema.events where check.sizes[event.name] == nil { check.measure(event, &diagnostics) }
    }

    private init(_ schema: Schema) {
        events = Dictionary(schema.events.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Measures an event and what takes its place. With a path of its own and not by recursion: nothing bounds the path
    /// before it is measured.
    private mutating func measure(_ event: EventDeclaration, _ diagnostics: inout Diagnostics) {
        var path: [Step] = []
        var places: [String: Int] = [:]
        func enter(_ event: EventDeclaration) -> Bool {
            guard let retirement = event.retirement else { return false }
            places[event.name] = path.count
            path.append(Step(event: event, retirement: retirement))
            return true
        }
        _ = enter(event)
        while var step = path.popLast() {
            guard step.next < step.retirement.parts.count else {
                let size = checked(step, &diagnostics)
                places[step.event.name] = nil
                sizes.updateValue(size, forKey: step.event.name)
                if !path.isEmpty { path[path.count - 1].add(size) }
                continue
            }
            let part = step.retirement.parts[step.next]
            let name = part.target.name
            step.next += 1
            path.append(step)
            if let start = places[name] {
                let cycle = path[start...].map(\.event.name) + [name]
                diagnostics.error(
                    "schema.retired",
                    "retired events take each other's place without end: \(cycle.joined(separator: " > "))",
                    at: part.location, suggestion: "one of them has to be in use, or end")
                path[path.count - 1].size = nil
            } else if let known = sizes[name] {
                path[path.count - 1].add(known)
            } else if let target = events[name], !enter(target) {
                path[path.count - 1].add(Size())
            }
        }
    }

    /// The size of an event whose parts are measured; nil when something is or was reported.
    private func checked(_ step: Step, _ diagnostics: inout Diagnostics) -> Size? {
        guard let size = step.size else { return nil }
        if size.depth > RetirementCheck.maximumDepth {
            diagnostics.error(
                "schema.retired",
                "more than \(RetirementCheck.maximumDepth) retired events take each other's place, "
                    + "'\(step.event.name)' the first of them", at: step.retirement.location,
                suggestion: "name the last one of them at once")
            return nil
        }
        if size.events - 1 > RetirementCheck.maximumEvents {
            diagnostics.error(
                "schema.retired",
                "one stored '\(step.event.name)' becomes more than \(RetirementCheck.maximumEvents) events, "
                    + "those that are retired themselves included", at: step.retirement.location,
                suggestion: "name fewer events under 'into', or the last ones of them at once")
            return nil
        }
        return size
    }
}
