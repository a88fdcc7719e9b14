import Annals
import JSONTrials

/// A step of a random history of a store. Events are named by a number, so that a history stays the same when steps are
/// left out.
enum StoreOperation: Hashable, Sendable, CustomStringConvertible {
    /// Appends new events, first come first.
    case append([Write])
    /// Appends an earlier request again.
    case again(Int)
    /// Reads up to the time of an event, or to any time.
    case readStream(stream: Int, first: Int, last: Int, until: Int?, isBackwards: Bool, limit: Int)
    case readAll(after: Int, categories: [Int]?, until: Int?, limit: Int)
    /// Takes the next batch of a subscription, where there is something to take.
    case take(subscriber: Int)
    /// Removes the events of a stream before a version.
    case truncate(stream: Int, before: Int)
    /// Puts what was removed of these versions of a stream back.
    case restore(stream: Int, first: Int, last: Int)
    /// Something that a consumer does.
    case consume(Work)
    /// Closes the store and opens it again.
    case reopen

    /// A step of a consumer. Claims are named by the step that made them.
    enum Work: Hashable, Sendable {
        case claim(partition: Int, member: Int)
        case commit(claimedAt: Int, position: Int)
        case release(claimedAt: Int)
        case leave(member: Int)
    }

    /// Events for one stream.
    struct Write: Hashable, Sendable {
        var stream: Int
        var expected: Expectation
        /// The numbers of the events; a number that was used before is a used id.
        var events: [Int]
    }

    enum Expectation: Hashable, Sendable {
        case any, noStream, exists
        /// The version that the stream has by the model, and so many more.
        case actual(plus: Int)
    }

    var description: String {
        switch self {
        case .append(let writes):
            "append "
                + writes.map { "\($0.events) to \($0.stream) expecting \($0.expected)" }.joined(separator: " and ")
        case .again(let number): "append request \(number) again"
        case .readStream(let stream, let first, let last, let time, let isBackwards, let limit):
            "read stream \(stream) from \(first) to \(last)\(isBackwards ? " backwards" : "")"
                + " until \(time.map { "\($0)" } ?? "any time"), at most \(limit)"
        case .readAll(let position, let categories, let time, let limit):
            "read all after \(position) of \(categories.map { "\($0)" } ?? "everything")"
                + " until \(time.map { "\($0)" } ?? "any time"), at most \(limit)"
        case .take(let subscriber): "take a batch of subscriber \(subscriber)"
        case .truncate(let stream, let version): "truncate stream \(stream) before \(version)"
        case .restore(let stream, let first, let last): "restore stream \(stream) from \(first) to \(last)"
        case .consume(let work): "\(work)"
        case .reopen: "close and open"
        }
    }

    /// How many streams, categories, subscribers, partitions and members there are.
    static let streams = 5
    static let categories = 2
    static let subscribers = 2
    static let partitions = 2
    static let members = 3

    /// A history of random steps.
    static func history(_ count: Int, _ random: inout SeededGenerator) -> [StoreOperation] {
        var next = 0
        return (0..<count).map { step in
            switch Int.random(in: 0..<18, using: &random) {
            case 0..<5:
                return .append(
                    (0..<Int.random(in: 1...3, using: &random)).map { _ in
                        Write(
                            stream: Int.random(in: 0..<streams, using: &random), expected: expectation(&random),
                            events: (0..<Int.random(in: 0...3, using: &random)).map { _ in
                                // Now and then an id that is taken.
                                if next > 0, Int.random(in: 0..<12, using: &random) == 0 {
                                    return Int.random(in: 0..<next, using: &random)
                                }
                                next += 1
                                return next - 1
                            })
                    })
            case 5: return .again(Int.random(in: 0...step, using: &random))
            case 6, 7:
                return .readStream(
                    stream: Int.random(in: 0..<streams, using: &random), first: Int.random(in: -1...6, using: &random),
                    last: Int.random(in: 0...12, using: &random), until: time(next, &random),
                    isBackwards: Bool.random(using: &random),
                    limit: Int.random(in: 0...8, using: &random))
            case 8, 9:
                return .readAll(
                    after: Int.random(in: -2...30, using: &random),
                    categories: Bool.random(using: &random) ? nil : [Int.random(in: 0..<categories, using: &random)],
                    until: time(next, &random), limit: Int.random(in: 0...10, using: &random))
            case 10: return .take(subscriber: Int.random(in: 0..<subscribers, using: &random))
            case 11:
                return .truncate(
                    stream: Int.random(in: 0..<streams, using: &random), before: Int.random(in: 0...6, using: &random))
            case 12, 13:
                let first = Int.random(in: 1...8, using: &random)
                return .restore(
                    stream: Int.random(in: 0..<streams, using: &random), first: first,
                    last: Int.random(in: first...12, using: &random))
            case 14..<17: return .consume(work(before: step, &random))
            default: return .reopen
            }
        }
    }

    /// The time of an event that was appended, or any time.
    private static func time(_ next: Int, _ random: inout SeededGenerator) -> Int? {
        Bool.random(using: &random) ? nil : Int.random(in: -1...next, using: &random)
    }

    private static func work(before step: Int, _ random: inout SeededGenerator) -> Work {
        switch Int.random(in: 0..<8, using: &random) {
        case 0..<3:
            .claim(
                partition: Int.random(in: 0..<partitions, using: &random),
                member: Int.random(in: 0..<members, using: &random))
        case 3..<6:
            .commit(
                claimedAt: Int.random(in: 0...step, using: &random), position: Int.random(in: 0...30, using: &random))
        case 6: .release(claimedAt: Int.random(in: 0...step, using: &random))
        default: .leave(member: Int.random(in: 0..<members, using: &random))
        }
    }

    private static func expectation(_ random: inout SeededGenerator) -> Expectation {
        switch Int.random(in: 0..<8, using: &random) {
        case 0..<3: .any
        case 3: .noStream
        case 4: .exists
        case 5: .actual(plus: Int.random(in: -1...1, using: &random))
        default: .actual(plus: 0)
        }
    }
}
