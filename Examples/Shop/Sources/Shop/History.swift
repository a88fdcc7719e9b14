import Annals
import Foundation

/// A mistake in the history file, with its line.
struct HistoryError: Error, CustomStringConvertible {
    let description: String
}

/// The events of a history file: JSON Lines, an envelope each.
struct History {
    let lines: [(number: Int, text: [UInt8])]
    private let path: String

    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw HistoryError(description: "there is no history file '\(path)': name one as the first argument")
        }
        self.path = path
        lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
            .map { ($0.offset + 1, Array($0.element)) }
            .filter { !$0.1.isEmpty }
    }

    /// The event of a line, checked against the version that it claims to be.
    func event(_ index: Int) throws -> (stream: StreamName, event: ProposedEvent) {
        do {
            let envelope = try JSONValue(parsing: lines[index].text)
            guard case .string(let type)? = envelope["type"], case .number(let version)? = envelope["version"],
                case .string(let stream)? = envelope["stream"], case .string(let id)? = envelope["id"],
                case .string(let time)? = envelope["time"], let data = envelope["data"],
                let number = version.integer(Int.self), let stream = StreamName(stream), let id = UniqueID(id),
                let time = Timestamp(time)
            else { throw HistoryError(description: "the envelope needs id, type, version, stream, time and data") }
            var context = EventContext()
            if case .string(let user)? = envelope["userId"] { context.userId = user }
            let event = try ProposedEvent(
                type: type, version: number, payload: data.bytes, registry: AnnalsRegistry.registry, id: id,
                context: context, time: time)
            return (stream, event)
        } catch {
            throw HistoryError(description: "\(path):\(lines[index].number): \(error)")
        }
    }
}
