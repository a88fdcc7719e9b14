/// A pattern as a table for texts of ASCII: one look a byte. Only made for patterns that need few states, which is most
/// of those that schemas have; the others are run by ``Matcher``.
struct ASCIIAutomaton: Sendable {
    /// The next state for a state and a byte, 128 entries a state.
    private var transitions: [UInt8] = []
    /// Whether a text that ends in a state matches.
    private var acceptsAtEnd: [Bool] = []

    private static let greatestStateCount = 48
    private static let greatestProgramSize = 256
    /// The state in which a match has been found.
    private static let matched: UInt8 = 255

    /// What has been read so far: the instructions behind what was consumed, and what kind of byte came last.
    private struct State: Hashable {
        var kernel: [Int]
        var previous: Previous
    }

    private enum Previous: Hashable {
        case start
        case newline
        case word
        case other

        var scalar: Unicode.Scalar? {
            switch self {
            case .start: nil
            case .newline: "\n"
            case .word: "a"
            case .other: " "
            }
        }

        init(_ scalar: Unicode.Scalar) {
            self = scalar == "\n" ? .newline : ScalarClass.word.contains(scalar) ? .word : .other
        }
    }

    /// Nil when the table would be large.
    init?(_ program: Program) {
        guard program.instructions.count <= ASCIIAutomaton.greatestProgramSize else { return nil }
        let representatives = ASCIIAutomaton.representatives(program)
        var states = [State(kernel: [], previous: .start)]
        var numbers = [states[0]: 0]
        var next = 0
        while next < states.count {
            let state = states[next]
            var row: [UInt8: UInt8] = [:]
            for representative in Set(representatives) {
                let scalar = Unicode.Scalar(representative)
                guard let target = ASCIIAutomaton.step(state, scalar, program) else {
                    row[representative] = ASCIIAutomaton.matched
                    continue
                }
                if numbers[target] == nil {
                    guard states.count < ASCIIAutomaton.greatestStateCount else { return nil }
                    numbers[target] = states.count
                    states.append(target)
                }
                row[representative] = UInt8(numbers[target] ?? 0)
            }
            transitions += representatives.map { row[$0] ?? 0 }
            acceptsAtEnd.append(ASCIIAutomaton.closure(state, nil, program) == nil)
            next += 1
        }
    }

    /// Whether some part of a text matches.
    ///
    /// - Parameter text: Bytes below 128.
    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var state: UInt8 = 0
        return transitions.withUnsafeBufferPointer { transitions in
            for byte in text {
                state = transitions[Int(state) << 7 | Int(byte & 0x7F)]
                if state == ASCIIAutomaton.matched { return true }
            }
            return acceptsAtEnd[Int(state)]
        }
    }

    /// For each byte the first one that no instruction tells from it.
    private static func representatives(_ program: Program) -> [UInt8] {
        let sets = program.instructions.compactMap { instruction in
            if case .set(let set) = instruction { set } else { nil }
        }
        var first: [[Bool]: UInt8] = [:]
        return (0..<128).map { (byte: UInt8) in
            let scalar = Unicode.Scalar(byte)
            let signature = sets.map { $0.contains(scalar) } + [scalar == "\n", ScalarClass.word.contains(scalar)]
            if let known = first[signature] { return known }
            first[signature] = byte
            return byte
        }
    }

    /// The state behind one more code point; nil when a match has been found before it.
    private static func step(_ state: State, _ scalar: Unicode.Scalar, _ program: Program) -> State? {
        guard let closed = closure(state, scalar, program) else { return nil }
        let kernel = closed.compactMap { index in
            if case .set(let set) = program.instructions[index], set.contains(scalar) { index + 1 } else { nil }
        }
        return State(kernel: kernel, previous: Previous(scalar))
    }

    /// The consuming instructions that are reached before the next code point; nil when a match is among them.
    private static func closure(_ state: State, _ next: Unicode.Scalar?, _ program: Program) -> [Int]? {
        // A match may begin anywhere.
        var pending = state.kernel + [0]
        var seen: Set<Int> = []
        var consuming: Set<Int> = []
        while let index = pending.popLast() {
            guard seen.insert(index).inserted else { continue }
            switch program.instructions[index] {
            case .match: return nil
            case .jump(let target): pending.append(target)
            case .split(let first, let second): pending += [first, second]
            case .anchor(let anchor):
                if Matcher.holds(anchor, state.previous.scalar, next) { pending.append(index + 1) }
            case .save: pending.append(index + 1)
            case .set: consuming.insert(index)
            }
        }
        return consuming.sorted()
    }
}
