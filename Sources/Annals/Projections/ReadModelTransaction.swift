/// What a store of read models does within one transaction. For implementations of `ReadModelStore`.
public protocol ReadModelTransaction {
    // MARK: Records

    /// What is kept of a projection; nil for one that never ran.
    func record(of projection: String) throws(ProjectionError) -> ProjectionRecord?
    /// What is kept of all projections, in the order of their names.
    func records() throws(ProjectionError) -> [ProjectionRecord]
    /// Keeps what is to be kept of a projection, in place of what was kept before.
    func save(_ record: ProjectionRecord) throws(ProjectionError)
    /// Keeps the checkpoint of a record that is kept already, and nothing else of it.
    func move(_ record: ProjectionRecord) throws(ProjectionError)

    // MARK: Tables

    /// Creates the tables of a read model without rows, under their names with a suffix, and gives these names, the main
    /// table's first. Throws `tableExists` when there is such a table already.
    func createTables<Row: ReadModel>(
        for row: Row.Type, suffix: String
    ) throws(ProjectionError) -> [String]
    /// Creates the indexes of tables that were created with a suffix, unless they are there.
    func createIndexes<Row: ReadModel>(for row: Row.Type, suffix: String) throws(ProjectionError)
    /// Whether there is a table of this name, whoever made it.
    func hasTable(_ name: String) throws(ProjectionError) -> Bool
    /// Removes tables; those that are not there are fine.
    func dropTables(_ names: [String]) throws(ProjectionError)
    /// Gives the tables that were created with a suffix their own names, and gives these names, the main table's first.
    func renameTables<Row: ReadModel>(
        of row: Row.Type, suffix: String
    ) throws(ProjectionError) -> [String]
    /// The rows of a read model's tables whose names have this suffix.
    func rows<Row: ReadModel>(of row: Row.Type, suffix: String) throws(ProjectionError) -> any StoredRows

    // MARK: Dead letters

    /// The dead letters of a projection, in the order of positions; of all projections when it is nil.
    func letters(of projection: String?, _ filter: DeadLetterFilter) throws(ProjectionError) -> [DeadLetter]
    /// What is known of each dead letter that holds up others, of the rows that are read or of those of the rebuild, and of
    /// each that is skipped, wherever it belongs.
    func parked(of projection: String, inRebuild: Bool) throws(ProjectionError) -> [ParkedEvent]
    /// Keeps a letter, in place of the one of the same projection, position and `inRebuild`.
    func save(_ letter: DeadLetter) throws(ProjectionError)
    /// Removes the letters of the live rows that are not skipped, or all of those of the rebuild.
    func removeLetters(of projection: String, inRebuild: Bool) throws(ProjectionError)
    /// Removes the letter of a projection, position and `inRebuild`, whatever its state.
    func remove(_ letter: DeadLetter) throws(ProjectionError)

    // MARK: Parts

    /// Runs `body`; when it throws, what it changed is undone and the transaction goes on.
    func attempt(_ body: () throws(ProjectionError) -> Void) throws(ProjectionError)
}

/// The stored rows of one read model within a transaction.
public protocol StoredRows {
    /// The columns of the row with these values in its key columns; nil where there is none.
    func values(_ key: PackedColumns) throws(ProjectionError) -> PackedColumns?
    /// The columns of the rows with these values in these columns, in any order; null equals null.
    func values(where columns: [String], equal wanted: [ColumnValue]) throws(ProjectionError) -> [PackedColumns]
    /// Brings the changes of a batch into the tables: all of them together fit the unique indexes, in whatever order they
    /// come. Throws `invalidRow` when a row contradicts another one.
    func write(_ changes: [RowChange]) throws(ProjectionError)
}
