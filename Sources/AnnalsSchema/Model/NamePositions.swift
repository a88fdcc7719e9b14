/// What is found by its name.
protocol Named {
    var name: String { get }
}

extension TypeDeclaration: Named {}
extension EventDeclaration: Named {}

/// Where the declarations of a list stand, by name. What it says is held against the list, so that a list that was changed
/// behind its back is only slower to search.
struct NamePositions<Element: Named>: Sendable {
    private var positions: [String: Int] = [:]
    private var count = 0

    /// Learns the names of elements that were added.
    mutating func follow(_ elements: [Element]) {
        if elements.count < count { self = NamePositions() }
        while count < elements.count {
            let name = elements[count].name
            positions[name] = positions[name] ?? count
            count += 1
        }
    }

    /// The position of the first element with a name.
    func position(of name: String, in elements: [Element]) -> Int? {
        if let position = positions[name], elements.indices.contains(position), elements[position].name == name {
            return position
        }
        return elements.firstIndex { $0.name == name }
    }
}
