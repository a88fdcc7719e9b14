import AnnalsSchema

/// The aggregates of events that are imported together: one for all events with the same identity.
struct ImportedAggregates {
    struct Aggregate {
        var name: String
        var id: Field
        /// The type of the identity behind aliases.
        var idType: ValueType
        /// Its events; the file of the first one declares it.
        var events: [String]
    }

    private var all: [Aggregate] = []

    /// The aggregate that the file with this event declares.
    func declared(with event: String) -> Aggregate? { all.first { $0.events.first == event } }

    /// The name of the aggregate of an event.
    ///
    /// - Parameter asked: The name that somebody asked for; else it comes from the identity: `orderId` is of an `Order`.
    mutating func owner(
        of event: String, _ id: Field, _ idType: ValueType, asked: String?, _ names: inout TypeNames
    ) -> String {
        let hint = TypeNames.capitalised(asked ?? ImportedAggregates.stem(id.name) ?? "\(event)Aggregate")
        if let index = all.firstIndex(where: { $0.name == hint && $0.id.name == id.name && $0.idType == idType }) {
            all[index].events.append(event)
            return all[index].name
        }
        let name = names.next(hint, reserving: "Event")
        all.append(Aggregate(name: name, id: id, idType: idType, events: [event]))
        return name
    }

    /// `order` of `orderId`; nil of `id`.
    private static func stem(_ name: String) -> String? {
        for ending in ["_id", "Id", "ID"] where name.hasSuffix(ending) && name.count > ending.count {
            return String(name.dropLast(ending.count))
        }
        return nil
    }
}
