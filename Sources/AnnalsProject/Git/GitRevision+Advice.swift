extension GitRevision {
    /// A path as git writes it, such as `origin/main:schemas/orders.yaml`.
    public func shown(_ path: String) -> String { "\(name):\(path)" }

    /// Git could not read something that is there.
    func unreadable(_ path: String, _ complaint: String) -> Failure {
        let words = GitRevision.words(complaint)
        return Failure(
            message: "git cannot read '\(shown(path))'" + (words.isEmpty ? "" : ": \(words)"),
            advice: "look at the repository with 'git fsck'; in a partial clone, fetch what is missing with 'git fetch'"
        )
    }

    /// There is no repository, or git does not want to use it.
    static func noRepository(_ folder: String, _ complaint: String) -> Failure {
        let place = folder == "." ? "the current folder" : "'\(folder)'"
        if complaint.contains("not a git repository") {
            return Failure(
                message: "\(place) is in no git repository",
                advice: "run the command in one, or compare with a lock file or a folder of schemas")
        }
        // In a container, the repository often belongs to another user, and git says what to do about it.
        return Failure(
            message: "git cannot use the repository of \(place): \(words(complaint))",
            advice: complaint.contains("dubious ownership")
                ? "allow it with 'git config --global --add safe.directory \"$PWD\"'"
                : "look at it with 'git status'")
    }

    /// There is no such commit here: how to get it.
    static func missing(_ name: String, _ git: GitCommand) throws(Failure) -> Failure {
        let isShallow = try git.run(["rev-parse", "--is-shallow-repository"]).text == "true"
        let remotes = try git.run(["remote"]).text.split(separator: "\n").map(String.init)
        let message =
            "there is no revision '\(name)' here" + (isShallow ? ": this is a shallow clone, without the history" : "")
        // The advice is pasted into a shell.
        guard !remotes.isEmpty, name.utf8.allSatisfy(isPlain) else {
            return Failure(message: message, advice: "'git branch --all' and 'git tag' show what there is")
        }
        let origin = remotes.contains("origin") ? "origin" : remotes[0]
        let fetch = "git fetch" + (isShallow ? " --depth=1" : "")
        if let remote = remotes.first(where: { name.hasPrefix("\($0)/") }) {
            let branch = name.dropFirst(remote.count + 1)
            return Failure(message: message, advice: "fetch it: '\(fetch) \(remote) \(branch):refs/remotes/\(name)'")
        }
        if try git.run(["rev-parse", "--verify", "--quiet", "refs/remotes/\(origin)/\(name)^{commit}"]).status == 0 {
            return Failure(message: message, advice: "did you mean 'git:\(origin)/\(name)'?")
        }
        if name.utf8.contains(where: { "~^{".utf8.contains($0) }) {
            return Failure(
                message: message,
                advice: isShallow ? "fetch the history: 'git fetch --unshallow'" : "'git log' shows what there is")
        }
        let isID = name.utf8.count >= 7 && name.utf8.allSatisfy(isHexadecimal)
        if isID {
            return Failure(
                message: message,
                advice: name.utf8.count >= 40
                    ? "fetch it: '\(fetch) \(origin) \(name)'"
                    : "fetch it by its full id: '\(fetch) \(origin) <id>'")
        }
        return Failure(
            message: message,
            advice:
                "fetch it: '\(fetch) \(origin) \(name):refs/remotes/\(origin)/\(name)' for a branch, then compare with "
                + "'git:\(origin)/\(name)'; '\(fetch) \(origin) tag \(name)' for a tag")
    }

    /// The first line of a complaint without its marks.
    private static func words(_ complaint: String) -> String {
        let line = complaint.split(separator: "\n").first.map(String.init) ?? ""
        for mark in ["fatal: ", "error: "] where line.hasPrefix(mark) { return String(line.dropFirst(mark.count)) }
        return line
    }

    /// Whether a byte means nothing to a shell.
    private static func isPlain(_ byte: UInt8) -> Bool {
        isHexadecimal(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || "._/@-~^{}+".utf8.contains(byte)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
