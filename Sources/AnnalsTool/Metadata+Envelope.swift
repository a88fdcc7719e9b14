import AnnalsInterpreter
import AnnalsJSON
import AnnalsValues

extension Metadata {
    /// A member of an envelope that cannot be read.
    struct Mistake: Error, CustomStringConvertible {
        let description: String
    }

    /// What an envelope says about its event; what it leaves out is that of an invented first event.
    init(_ envelope: JSONValue?, type: String, version: Int) throws(Mistake) {
        self.init(type: type, version: version)
        guard let envelope else { return }
        func text(_ key: String) throws(Mistake) -> String? {
            switch envelope[key] {
            case nil, .null: return nil
            case .string(let text): return text
            case .some(let other):
                throw Mistake(description: "'\(key)' in the envelope is \(other.text), expected a string")
            }
        }
        func value<Value>(_ key: String, _ kind: String, _ parse: (String) -> Value?) throws(Mistake) -> Value? {
            guard let text = try text(key) else { return nil }
            guard let value = parse(text) else {
                throw Mistake(description: "'\(key)' in the envelope is '\(text)', which is no \(kind)")
            }
            return value
        }
        id = try value("id", "uuid") { UniqueID($0) } ?? id
        time = try value("time", "timestamp") { Timestamp($0) } ?? time
        stream = try text("stream") ?? stream
        userId = try text("userId")
        correlationId = try text("correlationId")
        causationId = try text("causationId")
    }
}
