import Annals

// Each pair of functions does the same work, compiled from an expression and written by hand. Callgrind counts the
// instructions of each by its name. What is made is given away, so that nothing is optimised out.

@inline(never) @_optimize(none) func blackHole<Value>(_ value: Value) {}

@inline(never) func generated_total(_ olds: [Total.V1]) throws {
    for old in olds { blackHole(try Total(upcasting: old)) }
}

@inline(never) func handwritten_total(_ olds: [Total.V1]) throws {
    for old in olds { blackHole(try Handwritten.total(old)) }
}

@inline(never) func generated_rebate(_ olds: [Rebate.V1]) throws {
    for old in olds { blackHole(try Rebate(upcasting: old)) }
}

@inline(never) func handwritten_rebate(_ olds: [Rebate.V1]) throws {
    for old in olds { blackHole(try Handwritten.rebate(old)) }
}

@inline(never) func generated_address(_ olds: [Address.V1]) throws {
    for old in olds { blackHole(Address(upcasting: old)) }
}

@inline(never) func handwritten_address(_ olds: [Address.V1]) throws {
    for old in olds { blackHole(Handwritten.address(old)) }
}

@inline(never) func generated_bound(_ olds: [Bound.V1]) throws {
    for old in olds { blackHole(Bound(upcasting: old)) }
}

@inline(never) func handwritten_bound(_ olds: [Bound.V1]) throws {
    for old in olds { blackHole(Handwritten.bound(old)) }
}

@inline(never) func generated_lines(_ olds: [Lines.V1]) throws {
    for old in olds { blackHole(Lines(upcasting: old)) }
}

@inline(never) func handwritten_lines(_ olds: [Lines.V1]) throws {
    for old in olds { blackHole(Handwritten.lines(old)) }
}

@inline(never) func generated_cheap(_ olds: [Cheap.V1]) throws {
    for old in olds { blackHole(Cheap(upcasting: old)) }
}

@inline(never) func handwritten_cheap(_ olds: [Cheap.V1]) throws {
    for old in olds { blackHole(Handwritten.cheap(old)) }
}

@inline(never) func generated_rank(_ olds: [Rank.V1]) throws {
    for old in olds { blackHole(Rank(upcasting: old)) }
}

@inline(never) func handwritten_rank(_ olds: [Rank.V1]) throws {
    for old in olds { blackHole(Handwritten.rank(old)) }
}

@inline(never) func generated_same(_ olds: [Same.V1]) throws {
    for old in olds { blackHole(Same(upcasting: old)) }
}

@inline(never) func handwritten_same(_ olds: [Same.V1]) throws {
    for old in olds { blackHole(Handwritten.same(old)) }
}

@inline(never) func generated_due(_ olds: [Due.V1]) throws {
    for old in olds { blackHole(try Due(upcasting: old)) }
}

@inline(never) func handwritten_due(_ olds: [Due.V1]) throws {
    for old in olds { blackHole(try Handwritten.due(old)) }
}

@inline(never) func generated_city(_ olds: [City.V1]) throws {
    for old in olds { blackHole(City(upcasting: old)) }
}

@inline(never) func handwritten_city(_ olds: [City.V1]) throws {
    for old in olds { blackHole(Handwritten.city(old)) }
}

@inline(never) func generated_sum(_ olds: [Sum.V1]) throws {
    for old in olds { blackHole(try Sum(upcasting: old)) }
}

@inline(never) func handwritten_sum(_ olds: [Sum.V1]) throws {
    for old in olds { blackHole(try Handwritten.sum(old)) }
}

@inline(never) func generated_label(_ olds: [Label.V1]) throws {
    for old in olds { blackHole(Label(upcasting: old)) }
}

@inline(never) func handwritten_label(_ olds: [Label.V1]) throws {
    for old in olds { blackHole(Handwritten.label(old)) }
}

/// Inputs as an event store has them: mostly ordinary, a few at the edges.
enum Inputs {
    static let count = 2000
    static let texts = [
        "12 Elm Street, Springfield, 12345", "Hoofdstraat 1, Ede", "", "Rue de l'Église 3, Paris, 75001",
    ]
    static let codes = ["AB-12345-XY", " ab ", "AB-12345-XZ", "é-1"]
    static let levels: [Level] = [.gold, .silver, .bronze]

    static func items(_ index: Int) -> [Item] {
        (0..<(index % 8)).map { Item(name: "product \($0)", quantity: $0 + 1, price: Double(index % 30) + 0.5) }
    }

    static func each<Old>(_ make: (Int) -> Old) -> [Old] { (0..<count).map(make) }
}

@main enum ExpressionBenchmark {
    static func main() throws {
        let totals = Inputs.each { Total.V1(quantity: $0, unitPrice: 1999) }
        let rebates = Inputs.each { Rebate.V1(discount: $0 % 3 == 0 ? nil : $0 % 7) }
        let addresses = Inputs.each { Address.V1(address: Inputs.texts[$0 % 4]) }
        let bounds = Inputs.each { Bound.V1(address: Inputs.texts[$0 % 4], kind: $0) }
        let lines = Inputs.each { Lines.V1(items: Inputs.items($0)) }
        let cheaps = Inputs.each { Cheap.V1(items: Inputs.items($0)) }
        let ranks = Inputs.each { Rank.V1(level: Inputs.levels[$0 % 3]) }
        let sames = Inputs.each { Same.V1(code: Inputs.codes[$0 % 4], other: Inputs.codes[$0 / 4 % 4]) }
        let dues = Inputs.each { Due.V1(placed: Timestamp(seconds: Int64($0) * 86_400) ?? .min) }
        let cities = Inputs.each {
            City.V1(
                customer: $0 % 3 == 0 ? nil : Customer(name: nil, city: $0 % 2 == 0 ? "Springfield, far away" : nil))
        }
        let sums = Inputs.each { index in Sum.V1(amounts: Array(0..<(index % 16))) }
        let labels = Inputs.each { Label.V1(code: Inputs.codes[$0 % 4], other: Inputs.codes[$0 / 4 % 4]) }
        try generated_total(totals)
        try handwritten_total(totals)
        try generated_rebate(rebates)
        try handwritten_rebate(rebates)
        try generated_address(addresses)
        try handwritten_address(addresses)
        try generated_bound(bounds)
        try handwritten_bound(bounds)
        try generated_lines(lines)
        try handwritten_lines(lines)
        try generated_cheap(cheaps)
        try handwritten_cheap(cheaps)
        try generated_rank(ranks)
        try handwritten_rank(ranks)
        try generated_same(sames)
        try handwritten_same(sames)
        try generated_due(dues)
        try handwritten_due(dues)
        try generated_city(cities)
        try handwritten_city(cities)
        try generated_sum(sums)
        try handwritten_sum(sums)
        try generated_label(labels)
        try handwritten_label(labels)
    }
}
