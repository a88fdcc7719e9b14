import Foundation

/// All expressions of these tests, run in one compiled program: compiling is what takes the time.
enum Agreement {
    /// The outcomes of compiled Swift by the id of the subject, for each of its inputs.
    static let compiled = Task.detached { () throws -> [String: [Outcome]] in
        let subjects = try Corpus.subjects()
        let outcomes = try CompiledProgram.outcomes(of: subjects)
        return Dictionary(zip(subjects.map(\.id), outcomes)) { first, _ in first }
    }
}

/// What is run in both executions.
enum Corpus {
    /// The conformance files with the forms of their cases.
    static let conformance = Result {
        try ConformanceFiles.all().map { file in (name: file.name, cases: file.cases.map(ConformanceForms.init)) }
    }

    /// Whether someone has asked for more random expressions than every run has.
    static let isLongRun = number("ANNALS_DIFFERENTIAL_EXPRESSIONS") != nil

    /// Random expressions.
    static let differential: DifferentialRun = {
        var size = DifferentialRun.Size()
        if let seed = number("ANNALS_DIFFERENTIAL_SEED") { size.seed = UInt64(seed) }
        if let expressions = number("ANNALS_DIFFERENTIAL_EXPRESSIONS") { size.expressions = expressions }
        if let values = number("ANNALS_DIFFERENTIAL_VALUES") { size.values = values }
        return DifferentialRun(size)
    }()

    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }

    /// Everything that is to be compiled.
    static func subjects() throws -> [Subject] {
        let conformance = try conformance.get().flatMap(\.cases).flatMap { test in
            ConformanceForms.Form.allCases.compactMap { test.subject($0) }
        }
        return conformance + differential.subjects + OwnCaseForms.all.flatMap(\.subjects)
    }
}
