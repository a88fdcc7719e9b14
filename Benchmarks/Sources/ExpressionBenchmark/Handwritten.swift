import Annals

/// What a Swift programmer would write for the same upcasts, with the same errors and the same meaning of equality.
enum Handwritten {
    static func total(_ old: Total.V1) throws(EvaluationError) -> Total {
        let (product, overflow) = old.quantity.multipliedReportingOverflow(by: old.unitPrice)
        guard !overflow else { throw EvaluationError(.overflow, "\(old.quantity) * \(old.unitPrice)") }
        let (sum, sumOverflow) = product.addingReportingOverflow(15)
        guard !sumOverflow else { throw EvaluationError(.overflow, "\(product) + 15") }
        return Total(result: sum)
    }

    static func rebate(_ old: Rebate.V1) throws(EvaluationError) -> Rebate {
        guard let discount = old.discount, discount > 0 else { return Rebate(result: 0) }
        let (double, overflow) = discount.multipliedReportingOverflow(by: 2)
        guard !overflow else { throw EvaluationError(.overflow, "\(discount) * 2") }
        return Rebate(result: double)
    }

    static func address(_ old: Address.V1) -> Address {
        let parts = CEL.split(old.address, ", ")
        return Address(
            result: Parts(
                street: parts.isEmpty ? "" : parts[0], city: parts.count > 1 ? parts[1] : "",
                zip: parts.count > 2 ? parts[2] : ""))
    }

    static func bound(_ old: Bound.V1) -> Bound {
        let parts = CEL.split(old.address, ", ")
        return Bound(
            result: Parts(
                street: parts.isEmpty ? "" : parts[0], city: parts.count > 1 ? parts[1] : "",
                zip: parts.count > 2 ? parts[2] : ""))
    }

    static func lines(_ old: Lines.V1) -> Lines {
        Lines(
            result: old.items.map {
                Line(name: $0.name, quantity: $0.quantity, price: $0.price, total: Double($0.quantity) * $0.price)
            })
    }

    static func cheap(_ old: Cheap.V1) -> Cheap {
        Cheap(result: old.items.filter { $0.price < 10 }.map { $0.name })
    }

    static func rank(_ old: Rank.V1) -> Rank {
        switch old.level {
        case .gold: Rank(result: 3)
        case .silver: Rank(result: 2)
        case .bronze: Rank(result: 1)
        }
    }

    static func same(_ old: Same.V1) -> Same {
        Same(
            result: old.code.utf8.elementsEqual(old.other.utf8)
                || old.code.utf8.lexicographicallyPrecedes(old.other.utf8))
    }

    static func due(_ old: Due.V1) throws(EvaluationError) -> Due {
        guard let due = Timestamp(seconds: old.placed.seconds + 72 * 3600, nanoseconds: old.placed.nanoseconds) else {
            throw EvaluationError(.valueOutOfRange, "\(old.placed) and 72 hours")
        }
        return Due(result: due)
    }

    static func city(_ old: City.V1) -> City { City(result: old.customer?.city ?? "unknown") }

    static func sum(_ old: Sum.V1) throws(EvaluationError) -> Sum {
        var sum = 0
        for amount in old.amounts {
            let (next, overflow) = sum.addingReportingOverflow(amount)
            guard !overflow else { throw EvaluationError(.overflow, "\(sum) + \(amount)") }
            sum = next
        }
        return Sum(result: sum)
    }

    static func label(_ old: Label.V1) -> Label {
        Label(result: "\(CEL.trim(old.code))-\(old.other)")
    }
}
