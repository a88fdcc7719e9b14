package import Annals

/// Writes to the owners of accounts, and asks for a fee of those that lie idle.
///
package struct AccountCare: ProcessState {
    private static let fields = JSONFields(["accountId", "deposits", "balance", "reminders"], required: [0])

    package var accountId: String
    package var deposits: Int
    package var balance: Int
    package var reminders: Int

    package init(accountId: String, deposits: Int = 0, balance: Int = 0, reminders: Int = 0) {
        self.accountId = accountId
        self.deposits = deposits
        self.balance = balance
        self.reminders = reminders
    }

    package init?(from reader: inout JSONReader) {
        var accountId: String?
        var deposits: Int? = 0
        var balance: Int? = 0
        var reminders: Int? = 0
        var object = reader.beginObject(Self.fields)
        while let field = reader.nextField(in: &object) {
            switch field {
            case 0: accountId = reader.string()
            case 1: deposits = reader.int()
            case 2: balance = reader.int()
            case 3: reminders = reader.int()
            default: break
            }
        }
        guard reader.endObject(object), let accountId, let deposits, let balance, let reminders else { return nil }
        self.init(accountId: accountId, deposits: deposits, balance: balance, reminders: reminders)
    }

    package func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("accountId")
        writer.value(accountId)
        writer.key("deposits")
        writer.value(deposits)
        writer.key("balance")
        writer.value(balance)
        writer.key("reminders")
        writer.value(reminders)
        writer.endObject()
    }
}

extension AccountCare {
    package func writeKey(to writer: inout JSONWriter) {
        writer.value(accountId)
    }
}

/// The times that the process waits for.
package enum AccountCareTimeout: String, Hashable, Sendable {
    case idle
    case late
}

/// What events and timeouts bring about in AccountCare.
///
package enum AccountCareProcess: AccountCareManager {
    package typealias State = AccountCare
    package typealias Command = AccountCareCommand

    package typealias Timeout = AccountCareTimeout
    package static let name = "AccountCare"
    package static let fingerprint = "care-1"
    package static let eventTypes: [String] = [
        "MoneyDeposited", "MoneyWithdrawn", "BalanceCorrected", "BalanceFixed",
    ]
    package static let retired: [any RetiredEvent.Type] = [BalanceCorrected.self]
}

/// The same process under another definition: it waits for two hours, and asks for a fee at every withdrawal.
package enum ChangedCareProcess: AccountCareManager {
    package typealias State = AccountCare
    package typealias Command = AccountCareCommand
    package typealias Timeout = AccountCareTimeout
    package static let name = AccountCareProcess.name
    package static let fingerprint = "care-2"
    package static let eventTypes = AccountCareProcess.eventTypes
    package static let retired = AccountCareProcess.retired
    package static let idleHours: Int64 = 2
    package static let isChatty = true
}

/// The same process whose command at a withdrawal of 0 was corrected. States do not follow from it.
package enum RepairedCareProcess: AccountCareManager {
    package typealias State = AccountCare
    package typealias Command = AccountCareCommand
    package typealias Timeout = AccountCareTimeout
    package static let name = AccountCareProcess.name
    package static let fingerprint = AccountCareProcess.fingerprint
    package static let eventTypes = AccountCareProcess.eventTypes
    package static let retired = AccountCareProcess.retired
    package static let isLenient = true
}

/// What the process is under each of its definitions.
package protocol AccountCareManager: ProcessManager
where State == AccountCare, Command == AccountCareCommand, Timeout == AccountCareTimeout {
    /// How long an account lies idle before a fee is due.
    static var idleHours: Int64 { get }
    /// Whether a fee is asked for at every withdrawal.
    static var isChatty: Bool { get }
    /// Whether a withdrawal of 0 is taken for one of 1.
    static var isLenient: Bool { get }
}

extension AccountCareManager {
    package static var idleHours: Int64 { 1 }
    package static var isChatty: Bool { false }
    package static var isLenient: Bool { false }

    package static func handle(_ record: RecordedEvent, in process: inout ProcessTurn<Self>) throws(ProcessError) {
        switch record.type {
        case "MoneyDeposited":
            try handle(ProcessStep.decode(record, as: MoneyDeposited.self), meta: record.metadata, in: &process)
        case "MoneyWithdrawn":
            try handle(ProcessStep.decode(record, as: MoneyWithdrawn.self), meta: record.metadata, in: &process)
        default: break
        }
    }

    private static func handle(
        _ event: MoneyDeposited, meta: EventMetadata, in process: inout ProcessTurn<Self>
    ) throws(ProcessError) {
        guard var state = try process.begin(AccountCare(accountId: event.accountId)) else { return }
        guard event.amount != 7 else { return }
        try process.emit(
            .sendNotice(SendNotice(accountId: event.accountId, text: "deposit", number: event.amount)), place: 1
        )
        for (index, tag) in event.tags.enumerated() {
            try process.emit(
                .sendNotice(SendNotice(accountId: event.accountId, text: tag, number: state.deposits)),
                place: 2,
                element: index
            )
        }
        try process.set(.idle, after: TimeSpan(nanoseconds: idleHours * 3_600_000_000_000))
        state.deposits = try ProcessStep.evaluate("set deposits") { () throws(EvaluationError) in
            try CEL.add(state.deposits, 1)
        }
        state.balance = try ProcessStep.evaluate("set balance") { () throws(EvaluationError) in
            try CEL.add(state.balance, event.amount)
        }
        process.save(state)
    }

    private static func handle(
        _ event: MoneyWithdrawn, meta: EventMetadata, in process: inout ProcessTurn<Self>
    ) throws(ProcessError) {
        guard var state = try process.find(AccountCare(accountId: event.accountId)) else { return }
        if event.amount != 1 {
            try process.emit(
                .sendNotice(
                    SendNotice(
                        accountId: event.accountId,
                        text: "withdrawal",
                        number: try ProcessStep.evaluate("emit SendNotice number") { () throws(EvaluationError) in
                            try CEL.divide(100, isLenient ? max(event.amount, 1) : event.amount)
                        }
                    )
                ),
                place: 1
            )
        }
        if isChatty { try process.emit(.payFee(PayFee(accountId: event.accountId, amount: 1)), place: 2) }
        process.cancel(.late)
        let isOver = event.amount >= 50
        state.balance = try ProcessStep.evaluate("set balance") { () throws(EvaluationError) in
            try CEL.subtract(state.balance, event.amount)
        }
        process.save(state)
        if isOver { process.end() }
    }

    package static func handle(
        _ timeout: AccountCareTimeout, due: Timestamp, of state: AccountCare, in process: inout ProcessTurn<Self>
    ) throws(ProcessError) {
        switch timeout {
        case .idle: try handleIdle(due: due, of: state, in: &process)
        case .late: try handleLate(due: due, of: state, in: &process)
        }
    }

    private static func handleIdle(
        due: Timestamp, of state: AccountCare, in process: inout ProcessTurn<Self>
    ) throws(ProcessError) {
        try process.emit(.payFee(PayFee(accountId: state.accountId, amount: state.balance)), place: 1)
        try process.set(.late, after: TimeSpan(nanoseconds: 3_600_000_000_000))
        var next = state
        next.reminders = try ProcessStep.evaluate("set reminders") { () throws(EvaluationError) in
            try CEL.add(state.reminders, 1)
        }
        process.save(next)
    }

    private static func handleLate(
        due: Timestamp, of state: AccountCare, in process: inout ProcessTurn<Self>
    ) throws(ProcessError) {
        guard state.reminders < 3 else { return }
        try process.emit(
            .sendNotice(SendNotice(accountId: state.accountId, text: "late", number: state.reminders)), place: 1
        )
        try process.set(
            .late,
            at: try ProcessStep.evaluate("at late") { () throws(EvaluationError) in
                try CEL.add(due, TimeSpan(nanoseconds: 3_600_000_000_000))
            }
        )
        var next = state
        next.reminders = try ProcessStep.evaluate("set reminders") { () throws(EvaluationError) in
            try CEL.add(state.reminders, 1)
        }
        process.save(next)
    }
}
