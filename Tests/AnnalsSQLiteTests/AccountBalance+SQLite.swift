package import AnnalsSQLite
package import AnnalsStoreSuite

// As generated code says it.
extension AccountBalance: SQLiteReadModel {}
