import AnnalsPattern

/// A pattern as a deterministic automaton whose states are made when they are first reached. A text is accepted when some
/// part of it matches, as ``Pattern`` has it.
struct LazyAutomaton {
    /// The state before the first code point.
    static let start = 0
    /// The state in which a match was found: whatever follows, the text is accepted.
    static let matched = -1

    private let program: Program
    private let letters: [Unicode.Scalar]
    private var states: [State] = []
    private var numbers: [State: Int] = [:]
    private var transitions: [[Int?]] = []
    private var accepting: [Bool] = []
    /// When an instruction was last looked at, so that nothing has to be emptied.
    private var marks: [Int]
    private var generation = 0
    /// How many instructions were looked at: what the states have cost.
    private(set) var work = 0

    /// What has been read: the instructions behind what was consumed, and what an anchor can see of the last code point.
    private struct State: Hashable {
        var kernel: [Int]
        var previous: Unicode.Scalar?
    }

    init(_ program: Program, _ alphabet: Alphabet) {
        self.program = program
        letters = alphabet.letters
        marks = Array(repeating: 0, count: program.instructions.count)
        _ = number(State(kernel: [], previous: nil))
    }

    /// Whether a text that ends in a state is accepted.
    func accepts(_ state: Int) -> Bool { state == LazyAutomaton.matched || accepting[state] }

    /// The state behind a letter, by its number in the alphabet.
    mutating func next(_ state: Int, _ letter: Int) -> Int {
        if state == LazyAutomaton.matched { return state }
        if let known = transitions[state][letter] { return known }
        let next = step(states[state], letters[letter])
        transitions[state][letter] = next
        return next
    }

    private mutating func step(_ state: State, _ scalar: Unicode.Scalar) -> Int {
        guard let closed = closure(state, scalar) else { return LazyAutomaton.matched }
        let kernel = closed.compactMap { index in
            if case .set(let set) = program.instructions[index], set.contains(scalar) { index + 1 } else { nil }
        }
        let previous: Unicode.Scalar = scalar == "\n" ? "\n" : ScalarClass.word.contains(scalar) ? "a" : " "
        return number(State(kernel: kernel, previous: previous))
    }

    private mutating func number(_ state: State) -> Int {
        if let known = numbers[state] { return known }
        numbers[state] = states.count
        states.append(state)
        transitions.append(Array(repeating: nil, count: letters.count))
        accepting.append(closure(state, nil) == nil)
        return states.count - 1
    }

    /// The consuming instructions that are reached before the next code point; nil when a match is among them.
    private mutating func closure(_ state: State, _ next: Unicode.Scalar?) -> [Int]? {
        // A match may begin anywhere.
        var pending = state.kernel + [0]
        var consuming: [Int] = []
        generation += 1
        while let index = pending.popLast() {
            guard marks[index] != generation else { continue }
            marks[index] = generation
            work += 1
            switch program.instructions[index] {
            case .match: return nil
            case .jump(let target): pending.append(target)
            case .split(let first, let second): pending += [first, second]
            case .anchor(let anchor): if Matcher.holds(anchor, state.previous, next) { pending.append(index + 1) }
            case .save: pending.append(index + 1)
            case .set: consuming.append(index)
            }
        }
        return consuming.sorted()
    }
}
