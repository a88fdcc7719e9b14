/// The code points that differ from one in case only: simple case folding of Unicode.
package enum CaseOrbit {
    /// The code point itself and its counterparts.
    package static func of(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        // Its upper case is that of `i`, but only Turkish folds the two.
        if scalar == "\u{131}" { return [scalar] }
        var orbit = [scalar]
        var position = 0
        while position < orbit.count {
            for other in neighbours(orbit[position]) where !orbit.contains(other) { orbit.append(other) }
            position += 1
        }
        return orbit
    }

    private static func neighbours(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        let properties = scalar.properties
        guard
            scalar.isASCII || properties.isCased || properties.changesWhenCaseFolded || properties.changesWhenCaseMapped
        else { return [] }
        let mapped = [properties.lowercaseMapping, properties.uppercaseMapping, properties.titlecaseMapping]
            .compactMap { text in text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil }
        return mapped + (further[scalar] ?? [])
    }

    /// Counterparts that no mapping of the code point leads to.
    private static let further: [Unicode.Scalar: [Unicode.Scalar]] = [
        "k": ["\u{212A}"], "s": ["\u{17F}"], "\u{E5}": ["\u{212B}"], "\u{DF}": ["\u{1E9E}"], "μ": ["\u{B5}"],
        "ι": ["\u{345}", "\u{1FBE}"], "β": ["ϐ"], "ε": ["ϵ"], "θ": ["ϑ", "ϴ"], "κ": ["ϰ"], "π": ["ϖ"], "ρ": ["ϱ"],
        "σ": ["ς"], "φ": ["ϕ"], "ω": ["\u{2126}"], "в": ["\u{1C80}"], "д": ["\u{1C81}"], "о": ["\u{1C82}"],
        "с": ["\u{1C83}"], "т": ["\u{1C84}", "\u{1C85}"], "ъ": ["\u{1C86}"], "ѣ": ["\u{1C87}"],
        "\u{A64B}": ["\u{1C88}"], "\u{1E61}": ["\u{1E9B}"],
    ]
}
