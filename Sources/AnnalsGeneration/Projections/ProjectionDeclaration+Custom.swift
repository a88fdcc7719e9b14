import AnnalsSchema

extension ProjectionDeclaration {
    /// Whether a handler is a Swift function of the user.
    var hasCustomHandler: Bool {
        handlers.contains { if case .custom = $0.action { true } else { false } }
    }
}
