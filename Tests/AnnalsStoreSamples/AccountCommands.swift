package import Annals

/// Asks for a message to the owner.
///
package struct SendNotice: Command {
    package static let commandType = "SendNotice"
    private static let fields = JSONFields(["accountId", "text", "number"], required: [0, 1, 2])

    package var accountId: String
    package var text: String
    package var number: Int

    package init(accountId: String, text: String, number: Int) {
        self.accountId = accountId
        self.text = text
        self.number = number
    }

    package init?(from reader: inout JSONReader) {
        var accountId: String?
        var text: String?
        var number: Int?
        var object = reader.beginObject(Self.fields)
        while let field = reader.nextField(in: &object) {
            switch field {
            case 0: accountId = reader.string(minLength: 1)
            case 1: text = reader.string(maxLength: 20)
            case 2: number = reader.int(minimum: 0)
            default: break
            }
        }
        guard reader.endObject(object), let accountId, let text, let number else { return nil }
        self.init(accountId: accountId, text: text, number: number)
    }

    package func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("accountId")
        writer.value(accountId)
        writer.key("text")
        writer.value(text)
        writer.key("number")
        writer.value(number)
        writer.endObject()
    }
}

/// Asks for a withdrawal.
///
package struct PayFee: Command {
    package static let commandType = "PayFee"
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
            case 1: amount = reader.int(minimum: 1)
            default: break
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

/// The commands of AccountCare.
///
package enum AccountCareCommand: ProcessCommand {
    case sendNotice(SendNotice)
    case payFee(PayFee)

    package static let commandTypes: [String] = ["SendNotice", "PayFee"]

    package init(_ record: OutboxCommand) throws(CommandDecodingError) {
        switch record.type {
        case "SendNotice": self = .sendNotice(try SendNotice.decode(record))
        case "PayFee": self = .payFee(try PayFee.decode(record))
        default: throw CommandDecodingError(.unknownType(known: Self.commandTypes), type: record.type)
        }
    }

    package var command: any Command {
        switch self {
        case .sendNotice(let command): command
        case .payFee(let command): command
        }
    }
}
