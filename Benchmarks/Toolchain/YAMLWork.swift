import AnnalsDiagnostics
import AnnalsSchema
import AnnalsYAML
import CLibYAML
import Foundation

/// The ways from the bytes of a file to a tree: libyaml's own and ours, which has places; and to a schema.
struct YAMLWork {
    let path: String
    private let bytes: [UInt8]

    init(path: String) throws {
        self.path = path
        bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    }

    func measure() throws {
        print("bytes\t\(bytes.count)")
        try Stopwatch.measure("libyaml events") { try events() }
        try Stopwatch.measure("libyaml document") { try document() }
        try Stopwatch.measure("Annals tree") {
            var diagnostics = Diagnostics()
            guard YAMLLoader.load(bytes, file: path, diagnostics: &diagnostics) != nil else {
                throw failure(diagnostics)
            }
        }
        try Stopwatch.measure("Annals schema") {
            var diagnostics = Diagnostics()
            let source = SchemaSource(path: path, bytes: bytes)
            guard SchemaLoader.load([source], diagnostics: &diagnostics) != nil else { throw failure(diagnostics) }
        }
    }

    private func failure(_ diagnostics: Diagnostics) -> WorkFailure {
        WorkFailure(description: diagnostics.all.first.map { "\(path): \($0.message)" } ?? "\(path) cannot be read")
    }

    /// What every reader on top of libyaml pays.
    private func events() throws {
        try withParser { parser in
            var isDone = false
            while !isDone {
                var event = yaml_event_t()
                guard yaml_parser_parse(&parser, &event) == 1 else { throw failure(Diagnostics()) }
                isDone = event.type == YAML_STREAM_END_EVENT
                yaml_event_delete(&event)
            }
        }
    }

    private func document() throws {
        try withParser { parser in
            var document = yaml_document_t()
            guard yaml_parser_load(&parser, &document) == 1 else { throw failure(Diagnostics()) }
            yaml_document_delete(&document)
        }
    }

    private func withParser(_ body: (inout yaml_parser_t) throws -> Void) throws {
        var parser = yaml_parser_t()
        yaml_parser_initialize(&parser)
        defer { yaml_parser_delete(&parser) }
        try bytes.withUnsafeBufferPointer { input in
            yaml_parser_set_input_string(&parser, input.baseAddress, input.count)
            try body(&parser)
        }
    }
}
