internal import Annals
internal import Synchronization

/// The statements for the tables of each read model, which are made once.
enum ReadModelStatements {
    private static let known = Mutex<[ObjectIdentifier: TableStatements]>([:])

    static func of<Row: ReadModel>(_ row: Row.Type) -> TableStatements {
        known.withLock { known in
            if let statements = known[ObjectIdentifier(row)] { return statements }
            let statements = TableStatements(Row.table)
            known[ObjectIdentifier(row)] = statements
            return statements
        }
    }
}
