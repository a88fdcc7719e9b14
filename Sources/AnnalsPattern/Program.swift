/// A nondeterministic automaton as a list of instructions.
package struct Program: Sendable {
    package enum Instruction: Sendable {
        /// Consumes a code point of the set and goes on with the next instruction.
        case set(ScalarClass)
        case anchor(PatternSyntax.Anchor)
        /// Goes on at both places, rather at the first.
        case split(Int, Int)
        /// Writes the place down: `2n` where group n begins, `2n + 1` where it ends.
        case save(Int)
        case jump(Int)
        case match
    }

    package private(set) var instructions: [Instruction] = []

    /// Enough for every pattern that a person writes, and small enough for a step to stay cheap.
    static let maximumSize = 50_000

    init(_ syntax: PatternSyntax) throws(PatternError) {
        try emit(syntax)
        instructions.append(.match)
    }

    private mutating func append(_ instruction: Instruction) throws(PatternError) {
        guard instructions.count < Program.maximumSize else {
            throw PatternError(message: "the repetitions of this pattern multiply to too many states", offset: 0)
        }
        instructions.append(instruction)
    }

    private mutating func emit(_ syntax: PatternSyntax) throws(PatternError) {
        switch syntax {
        case .empty: break
        case .set(let set): try append(.set(set))
        case .anchor(let anchor): try append(.anchor(anchor))
        case .sequence(let parts): for part in parts { try emit(part) }
        case .alternatives(let branches): try emit(branches[...])
        case .repetition(let part, let minimum, let maximum, let isGreedy):
            try emit(part, minimum, maximum, isGreedy: isGreedy)
        case .group(let part, let number):
            try append(.save(2 * number))
            try emit(part)
            try append(.save(2 * number + 1))
        }
    }

    private mutating func emit(_ branches: ArraySlice<PatternSyntax>) throws(PatternError) {
        var ends: [Int] = []
        for (index, branch) in branches.enumerated() {
            guard index < branches.count - 1 else {
                try emit(branch)
                break
            }
            let split = instructions.count
            try append(.split(split + 1, 0))
            try emit(branch)
            ends.append(instructions.count)
            try append(.jump(0))
            instructions[split] = .split(split + 1, instructions.count)
        }
        for end in ends { instructions[end] = .jump(instructions.count) }
    }

    private mutating func emit(
        _ part: PatternSyntax, _ minimum: Int, _ maximum: Int?, isGreedy: Bool
    ) throws(PatternError) {
        func split(at place: Int, behind end: Int) -> Instruction {
            isGreedy ? .split(place + 1, end) : .split(end, place + 1)
        }
        for _ in 0..<minimum { try emit(part) }
        guard let maximum else {
            let start = instructions.count
            try append(.split(start + 1, 0))
            try emit(part)
            try append(.jump(start))
            instructions[start] = split(at: start, behind: instructions.count)
            return
        }
        var splits: [Int] = []
        for _ in minimum..<max(minimum, maximum) {
            splits.append(instructions.count)
            try append(.split(instructions.count + 1, 0))
            try emit(part)
        }
        for place in splits { instructions[place] = split(at: place, behind: instructions.count) }
    }
}
