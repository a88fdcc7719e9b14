import Annals
import AnnalsSQLite
import Foundation
import GRDBSQLite
import Testing

/// What people ask generated read models in SQLite.
@Suite struct ReadModelQueryTests {
    private let events = InMemoryEventStore()
    private let models: SQLiteReadModels

    init() throws {
        models = try SQLiteReadModels(database: DatabaseQueue())
    }

    private static func id(_ number: Int) -> UniqueID { UniqueID(high: 1, low: UInt64(number)) }

    private func create(
        _ number: Int, _ customer: String = "ann", city: String = "Berlin", hour: Int = 0, products: [String] = ["x"]
    ) async throws {
        let items = products.map { LineItem(productId: $0, quantity: 1, price: 5, totalPrice: 5) }
        let event = OrderCreated(
            orderId: Self.id(number), customerId: customer, items: items,
            shippingAddress: Address(street: "", city: city, state: "", zipCode: ""), totalAmount: Double(number) * 100,
            placedAt: try #require(Timestamp(seconds: Int64(hour) * 3600)))
        try await append(event, number)
    }

    private func append(_ event: some Event, _ number: Int) async throws {
        try await events.append(
            [ProposedEvent(event)], to: StreamName(category: "Order", id: "\(number)"), expecting: .any)
    }

    private func run() async throws {
        try await ProjectionRunner(OrderSearchProjection.self, events: events, readModels: models, batchSize: 3).run()
    }

    private func found(_ text: String) async throws -> [Int] {
        try await models.read { (db) throws in
            try OrderSearch.search(text).fetchAll(db).compactMap { row in (1...9).first { Self.id($0) == row.orderId } }
        }
    }

    // MARK: - By key and index

    @Test func aRowIsFoundByItsKey() async throws {
        try await create(1)
        try await create(20)
        try await run()
        try await models.read { (db) throws in
            #expect(try OrderSearch.fetchOne(db, key: Self.id(1))?.isLarge == false)
            #expect(try OrderSearch.find(db, key: Self.id(20)).isLarge)
            #expect(try OrderSearch.fetchOne(db, key: Self.id(3)) == nil)
            let error = #expect(throws: RecordError.self) { try OrderSearch.find(db, key: Self.id(3)) }
            #expect("\(String(describing: error))".contains("order_search"))
            #expect(try OrderSearch.filter(OrderSearch.Columns.isLarge == true).fetchCount(db) == 1)
            #expect(try OrderSearch.filter(OrderSearch.Columns.pieces == 1).fetchCount(db) == 2)
        }
    }

    @Test func rowsAreFoundByIndexedColumns() async throws {
        for number in [3, 1, 2] { try await create(number, number == 2 ? "bob" : "ann", hour: number % 2) }
        try await run()
        try await models.read { (db) throws in
            let hour = try #require(Timestamp(seconds: 3600))
            #expect(try OrderSearch.fetchAll(db, placedAt: hour).map(\.orderId) == [1, 3].map(Self.id))
            #expect(try OrderSearch.fetchAll(db, customerId: "bob", placedAt: hour).isEmpty)
            #expect(try OrderSearch.fetchAll(db, status: .created, placedAt: hour).count == 2)
            let plan = try String.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN SELECT * FROM order_search WHERE customerId IS 'a' AND placedAt IS 'b'",
                adapter: SuffixRowAdapter(fromIndex: 3))
            #expect(plan.joined().contains("order_search_customerId_placedAt"))
        }
    }

    // MARK: - Pages

    @Test(arguments: [1, 2, 3, 7, 50], [false, true]) func pagesGoThroughAllRowsOnce(limit: Int, down: Bool)
        async throws
    {
        for number in 1...9 { try await create(number, hour: number / 3) }
        try await run()
        let order: RowOrder<OrderSearch> = down ? .placedAt.descending : .placedAt
        let (pages, all) = try await models.read { (db) throws in
            var pages: [RowPage<OrderSearch>] = []
            var cursor: RowCursor<OrderSearch>?
            repeat {
                let page = try OrderSearch.fetchPage(db, by: order, after: cursor, limit: limit)
                pages.append(page)
                cursor = page.next.map { "\($0)" }.flatMap { RowCursor($0) }
                #expect(cursor == page.next, "the text of a cursor says all of it")
            } while cursor != nil
            let columns = [OrderSearch.Columns.placedAt, OrderSearch.Columns.orderId]
            return (pages, try OrderSearch.order(columns.map { down ? $0.desc : $0.asc }).fetchAll(db))
        }
        #expect(pages.flatMap(\.rows) == all)
        #expect(pages.allSatisfy { $0.total == 9 && $0.rows.count <= limit })
        #expect(pages.count == (9 + limit - 1) / limit)
    }

    @Test func aPageOfARequestCountsItsRows() async throws {
        for number in 1...6 { try await create(number, number > 4 ? "bob" : "ann", hour: -number) }
        try await run()
        try await models.read { (db) throws in
            let request = OrderSearch.filter(OrderSearch.Columns.customerId == "ann")
            let first = try request.fetchPage(db, by: .placedAt, limit: 3)
            #expect(first.total == 4)
            #expect(first.rows.map(\.orderId) == [4, 3, 2].map(Self.id))
            let rest = try request.fetchPage(db, by: .placedAt, after: first.next, limit: 3)
            #expect(rest.rows.map(\.orderId) == [Self.id(1)])
            #expect(rest.next == nil && rest.total == 4)
            #expect(throws: WrongCursor.self) { try OrderSearch.fetchPage(db, after: first.next, limit: 3) }
            #expect(throws: WrongCursor.self) {
                try OrderSearch.fetchPage(db, by: .placedAt.descending, after: first.next, limit: 3)
            }
        }
    }

    @Test func nullsHaveTheirPlaceInPages() async throws {
        let summaries = ProjectionRunner(OrderSummaryProjection.self, events: events, readModels: models)
        for number in 1...5 { try await create(number) }
        try await summaries.run()
        try await models.database.write { db in
            try db.execute(
                sql: "UPDATE order_summaries SET createdAt = NULL WHERE orderId IN (?, ?)",
                arguments: [
                    Self.id(2), Self.id(4),
                ])
        }
        try await models.read { (db) throws in
            for (order, expected) in [
                (RowOrder<OrderSummary>.createdAt, [2, 4, 1, 3, 5]), (.createdAt.descending, [5, 3, 1, 4, 2]),
            ] {
                var (ids, cursor) = ([] as [UniqueID], nil as RowCursor<OrderSummary>?)
                repeat {
                    let page = try OrderSummary.fetchPage(db, by: order, after: cursor, limit: 1)
                    ids += page.rows.map(\.orderId)
                    cursor = page.next
                } while cursor != nil && ids.count < 9
                #expect(ids == expected.map(Self.id))
            }
        }
    }

    @Test(arguments: ["", "x", "00", "5b5d", "zz", "+1", "5b5b226122 5d", String(repeating: "5b", count: 400)])
    func whatIsNoCursorIsNone(text: String) {
        #expect(RowCursor<OrderSearch>(text) == nil)
    }

    // MARK: - Search

    @Test func wordsAreFoundByTheirBeginnings() async throws {
        try await create(1, "Ann Smith", city: "Z\u{FC}rich")
        try await create(2, "Annabel Stone", city: "Berlin")
        try await create(3, "Bob", city: "Bern")
        try await run()
        #expect(try await found("ann").sorted() == [1, 2])
        #expect(try await found("ANN smi") == [1])
        #expect(try await found("zurich") == [1])
        #expect(try await found("ber created").sorted() == [2, 3])
        #expect(try await found("nn").isEmpty)
        try await append(OrderShipped(orderId: Self.id(3), trackingNumber: "TRACK-77"), 3)
        try await run()
        #expect(try await found("track-77") == [3])
        #expect(try await found("created").sorted() == [1, 2])
    }

    @Test func theBestMatchComesFirstAndPagesFollow() async throws {
        for number in 1...6 { try await create(number, number == 4 ? "ann ann" : "ann b c d e f", city: "ann") }
        try await run()
        #expect(try await found("ann").first == 4)
        let all = try await found("ann")
        let pages = try await models.read { (db) throws in
            try [0, 2, 4].flatMap { try OrderSearch.search("ann").limit(2, offset: $0).fetchAll(db).map(\.orderId) }
        }
        #expect(pages == all.map(Self.id))
        let (count, late) = try await models.read { (db) throws in
            let request = OrderSearch.search("ann")
            return (
                try request.fetchCount(db), try request.filter(OrderSearch.Columns.totalAmount > 450).fetchCount(db)
            )
        }
        #expect(count == 6)
        #expect(late == 2)
    }

    @Test(arguments: [
        "\"", "a\"b", "*", "ann*", "^ann", "ann OR bob", "NOT ann", "-ann", "customerId: ann", "(ann", "NEAR(ann bob)",
        "{a}", "'", ";", "\\", "\u{0}", "", "  ", "+", "ann AND", "%", "\u{1F600}",
    ]) func whatPeopleWriteIsNoQueryLanguage(text: String) async throws {
        try await create(1, "ann", city: "ann")
        try await create(2, "bob")
        try await run()
        let found = try await found(text)
        #expect(!found.contains(2), "\(text)")
    }

    // MARK: - Lists

    @Test func linesAreJoined() async throws {
        try await create(1, products: ["apple", "pear", "apple"])
        try await create(2, products: ["pear"])
        try await run()
        try await append(
            OrderItemAdded(orderId: Self.id(2), item: LineItem(productId: "fig", quantity: 2, price: 1, totalPrice: 2)),
            2)
        try await run()
        try await models.read { (db) throws in
            let apples = OrderSearch.itemsRows.filter(OrderSearch.ItemsRow.Columns.productId == "apple")
            #expect(try OrderSearch.having(!apples.isEmpty).fetchAll(db).map(\.orderId) == [Self.id(1)])
            let second = try OrderSearch.find(db, key: Self.id(2))
            #expect(try second.itemsRows.fetchAll(db).map(\.productId) == ["pear", "fig"])
            #expect(try second.itemsRows.fetchAll(db).map(\.position) == [0, 1])
            #expect(try OrderSearch.ItemsRow.fetchAll(db, productId: "pear").map(\.orderId) == [1, 2].map(Self.id))
            let ofBob = OrderSearch.ItemsRow.joining(
                required: OrderSearch.ItemsRow.orderSearch.filter(OrderSearch.Columns.totalAmount > 150))
            #expect(try ofBob.fetchCount(db) == 2)
        }
    }

    // MARK: - Records

    @Test func columnsAreThoseOfTheClosure() async throws {
        for number in 1...3 { try await create(number, number == 2 ? "bob" : "ann") }
        try await run()
        try await append(OrderShipped(orderId: Self.id(3), trackingNumber: "t"), 3)
        try await run()
        try await models.read { (db) throws in
            #expect(try OrderSearch.filter { $0.status == "shipped" }.fetchAll(db).map(\.orderId) == [Self.id(3)])
            let open = OrderSearch.filter { $0.status == OrderStatus.created && $0.orderId != Self.id(1) }
            #expect(try open.fetchAll(db).map(\.customerId) == ["bob"])
            #expect(try OrderSearch.filter { [OrderStatus.shipped, .paid].contains($0.status) }.fetchCount(db) == 1)
            #expect(try OrderSearch.order(\.customerId.desc).fetchAll(db).first?.customerId == "bob")
            let statuses = try OrderSearch.select({ $0.status }, as: OrderStatus.self).distinct().fetchSet(db)
            #expect(statuses == [.created, .shipped])
        }
    }

    @Test func twoReadModelsAreJoined() async throws {
        for number in 1...3 { try await create(number, number == 2 ? "bob" : "ann") }
        try await run()
        try await ProjectionRunner(CustomerStatisticsProjection.self, events: events, readModels: models).run()
        struct Line: Decodable, FetchableRecord {
            var orderSearch: OrderSearch
            var customerStatistics: CustomerStatistics
        }
        let customer = OrderSearch.belongsTo(CustomerStatistics.self, using: ForeignKey(["customerId"]))
            .forKey("customerStatistics")
        let orders = CustomerStatistics.hasMany(OrderSearch.self, using: ForeignKey(["customerId"]))
        try await models.read { (db) throws in
            let request = OrderSearch.including(required: customer.filter { $0.totalOrders > 1 }).order(\.orderId)
            let lines = try request.asRequest(of: Line.self).fetchAll(db)
            #expect(lines.map(\.orderSearch.orderId) == [1, 3].map(Self.id))
            #expect(lines.map(\.customerStatistics.lifetimeValue) == [400, 400])
            let busy = try CustomerStatistics.having(orders.count == 1).fetchAll(db)
            #expect(busy.map(\.customerId) == ["bob"])
        }
    }

    @Test func aRowIsJSONAndComesBack() async throws {
        try await create(1, products: ["a", "b"])
        try await run()
        let row = try await models.read { (db) throws in try OrderSearch.find(db, key: Self.id(1)) }
        let line =
            #"{"productId":"a","quantity":1,"price":5.0,"taxRate":0.0,"totalPrice":5.0}"#
        let json = try row.jsonValue()
        #expect(
            json.text == """
                {"orderId":"\(Self.id(1))","customerId":"ann","status":"created","placedAt":"1970-01-01T00:00:00Z",\
                "city":"Berlin","totalAmount":100.0,"items":[\(line),\(line.replacing("\"a\"", with: "\"b\""))],\
                "isLarge":false,"pieces":2}
                """)
        let encoded = try JSONEncoder().encode(row)
        #expect(try JSONDecoder().decode(OrderSearch.self, from: encoded) == row)
        // An element of a list has the same form alone, and so has a value in a struct of a program's own.
        struct Answer: Codable, Equatable {
            var item: LineItem
            var status: OrderStatus
            var customer: [OrderSearch]
        }
        let answer = Answer(item: row.items[0], status: row.status, customer: [row])
        let coded = try JSONEncoder().encode(answer)
        #expect(try JSONDecoder().decode(Answer.self, from: coded) == answer)
        #expect(try JSONValue(parsing: [UInt8](coded))["item"]?["productId"] == .string("a"))
        // Computed columns follow from the others, whatever is said of them.
        var members = try #require({ if case .object(let members) = json { members } else { nil } }())
        members["pieces"] = nil
        members["isLarge"] = .bool(true)
        #expect(try OrderSearch(jsonValue: .object(members)) == row)
        // Constraints of what stands in a row are checked where it stands alone.
        let wrong = try JSONEncoder().encode(LineItem(productId: "x", quantity: 0, price: 1, totalPrice: 1))
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(LineItem.self, from: wrong) }
    }

    @Test func fixturesAreInsertedWithTheirLines() async throws {
        try await run()
        let item = LineItem(productId: "apple", quantity: 1, price: 5, totalPrice: 5)
        let row = OrderSearch(
            orderId: Self.id(1), customerId: "ann", status: .paid, placedAt: .max, city: "Bern", totalAmount: 2000,
            items: [item, item])
        let observed = ValueObservation.tracking { db in try OrderSearch.ItemsRow.fetchCount(db) }
        var counts = observed.values(in: models.database).makeAsyncIterator()
        #expect(try await counts.next() == 0)
        try await models.database.write { db in try row.insert(db) }
        #expect(try await counts.next() == 2)
        #expect(try await found("ann") == [1])
        try await models.database.write { db in
            #expect(try OrderSearch.filter { $0.isLarge && $0.pieces == 2 }.fetchOne(db) == row)
            var changed = row
            changed.items = [LineItem(productId: "fig", quantity: 1, price: 5, totalPrice: 5)]
            try changed.update(db)
            #expect(try changed.itemsRows.fetchAll(db).map(\.productId) == ["fig"])
            #expect(try OrderSearch.fetchOne(db, key: Self.id(1)) == changed)
            #expect(try changed.delete(db))
            #expect(try OrderSearch.ItemsRow.fetchCount(db) == 0)
        }
        #expect(try await found("ann").isEmpty)
    }

    // MARK: - Observation and rebuild

    @Test func observersSeeWhatProjectionsWrite() async throws {
        try await run()
        let observation = ValueObservation.tracking { db in
            (
                try OrderSearch.fetchCount(db), try OrderSearch.fetchOne(db, key: Self.id(1))?.status,
                try OrderSearch.search("shipped").fetchCount(db)
            )
        }
        var states = observation.values(in: models.database).makeAsyncIterator()
        #expect(try #require(try await states.next()) == (0, nil, 0))
        try await create(1)
        try await run()
        #expect(try #require(try await states.next()) == (1, .created, 0))
        try await append(OrderShipped(orderId: Self.id(1), trackingNumber: "t"), 1)
        try await run()
        #expect(try #require(try await states.next()) == (1, .shipped, 1))
        let lines = ValueObservation.tracking { db in try OrderSearch.ItemsRow.fetchCount(db) }
        var counts = lines.values(in: models.database).makeAsyncIterator()
        #expect(try await counts.next() == 1)
        try await append(
            OrderItemAdded(orderId: Self.id(1), item: LineItem(productId: "y", quantity: 1, price: 1, totalPrice: 1)), 1
        )
        try await run()
        #expect(try await counts.next() == 2)
    }

    @Test func aRebuildBringsSearchAndLinesAlong() async throws {
        for number in 1...5 { try await create(number, "ann", products: ["a", "b"]) }
        try await run()
        let runner = ProjectionRunner(OrderSearchProjection.self, events: events, readModels: models, batchSize: 2)
        for _ in 0..<3 {
            try await runner.rebuild()
            #expect(try await found("ann").count == 5)
            #expect(try await models.read { (db) throws in try OrderSearch.ItemsRow.fetchCount(db) } == 10)
        }
        try await append(OrderShipped(orderId: Self.id(2), trackingNumber: "t2"), 2)
        try await run()
        #expect(try await found("shipped") == [2])
        let tables = try await models.read { (db) throws in
            try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%order%' ORDER BY name")
        }
        #expect(
            tables == [
                "order_lines", "order_search", "order_search_search", "order_search_search_config",
                "order_search_search_content", "order_search_search_data", "order_search_search_docsize",
                "order_search_search_idx", "order_search_search_rows",
            ])
    }

    @Test func aSQLiteWithoutFullTextSearchIsSaid() async throws {
        var configuration = Configuration()
        configuration.prepareDatabase { db in _ = sqlite3_drop_modules(db.sqliteConnection, nil) }
        let models = try SQLiteReadModels(database: DatabaseQueue(configuration: configuration))
        let runner = ProjectionRunner(OrderSearchProjection.self, events: events, readModels: models)
        let error = await #expect(throws: ProjectionError.self) { try await runner.run() }
        guard case .store(let cause) = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(cause.code == .unsupported)
        #expect(cause.message.contains("FTS5"))
        let tables = try await models.read { (db) throws in try db.tableExists("order_search") }
        #expect(!tables, "nothing is made by halves")
    }
}
