import AnnalsJSON
import AnnalsPattern
import AnnalsValues

// Decoders as the generator writes them, by hand: every kind of value and every constraint once.

enum Status: String, EnumerationCodable {
    case draft, shipped
    case cafe = "caf\u{e9}"
}

struct LineItem: JSONCodable {
    var productId: String
    var quantity: Int
    var price: Double

    init(productId: String, quantity: Int, price: Double) {
        self.productId = productId
        self.quantity = quantity
        self.price = price
    }

    private static let fields = JSONFields(["productId", "quantity", "price"], required: [0, 1, 2])

    init?(from reader: inout JSONReader) {
        var productId: String?
        var quantity: Int?
        var price: Double?
        var object = reader.beginObject(LineItem.fields)
        while let field = reader.nextField(in: &object) {
            switch field {
            case 0: productId = reader.string(minLength: 1)
            case 1: quantity = reader.int(minimum: 1, maximum: 1_000_000)
            default: price = reader.double(minimum: 0)
            }
        }
        guard reader.endObject(object), let productId, let quantity, let price else { return nil }
        self.init(productId: productId, quantity: quantity, price: price)
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("productId")
        writer.value(productId)
        writer.key("quantity")
        writer.value(quantity)
        writer.key("price")
        writer.value(price)
        writer.endObject()
    }
}

struct Order: JSONCodable {
    var orderId: UniqueID
    var code: String
    var items: [LineItem]
    var status: Status
    var labels: OrderedMap<String>
    var scores: [Double?]
    var note: String?

    private static let fields = JSONFields(
        ["orderId", "code", "items", "status", "labels", "scores", "note"], required: [0, 1, 2, 3])
    private static let codePattern = Pattern(validated: "^[A-Z]{3}$")

    init?(from reader: inout JSONReader) {
        var orderId: UniqueID?
        var code: String?
        var items: [LineItem]?
        var status: Status?
        var labels: OrderedMap<String>? = OrderedMap()
        var scores: [Double?]? = []
        var note: String?
        var object = reader.beginObject(Order.fields)
        while let field = reader.nextField(in: &object) {
            switch field {
            case 0: orderId = reader.uniqueID()
            case 1: code = reader.string(pattern: Order.codePattern)
            case 2: items = reader.list(minItems: 1, maxItems: 3, uniqueItems: true) { LineItem(from: &$0) }
            case 3: status = reader.enumeration()
            case 4: labels = reader.map(maxProperties: 2) { $0.string(maxLength: 5) }
            case 5: scores = reader.list { $0.nullable { $0.double() } }
            default: if !reader.skipNull() { note = reader.string() }
            }
        }
        guard reader.endObject(object), let orderId, let code, let items, let status,
            let labels, let scores
        else { return nil }
        self.orderId = orderId
        self.code = code
        self.items = items
        self.status = status
        self.labels = labels
        self.scores = scores
        self.note = note
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("orderId")
        writer.value(orderId)
        writer.key("code")
        writer.value(code)
        writer.key("items")
        writer.list(items) { $0.value($1) }
        writer.key("status")
        writer.value(status)
        writer.key("labels")
        writer.map(labels) { $0.value($1) }
        writer.key("scores")
        writer.list(scores) { $0.nullable($1) { $0.value($1) } }
        if let note {
            writer.key("note")
            writer.value(note)
        }
        writer.endObject()
    }

    /// A payload that is right, with every field, keys in another order, escapes, white space and an unknown field.
    static let payload = """
        {"code":"ABC", "orderId":"6ba7b810-9dad-41d1-80b4-00c04fd430c8",
         "items":[{"productId":"p\\u00e91","quantity":2,"price":9.5},{"quantity":1e0,"productId":"\u{1F600}","price":0}],
         "st\\u0061tus":"shipped", "labels":{"a":"x","b":"\\ud83d\\ude00"}, "scores":[1.5,null,-2e-3],
         "later":{"deep":[true,false,null,"t",-0.5E+1]}, "note":"hi"}
        """
}
