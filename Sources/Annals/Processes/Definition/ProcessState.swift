public import AnnalsJSON

/// What is known of one process: its key and what its events have set. Generated.
public protocol ProcessState: JSONCodable {
    /// Writes the values of the key, in their order.
    func writeKey(to writer: inout JSONWriter)
}

extension ProcessState {
    /// What identifies the process, as text: the value itself where it is one, else a JSON list, such as `["a",5]`.
    func key() throws(ProcessError) -> String {
        var writer = JSONWriter()
        writer.beginArray()
        writeKey(to: &writer)
        writer.endArray()
        let bytes: [UInt8]
        do throws(UnencodableValue) {
            bytes = try writer.finish()
        } catch {
            throw ProcessError(.unencodable(error), step: "key")
        }
        guard case .array(let values)? = try? JSONValue(parsing: bytes), values.count == 1 else {
            return String(decoding: bytes, as: UTF8.self)
        }
        return if case .string(let text) = values[0] { text } else { values[0].text }
    }
}
