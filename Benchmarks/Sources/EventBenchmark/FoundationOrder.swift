import Foundation

/// The same event as `Codable` with checks by hand: what a Swift program does without Annals.
struct FoundationOrder: Decodable {
    struct Item: Decodable {
        var productId: String
        var quantity: Int
        var price: Double
        var taxRate: Double
        var totalPrice: Double
    }

    struct Address: Decodable {
        var street: String
        var city: String
        var state: String
        var zipCode: String
        var country: String
    }

    struct Invalid: Error {}

    var orderId: UUID
    var customerId: String
    var items: [Item]
    var totalAmount: Double
    var address: Address
    var currency: String
    var tags: [String]
    var placedAt: String

    static func decode(_ data: Data, _ decoder: JSONDecoder) throws -> FoundationOrder {
        let order = try decoder.decode(FoundationOrder.self, from: data)
        guard order.isValid else { throw Invalid() }
        return order
    }

    private var isValid: Bool {
        let texts = [customerId, address.street, address.city, address.state, address.zipCode, address.country] + tags
        return texts.allSatisfy { (1...200).contains($0.unicodeScalars.count) } && (1...100).contains(items.count)
            && items.allSatisfy {
                (1...200).contains($0.productId.unicodeScalars.count) && $0.quantity >= 1 && $0.price >= 0
                    && $0.taxRate >= 0 && $0.totalPrice >= 0
            } && totalAmount >= 0 && currency.utf8.count == 3
            && currency.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
            && (try? Date(placedAt, strategy: .iso8601)) != nil
    }
}
