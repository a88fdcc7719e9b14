import Annals
import Testing

extension ProjectionCase {
    static let rebuilding = [
        ProjectionCase("rows of another definition are not continued until they are rebuilt") { events, models in
            try await events.append(deposits(3), to: stream(), expecting: .any)
            try await runner(events, models).run()
            try await events.append([deposit(10)], to: stream(), expecting: .any)
            let changed = ProjectionRunner(
                ChangedBalanceProjection.self, events: events, readModels: models.store, batchSize: 2)
            let error = try await projectionError { try await changed.run() }
            guard case .needsRebuild(stored: "balance-1", current: "balance-2") = error.reason else {
                Issue.record("\(error)")
                return
            }
            #expect(error.description.contains("rebuild"))
            #expect(try await balances(models) == ["a": 6])
            let direct = try await projectionError {
                try await models.store.apply([], with: ChangedBalanceProjection.self, from: 3, to: 4)
            }
            guard case .needsRebuild = direct.reason else {
                Issue.record("\(direct)")
                return
            }
            #expect(try await changed.rebuild().position == 4)
            #expect(try await balances(models) == ["a": 16])
            #expect(try await changed.run().lag == 0)
        },
        ProjectionCase("rows of another definition are made anew when the run is told to") { events, models in
            try await events.append(deposits(3), to: stream(), expecting: .any)
            try await runner(events, models).run()
            let changed = ProjectionRunner(ChangedBalanceProjection.self, events: events, readModels: models.store)
            #expect(try await changed.run(ifDefinitionChanged: .rebuild).position == 3)
            #expect(try await balances(models) == ["a": 6])
            // The definition is the stored one now, so there is nothing to rebuild.
            try await events.append([deposit(10)], to: stream(), expecting: .any)
            #expect(try await changed.run().position == 4)
            #expect(try await balances(models) == ["a": 16])
        },
        ProjectionCase("a rebuild gives the same rows and counts again") { events, models in
            try await events.append(
                deposits(5) + deposits(3, to: "b") + [withdrawal(1, from: "none")], to: stream(), expecting: .any)
            let first = try await runner(events, models, batchSize: 2).run()
            let rows = try await models.rows()
            #expect(try await runner(events, models, batchSize: 3).rebuild() == first)
            #expect(try await models.rows() == rows)
        },
        ProjectionCase("a projection that never ran can be rebuilt") { events, models in
            try await events.append(deposits(5), to: stream(), expecting: .any)
            #expect(try await runner(events, models).rebuild().position == 5)
            #expect(try await balances(models) == ["a": 15])
        },
    ]
}
