public import Annals
public import AnnalsCompatibility
import AnnalsInterpreter
import AnnalsJSON
public import AnnalsSchema

/// What waits in a store of process managers, against the schemas of the tree.
public struct OutboxVerifier: Sendable {
    /// The commands that were not delivered, given up or removed.
    private let commands: [OutboxCommand]
    /// How many processes of each process manager have not ended.
    private let instances: [String: Int]
    /// The commands that the schemas cannot read, by id.
    private let obstacles: [UniqueID: String]

    /// Looks at everything that waits.
    ///
    /// - Throws: What the store says.
    public init(_ processes: any ProcessStore, _ schema: Schema) async throws(ProcessError) {
        let commands = try await ProcessControl(processes).commands(in: [.pending, .parked])
        let pairs = commands.compactMap { command in
            CommandExplanation(command, schema).obstacle.map { (command.id, $0) }
        }
        self.commands = commands
        obstacles = Dictionary(pairs) { first, _ in first }
        instances = try await processes.snapshot { transaction throws(ProcessError) in
            var instances: [String: Int] = [:]
            for record in try transaction.records() {
                instances[record.name] = try transaction.tally(of: record.name).instances
            }
            return instances
        }
    }

    /// What is stored of that which a finding is about; nil for a finding about something else.
    func sentence(about finding: Finding) -> String? {
        switch finding.rule {
        case .commandChanged: return sentence(commands.filter { $0.type == finding.subject })
        case .commandRemoved where finding.place.isEmpty:
            return sentence(commands.filter { $0.type == finding.subject })
        case .commandRemoved:
            return sentence(commands.filter { $0.process == finding.subject && $0.type == finding.place })
        case .processRemoved:
            let count = instances[finding.subject] ?? 0
            let processes = count == 1 ? "1 process has" : "\(count) processes have"
            return "\(processes) not ended; " + sentence(commands.filter { $0.process == finding.subject })
        default: return nil
        }
    }

    private func sentence(_ waiting: [OutboxCommand]) -> String {
        guard let first = waiting.first(where: { obstacles[$0.id] != nil }) else {
            return waiting.isEmpty
                ? "no command of it waits in the outbox"
                : "\(words(waiting)) in the outbox, and can be read"
        }
        let unreadable = waiting.count { obstacles[$0.id] != nil }
        let which = unreadable == waiting.count ? "cannot be read" : "\(unreadable) of them cannot be read"
        return "\(words(waiting)) in the outbox, and \(which), the first with the id \(first.id)"
    }

    private func words(_ waiting: [OutboxCommand]) -> String {
        "\(CompatibilityReport.count(waiting.count, "command")) of it \(waiting.count == 1 ? "waits" : "wait")"
    }
}

extension CompatibilityReport {
    /// The report with what findings about commands and process managers mean for what waits.
    public func noting(_ outbox: OutboxVerifier) -> CompatibilityReport {
        var report = self
        for position in report.findings.indices {
            if let sentence = outbox.sentence(about: report.findings[position]) {
                report.findings[position].details.append(sentence)
            }
        }
        return report
    }

    /// Whether a finding is about what waits in an outbox.
    public var concernsOutbox: Bool {
        findings.contains { [.commandChanged, .commandRemoved, .processRemoved].contains($0.rule) }
    }
}
