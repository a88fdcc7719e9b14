import CLibYAML

/// libyaml's events as Swift values. All unsafe code of this room is here.
final class EventStream {
    enum Event {
        case scalar(text: String, style: Scalar.Style, tag: String?, anchor: String?)
        case sequenceStart(tag: String?, anchor: String?, isFlow: Bool)
        case sequenceEnd
        case mappingStart(tag: String?, anchor: String?, isFlow: Bool)
        case mappingEnd
        case alias(String)
        case documentStart
        case documentEnd
        case streamEnd
    }

    /// A place in the text, in code points from its start.
    typealias Mark = Int

    struct Problem: Error {
        var message: String
        var mark: Mark
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>

    init(_ bytes: ArraySlice<UInt8>) throws(Problem) {
        // The parser keeps a pointer to its input, so both live as long as this object.
        input = .allocate(capacity: bytes.count)
        _ = input.initialize(from: bytes)
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else {
            throw Problem(message: "out of memory", mark: 0)
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    /// The next event that matters, with where it starts and ends.
    func next() throws(Problem) -> (event: Event, start: Mark, end: Mark) {
        while true {
            var raw = yaml_event_t()
            guard yaml_parser_parse(parser, &raw) == 1 else { throw problem() }
            defer { yaml_event_delete(&raw) }
            if let event = EventStream.event(raw) {
                return (event, EventStream.mark(raw.start_mark), EventStream.mark(raw.end_mark))
            }
        }
    }

    private static func mark(_ mark: yaml_mark_t) -> Mark { Int(mark.index) }

    private func problem() -> Problem {
        let message = parser.pointee.problem.map { String(cString: $0) } ?? "the text is not YAML"
        let context = parser.pointee.context.map { String(cString: $0) + ", " } ?? ""
        let isReader = parser.pointee.error == YAML_READER_ERROR
        let mark = isReader ? parser.pointee.mark : parser.pointee.problem_mark
        return Problem(message: context + message, mark: EventStream.mark(mark))
    }

    private static func event(_ raw: yaml_event_t) -> Event? {
        func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? { pointer.map { String(cString: $0) } }
        switch raw.type {
        case YAML_SCALAR_EVENT:
            let scalar = raw.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            return .scalar(
                text: String(decoding: bytes, as: UTF8.self), style: style(scalar.style), tag: text(scalar.tag),
                anchor: text(scalar.anchor))
        case YAML_SEQUENCE_START_EVENT:
            let start = raw.data.sequence_start
            return .sequenceStart(
                tag: text(start.tag), anchor: text(start.anchor), isFlow: start.style == YAML_FLOW_SEQUENCE_STYLE)
        case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            let start = raw.data.mapping_start
            return .mappingStart(
                tag: text(start.tag), anchor: text(start.anchor), isFlow: start.style == YAML_FLOW_MAPPING_STYLE)
        case YAML_MAPPING_END_EVENT: return .mappingEnd
        case YAML_ALIAS_EVENT: return .alias(text(raw.data.alias.anchor) ?? "")
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_STREAM_END_EVENT: return .streamEnd
        default: return nil
        }
    }

    private static func style(_ style: yaml_scalar_style_t) -> Scalar.Style {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }
}
