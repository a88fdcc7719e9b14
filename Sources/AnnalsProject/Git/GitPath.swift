/// Paths in a repository.
enum GitPath {
    /// A path without `.`, `..` and slashes at its ends; nil when it leaves the repository.
    static func normal(_ path: String) -> String? {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part)
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts.joined(separator: "/")
    }

    /// A path below a folder, either of which may be empty.
    static func join(_ folder: String, _ name: String) -> String {
        folder.isEmpty || name.isEmpty ? folder + name : "\(folder)/\(name)"
    }
}
