import AnnalsEvaluation
import AnnalsExpression
import Foundation

/// Emitted Swift, compiled against the build that these tests belong to, and run.
struct CompiledProgram {
    /// Something is wrong with the program as a whole, or with its surroundings.
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private let folder: URL
    private let subjects: [Subject]
    /// What the compiler says of a subject, by its place.
    private var complaints: [Int: String] = [:]

    /// The outcomes of each subject for each of its inputs.
    static func outcomes(of subjects: [Subject]) throws -> [[Outcome]] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "annals-expressions-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let keeps = ProcessInfo.processInfo.environment["ANNALS_KEEP_PROGRAM"] != nil
        if keeps { print("the compiled program is kept in \(folder.path)") }
        defer { if !keeps { try? FileManager.default.removeItem(at: folder) } }
        var program = CompiledProgram(folder: folder, subjects: subjects)
        try program.compile()
        return try program.run()
    }

    private init(folder: URL, subjects: [Subject]) {
        self.folder = folder
        self.subjects = subjects
    }

    // MARK: - Compiling

    /// Compiles; what the compiler complains about is left out, and the rest compiled again.
    private mutating func compile() throws {
        for _ in 0..<40 {
            let source = ProgramSource(subjects, subjects.indices.filter { complaints[$0] == nil })
            complaints.merge(source.refused) { first, _ in first }
            let (status, output) = try swiftc(source)
            var found = 0
            var others: [String] = []
            for complaint in CompiledProgram.complaints(output) {
                let file = source.files.first { $0.name == complaint.file }
                guard let owner = file?.owner(ofLine: complaint.line) else {
                    others.append("\(complaint.file):\(complaint.line): \(complaint.message)")
                    continue
                }
                found += 1
                let line = file?.text.split(separator: "\n", omittingEmptySubsequences: false)[complaint.line - 1] ?? ""
                complaints[owner] =
                    complaints[owner] ?? "\(complaint.message) in “\(line.trimmingCharacters(in: .whitespaces))”"
            }
            for owner in CompiledProgram.crashes(output) where complaints[owner] == nil {
                complaints[owner] = "the Swift compiler crashes"
                found += 1
            }
            if let first = others.first { throw Failure(description: "the program does not compile: \(first)") }
            if status == 0 { return }
            guard found > 0 else { throw Failure(description: "swiftc failed: \(output.suffix(2000))") }
        }
        throw Failure(description: "the program does not compile after forty rounds of leaving out")
    }

    private func swiftc(_ source: ProgramSource) throws -> (status: Int32, output: String) {
        let wire = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Wire.swift")
        var files = [wire.path]
        for file in source.files {
            let place = folder.appending(path: file.name)
            try Data(file.text.utf8).write(to: place)
            files.append(place.path)
        }
        let objects: [String]
        do {
            objects = try BuildFolder.objects()
        } catch {
            throw Failure(description: "the objects of the build are not in \(BuildFolder.products.path): \(error)")
        }
        let arguments =
            [
                "SWIFT_BACKTRACE=enable=no", "swiftc", "-swift-version", "6", "-Onone", "-parse-as-library",
                "-wmo", "-num-threads", "2",
                "-enable-upcoming-feature", "ExistentialAny", "-enable-upcoming-feature", "InternalImportsByDefault",
                "-enable-upcoming-feature", "MemberImportVisibility", "-module-name", "ExpressionProgram",
                "-module-cache-path", BuildFolder.products.appending(path: "ModuleCache").path,
                "-I", BuildFolder.modules.path, "-o", folder.appending(path: "program").path,
            ] + files + objects
        return try Shell.run(arguments, in: folder)
    }

    /// Errors and warnings, with their places.
    private static func complaints(_ output: String) -> [(file: String, line: Int, message: String)] {
        output.split(separator: "\n").compactMap { line in
            guard let match = line.firstMatch(of: /([^\/:]+\.swift):([0-9]+):[0-9]+: (error|warning): (.*)/) else {
                return nil
            }
            return (String(match.1), Int(match.2) ?? 0, String(match.4))
        }
    }

    /// The subjects at whose functions the compiler itself has crashed, from the mangled names in its report.
    private static func crashes(_ output: String) -> [Int] {
        output.matches(of: /([0-9]{2})expression([0-9]+)/).compactMap { match in
            Int(match.2.prefix((Int(match.1) ?? 0) - "expression".count))
        }
    }

    // MARK: - Running

    private func run() throws -> [[Outcome]] {
        var outcomes: [[Outcome]] = subjects.indices.map { index in
            complaints[index].map { complaint in subjects[index].inputs.map { _ in .doesNotCompile(complaint) } } ?? []
        }
        var waiting = subjects.indices.filter { complaints[$0] == nil }.flatMap { index in
            subjects[index].inputs.map { (index, line(index, $0)) }
        }
        let input = folder.appending(path: "input.txt")
        while !waiting.isEmpty {
            try Data(waiting.map { $0.1 + "\n" }.joined().utf8).write(to: input)
            let (status, output) = try Shell.run(
                ["SWIFT_BACKTRACE=enable=no", folder.appending(path: "program").path], input: input, in: folder)
            let lines = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            if status == 0, lines.count != waiting.count {
                throw Failure(description: "\(lines.count) answers to \(waiting.count) questions")
            }
            // After a crash the trap's own text may follow on lines of its own.
            let answered = status == 0 ? waiting.count : answers(lines, among: waiting.count)
            for (question, answer) in zip(waiting.prefix(answered), lines) {
                outcomes[question.0].append(Outcome(line: answer))
            }
            guard status != 0 else { break }
            guard answered < waiting.count else { break }
            outcomes[waiting[answered].0].append(.crash)
            waiting.removeFirst(answered + 1)
        }
        return outcomes
    }

    /// How many lines are answers: they end where the report of a crash begins.
    private func answers(_ lines: ArraySlice<Substring>, among count: Int) -> Int {
        let report = lines.firstIndex { $0.contains("Fatal error") || $0.contains("💣") || $0.isEmpty }
        return min(report ?? lines.count, count)
    }

    private func line(_ index: Int, _ input: [String: Value]) -> String {
        let subject = subjects[index]
        let read = subject.parameters.filter { subject.expression.root.reads($0.name) }
        return "\(index) " + read.map { input[$0.name]?.wire ?? "" }.joined()
    }
}
