import AnnalsExpression
import AnnalsSchema

@testable import AnnalsGeneration

/// The Swift files of a program that runs emitted expressions: one function for each, and a table of them.
struct ProgramSource {
    /// A file, and which subject each of its lines belongs to.
    struct File {
        var name: String
        var text: String
        var owners: [Range<Int>: Int] = [:]

        /// The subject on a line, counted from 1.
        func owner(ofLine line: Int) -> Int? { owners.first { $0.key.contains(line) }?.value }
    }

    private static let subjectsInAFile = 60

    private let world = World.shared
    private(set) var files: [File] = []
    /// Subjects for whose types there is no Swift, with the reason.
    private(set) var refused: [Int: String] = [:]

    /// The program of some subjects, by their place in the list.
    init(_ subjects: [Subject], _ chosen: [Int]) {
        var tables: [String] = []
        for start in stride(from: 0, to: chosen.count, by: ProgramSource.subjectsInAFile) {
            let part = chosen[start..<min(start + ProgramSource.subjectsInAFile, chosen.count)]
            let number = files.count
            var file = File(name: "Expressions\(number).swift", text: "import Annals\n")
            var line = 2
            var entries: [String] = []
            for index in part {
                guard let code = code(subjects[index], index) else {
                    refused[index] = "no Swift type for \(subjects[index].expression.root.type) or a variable's type"
                    continue
                }
                let lines = code.utf8.count { $0 == UInt8(ascii: "\n") }
                file.text += code
                file.owners[line..<(line + lines)] = index
                line += lines
                entries.append("    \(index): run\(index),")
            }
            let table = entries.isEmpty ? ":" : "\n" + entries.joined(separator: "\n") + "\n"
            file.text += "let table\(number): [Int: @Sendable (inout WireReader) -> String] = [\(table)]\n"
            files.append(file)
            tables.append("table\(number)")
        }
        files.append(File(name: "Main.swift", text: ProgramSource.main(tables)))
        files.append(File(name: "Records.swift", text: records()))
        for generated in world.generatedSwift() {
            files.append(File(name: "Generated-\(generated.name)", text: generated.text))
        }
    }

    /// The emitted function, and one that reads its arguments from a line.
    private func code(_ subject: Subject, _ index: Int) -> String? {
        let root = subject.expression.root
        let names = world.context.names
        let parameters = subject.parameters.filter { root.reads($0.name) }
        let emitter = ExpressionEmitter(world.context, roots: parameters.map(\.name))
        guard let result = emitter.swiftType(root.type) else { return nil }
        var declarations: [String] = []
        var reading: [String] = []
        var arguments: [String] = []
        for parameter in parameters {
            guard let type = emitter.swiftType(parameter.type) else { return nil }
            let name = SwiftIdentifier.escaped(parameter.name)
            declarations.append("_ \(name): \(type)")
            reading.append("    let \(name) = \(type)(wire: &reader)\n")
            arguments.append(name)
        }
        let body = emitter.expression(root).text(indentation: 4, column: 4)
        let throwing = subject.expression.canFail ? " throws(\(names.EvaluationError))" : ""
        let attempt = subject.expression.canFail ? "try " : ""
        return """
            func expression\(index)(\(declarations.joined(separator: ", ")))\(throwing) -> \(result) {
                \(body)
            }
            @Sendable func run\(index)(_ reader: inout WireReader) -> String {
            \(reading.joined())    return answer { () throws(\(names.EvaluationError)) in \(attempt)expression\(index)(\(arguments.joined(separator: ", "))).wire }
            }

            """
    }

    /// How the records of the schema travel.
    private func records() -> String {
        var text = "import Annals\n"
        for name in world.records {
            guard let fields = world.context.fields(name) else { continue }
            let type = world.context.swiftName(VersionedName(name.name, name.version))
            let reading = fields.map { field in
                "\(field.swiftName): \(world.context.swiftType(field.type))(wire: &reader)"
            }
            let writing = fields.map { "\(SwiftIdentifier.escaped($0.swiftName)).wire" }
            text += """
                extension \(type): Wire {
                    init(wire reader: inout WireReader) {
                        _ = reader.skip("(")
                        self.init(\(reading.joined(separator: ", ")))
                        _ = reader.skip(")")
                    }
                    var wire: String { ["(", \(writing.joined(separator: ", ")), ")"].joined() }
                }

                """
        }
        for type in world.schema.types {
            for version in type.versions {
                guard case .enumeration = version.definition else { continue }
                let name = world.context.swiftName(version.id)
                text += """
                    extension \(name): Wire {
                        init(wire reader: inout WireReader) { self = \(name)(rawValue: String(wire: &reader)) ?? .low }
                        var wire: String { rawValue.wire }
                    }

                    """
            }
        }
        return text
    }

    private static func main(_ tables: [String]) -> String {
        """
        import Annals
        #if canImport(Glibc)
            import Glibc
        #elseif canImport(Musl)
            import Musl
        #else
            import Darwin
        #endif

        func answer(_ body: () throws(EvaluationError) -> String) -> String {
            do throws(EvaluationError) { return try body() } catch { return WireText.failure(error) }
        }

        @main enum Program {
            static func main() {
                let tables = [\(tables.joined(separator: ", "))]
                var functions: [Int: @Sendable (inout WireReader) -> String] = [:]
                for table in tables { functions.merge(table) { first, _ in first } }
                while let line = readLine() {
                    let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
                    var reader = WireReader(parts[1])
                    let result = Int(parts[0]).flatMap { functions[$0] }.map { $0(&reader) } ?? "no such function"
                    // At once, so that what came before a crash is known.
                    let bytes = Array((result + "\\n").utf8)
                    var written = 0
                    while written < bytes.count {
                        written += bytes[written...].withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
                    }
                }
            }
        }

        """
    }
}
