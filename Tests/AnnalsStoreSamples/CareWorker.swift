package import Annals

/// Carries out the commands of `AccountCare`, each on the aggregate `mail.KEY` in the same store.
package enum CareWorker {
    /// A dispatcher that executes each command under its id.
    package static func dispatcher(
        _ events: any EventStore, _ processes: any ProcessStore
    ) -> CommandDispatcher<AccountCareProcess> {
        let repository = AggregateRepository<Account>(store: events)
        return CommandDispatcher(AccountCareProcess.self, processes: processes, batchSize: 7) { _, delivery in
            let account = "mail.\(delivery.key)"
            try await repository.execute(
                account, command: delivery.id, retries: 100, context: delivery.context
            ) { _ in [.moneyWithdrawn(MoneyWithdrawn(accountId: account, amount: 1))] }
        }
    }
}
