import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// What changed between two canonical shapes, in words.
enum ShapeDifference {
    /// One sentence a change, without full stops; empty for equal shapes.
    static func sentences(from old: String, to new: String) -> [String] {
        guard let old = try? JSONValue(parsing: old), let new = try? JSONValue(parsing: new) else {
            return ["the shape in the lock cannot be read"]
        }
        return shapes(old, new, path: "")
    }

    private static func subject(_ path: String) -> String { path.isEmpty ? "the type" : "field `\(path)`" }

    private static func shapes(_ old: JSONValue, _ new: JSONValue, path: String) -> [String] {
        guard kind(old) == kind(new) else { return ["\(subject(path)) was \(kind(old)), is \(kind(new))"] }
        var changes = constraints(old, new, path)
        changes += flag(
            "open", old, new, "\(subject(path)) takes no unknown values any more",
            "\(subject(path)) takes unknown values")
        if case .object(let oldFields)? = old["fields"], case .object(let newFields)? = new["fields"] {
            changes += fields(oldFields, newFields, path)
        }
        changes += rules(old["rules"], new["rules"], path)
        if let oldElement = old["list"], let newElement = new["list"] {
            changes += element(oldElement, newElement, path: path + "[]")
        }
        if let oldValue = old["map"], let newValue = new["map"] {
            changes += element(oldValue, newValue, path: path + "{}")
        }
        if case .object(let oldCases)? = old["union"], case .object(let newCases)? = new["union"] {
            changes += change("the discriminator of \(subject(path))", old["discriminator"], new["discriminator"])
            changes += union(oldCases, newCases, path)
        }
        if case .array(let oldValues)? = old["enum"], case .array(let newValues)? = new["enum"] {
            changes += oldValues.filter { !newValues.contains($0) }.map {
                "value \($0.text) of \(subject(path)) was removed"
            }
            changes += newValues.filter { !oldValues.contains($0) }.map {
                "value \($0.text) of \(subject(path)) was added"
            }
        }
        return changes
    }

    /// What a shape is, as a person would write it.
    private static func kind(_ shape: JSONValue) -> String {
        if case .string(let name)? = shape["type"] { return name }
        if shape["list"] != nil { return "a list" }
        if shape["map"] != nil { return "a map" }
        if shape["enum"] != nil { return "an enum" }
        if shape["union"] != nil { return "a union" }
        if case .number(let depth)? = shape["recursion"] { return "the type \(depth.text) levels up" }
        return "a struct"
    }

    private static func element(_ old: JSONValue, _ new: JSONValue, path: String) -> [String] {
        presence(old, new, path, words: ("may no longer be null", "may be null")) + shapes(old, new, path: path)
    }

    private static func fields(
        _ old: OrderedMap<JSONValue>, _ new: OrderedMap<JSONValue>, _ path: String
    ) -> [String] {
        var changes: [String] = []
        for member in old {
            let inner = path.isEmpty ? member.key : "\(path).\(member.key)"
            guard let shape = new[member.key] else {
                changes.append("\(subject(inner)) was removed")
                continue
            }
            changes += presence(member.value, shape, inner, words: ("became required", "became optional"))
            changes += flag(
                "nullable", member.value, shape, "\(subject(inner)) may no longer be null",
                "\(subject(inner)) may be null")
            changes += change("the default of \(subject(inner))", member.value["default"], shape["default"])
            changes += shapes(member.value, shape, path: inner)
        }
        for member in new where old[member.key] == nil {
            let inner = path.isEmpty ? member.key : "\(path).\(member.key)"
            let need =
                member.value["optional"] != nil
                ? "optional" : member.value["default"] != nil ? "with a default" : "required"
            changes.append("\(subject(inner)) was added, \(need)")
        }
        return changes
    }

    private static func union(
        _ old: OrderedMap<JSONValue>, _ new: OrderedMap<JSONValue>, _ path: String
    ) -> [String] {
        old.flatMap { alternative in
            new[alternative.key].map { shapes(alternative.value, $0, path: "\(path)<\(alternative.key)>") }
                ?? ["alternative `\(alternative.key)` of \(subject(path)) was removed"]
        }
            + new.keys.filter { old[$0] == nil }.map { "alternative `\($0)` of \(subject(path)) was added" }
    }

    private static func rules(_ old: JSONValue?, _ new: JSONValue?, _ path: String) -> [String] {
        func members(_ rules: JSONValue?) -> OrderedMap<JSONValue> {
            if case .object(let members)? = rules { members } else { [:] }
        }
        let ids = members(old).keys + members(new).keys.filter { members(old)[$0] == nil }
        return ids.flatMap { change("rule `\($0)` of \(subject(path))", old?[$0], new?[$0]) }
    }

    private static func presence(
        _ old: JSONValue, _ new: JSONValue, _ path: String, words: (required: String, optional: String)
    ) -> [String] {
        flag("optional", old, new, "\(subject(path)) \(words.required)", "\(subject(path)) \(words.optional)")
    }

    private static func flag(
        _ key: String, _ old: JSONValue, _ new: JSONValue, _ gone: String, _ added: String
    ) -> [String] {
        switch (old[key] != nil, new[key] != nil) {
        case (true, false): [gone]
        case (false, true): [added]
        default: []
        }
    }

    private static func constraints(_ old: JSONValue, _ new: JSONValue, _ path: String) -> [String] {
        ConstraintKeyword.allCases.flatMap { keyword in
            change("`\(keyword.rawValue)` of \(subject(path))", old[keyword.rawValue], new[keyword.rawValue])
        }
    }

    private static func change(_ what: String, _ old: JSONValue?, _ new: JSONValue?) -> [String] {
        switch (old, new) {
        case (let old?, let new?): old == new ? [] : ["\(what) was \(old.text), is \(new.text)"]
        case (let old?, nil): ["\(what) was \(old.text), is gone"]
        case (nil, let new?): ["\(what) is new: \(new.text)"]
        case (nil, nil): []
        }
    }
}
