import AnnalsSchema

/// Where something was declared, without line numbers, which would change too often.
enum SourcePointer {
    /// `orders.yaml#/types/LineItem/versions/2`; without the version where there is only one.
    static func version(_ id: VersionedName, of type: TypeDeclaration) -> String {
        "\(type.file)#/types/\(id.name)" + suffix(id, type.versions.count)
    }

    /// `orders.yaml#/events/OrderCreated/versions/2`; without the version where there is only one.
    static func version(_ id: VersionedName, of event: EventDeclaration) -> String {
        "\(event.file)#/events/\(id.name)" + suffix(id, event.versions.count)
    }

    /// `orders.yaml#/aggregates/Order`.
    static func aggregate(_ aggregate: AggregateDeclaration) -> String {
        "\(aggregate.file)#/aggregates/\(aggregate.name)"
    }

    /// `orders.yaml#/projections/OrderSummary`.
    static func projection(_ projection: ProjectionDeclaration) -> String {
        "\(projection.file)#/projections/\(projection.name)"
    }

    /// `orders.yaml#/commands/RequestPayment`.
    static func command(_ command: CommandDeclaration) -> String { "\(command.file)#/commands/\(command.name)" }

    /// `orders.yaml#/processes/OrderFulfilment`.
    static func process(_ process: ProcessDeclaration) -> String { "\(process.file)#/processes/\(process.name)" }

    private static func suffix(_ id: VersionedName, _ count: Int) -> String {
        count > 1 ? "/versions/\(id.version)" : ""
    }
}
