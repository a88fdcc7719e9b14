import Foundation

/// Writes the history that the example reads: the same bytes on every machine.
@main
struct MakeHistory {
    static func main() throws {
        guard CommandLine.arguments.count == 2 else {
            FileHandle.standardError.write(Data("usage: MakeHistory FILE\n".utf8))
            exit(2)
        }
        var history = History()
        history.make()
        let text = history.lines.joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: URL(filePath: CommandLine.arguments[1]), options: .atomic)
    }
}
