import Annals
import Testing

extension ProjectionCase {
    static let lookingBack = [
        ProjectionCase("rows as of a position are those that a run up to there has made") { events, models in
            let projection = runner(events, models, batchSize: 3)
            let history = ProjectionHistory(AccountBalanceProjection.self, events: events)
            var past: [[AccountBalance]] = [[]]
            let proposed = [
                try deposit(5), try withdrawal(2), try deposit(4, to: "b"), try withdrawal(9, from: "none"),
                try oldDeposit(3),
                try withdrawal(0), try deposit(1),
            ]
            for event in proposed {
                try await events.append([event], to: stream(), expecting: .any)
                try await projection.run()
                past.append(try await models.rows())
            }
            for (position, rows) in past.enumerated() {
                #expect(try await history.rows(at: .position(position)) == rows, "position \(position)")
                for account in ["a", "b", "none"] {
                    let row = try await history.row(account, at: .position(position))
                    #expect(row == rows.first { $0.accountId == account }, "\(account) at \(position)")
                }
            }
            #expect(try await history.rows() == past.last)
        },
        ProjectionCase("rows as of a time are made of the events up to then") { events, models in
            for second in 1...4 {
                let event = try deposit(time: Timestamp(seconds: Int64(second)))
                try await events.append([event], to: stream(), expecting: .any)
            }
            let history = ProjectionHistory(AccountBalanceProjection.self, events: events)
            let time = try #require(Timestamp(seconds: 3))
            #expect(try await history.row("a", at: .time(time))?.balance == 3)
            #expect(try await history.rows(at: .time(time)).map(\.balance) == [3])
        },
        ProjectionCase("an event that fails ends a look back unless such events are left out") { events, models in
            try await events.append(
                [deposit(1), deposit(.max), deposit(2)], to: stream(), expecting: .any)
            let strict = ProjectionHistory(AccountBalanceProjection.self, events: events)
            #expect(try await projectionError { try await strict.rows() }.event?.position == 2)
            #expect(try await projectionError { try await strict.row("a", at: .now) }.event?.position == 2)
            #expect(try await strict.row("a", at: .position(1))?.balance == 1)
            let lenient = ProjectionHistory(
                AccountBalanceProjection.self, events: events, skipsFailures: true)
            #expect(try await lenient.row("a", at: .now)?.balance == 3)
            #expect(try await lenient.rows().map(\.balance) == [3])
        },
    ]
}
