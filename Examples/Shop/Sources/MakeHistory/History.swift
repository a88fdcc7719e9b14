import Foundation

/// A year in the life of a shop and a bank, written by programs that changed three times on the way.
struct History {
    private(set) var lines: [String] = []
    private var random = SeededGenerator(seed: 20_260_131)
    private var openOrders: [Order] = []
    private var accounts: [String] = []

    private struct Order {
        var id: String
        var total: Double
        var isPaid = false
        var isShipped = false
    }

    static let count = 7_200

    mutating func make() {
        for _ in 0..<120 { accounts.append(random.uuid()) }
        while lines.count < History.count {
            let step = Int.random(in: 0..<100, using: &random)
            if step < 30 || openOrders.count < 20 {
                placeOrder()
            } else if step < 65 {
                moveOrderOn()
            } else {
                moveMoney()
            }
        }
    }

    /// How far the year has gone, which decides the version that was in use.
    private var progress: Double { Double(lines.count) / Double(History.count) }

    private func version(of newest: Int) -> Int { min(newest, 1 + Int(progress * Double(newest))) }

    private mutating func append(_ type: String, _ version: Int, _ stream: String, user: String?, _ fields: [String]) {
        // Every 73 minutes or so, from the first of January 2025 on.
        let minutes = lines.count * 73
        let (day, minute) = (minutes / 1440, minutes % 1440)
        let time = "\(History.date(day))T\(two(minute / 60)):\(two(minute % 60)):\(two(lines.count % 60))Z"
        let id = "0194\(String(lines.count, radix: 16).padded(to: 4))-0000-7000-8000-\(random.uuid().suffix(12))"
        let envelope = [
            "\"id\":\"\(id)\"", "\"type\":\"\(type)\"", "\"version\":\(version)", "\"stream\":\"\(stream)\"",
            "\"time\":\"\(time)\"", user.map { "\"userId\":\($0.json)" }, "\"data\":{\(fields.joined(separator: ","))}",
        ]
        lines.append("{\(envelope.compactMap(\.self).joined(separator: ","))}")
    }

    private func two(_ number: Int) -> String { String(number).padded(to: 2) }

    private static func date(_ dayOfYear: Int) -> String {
        var day = dayOfYear
        for (month, length) in [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
            if day < length { return "2025-\(String(month + 1).padded(to: 2))-\(String(day + 1).padded(to: 2))" }
            day -= length
        }
        return "2026-01-01"
    }

    // MARK: - Orders

    private mutating func item(version: Int) -> (json: String, total: Double) {
        let quantity = Int.random(in: 1...9, using: &random)
        let price = Double(Int.random(in: 50...25_000, using: &random)) / 100
        let product = "prod-\(String(Int.random(in: 1...60, using: &random)).padded(to: 3))"
        let total = Double(quantity) * price
        let first = "{\"productId\":\"\(product)\",\"quantity\":\(quantity),\"price\":\(price)"
        return (version == 1 ? first + "}" : first + ",\"taxRate\":0.19,\"totalPrice\":\(total)}", total)
    }

    private mutating func placeOrder() {
        let version = version(of: 3)
        let order = random.uuid()
        let user = "\(random.pick(Names.customers))-\(Int.random(in: 1...40, using: &random))"
        let items = (0..<Int.random(in: 1...4, using: &random)).map { _ in item(version: version) }
        let total = items.reduce(0) { $0 + $1.total }
        let address = random.pick(Names.addresses)
        var fields = ["\"orderId\":\"\(order)\"", "\"\(version == 1 ? "userId" : "customerId")\":\(user.json)"]
        fields.append("\"items\":[\(items.map(\.json).joined(separator: ","))]")
        fields.append("\"shippingAddress\":\(version == 1 ? address.json : structured(address))")
        fields.append("\"totalAmount\":\(total)")
        if version >= 2, random.chance(90) { fields.append("\"currency\":\"\(random.pick(["USD", "EUR", "CAD"]))\"") }
        if version == 3, random.chance(50) { fields.append("\"tags\":[\(random.pick(Names.tags).json)]") }
        if version >= 2, random.chance(20) { fields.append("\"note\":\(random.pick(Names.notes).json)") }
        if version == 3 { fields.append("\"placedAt\":\"\(History.date(lines.count * 73 / 1440))T08:00:00.5Z\"") }
        append("OrderCreated", version, "Order-\(order)", user: user, fields)
        openOrders.append(Order(id: order, total: total))
    }

    private func structured(_ address: String) -> String {
        let parts = address.components(separatedBy: ", ") + ["", "", "", ""]
        let country = parts.count > 8 ? parts[4] : "USA"
        return "{\"street\":\(parts[0].json),\"city\":\(parts[1].json),\"state\":\(parts[2].json),"
            + "\"zipCode\":\(parts[3].json),\"country\":\(country.json)}"
    }

    private mutating func moveOrderOn() {
        let index = Int.random(in: 0..<openOrders.count, using: &random)
        var order = openOrders[index]
        let stream = "Order-\(order.id)"
        let id = "\"orderId\":\"\(order.id)\""
        if !order.isPaid, random.chance(25) {
            let version = version(of: 2)
            let item = item(version: version)
            append("OrderItemAdded", version, stream, user: nil, [id, "\"item\":\(item.json)"])
            order.total += item.total
        } else if !order.isPaid, random.chance(8) {
            let reason = random.chance(70) ? ["\"reason\":\(random.pick(Names.reasons).json)"] : []
            append("OrderCancelled", version(of: 2), stream, user: nil, [id] + reason)
            openOrders.remove(at: index)
            return
        } else if !order.isPaid {
            let method = random.pick(["credit_card", "paypal", "bank_transfer"])
            append(
                "PaymentProcessed", 1, stream, user: nil,
                [
                    id, "\"paymentId\":\"\(random.uuid())\"", "\"amount\":\(order.total)", "\"method\":\"\(method)\"",
                    "\"transactionId\":\"tx-\(lines.count)\"",
                ])
            order.isPaid = true
        } else if !order.isShipped {
            let carrier = random.chance(80) ? ["\"carrier\":\(random.pick(Names.carriers).json)"] : []
            append("OrderShipped", 1, stream, user: nil, [id, "\"trackingNumber\":\"1Z\(lines.count)\""] + carrier)
            order.isShipped = true
        } else {
            let signature = random.chance(60) ? ["\"signedBy\":\(random.pick(Names.customers).json)"] : []
            append("OrderDelivered", 1, stream, user: nil, [id] + signature)
            openOrders.remove(at: index)
            return
        }
        openOrders[index] = order
    }

    // MARK: - Accounts

    private mutating func moveMoney() {
        let account = random.pick(accounts)
        let isDeposit = random.chance(60)
        let version = version(of: isDeposit ? 3 : 2)
        var fields = ["\"accountId\":\"\(account)\"", "\"transactionId\":\"\(random.uuid())\""]
        fields.append("\"amount\":\(Int.random(in: 100...500_000, using: &random))")
        if version >= 2, random.chance(70) { fields.append("\"currency\":\"EUR\"") }
        let party = random.pick(Names.counterparties)
        let isStructured = version == (isDeposit ? 3 : 2)
        let name = party.isEmpty && isStructured ? "unknown" : party
        let iban = random.chance(40) ? ",\"iban\":\"DE89370400440532013000\"" : ""
        let value = isStructured ? "{\"name\":\(name.json)\(iban)}" : name.json
        fields.append("\"\(isDeposit ? "source" : "destination")\":\(value)")
        if version >= 2, random.chance(50) { fields.append("\"reference\":\"invoice \(lines.count)\"") }
        append(isDeposit ? "MoneyDeposited" : "MoneyWithdrawn", version, "Account-\(account)", user: nil, fields)
    }
}
