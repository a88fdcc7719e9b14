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

    /// Everything that is to be compiled.
    static func subjects() throws -> [Subject] {
        try conformance.get().flatMap(\.cases).flatMap { test in
            ConformanceForms.Form.allCases.compactMap { test.subject($0) }
        }
    }
}
