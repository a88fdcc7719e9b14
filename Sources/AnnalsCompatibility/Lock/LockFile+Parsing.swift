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
        guard let text = String(validating: bytes, as: UTF8.self) else {
            diagnostics.error(
                "lock.syntax", "the lock file is not UTF-8", at: SourceLocation(file: file, line: 1, column: 1),
                suggestion: restore)
            return nil
        }
        var entries: [LockEntry] = []
        var lines: [LockEntry.Key: Int] = [:]
        var isComplete = true
        // By bytes: to a String the two of a Windows line end are one character.
        for (number, bytes) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let line = Substring(bytes.last == 0x0D ? bytes.dropLast() : bytes)
            if line.isEmpty || line.hasPrefix("#") { continue }
            let location = SourceLocation(file: file, line: number + 1, column: 1)
            do throws(Mistake) {
                let entry = try entry(line, number: number + 1)
                if let first = lines.updateValue(number + 1, forKey: entry.key) {
                    throw Mistake(
                        "\(entry.kind.rawValue) \(entry.name) \(entry.version) stands here and in line \(first)")
                }
                entries.append(entry)
            } catch {
                diagnostics.error("lock.syntax", error.message, at: location, suggestion: error.suggestion)
                isComplete = false
            }
        }
        return isComplete ? LockFile(entries, file: file) : nil
    }

    private static let restore = "restore the file from version control; only 'annals lock' writes it"

    /// Why a line is none of a lock file.
    private struct Mistake: Error {
        var message: String
        var suggestion = restore

        init(_ message: String) {
            self.message = message
        }
    }

    private static func entry(_ line: Substring, number: Int) throws(Mistake) -> LockEntry {
        if line.hasPrefix("<<<<<<<") || line.hasPrefix("=======") || line.hasPrefix(">>>>>>>") {
            var mistake = Mistake("this is the mark of a merge conflict")
            mistake.suggestion = "keep the lines of the side that was released, then run 'annals lock'"
            throw mistake
        }
        let parts = line.split(separator: " ", maxSplits: 6).map(String.init)
        guard parts.count == 7 else {
            throw Mistake("a line has kind, name, version, fingerprint, upcaster, form and shape; this one has less")
        }
        guard let kind = LockEntry.Kind(rawValue: parts[0]) else {
            let kinds = LockEntry.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw Mistake("'\(parts[0])' is none of \(kinds)")
        }
        guard let version = Int(parts[2]), version > 0 else { throw Mistake("'\(parts[2])' is no version") }
        for fingerprint in [parts[3]] + (parts[4] == "-" ? [] : [parts[4]]) where !isFingerprint(fingerprint) {
            throw Mistake("'\(fingerprint)' is no fingerprint of 32 hexadecimal digits")
        }
        guard parts[5] == CanonicalShape.form else {
            var mistake = Mistake("the shape is in the form '\(parts[5])', which this version of annals does not know")
            mistake.suggestion = "use the version of annals that wrote the file, or a newer one"
            throw mistake
        }
        do throws(JSONSyntaxError) {
            _ = try JSONValue(parsing: parts[6])
        } catch {
            throw Mistake("the shape is no JSON: \(error)")
        }
        if kind == .policy {
            guard parts[1] == CompatibilityPolicy.entryName else {
                throw Mistake("'\(parts[1])' has no policy; the one line is that of '\(CompatibilityPolicy.entryName)'")
            }
            guard CompatibilityPolicy(text: parts[6]) != nil else {
                var mistake = Mistake("this version of annals does not understand the policy \(parts[6])")
                mistake.suggestion = "use the version of annals that wrote the file, or a newer one"
                throw mistake
            }
        }
        return LockEntry(
            kind: kind, name: parts[1], version: version, fingerprint: parts[3],
            upcast: parts[4] == "-" ? nil : parts[4], form: parts[5], shape: parts[6], line: number)
    }

    private static func isFingerprint(_ text: String) -> Bool {
        text.utf8.count == 32
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
