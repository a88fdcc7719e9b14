import AnnalsStoreSamples

/// What `AccountCareProcess` means, in the simplest words: times are minutes, and it runs all the time.
struct CareModel {
    private struct Care {
        var state: AccountCare
        var timeouts: [AccountCareTimeout: Int] = [:]
        /// Whether a timeout has failed.
        var isHeld = false
    }

    private var accounts: [String: Care] = [:]
    private(set) var commands: [String] = []
    private(set) var missed = 0

    var states: [AccountCare] { accounts.sorted { $0.key < $1.key }.map(\.value.state) }

    var nextDue: Int? { accounts.values.filter { !$0.isHeld }.flatMap(\.timeouts.values).min() }

    mutating func deposit(_ amount: Int, to account: String, _ tags: [String], at minutes: Int) {
        advance(to: minutes)
        guard amount != 7 else { return }
        var care = accounts[account] ?? Care(state: AccountCare(accountId: account))
        commands.append("\(account) deposit \(amount)")
        commands += tags.map { "\(account) \($0) \(care.state.deposits)" }
        care.timeouts[.idle] = minutes + 60
        care.state.deposits += 1
        care.state.balance += amount
        care.isHeld = false
        accounts[account] = care
    }

    mutating func withdraw(_ amount: Int, from account: String, at minutes: Int) {
        advance(to: minutes)
        guard var care = accounts[account] else {
            missed += 1
            return
        }
        if amount != 1 { commands.append("\(account) withdrawal \(100 / amount)") }
        care.timeouts[.late] = nil
        care.state.balance -= amount
        care.isHeld = false
        accounts[account] = amount >= 50 ? nil : care
    }

    mutating func advance(to minutes: Int) {
        while let next = next, next.due <= minutes { fire(next.timeout, of: next.account, next.due) }
    }

    private var next: (due: Int, account: String, timeout: AccountCareTimeout)? {
        accounts.filter { !$0.value.isHeld }.flatMap { account, care in
            care.timeouts.map { (due: $0.value, account: account, timeout: $0.key) }
        }.min { ($0.due, $0.account, $0.timeout.rawValue) < ($1.due, $1.account, $1.timeout.rawValue) }
    }

    private mutating func fire(_ timeout: AccountCareTimeout, of account: String, _ due: Int) {
        guard var care = accounts[account] else { return }
        if timeout == .idle, care.state.balance < 1 {
            care.isHeld = true
        } else {
            care.timeouts[timeout] = nil
            if timeout == .idle || care.state.reminders < 3 {
                commands.append(
                    timeout == .idle
                        ? "\(account) fee \(care.state.balance)" : "\(account) late \(care.state.reminders)")
                care.timeouts[.late] = due + 60
                care.state.reminders += 1
            }
        }
        accounts[account] = care
    }
}
