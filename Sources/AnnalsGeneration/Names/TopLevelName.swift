import AnnalsDiagnostics
import AnnalsSchema

/// A name that generated code declares at the top level.
struct TopLevelName {
    let name: String
    /// What it stands for, for messages.
    let what: String
    let location: SourceLocation?

    /// All names in the order of the schema.
    static func all(in schema: Schema) -> [TopLevelName] {
        var names: [TopLevelName] = []
        func add(_ name: String, _ what: String, _ location: SourceLocation?) {
            names.append(TopLevelName(name: name, what: what, location: location))
        }
        for type in schema.types {
            add(type.name, "the type \(type.name)", type.location)
            if CustomSteps.isNeeded(type.versions.map(\.upcast)) {
                add(CustomSteps.protocolName(type.name), "the custom steps of the type \(type.name)", type.location)
            }
            for version in type.versions { addAlias(version, of: type, add) }
        }
        for event in schema.events {
            add(event.name, "the event \(event.name)", event.location)
            if CustomSteps.isNeeded(event.versions.map(\.upcast)) {
                add(CustomSteps.protocolName(event.name), "the custom steps of the event \(event.name)", event.location)
            }
        }
        for aggregate in schema.aggregates {
            add(aggregate.name, "the aggregate \(aggregate.name)", aggregate.location)
            add("\(aggregate.name)Event", "the events of the aggregate \(aggregate.name)", aggregate.location)
        }
        for projection in schema.projections {
            add(projection.name, "the rows of the projection \(projection.name)", projection.location)
            add("\(projection.name)Projection", "the projection \(projection.name)", projection.location)
            if projection.hasCustomHandler {
                add("\(projection.name)Handling", "the custom handlers of \(projection.name)", projection.location)
            }
        }
        for command in schema.commands { add(command.name, "the command \(command.name)", command.location) }
        for process in schema.processes {
            add(process.name, "the state of the process \(process.name)", process.location)
            add("\(process.name)Process", "the process \(process.name)", process.location)
            add("\(process.name)Command", "the commands of the process \(process.name)", process.location)
        }
        add("AnnalsRegistry", "the registry", nil)
        return names
    }

    /// An alias cannot hold what belongs to it: its older versions and its constraints stand beside it.
    private static func addAlias(
        _ version: TypeVersion, of type: TypeDeclaration, _ add: (String, String, SourceLocation?) -> Void
    ) {
        let isNewest = version.id == type.versions.last?.id
        let name = isNewest ? type.name : "\(type.name)V\(version.id.version)"
        if case .alias = type.versions.last?.definition, !isNewest {
            add(name, "version \(version.id.version) of the type \(type.name)", version.location)
        }
        guard case .alias(let target) = version.definition,
            !SchemaConstant.all(in: target, place: "", Names(declared: [])).isEmpty || version.upcast?.expression != nil
        else { return }
        add("\(name)Rule", "the constraints of the type \(type.name)", version.location)
    }
}
