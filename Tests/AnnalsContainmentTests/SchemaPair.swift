import AnnalsContainment
import AnnalsImport
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import AnnalsValues
import JSONTrials

/// Two JSON Schemas of which others say whether every value of the one is a value of the other.
struct SchemaPair {
    let id: String
    let draft: JSONSchemaDraft
    let writer: JSONValue
    let reader: JSONValue
    /// Whether every value of the writer is one of the reader.
    let isContained: Bool

    /// The pairs of a file, whichever of the three forms it has, in both directions where both are judged.
    static func pairs(_ path: String, _ content: JSONValue) -> [SchemaPair] {
        (content["cases"]?.elements ?? []).enumerated().flatMap { number, entry -> [SchemaPair] in
            let id = entry["id"]?.string ?? ""
            let name = id.isEmpty ? "\(number)" : id
            func pair(_ writer: String, _ reader: String, _ truth: JSONValue?, _ suffix: String = "") -> SchemaPair? {
                guard let own = entry[writer], let other = entry[reader], case .bool(let isContained)? = truth else {
                    return nil
                }
                let isNewer =
                    path.contains("2020") || [own, other].contains { $0["$schema"]?.string.contains("2020") ?? false }
                return SchemaPair(
                    id: name + suffix, draft: isNewer ? .draft2020 : .draft7, writer: own, reader: other,
                    isContained: isContained)
            }
            return [
                pair("schema1", "schema2", entry["s1_in_s2"]), pair("schema2", "schema1", entry["s2_in_s1"], " back"),
                pair("original", "updated", entry["backward"], " backward"),
                pair("updated", "original", entry["forward"], " forward"),
                entry["witness"].flatMap { _ in pair("writer", "reader", .bool(false)) },
            ].compactMap(\.self)
        }
    }

    /// What we say of a pair.
    enum Judgement {
        /// A schema cannot be imported without loss.
        case notImported
        /// The answer depends on whether `format` and `contentEncoding` are remarks or constraints, about which drafts,
        /// validators and test suites differ.
        case hangsOnFormat
        case verdict(ContainmentVerdict)
    }

    /// What we say, where `format` and its like mean nothing as well as where they are constraints.
    func judgement() -> Judgement {
        guard let verdict = verdict(.annotations) else { return .notImported }
        let remarks = (writer.remarks, reader.remarks)
        if remarks.0.isEmpty, remarks.1.isEmpty { return .verdict(verdict) }
        guard remarks.0.filter({ $0.key != "format" }) == remarks.1.filter({ $0.key != "format" }),
            let other = self.verdict(.assertions), verdict.isSafe == other.isSafe, verdict.isBreak == other.isBreak
        else { return .hangsOnFormat }
        return .verdict(other)
    }

    /// Whether the reader refuses a value.
    func isRefused(_ value: JSONValue) -> Bool {
        let other = JSONSchemaImport.type(of: reader, formats: .annotations, draft: draft)
        guard let schema = other.schema, let type = other.valueType else { return true }
        let validator = Validator(
            schema, refusesUnknownFields: other.reading.refusesUnknownFields,
            refusesNullForAbsent: other.reading.refusesNullForAbsent)
        return !validator.violations(of: value, as: type).isEmpty
    }

    /// Whether Python is known to judge a value in another way: it has its own idea of `\\d` and `\\w`, and divides doubles
    /// for `multipleOf`.
    func isReadOtherwise(_ value: JSONValue) -> Bool {
        let text = writer.text + reader.text
        return text.contains("\\\\") && !value.text.utf8.allSatisfy { $0 < 0x80 } || text.contains("\\\\c")
            || text.contains("multipleOf") && value.text.utf8.count > 12
    }

    /// Different values of the writer.
    func samples(_ count: Int, seed: UInt64) -> [JSONValue] {
        let own = JSONSchemaImport.type(of: writer, formats: .annotations, draft: draft)
        guard let schema = own.schema, let type = own.valueType else { return [] }
        return Sampler(schema, seed: seed).values(of: type, name: id, count: count)
    }

    /// The decision; nil where a schema cannot be imported without loss.
    private func verdict(_ formats: FormatReading) -> ContainmentVerdict? {
        let own = JSONSchemaImport.type(of: writer, formats: formats, draft: draft)
        let other = JSONSchemaImport.type(of: reader, formats: formats, draft: draft)
        guard own.isLossless, other.isLossless, let ownSchema = own.schema, let ownType = own.valueType,
            let otherSchema = other.schema, let otherType = other.valueType
        else { return nil }
        var containment = Containment(
            PayloadWriter(
                ownSchema, addsUnknownFields: !own.reading.refusesUnknownFields,
                writesNullForAbsent: !own.reading.refusesNullForAbsent, omitsDefaults: true),
            PayloadReader(
                otherSchema, refusesUnknownFields: other.reading.refusesUnknownFields,
                refusesNullForAbsent: other.reading.refusesNullForAbsent))
        return containment.decide(.type(ownType), readAs: .type(otherType))
    }
}

extension ImportedSchema {
    /// The type of the field that the schema became.
    fileprivate var valueType: ValueType? {
        guard case .named(let name)? = type, case .record(let fields)? = schema?.type(name)?.definition else {
            return nil
        }
        return fields.first?.type
    }
}

extension ContainmentVerdict {
    var isSafe: Bool { self == .safe }
    var isBreak: Bool { if case .breaks = self { true } else { false } }
}

extension JSONValue {
    /// The keywords in a schema that some take for remarks and others for constraints.
    fileprivate var remarks: [SchemaPairRemark] {
        switch self {
        case .object(let members):
            members.flatMap { member -> [SchemaPairRemark] in
                let isRemark = ["format", "contentEncoding", "contentMediaType", "contentSchema"].contains(member.key)
                return (isRemark ? [SchemaPairRemark(key: member.key, value: member.value)] : []) + member.value.remarks
            }
        case .array(let elements): elements.flatMap(\.remarks)
        default: []
        }
    }
}

/// A keyword that may be a remark, with its value.
private struct SchemaPairRemark: Hashable {
    var key: String
    var value: JSONValue
}
