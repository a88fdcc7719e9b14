import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import AnnalsValues

extension Comparison {
    /// Compares a union with what a reader takes in its place, alternative by alternative.
    mutating func union(_ union: Union, _ target: ValueType) -> Outcome {
        var outcome = Outcome()
        for alternative in union.cases {
            guard let version = writer.index.type(alternative.type), case .record(let fields) = version.definition
            else {
                continue
            }
            let view = ObjectView(
                fields: fields, rules: version.rules, constants: [(union.discriminator, alternative.tag)])
            outcome.add(object(view, target))
        }
        if union.isOpen { outcome.add(unknownTags(union, target)) }
        return outcome
    }

    /// Compares an object with a union: its tag decides which alternative it has to be.
    mutating func object(_ view: ObjectView, _ target: ValueType, _ union: Union) -> Outcome {
        let key = union.discriminator
        if let text = view.constant(key) { return object(view, text, union) }
        guard let field = view.field(key) else {
            // Without a tag, or with any value for one.
            return .refused(smallest.object(view))
        }
        var outcome = Outcome()
        if writer.canLeaveOut(field) { outcome.add(.refused(smallest.object(view))) }
        let type = writer.index.resolved(writer.written(field))
        if case .named(let name) = type, case .enumeration(let tags)? = writer.index.type(name)?.definition,
            !tags.isOpen
        {
            for tag in tags.cases { outcome.add(object(view.with(key, tag.value), tag.value, union)) }
            return outcome
        }
        // Another text than the tags, where the reader knows no others.
        let candidates = smallest.different(type, count: union.cases.count + 1).values
        for value in candidates {
            guard case .value(let whole) = smallest.object(view, with: [(key, value)]), isRefused(whole, by: target)
            else { continue }
            outcome.add(.broken(whole))
            return outcome
        }
        outcome.add(.unknown("whether every '\(key)' is a tag that is read was not shown"))
        return outcome
    }

    private mutating func object(_ view: ObjectView, _ tag: String, _ union: Union) -> Outcome {
        guard let alternative = union.alternative(tag) else {
            return union.isOpen ? .contained : .refused(smallest.object(view))
        }
        guard let version = reader.index.type(alternative.type), case .record(let fields) = version.definition else {
            return .contained
        }
        return object(view, ObjectView(fields: fields, rules: version.rules), tag: union.discriminator)
    }

    /// An open union has objects of any form under tags that it does not know.
    private mutating func unknownTags(_ union: Union, _ target: ValueType) -> Outcome {
        var tags = [SmallestValues.key(avoiding: Set(union.cases.map(\.tag)))]
        var isOpen = false
        if case .named(let name) = target, case .union(let other)? = reader.index.type(name)?.definition {
            tags += other.cases.map(\.tag).filter { union.alternative($0) == nil }
            isOpen = other.isOpen && other.discriminator == union.discriminator && tags.count == 1
        }
        if isOpen { return .contained }
        for tag in tags {
            let object: OrderedMap<JSONValue> = [union.discriminator: .string(tag)]
            if isRefused(.object(object), by: target) { return .broken(.object(object)) }
        }
        return .unknown("objects with unknown tags were only tried")
    }
}
