/// What customers, streets and products are called here.
enum Names {
    static let customers = [
        "ada", "björk", "chidi", "dörte", "emiko", "françois", "grace", "hélène", "ibrahim", "josé", "katarzyna", "li",
        "małgorzata", "nguyễn", "øyvind", "pınar", "quentin", "rosalind", "søren", "tomás", "ursula", "václav", "wanda",
        "xóchitl", "yusuf", "zoë",
    ]

    /// As they were typed into one field in the days of version 1: most have five parts, some have fewer.
    static let addresses = [
        "12 Main St, Springfield, IL, 62701, USA", "400 Oak Avenue, Portland, OR, 97201, USA",
        "7 Rue de l'Église, Montréal, QC, H2Y 1C6, Canada", "Hauptstraße 5, Köln, NW, 50667, Germany",
        "1 São João Rd, Austin, TX, 78701, USA", "99 Elm Court, Denver, CO, 80202",
        "3 \"Old\" River Road, Boston, MA", "Bahnhofstrasse 21, Zürich", "General delivery",
    ]

    static let reasons = ["changed my mind", "found it cheaper", "arrived too late", "duplicate order"]
    static let notes = ["Leave it with the neighbour", "Ring twice 🔔", "It's a gift, no invoice please", "Tür links"]
    static let tags = ["web", "mobile", "gift", "priority", "repeat"]
    static let carriers = ["UPS", "DHL", "FedEx", "USPS", "La Poste"]
    static let counterparties = ["ACME Inc.", "Großhandel Müller", "City Utilities", "Café Zoë", "Payroll", ""]
}
