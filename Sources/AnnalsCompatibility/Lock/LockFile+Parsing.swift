public import AnnalsDiagnostics
import AnnalsJSON
import AnnalsSchema

extension LockFile {
    /// Reads a lock file and reports every line that cannot be understood.
    ///
    /// - Parameters:
    ///   - bytes: The content.
    ///   - file: The path as shown to people.
    /// - Returns: The lock, or nil when there was an error.
    public static func read(_ bytes: [UInt8], file: String, diagnostics: inout Diagnostics) -> LockFile? {
        var reader = LockReader(file: file)
        let lock = reader.read(bytes)
        for mistake in reader.mistakes {
            diagnostics.error(
                "lock.syntax", mistake.message, at: SourceLocation(file: file, line: mistake.line, column: 1),
                suggestion: mistake.suggestion)
        }
        return lock
    }
}

/// Reads the text of a lock file.
private struct LockReader {
    let file: String
    private(set) var mistakes: [Mistake] = []

    init(file: String) {
        self.file = file
    }

    /// Why a file, or a line of it, is none.
    struct Mistake: Error {
        var line = 1
        var message: String
        var suggestion = LockReader.restore
    }

    /// A file that is something else altogether has a mistake in every line.
    private static let maximumMistakes = 20
    private static let restore = "restore the file from version control; only 'annals lock' writes it"
    private static let update = "use the version of annals that wrote the file, or a newer one"

    mutating func read(_ bytes: [UInt8]) -> LockFile? {
        do throws(Mistake) {
            let lock = try entries(bytes)
            return mistakes.isEmpty ? lock : nil
        } catch {
            mistakes = [error]
            return nil
        }
    }

    /// - Throws: What is wrong with the file as a whole; mistakes in lines are collected.
    private mutating func entries(_ bytes: [UInt8]) throws(Mistake) -> LockFile {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Mistake(message: "the lock file is not UTF-8")
        }
        let lines = LockReader.lines(text)
        if let line = lines.firstIndex(where: LockReader.isConflict) {
            throw Mistake(
                line: line + 1, message: "here begins a merge conflict that was not resolved",
                suggestion: "keep the lines of one side and run 'annals lock', which adds those of the other")
        }
        let form = try LockReader.form(lines)
        try LockReader.checkEnd(lines, form)
        var entries: [LockEntry] = []
        var places: [LockEntry.Key: Int] = [:]
        for (position, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            do throws(Mistake) {
                let entry = try entry(line, form, number: position + 1)
                if let first = places.updateValue(position, forKey: entry.key) {
                    throw LockReader.twice(entry, isSame: lines[first] == line, first: first + 1)
                }
                entries.append(entry)
            } catch {
                mistakes.append(Mistake(line: position + 1, message: error.message, suggestion: error.suggestion))
                if mistakes.count == LockReader.maximumMistakes { break }
            }
        }
        var lock = LockFile(entries, file: file)
        lock.isAsWritten = lines.elementsEqual(lock.text.split(separator: "\n", omittingEmptySubsequences: false))
        return lock
    }

    /// The lines, the last of them empty when the text ends with a line break. By bytes: to a String the two of a Windows
    /// line end are one character.
    private static func lines(_ text: String) -> [Substring] {
        var text = text[...]
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        return text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            Substring($0.last == 0x0D ? $0.dropLast() : $0)
        }
    }

    private static func isConflict(_ line: Substring) -> Bool {
        ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].contains(where: line.hasPrefix)
    }

    private static func form(_ lines: [Substring]) throws(Mistake) -> LockForm {
        let first = lines.first ?? ""
        guard !lines.allSatisfy(\.isEmpty) else { throw Mistake(message: "the lock file is empty") }
        if let number = LockForm.newerNumber(first) {
            throw Mistake(
                message: "a newer version of annals wrote this lock file: it is in form \(number)", suggestion: update)
        }
        guard let form = LockForm(firstLine: first) else {
            throw Mistake(message: "this is not the first line of a lock file, '\(LockForm.head[0])'")
        }
        return form
    }

    /// Whether the text goes on to its end.
    private static func checkEnd(_ lines: [Substring], _ form: LockForm) throws(Mistake) {
        let last = lines.lastIndex { !$0.isEmpty } ?? 0
        if let end = form.end, lines[last] == end { return }
        guard last < lines.count - 1 else {
            throw Mistake(line: last + 1, message: "the file ends in the middle of this line: it was cut off")
        }
        guard let end = form.end else { return }
        throw Mistake(line: last + 1, message: "the last line of a lock file, '\(end)', is missing: it was cut off")
    }

    private static func twice(_ entry: LockEntry, isSame: Bool, first: Int) -> Mistake {
        let what = "\(entry.kind.rawValue) \(entry.name) \(entry.version)"
        return isSame
            ? Mistake(message: "\(what) stands here and in line \(first)", suggestion: "remove one of the two lines")
            : Mistake(
                message: "\(what) stands here and, with another content, in line \(first)",
                suggestion: "keep the line that was released; what the other one means becomes the next version")
    }

    private func entry(_ line: Substring, _ form: LockForm, number: Int) throws(Mistake) -> LockEntry {
        let names = form.columns
        let parts = line.split(separator: " ", maxSplits: names.count - 1).map(String.init)
        guard parts.count == names.count, let shape = parts.last else {
            throw Mistake(message: "a line has \(names.joined(separator: ", ")); this one has less")
        }
        guard let kind = LockEntry.Kind(rawValue: parts[0]) else {
            let kinds = LockEntry.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw Mistake(message: "'\(shown(parts[0]))' is none of \(kinds)")
        }
        guard let version = Int(parts[2]), version > 0 else {
            throw Mistake(message: "'\(shown(parts[2]))' is no version")
        }
        for fingerprint in [parts[3]] + (parts[4] == "-" ? [] : [parts[4]]) where !isFingerprint(fingerprint) {
            throw Mistake(message: "'\(shown(fingerprint))' is no fingerprint of 32 hexadecimal digits")
        }
        guard parts[5] == CanonicalShape.form else {
            throw Mistake(
                message: "the shape is in the form '\(shown(parts[5]))', which this version of annals does not know",
                suggestion: LockReader.update)
        }
        do throws(JSONSyntaxError) {
            _ = try JSONValue(parsing: Array(shape.utf8), limits: LockReader.limits)
        } catch {
            throw Mistake(message: "the shape is no JSON: \(error)")
        }
        switch kind {
        case .policy: try checkPolicy(name: parts[1], shape)
        case .stream where EventStream(text: shape) == nil:
            throw Mistake(
                message: "this version of annals does not understand the stream \(shown(shape))",
                suggestion: LockReader.update)
        case .process where PublishedProcess(text: shape) == nil:
            throw Mistake(
                message: "this version of annals does not understand the process \(shown(shape))",
                suggestion: LockReader.update)
        case .command, .event, .process, .projection, .retired, .stream, .type: break
        }
        var entry = LockEntry(
            kind: kind, name: parts[1], version: version, fingerprint: parts[3],
            upcast: parts[4] == "-" ? nil : parts[4], form: parts[5], shape: shape, line: number)
        entry.isEdited = form == .checked && entry.check != parts[6]
        return entry
    }

    private func checkPolicy(name: String, _ text: String) throws(Mistake) {
        guard name == CompatibilityPolicy.entryName else {
            throw Mistake(
                message: "'\(shown(name))' has no policy; the one line is that of '\(CompatibilityPolicy.entryName)'")
        }
        guard CompatibilityPolicy(text: text) != nil else {
            throw Mistake(
                message: "this version of annals does not understand the policy \(shown(text))",
                suggestion: LockReader.update)
        }
    }

    /// The limit of the whole file is the one that counts.
    private static let limits = JSONLimits(size: .max, stringLength: .max)

    /// A word as a message can show it, however long a damaged line is.
    private func shown(_ word: String) -> String { word.utf8.count > 40 ? word.prefix(40) + "…" : word }

    private func isFingerprint(_ text: String) -> Bool {
        text.utf8.count == 32
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
