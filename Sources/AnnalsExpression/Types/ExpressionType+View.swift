extension ExpressionType {
    /// What an expression sees: represented types are what they represent.
    public var view: ExpressionType {
        switch self {
        case .int32: .int
        case .uuid, .uri, .date, .enumeration: .string
        case .list(let element): .list(element.view)
        case .map(let key, let value): .map(key, value.view)
        case .optional(let wrapped): .optional(wrapped.view)
        default: self
        }
    }

    /// The coercion to ``view``; nil when the type is its own.
    var coercionToView: Coercion? {
        switch self {
        case .int32: .int32ToInt
        case .uuid: .uuidToString
        case .uri: .uriToString
        case .date: .dateToString
        case .enumeration(let name): .enumerationToString(name)
        case .list(let element): element.coercionToView.map { .elements($0) }
        case .map(_, let value): value.coercionToView.map { .mapValues($0) }
        case .optional(let wrapped): wrapped.coercionToView.map { .wrapped($0) }
        default: nil
        }
    }

    /// The coercion by which a value of this type becomes one of another; `.some(nil)` when none is needed, nil when
    /// there is none.
    func coercion(to target: ExpressionType) -> Coercion?? {
        if self == target || self == .undetermined { return .some(nil) }
        switch (self, target) {
        case (.optional(let from), .optional(let to)): return from.coercion(to: to).map { $0.map { .wrapped($0) } }
        case (_, .optional(let to)):
            return coercion(to: to).map { $0.map { .then($0, .wrap) } ?? .wrap }
        case (.list(let from), .list(let to)): return from.coercion(to: to).map { $0.map { .elements($0) } }
        case (.map(let key, let from), .map(let otherKey, let to)):
            guard key == otherKey || key == .undetermined else { return nil }
            return from.coercion(to: to).map { $0.map { .mapValues($0) } }
        case (.int, .int32): return .some(.intToInt32)
        case (.string, .uuid): return .some(.stringToUUID)
        case (.string, .uri): return .some(.stringToURI)
        case (.string, .date): return .some(.stringToDate)
        case (.string, .enumeration(let name)): return .some(.stringToEnumeration(name))
        default:
            // Between two represented types the way leads over what both represent.
            guard view == target.view || view != self, let toView = coercionToView else { return nil }
            return view.coercion(to: target).map { $0.map { .then(toView, $0) } ?? toView }
        }
    }

    /// Whether a part of the type is still open, as in `[]`.
    var isOpen: Bool {
        switch self {
        case .undetermined: true
        case .list(let element): element.isOpen
        case .map(let key, let value): key.isOpen || value.isOpen
        case .optional(let wrapped): wrapped.isOpen
        default: false
        }
    }
}
