import AnnalsSchema

extension ProjectionDeclaration {
    /// All columns, those of the key first: the order of the table.
    var allColumns: [Column] { key + columns }

    /// Whether a handler is a Swift function of the user.
    var hasCustomHandler: Bool {
        handlers.contains { if case .custom = $0.action { true } else { false } }
    }
}
