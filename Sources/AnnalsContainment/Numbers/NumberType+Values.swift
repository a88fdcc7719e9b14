import AnnalsSchema
import AnnalsValues

extension NumberType {
    /// How many values are gone through one by one.
    private static let greatestCount = 1000

    /// All values in ascending order where they are few, and nil where they are not.
    var all: [DecimalNumber]? {
        guard let step, let lower, let upper, areFew(step, lower.number, upper.number),
            // One below the bound, whichever way the quotient was rounded.
            var number = multiple(near: lower.number, of: step)?.subtracting(step)
        else { return nil }
        var values: [DecimalNumber] = []
        for _ in 0..<(NumberType.greatestCount + 3) {
            if number > upper.number { return values }
            if contains(number) { values.append(number) }
            guard let next = number.adding(step) else { return nil }
            number = next
        }
        return nil
    }

    /// Whether there are so few multiples between two bounds that they can be gone through. Those of doubles have to lie
    /// further apart than doubles do: other numbers are read as the bound, too.
    private func areFew(_ step: DecimalNumber, _ lower: DecimalNumber, _ upper: DecimalNumber) -> Bool {
        let (first, last, distance) = (lower.double, upper.double, step.double)
        if scalar == .double, max(first.ulp, last.ulp) > distance { return false }
        return last - first <= distance * Double(NumberType.greatestCount + 1)
    }

    /// Values at and around some places, the simplest first.
    func values(around places: [DecimalNumber]) -> [DecimalNumber] {
        var candidates: Set<DecimalNumber> = []
        let steps = [step].compactMap(\.self) + NumberType.smallSteps
        for place in places + [.zero, 1, middle].compactMap(\.self) {
            for start in [place] + steps.compactMap({ multiple(near: place, of: $0) }) {
                candidates.insert(start)
                for step in steps {
                    candidates.formUnion([start.adding(step), start.subtracting(step)].compactMap(\.self))
                }
            }
            if scalar == .double {
                let double = place.double
                candidates.formUnion([double.nextUp, double.nextDown].compactMap { DecimalNumber(shortest: $0) })
            }
        }
        return candidates.filter(contains).sorted { NumberType.rank($0) < NumberType.rank($1) }
    }

    /// The simplest value; nil when none was found, which of few values means that there is none.
    var simplest: DecimalNumber? {
        values(around: [lower?.number, upper?.number].compactMap(\.self)).first
            ?? all.flatMap { $0.min { NumberType.rank($0) < NumberType.rank($1) } }
    }

    /// Whether there is certainly no value.
    var isEmpty: Bool {
        if let all { return all.isEmpty }
        guard let lower, let upper, lower.number >= upper.number else { return false }
        return lower.number > upper.number || !(lower.isIncluded && upper.isIncluded)
    }

    private var middle: DecimalNumber? {
        guard let lower, let upper else { return nil }
        return lower.number.adding(upper.number)?.divided(by: 2)
    }

    private static let smallSteps = ["1", "0.5", "0.1", "0.001"].compactMap { DecimalNumber($0) }

    private func multiple(near number: DecimalNumber, of step: DecimalNumber) -> DecimalNumber? {
        number.divided(by: step)?.rounded(toPlaces: 0)?.multiplied(by: step)
    }

    /// Short before long, and of those the positive and the small ones first.
    private static func rank(_ number: DecimalNumber) -> (Int, Int, DecimalNumber) {
        (number.magnitude.description.utf8.count, number < .zero ? 1 : 0, number.magnitude)
    }
}
