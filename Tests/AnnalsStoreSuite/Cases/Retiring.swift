import Annals
import Testing

extension ProjectionCase {
    static let retiring =
        [1, 2, 500].map { batchSize in
            ProjectionCase("the parts of retired events are handled in order, in batches of \(batchSize)") {
                events, models in
                try await events.append(
                    [
                        deposit(10), BalanceCorrected.stored(taken: 3, given: 1), BalanceCorrected.stored(),
                        BalanceCorrected.stored(given: 2, as: "BalanceFixed"),
                        deposit(5, to: "b"),
                    ], to: stream(), expecting: .any)
                let progress = try await runner(events, models, batchSize: batchSize).run()
                #expect(progress == ProjectionProgress(position: 5, target: 5, missedUpdates: 0))
                #expect(try await balances(models) == ["a": 10, "b": 5])
            }
        } + [
            ProjectionCase("a part that fails undoes the parts before it") { events, models in
                try await events.append(
                    [deposit(10), BalanceCorrected.stored(taken: 4, given: .max), deposit(1)], to: stream(),
                    expecting: .any)
                let error = try await projectionError { try await runner(events, models).run() }
                // 10 - 4 + Int.max is too much.
                #expect(error.step == "upsert balance")
                #expect(error.event?.position == 2)
                #expect(try await balances(models) == ["a": 10])
                #expect(try await runner(events, models).progress().position == 1)
            },
            ProjectionCase("a retired event whose parts cannot be made stops the projection") { events, models in
                try await events.append(
                    [deposit(10), BalanceCorrected.stored(taken: 4, given: 13)], to: stream(), expecting: .any)
                let error = try await projectionError { try await runner(events, models).run() }
                guard case .decoding(let cause) = error.reason,
                    case .partFailed(2, into: "MoneyDeposited", _) = cause.reason
                else {
                    Issue.record("\(error)")
                    return
                }
                #expect(error.description.contains("part 2 of the retired BalanceCorrected"))
                #expect(try await balances(models) == ["a": 10])
            },
        ]
}
