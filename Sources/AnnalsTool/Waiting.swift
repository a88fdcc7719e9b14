import Annals
import AnnalsCompatibility
import ArgumentParser

/// What waits for a person: events that are parked, or commands. One form for the commands that decide about them.
protocol Waiting: Sendable {
    /// The files in which they are.
    associatedtype Files: ParsableArguments
    /// What identifies one.
    associatedtype ID: ExpressibleByArgument & Sendable

    /// What one is called, such as `event`.
    static var noun: String { get }
    /// Whose they are.
    static var owner: ArgumentHelp { get }
    /// What identifies one, in words.
    static var idHelp: String { get }
    /// Words about a retry and a skip, with an example of each.
    static var retry: (abstract: String, discussion: String) { get }
    static var skip: (abstract: String, discussion: String) { get }
    /// What happens next, in words.
    static var consequence: String { get }

    /// Has some of them tried again, or all, and gives how many.
    static func retry(_ owner: String, _ ids: [ID]?, in files: Files) async throws -> Int
    /// Has one left out for good, and gives how many that were.
    static func skip(_ owner: String, _ id: ID, because reason: String, in files: Files) async throws -> Int
}

extension Waiting {
    /// What has been noted, in words.
    fileprivate static func summary(_ count: Int, _ verb: String) -> String {
        "\(CompatibilityReport.count(count, noun)) to \(verb); \(consequence)"
    }
}

/// `annals … retry`
struct RetryWaiting<Subject: Waiting>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "retry", abstract: Subject.retry.abstract, discussion: Subject.retry.discussion)
    }

    @Argument(help: Subject.owner)
    var owner: String

    @Argument(
        help: ArgumentHelp(stringLiteral: "\(Subject.idHelp) Several can be given; all that are parked without one."))
    var ids: [Subject.ID] = []

    @OptionGroup var files: Subject.Files

    func run() async throws {
        print(Subject.summary(try await Subject.retry(owner, ids.isEmpty ? nil : ids, in: files), "retry"))
    }
}

/// `annals … skip`
struct SkipWaiting<Subject: Waiting>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "skip", abstract: Subject.skip.abstract, discussion: Subject.skip.discussion)
    }

    @Argument(help: Subject.owner)
    var owner: String

    @Argument(help: ArgumentHelp(stringLiteral: Subject.idHelp))
    var id: Subject.ID

    @OptionGroup var files: Subject.Files

    @Option(help: "Why.")
    var reason: String

    func run() async throws {
        print(Subject.summary(try await Subject.skip(owner, id, because: reason, in: files), "skip"))
    }
}
