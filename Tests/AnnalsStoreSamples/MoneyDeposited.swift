package import Annals

/// An event in two versions, as the generator writes it: version 1 had no currency.
package struct MoneyDeposited: Event {
    package static let eventType = "MoneyDeposited"
    package static let eventVersion = 2
    private static let fields = JSONFields(["accountId", "amount", "currency", "tags"], required: [0, 1])

    package var accountId: String
    package var amount: Int
    package var currency: String
    package var tags: [String]

    package init(accountId: String, amount: Int, currency: String = "USD", tags: [String] = []) {
        self.accountId = accountId
        self.amount = amount
        self.currency = currency
        self.tags = tags
    }

    package init?(from reader: inout JSONReader) {
        var accountId: String?
        var amount: Int?
        var currency: String? = "USD"
        var tags: [String]? = []
        var object = reader.beginObject(Self.fields)
        while let field = reader.nextField(in: &object) {
            switch field {
            case 0: accountId = reader.string(minLength: 1)
            case 1: amount = reader.int(minimum: 0)
            case 2: currency = reader.string()
            default: tags = reader.list { $0.string() }
            }
        }
        guard reader.endObject(object), let accountId, let amount, let currency, let tags else {
            return nil
        }
        self.init(accountId: accountId, amount: amount, currency: currency, tags: tags)
    }

    package func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("accountId")
        writer.value(accountId)
        writer.key("amount")
        writer.value(amount)
        writer.key("currency")
        writer.value(currency)
        writer.key("tags")
        writer.list(tags) { $0.value($1) }
        writer.endObject()
    }
}

extension MoneyDeposited {
    package struct V1: JSONCodable {
        private static let fields = JSONFields(["accountId", "amount"], required: [0, 1])

        package var accountId: String
        package var amount: Int

        package init(accountId: String, amount: Int) {
            self.accountId = accountId
            self.amount = amount
        }

        package init?(from reader: inout JSONReader) {
            var accountId: String?
            var amount: Int?
            var object = reader.beginObject(Self.fields)
            while let field = reader.nextField(in: &object) {
                switch field {
                case 0: accountId = reader.string(minLength: 1)
                default: amount = reader.int(minimum: 0)
                }
            }
            guard reader.endObject(object), let accountId, let amount else { return nil }
            self.init(accountId: accountId, amount: amount)
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.key("accountId")
            writer.value(accountId)
            writer.key("amount")
            writer.value(amount)
            writer.endObject()
        }
    }

    /// Version 1 counted in dollars, version 2 counts in cents: the step overflows for huge amounts.
    init(upcasting old: V1) throws(EvaluationError) {
        self.init(accountId: old.accountId, amount: try Self.cents(old.amount))
    }

    private static func cents(_ dollars: Int) throws(EvaluationError) -> Int {
        var cents = 0
        var left = 100
        while left > 0 {
            cents = try sum(cents, dollars)
            left -= 1
        }
        return cents
    }

    package static func decode(
        version: Int, payload: [UInt8], meta: EventMetadata, limits: JSONLimits
    ) throws(EventDecodingError) -> MoneyDeposited {
        switch version {
        case 2: return try EventPayload<Self>.read(payload, as: Self.self, version: 2, limits: limits)
        case 1:
            let old = try EventPayload<Self>.read(payload, as: V1.self, version: 1, limits: limits)
            return try EventPayload<Self>.upcast(from: 1, to: 2) { () throws(EvaluationError) in
                try MoneyDeposited(upcasting: old)
            }
        default: throw EventPayload<Self>.unknownVersion(version)
        }
    }

    package static func validate(version: Int, payload: [UInt8]) throws(EventDecodingError) {
        switch version {
        case 2: _ = try EventPayload<Self>.read(payload, as: Self.self, version: 2)
        case 1: _ = try EventPayload<Self>.read(payload, as: V1.self, version: 1)
        default: throw EventPayload<Self>.unknownVersion(version)
        }
    }
}
