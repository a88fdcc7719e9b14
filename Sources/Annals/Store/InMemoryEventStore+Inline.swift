extension InMemoryEventStore: InlineEventStore {
    /// Changes the rows of projections with every append from now on. All must be in one store of read models.
    package func addInline(_ projections: InlineProjections, in readModels: any ReadModelStore) -> Bool {
        guard let models = readModels as? InMemoryReadModels, inlineModels == nil || inlineModels === models else {
            return false
        }
        inlineModels = models
        inline.append(projections)
        return true
    }

    func changeRows() throws(EventStoreError) {
        guard let inlineModels else { return }
        do throws(ProjectionError) {
            let reports = try inlineModels.write { transaction throws(ProjectionError) in
                var reports: [[EngineReport]] = []
                for projections in inline {
                    let some = try projections.apply(in: transaction, head: events.count) {
                        position, types throws(ProjectionError) in
                        do throws(EventStoreError) {
                            return try readAll(after: position, filter: .types(types), limit: .max)
                        } catch {
                            throw ProjectionError(error)
                        }
                    }
                    reports.append(some)
                }
                return reports
            }
            for (projections, reports) in zip(inline, reports) { reports.forEach(projections.report) }
        } catch {
            if case .store(let error) = error.reason { throw error }
            throw EventStoreError(.io, "not appended: \(error)", underlying: error)
        }
    }
}
