/// How a lock file is written: its first and last lines, and what stands in each line between.
enum LockForm: Hashable {
    /// Before lines had check digits, and files a line at their end.
    case plain
    /// Every line has check digits, and a last line that never changes says that nothing was cut off. A count or a sum over
    /// the whole file would conflict in git whenever two branches publish.
    case checked

    /// The form that is written.
    static let current = LockForm.checked

    /// The lines before the first entry, as they are written.
    static let head = [
        "\(mark)1: what was published, one line each: \(current.columns.joined(separator: ", "))",
        "# Written by 'annals lock'. Do not edit; in a merge conflict keep one side and run 'annals lock'.",
    ]

    /// The last line.
    var end: String? { self == .plain ? nil : "# end" }

    /// The columns of an entry.
    var columns: [String] {
        ["kind", "name", "version", "fingerprint", "upcaster", "form"] + (self == .plain ? [] : ["check"]) + ["shape"]
    }

    /// How the first line begins; the number of the form follows.
    private static let mark = "# annals.lock "

    /// The form of a file with this first line; nil when it is none of a lock file that this version can read.
    init?(firstLine line: Substring) {
        switch LockForm.number(line) {
        case 1?: self = .checked
        case nil where line.hasPrefix("# What was published"): self = .plain
        default: return nil
        }
    }

    /// The number of the form when a first line names one that a newer version of annals writes.
    static func newerNumber(_ line: Substring) -> Int? { number(line).flatMap { $0 > 1 ? $0 : nil } }

    /// The number of the form that a first line names.
    private static func number(_ line: Substring) -> Int? {
        guard line.hasPrefix(mark) else { return nil }
        return Int(line.dropFirst(mark.count).prefix { $0.isASCII && $0.isNumber })
    }
}
