import AnnalsValues

/// Which texts are values of the represented types.
enum RepresentedText {
    static func isValid(_ text: String, for type: ExpressionType) -> Bool {
        switch type {
        case .uuid: UniqueID(text) != nil
        case .date: CalendarDate(text) != nil
        case .uri: URIText.isValid(text)
        case .enumeration(let name): name.values.contains { $0.utf8.elementsEqual(text.utf8) }
        default: true
        }
    }
}
