package import Annals
internal import GRDB
internal import Synchronization

/// What changes rows in the transactions of appends.
final class InlineRows: Sendable {
    private let projections = Mutex<[InlineProjections]>([])
    private let path: String

    init(path: String) { self.path = path }

    var isEmpty: Bool { projections.withLock { $0.isEmpty } }

    func add(_ projections: InlineProjections) { self.projections.withLock { $0.append(projections) } }

    /// Brings the rows up to what the transaction has appended. Called before it commits.
    func apply(_ db: Database) throws {
        let projections = projections.withLock { $0 }
        if projections.isEmpty { return }
        let head = try EventReader.lastPosition(db)
        // Streams that are not committed must not be remembered.
        let reader = EventReader(db: db, names: StreamNames())
        for projection in projections {
            let reports = try projection.apply(in: SQLiteTransaction(db, path: path), head: head) {
                [path] position, types throws(ProjectionError) in
                do {
                    return try reader.all(after: position, .types(types), limit: .max)
                } catch {
                    throw ProjectionError(sqlite: error, path: path)
                }
            }
            db.afterNextTransaction { _ in
                for report in reports { projection.report(report) }
            }
        }
    }
}

extension SQLiteEventStore: InlineEventStore {
    /// Changes the rows of projections with every append from now on.
    package func addInline(_ projections: InlineProjections, in readModels: any ReadModelStore) -> Bool {
        guard let models = readModels as? SQLiteReadModels, models.database === pool else { return false }
        writer.connection.inline.add(projections)
        return true
    }
}
