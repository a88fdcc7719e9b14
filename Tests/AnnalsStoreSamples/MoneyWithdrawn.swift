package import Annals

/// An event with one version.
package struct MoneyWithdrawn: Event {
    package static let eventType = "MoneyWithdrawn"
    package static let eventVersion = 1
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

    package static func decode(
        version: Int, payload: [UInt8], meta: EventMetadata, limits: JSONLimits
    ) throws(EventDecodingError) -> MoneyWithdrawn {
        switch version {
        case 1: return try EventPayload<Self>.read(payload, as: Self.self, version: 1, limits: limits)
        default: throw EventPayload<Self>.unknownVersion(version)
        }
    }

    package static func validate(version: Int, payload: [UInt8]) throws(EventDecodingError) {
        switch version {
        case 1: _ = try EventPayload<Self>.read(payload, as: Self.self, version: 1)
        default: throw EventPayload<Self>.unknownVersion(version)
        }
    }
}
