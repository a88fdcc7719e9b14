import AnnalsSQLite
import AnnalsStoreSuite

// As generated code says it.
extension AccountBalance: SQLiteReadModel {}

extension TagCount: SQLiteReadModel {}
