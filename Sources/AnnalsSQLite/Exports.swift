// Read models are GRDB records and their queries are GRDB's.
@_exported public import GRDB
