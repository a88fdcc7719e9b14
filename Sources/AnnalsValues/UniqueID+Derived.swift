extension UniqueID {
    /// The identifier of a part of what this one identifies: that of its number in decimal.
    public func derived(_ number: Int) -> UniqueID { derived(String(number)) }

    /// The identifier of a name: version 5 of RFC 9562, with this identifier as the namespace. The same on every machine
    /// and at every time.
    public func derived(_ name: String) -> UniqueID {
        let words = SHA1.hash(bytes + Array(name.utf8)).map(UInt64.init)
        return UniqueID(
            high: (words[0] << 32 | words[1]) & ~0xF000 | 0x5000,
            low: (words[2] << 32 | words[3]) & ~(0b11 << 62) | 0b10 << 62)
    }
}
