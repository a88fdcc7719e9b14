public import AnnalsDiagnostics
public import AnnalsSchema

/// One line of a lock file: one thing that was published.
public struct LockEntry: Hashable, Sendable {
    /// What kinds of things are published.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case command, event, policy, process, projection, retired, stream, type
    }

    /// What it is.
    public var kind: Kind
    /// The name.
    public var name: String
    /// The version; 1 for what has none.
    public var version: Int
    /// The fingerprint of the shape; of a projection or process, of all that its rows or states depend on.
    public var fingerprint: String
    /// The fingerprint of the step from the version before; nil without one.
    public var upcast: String?
    /// The name of the canonical form.
    public var form: String
    /// The canonical shape as compact JSON; of a projection, its columns; of a retired event, what takes its place;
    /// of a process, its key, state, commands and timeouts; of a policy, the modes and the rules that are switched off; of a stream, the aggregate and the type of its id.
    public var shape: String
    /// The line in the file, from 1; nil when the entry was not read from one.
    public var line: Int?
    /// Where it is declared, when the entry was made from a schema and not read from a file.
    public var declaration: SourceLocation?
    /// Whether the line is not as it was written: its check digits are not those of its text.
    public var isEdited = false

    /// Creates an entry.
    public init(
        kind: Kind, name: String, version: Int, fingerprint: String, upcast: String?,
        form: String = CanonicalShape.form, shape: String, line: Int? = nil, declaration: SourceLocation? = nil
    ) {
        self.kind = kind
        self.name = name
        self.version = version
        self.fingerprint = fingerprint
        self.upcast = upcast
        self.form = form
        self.shape = shape
        self.line = line
        self.declaration = declaration
    }

    /// The line in the file.
    public var text: String { "\(identity) \(check) \(shape)" }

    /// The part of ``text`` that says what it is: kind, name and version.
    var title: String { "\(kind.rawValue) \(name) \(version)" }

    /// All that stands before the check digits.
    private var identity: String { "\(title) \(fingerprint) \(upcast ?? "-") \(form)" }

    /// Eight hexadecimal digits that the rest of the line determines: they show that one column was edited, or that lines
    /// have exchanged their names, where each column makes sense alone.
    var check: String { String(Fingerprint.of("\(identity) \(shape)").prefix(8)) }

    /// What identifies it.
    var key: Key { Key(kind: kind, name: name, version: version) }

    /// Kind, name and version, in the order of the file.
    struct Key: Hashable, Comparable {
        var kind: Kind
        var name: String
        var version: Int

        static func < (left: Key, right: Key) -> Bool {
            (left.kind.rawValue, left.name, left.version) < (right.kind.rawValue, right.name, right.version)
        }
    }
}
