/// Finds a sequence in another one in linear time, whatever both are. Source: Knuth, Morris and Pratt, 1977.
struct SequenceSearch<Unit: Equatable> {
    private let part: [Unit]
    /// For each beginning of the part, the length of the longest shorter beginning that it ends with.
    private let borders: [Int]

    init(_ part: some Sequence<Unit>) {
        let part = Array(part)
        var borders = Array(repeating: 0, count: part.count)
        var length = 0
        for index in part.indices.dropFirst() {
            length = SequenceSearch.extend(length, by: part[index], part, borders)
            borders[index] = length
        }
        self.part = part
        self.borders = borders
    }

    /// The number of elements.
    var count: Int { part.count }

    /// The first place from a start on; nil when there is none.
    func first<Text: RandomAccessCollection>(
        in text: Text, from start: Int
    ) -> Int? where Text.Element == Unit, Text.Index == Int {
        guard !part.isEmpty else { return start }
        var length = 0
        for index in start..<text.endIndex {
            length = SequenceSearch.extend(length, by: text[index], part, borders)
            if length == part.count { return index + 1 - length }
        }
        return nil
    }

    /// How much of the part has been seen after another element.
    private static func extend(_ length: Int, by element: Unit, _ part: [Unit], _ borders: [Int]) -> Int {
        var length = length
        while length > 0, element != part[length] { length = borders[length - 1] }
        return element == part[length] ? length + 1 : length
    }
}
