/// Runs a program over a text: all possible states at once, so that each code point costs at most one step a state.
package struct Matcher {
    private let instructions: [Program.Instruction]
    private var current = StateSet()
    private var following = StateSet()
    private var pending: [Int] = []
    private(set) var steps = 0

    /// A set of states that is emptied in constant time.
    private struct StateSet {
        var states: [Int] = []
        var marks: [Int] = []
        var generation = 0

        mutating func clear(_ size: Int) {
            if marks.count != size { marks = Array(repeating: 0, count: size) }
            generation += 1
            states.removeAll(keepingCapacity: true)
        }

        mutating func insert(_ state: Int) -> Bool {
            guard marks[state] != generation else { return false }
            marks[state] = generation
            return true
        }
    }

    init(_ program: Program) {
        instructions = program.instructions
    }

    mutating func matches(_ text: String.UnicodeScalarView) -> Bool {
        var previous: Unicode.Scalar?
        var index = text.startIndex
        current.clear(instructions.count)
        following.clear(instructions.count)
        while true {
            let next = index < text.endIndex ? text[index] : nil
            // A match may begin anywhere, so every place starts the program anew.
            if add(0, to: \.current, previous, next) { return true }
            guard let next else { return false }
            text.formIndex(after: &index)
            let afterNext = index < text.endIndex ? text[index] : nil
            following.clear(instructions.count)
            for state in current.states {
                steps += 1
                if case .set(let set) = instructions[state], set.contains(next),
                    add(state + 1, to: \.following, next, afterNext)
                {
                    return true
                }
            }
            swap(&current, &following)
            previous = next
        }
    }

    /// Adds a state and all that it reaches without consuming; true when that is a match.
    private mutating func add(
        _ state: Int, to set: WritableKeyPath<Matcher, StateSet>, _ previous: Unicode.Scalar?, _ next: Unicode.Scalar?
    ) -> Bool {
        pending.append(state)
        while let state = pending.popLast() {
            guard self[keyPath: set].insert(state) else { continue }
            steps += 1
            switch instructions[state] {
            case .match:
                pending.removeAll()
                return true
            case .jump(let target): pending.append(target)
            case .split(let first, let second):
                pending.append(second)
                pending.append(first)
            case .anchor(let anchor):
                if Matcher.holds(anchor, previous, next) { pending.append(state + 1) }
            case .save: pending.append(state + 1)
            case .set: self[keyPath: set].states.append(state)
            }
        }
        return false
    }

    package static func holds(
        _ anchor: PatternSyntax.Anchor, _ previous: Unicode.Scalar?, _ next: Unicode.Scalar?
    ) -> Bool {
        func isWord(_ scalar: Unicode.Scalar?) -> Bool { scalar.map(ScalarClass.word.contains) ?? false }
        switch anchor {
        case .textStart: return previous == nil
        case .textEnd: return next == nil
        case .lineStart: return previous == nil || previous == "\n"
        case .lineEnd: return next == nil || next == "\n"
        case .wordBoundary: return isWord(previous) != isWord(next)
        case .noWordBoundary: return isWord(previous) == isWord(next)
        }
    }
}
