import AnnalsValues
import Testing

@Suite("UniqueID")
struct UniqueIDTests {
    @Test("the text of either case reads back in lower case")
    func text() throws {
        let id = try #require(UniqueID("F81D4FAE-7dec-11d0-A765-00a0c91e6bf6"))
        #expect(id.description == "f81d4fae-7dec-11d0-a765-00a0c91e6bf6")
        #expect(id.high == 0xf81d_4fae_7dec_11d0)
        #expect(UniqueID(bytes: id.bytes) == id)
        #expect(id.bytes.first == 0xf8 && id.bytes.last == 0xf6)
    }

    @Test(
        "anything but 8-4-4-4-12 hexadecimal digits is refused",
        arguments: [
            "", "f81d4fae-7dec-11d0-a765-00a0c91e6bf", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6 ",
            "f81d4fae7dec11d0a76500a0c91e6bf6", "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bfg", "f81d4fa-e7dec-11d0-a765-00a0c91e6bf6",
            "f81d4fae-7dec-11d0-a765-00a0c91e6b\u{e9}",
        ])
    func refused(_ text: String) {
        #expect(UniqueID(text) == nil)
    }

    @Test("only sixteen bytes make an identifier")
    func bytes() {
        #expect(UniqueID(bytes: [1, 2, 3]) == nil)
        #expect(UniqueID(bytes: Array(repeating: UInt8(0), count: 17)) == nil)
    }

    @Test("a random identifier has version 4 and the variant of RFC 9562")
    func random() {
        let id = UniqueID.random()
        #expect(id.high >> 12 & 0xF == 4)
        #expect(id.low >> 62 == 0b10)
        #expect(id != UniqueID.random())
    }

    @Test("version 7 begins with the milliseconds and sorts by time")
    func version7() throws {
        var generator = SystemRandomNumberGenerator()
        let first = try #require(Timestamp(seconds: 1_700_000_000, nanoseconds: 123_456_789))
        let second = try #require(Timestamp(seconds: 1_700_000_000, nanoseconds: 123_957_789))
        let early = UniqueID.version7(at: first, using: &generator)
        let late = UniqueID.version7(at: second, using: &generator)
        #expect(early.high >> 16 == 1_700_000_000_123)
        #expect(early.high >> 12 & 0xF == 7)
        #expect(early.low >> 62 == 0b10)
        #expect(early < late)
        #expect(early.description < late.description)
    }

    /// What Python's `uuid.uuid5(UUID(id), str(number))` gives.
    @Test(arguments: [
        ("0198c0de-0000-7000-8000-000000000001", 1, "7d3d1209-7cf1-5b11-b6bc-0f670e9b4488"),
        ("0198c0de-0000-7000-8000-000000000001", 2, "4fc46dbd-5626-5fef-954b-1efd46221eb1"),
        ("0198c0de-0000-7000-8000-000000000001", 10, "d5cac232-f7a4-5e69-aabc-69db00f27813"),
        ("6ba7b810-9dad-11d1-80b4-00c04fd430c8", -1, "b4119dc1-9b26-5b3a-965c-3353a2b5feff"),
        ("00000000-0000-0000-0000-000000000000", 0, "b6c54489-38a0-5f50-a60a-fd8d76219cae"),
    ])
    func derivedIdentifiersAreThoseOfVersion5(id: String, number: Int, expected: String) throws {
        #expect(try #require(UniqueID(id)).derived(number).description == expected)
    }
}
