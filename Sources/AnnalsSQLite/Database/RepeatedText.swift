/// Texts that come again and again, such as the types of events: each is made once.
struct RepeatedText {
    /// How many are looked through for each text.
    private static let limit = 8
    /// Texts of no more bytes cost nothing to make.
    private static let shortLength = 15

    private var texts: [String] = []

    /// The text of some UTF-8.
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard bytes.count > Self.shortLength else { return String(decoding: bytes, as: UTF8.self) }
        for index in texts.indices where texts[index].withUTF8({ $0.elementsEqual(bytes) }) { return texts[index] }
        let text = String(decoding: bytes, as: UTF8.self)
        if texts.count < Self.limit { texts.append(text) }
        return text
    }
}
