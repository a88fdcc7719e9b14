import AnnalsDiagnostics
import AnnalsInterpreter
public import AnnalsJSON
public import AnnalsSchema
import AnnalsValues

/// The key of a row as people write it: the value of a single key column as it is, those of several as a JSON object.
public struct RowKey: Hashable, Sendable {
    /// An object with the key's columns, in canonical form.
    public let json: JSONValue

    /// Something that is no key of the read model.
    public struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong and what a key looks like.
        public let description: String
    }

    /// Reads a key.
    public init(_ text: String, of projection: ProjectionDeclaration, _ schema: Schema) throws(Mistake) {
        let columns = projection.key.map(\.field)
        var members = OrderedMap<JSONValue>()
        let object = columns.count > 1 || text.hasPrefix("{") ? try? JSONValue(parsing: text) : nil
        if case .object(let written)? = object {
            members = written
        } else if let column = columns.first, columns.count == 1 {
            members[column.name] = RowKey.value(text, schema.resolved(column.type))
        } else {
            let names = columns.map { "\"\($0.name)\": …" }.joined(separator: ", ")
            throw Mistake(description: "a key of \(projection.name) is a JSON object: '{\(names)}'")
        }
        for name in members.keys where !columns.contains(where: { $0.name == name }) {
            throw Mistake(
                description: "the key of \(projection.name) has no column '\(VisibleText.line(name))'; it has "
                    + columns.map { "'\($0.name)'" }.joined(separator: ", "))
        }
        json = try RowKey.canonical(members, columns, projection, schema)
    }

    /// A value on the command line: text where the column holds text, else JSON.
    private static func value(_ text: String, _ type: ValueType) -> JSONValue {
        switch type {
        case .scalar(.bool, _), .scalar(.int, _), .scalar(.int32, _), .scalar(.uint, _):
            (try? JSONValue(parsing: text)) ?? .string(text)
        default: .string(text)
        }
    }

    private static func canonical(
        _ members: OrderedMap<JSONValue>, _ columns: [Field], _ projection: ProjectionDeclaration, _ schema: Schema
    ) throws(Mistake) -> JSONValue {
        let (decoder, encoder) = (PayloadDecoder(schema), PayloadEncoder(schema))
        var canonical = OrderedMap<JSONValue>()
        for column in columns {
            guard let member = members[column.name] else {
                throw Mistake(description: "the key of \(projection.name) needs '\(column.name)' too")
            }
            do throws(InvalidPayload) {
                let value = try decoder.decode(member, as: column.type)
                guard let json = try? encoder.encode(value, as: column.type) else { continue }
                canonical[column.name] = json
            } catch {
                throw Mistake(description: "the key column '\(column.name)' of \(projection.name): \(error)")
            }
        }
        return .object(canonical)
    }
}
