extension Pattern {
    /// A part of a text that matches.
    public struct Match: Sendable {
        /// The whole match, and what each group captured; nil for a group that took no part.
        public let groups: [String?]
    }

    /// All matches from left to right that do not overlap, with the text between them.
    ///
    /// As in RE2, the leftmost match counts, of several at one place the one that a person reading the pattern from left
    /// to right would find first, and an empty match right behind another one is none. Each search is linear in the text;
    /// a pattern that must look at the whole text to know where a match ends makes the number of matches a factor.
    ///
    /// - Parameters:
    ///   - limit: How many matches at most; nil for all.
    ///   - groups: How many groups are of interest, from the first on.
    ///   - visit: Takes each match with the text before it.
    /// - Returns: The text behind the last match.
    public func forEachMatch(
        in text: String, limit: Int? = nil, groups: Int, _ visit: (_ before: String, Match) -> Void
    ) -> String {
        let scalars = Array(text.unicodeScalars)
        func part(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }
        var matcher = CapturingMatcher(program, groups: min(groups, groupCount))
        var start = 0
        var copied = 0
        var count = 0
        while start <= scalars.count, limit.map({ count < $0 }) ?? true,
            let places = matcher.firstMatch(in: scalars, from: start)
        {
            let range = places[0]..<places[1]
            // Behind another match an empty one is none.
            if !(range.isEmpty && range.lowerBound == copied && count > 0) {
                let captured = stride(from: 0, to: places.count, by: 2).map { slot -> String? in
                    places[slot] < 0 || places[slot + 1] < 0 ? nil : part(places[slot]..<places[slot + 1])
                }
                visit(part(copied..<range.lowerBound), Match(groups: captured))
                copied = range.upperBound
                count += 1
            }
            start = range.isEmpty ? range.upperBound + 1 : range.upperBound
        }
        return part(copied..<scalars.count)
    }
}

/// Runs a program over a text and keeps what the groups capture: Pike's machine, with the states in the order of
/// preference.
private struct CapturingMatcher {
    private struct Thread {
        var state: Int
        /// Two places a group, the whole match first; -1 where nothing was captured.
        var places: [Int]
    }

    private let instructions: [Program.Instruction]
    private let slotCount: Int
    private var marks: [Int]
    private var generation = 0

    init(_ program: Program, groups: Int) {
        instructions = program.instructions
        slotCount = 2 * (groups + 1)
        marks = Array(repeating: 0, count: program.instructions.count)
    }

    mutating func firstMatch(in text: [Unicode.Scalar], from start: Int) -> [Int]? {
        var threads: [Thread] = []
        var best: [Int]?
        var index = start
        generation += 1
        while true {
            if best == nil {
                var places = Array(repeating: -1, count: slotCount)
                places[0] = index
                add(Thread(state: 0, places: places), to: &threads, text, index)
            }
            if threads.isEmpty, best != nil { return best }
            generation += 1
            var following: [Thread] = []
            scan: for thread in threads {
                switch instructions[thread.state] {
                case .match:
                    best = thread.places
                    best?[1] = index
                    // What is less preferred does not count any more.
                    break scan
                case .set(let set):
                    guard index < text.count, set.contains(text[index]) else { continue }
                    add(Thread(state: thread.state + 1, places: thread.places), to: &following, text, index + 1)
                default: continue
                }
            }
            guard index < text.count else { return best }
            threads = following
            index += 1
        }
    }

    /// Adds a thread and all that it becomes without consuming, the preferred first.
    private mutating func add(_ thread: Thread, to threads: inout [Thread], _ text: [Unicode.Scalar], _ index: Int) {
        var pending = [thread]
        while var thread = pending.popLast() {
            guard marks[thread.state] != generation else { continue }
            marks[thread.state] = generation
            switch instructions[thread.state] {
            case .jump(let target):
                thread.state = target
                pending.append(thread)
            case .split(let first, let second):
                pending.append(Thread(state: second, places: thread.places))
                pending.append(Thread(state: first, places: thread.places))
            case .anchor(let anchor):
                let previous = index > 0 ? text[index - 1] : nil
                let next = index < text.count ? text[index] : nil
                guard Matcher.holds(anchor, previous, next) else { continue }
                thread.state += 1
                pending.append(thread)
            case .save(let slot):
                if slot < slotCount { thread.places[slot] = index }
                thread.state += 1
                pending.append(thread)
            case .set, .match: threads.append(thread)
            }
        }
    }
}
