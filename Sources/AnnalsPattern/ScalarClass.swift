/// A set of code points.
package indirect enum ScalarClass: Hashable, Sendable {
    /// Inclusive ranges, in any order.
    case ranges([ClosedRange<UInt32>])
    /// A general category of Unicode by its short name, such as `L` or `Lu`.
    case category(String)
    case union([ScalarClass])
    case not(ScalarClass)
    /// All that differs from a member in case only.
    case anyCase(ScalarClass)

    static let any = ScalarClass.ranges([0...0x10FFFF])
    static let digit = ScalarClass.ranges([0x30...0x39])
    package static let word = ScalarClass.ranges([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    /// RE2's `\s`: no vertical tab.
    static let space = ScalarClass.ranges([0x09...0x0A, 0x0C...0x0D, 0x20...0x20])

    static func scalar(_ scalar: Unicode.Scalar) -> ScalarClass { .ranges([scalar.value...scalar.value]) }

    package func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .ranges(let ranges): ranges.contains { $0.contains(scalar.value) }
        case .category(let name): scalar.properties.generalCategory.shortName.hasPrefix(name)
        case .union(let parts): parts.contains { $0.contains(scalar) }
        case .not(let part): !part.contains(scalar)
        case .anyCase(let part): CaseOrbit.of(scalar).contains { part.contains($0) }
        }
    }

    /// The same set without regard to case. A complement is that of the larger set, as in RE2.
    var ignoringCase: ScalarClass {
        switch self {
        case .ranges, .category: .anyCase(self)
        case .union(let parts): .union(parts.map(\.ignoringCase))
        case .not(let part): .not(part.ignoringCase)
        case .anyCase: self
        }
    }

    /// POSIX names in brackets, such as `[:alpha:]`, as RE2 has them.
    static let posix: [String: ScalarClass] = [
        "alnum": .ranges([0x30...0x39, 0x41...0x5A, 0x61...0x7A]),
        "alpha": .ranges([0x41...0x5A, 0x61...0x7A]),
        "ascii": .ranges([0...0x7F]),
        "blank": .ranges([0x09...0x09, 0x20...0x20]),
        "cntrl": .ranges([0...0x1F, 0x7F...0x7F]),
        "digit": digit,
        "graph": .ranges([0x21...0x7E]),
        "lower": .ranges([0x61...0x7A]),
        "print": .ranges([0x20...0x7E]),
        "punct": .ranges([0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]),
        "space": .ranges([0x09...0x0D, 0x20...0x20]),
        "upper": .ranges([0x41...0x5A]),
        "word": word,
        "xdigit": .ranges([0x30...0x39, 0x41...0x46, 0x61...0x66]),
    ]

    /// The scripts that `\p{…}` knows, by their main blocks.
    static let scripts: [String: ScalarClass] = [
        "Latin": .ranges([
            0x41...0x5A, 0x61...0x7A, 0xAA...0xAA, 0xBA...0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2B8,
            0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA722...0xA787, 0xFF21...0xFF3A, 0xFF41...0xFF5A,
        ]),
        "Greek": .ranges([
            0x370...0x373, 0x375...0x377, 0x37A...0x37D, 0x37F...0x37F, 0x384...0x384, 0x386...0x386, 0x388...0x38A,
            0x38C...0x38C, 0x38E...0x3A1, 0x3A3...0x3E1, 0x3F0...0x3FF, 0x1F00...0x1FFE,
        ]),
        "Cyrillic": .ranges([0x400...0x484, 0x487...0x52F, 0x1C80...0x1C88, 0x2DE0...0x2DFF, 0xA640...0xA69F]),
        "Hebrew": .ranges([0x591...0x5C7, 0x5D0...0x5EA, 0x5EF...0x5F4]),
        "Hiragana": .ranges([0x3041...0x3096, 0x309D...0x309F]),
        "Katakana": .ranges([0x30A1...0x30FA, 0x30FD...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF6F, 0xFF71...0xFF9D]),
        "Han": .ranges([
            0x2E80...0x2E99, 0x2F00...0x2FD5, 0x3005...0x3005, 0x3007...0x3007, 0x3021...0x3029, 0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xF900...0xFAD9, 0x20000...0x323AF,
        ]),
        "Arabic": .ranges([
            0x600...0x604, 0x606...0x60B, 0x60D...0x61A, 0x61C...0x61E, 0x620...0x63F, 0x641...0x64A, 0x656...0x66F,
            0x671...0x6DC, 0x6DE...0x6FF, 0x750...0x77F,
        ]),
    ]
}

extension Unicode.GeneralCategory {
    var shortName: String {
        switch self {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        case .control: "Cc"
        case .format: "Cf"
        case .surrogate: "Cs"
        case .privateUse: "Co"
        // RE2's `C` has no unassigned code points, so this is no name that begins with it.
        case .unassigned: "-"
        @unknown default: "-"
        }
    }
}
