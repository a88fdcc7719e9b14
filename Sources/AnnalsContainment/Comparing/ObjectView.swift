import AnnalsJSON
import AnnalsSchema

/// An object as a comparison sees it: a struct, an event's payload, or a struct with the tag of its union.
struct ObjectView {
    var fields: [Field]
    var rules: [RecordRule] = []
    /// Keys besides the fields, or in place of one, whose text is known.
    var constants: [(key: String, text: String)] = []

    /// The fields whose text is not known.
    var open: [Field] { fields.filter { constant($0.name) == nil } }

    /// What stands under a key when that is known.
    func constant(_ key: String) -> String? { constants.first { $0.key == key }?.text }

    /// The field with a name.
    func field(_ name: String) -> Field? { fields.first { $0.name == name } }

    /// The same with one more text known.
    func with(_ key: String, _ text: String) -> ObjectView {
        var copy = self
        copy.constants.append((key, text))
        return copy
    }
}
