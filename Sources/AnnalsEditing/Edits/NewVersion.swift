public import AnnalsDiagnostics
public import AnnalsSchema
import AnnalsYAML

/// `annals new-version`: starts the next version of an event or a type with the shape of its newest one.
public struct NewVersion: Sendable {
    /// What is written.
    public let edits: [SourceEdit]
    /// The number of the new version.
    public let number: Int
    /// The file of the declaration.
    public let path: String
    /// How many places now name version 1, which needed no version before.
    public let references: Int

    /// The same with references that name version 1 now.
    fileprivate func adding(_ references: [SourceEdit]) -> NewVersion {
        NewVersion(edits: edits + references, number: number, path: path, references: references.count)
    }

    /// Finds the edits that start the next version.
    ///
    /// The new version is a copy: it loads as it is, and every field of it is derived. Comments below it show where to
    /// say how fields come to be that the version before does not have.
    ///
    /// - Returns: The edits; nil, with a report, when there is no such declaration or it has ended.
    public static func edits(
        _ name: String, in sources: [SchemaSource], diagnostics: inout Diagnostics
    ) -> NewVersion? {
        guard let files = SchemaOutline.read(sources, &diagnostics) else { return nil }
        if let (writer, item) = NewVersionWriter.find(name, files) { return writer.write(item, &diagnostics) }
        let names = files.flatMap { file in
            ["events", "types"].flatMap { file.section($0)?.items.compactMap(\.name) ?? [] }
        }
        diagnostics.error(
            "edit.unknown-name", "there is no event and no type '\(name)'", at: nil,
            suggestion: Suggestion.closest(to: name, in: names).map { "did you mean '\($0)'?" })
        return nil
    }
}

/// Makes the edits for one declaration.
struct NewVersionWriter {
    let name: String
    let section: String
    let place: Place
    let file: SchemaOutline
    let files: [SchemaOutline]

    /// Finds a declaration.
    static func find(_ name: String, _ files: [SchemaOutline]) -> (writer: NewVersionWriter, item: OutlineItem)? {
        for file in files {
            for (section, place) in [("events", Place.event), ("types", .type)] {
                guard let item = file.section(section)?[name] else { continue }
                return (NewVersionWriter(name: name, section: section, place: place, file: file, files: files), item)
            }
        }
        return nil
    }

    /// What a declaration says about all its versions.
    static let common: Set<String> = [
        "description", "aggregate", "formerly", "compatibility", "suppress", "retired",
    ]

    func write(_ item: OutlineItem, _ diagnostics: inout Diagnostics) -> NewVersion? {
        let location = item.key?.range.map { file.tree.location($0) }
        guard let declaration = item.collection, !declaration.items.isEmpty else {
            diagnostics.error("edit.empty", "'\(name)' has no version to start from", at: location)
            return nil
        }
        if declaration["retired"] != nil {
            diagnostics.error(
                "edit.retired", "'\(name)' is retired: nothing writes a new version of it", at: location,
                suggestion: "remove 'retired' first, or start a new version of what takes its place")
            return nil
        }
        guard let versions = declaration["versions"] else { return first(item, declaration, location, &diagnostics) }
        guard let newest = versions.collection?.items.last, let number = newest.name.flatMap({ Int($0) }),
            number < 1_000_000
        else {
            diagnostics.error("edit.empty", "'\(name)' has no version to start from", at: location)
            return nil
        }
        // What has several versions is never named without one.
        let (own, others) = number == 1 ? (namingFirst.edits(in: item, place), referencesToFirst) : ([], [])
        let pinned = number == 1 ? namingFirst.applied(to: newest, .version) : newest
        let next = copy(pinned, number: number + 1)
        if let column = versions.collection?.column, let extent = newest.extent {
            let lines = LayoutWriter().block(next, .version, column).lines
            let end = file.end(of: extent)
            let edit = SourceEdit(path: file.path, range: end..<end, text: "\n" + lines.joined(separator: "\n"))
            let inside = own.map { SourceEdit(path: file.path, range: $0.range, text: $0.text) }
            return NewVersion(
                edits: [edit] + inside + others, number: number + 1, path: file.path, references: others.count)
        }
        var changed = versions
        changed.collection?.items.removeLast()
        changed.collection?.items += [pinned, next]
        return rebuilt(
            item, declaration.items.map { $0.name == "versions" ? changed : $0 }, number + 1, location, &diagnostics
        ).map { $0.adding(others) }
    }

    /// Names version 1 where no version was named.
    private var namingFirst: References { References(name: name, from: nil, to: 1) }

    /// What names the declaration without a version, other than itself, names version 1.
    private var referencesToFirst: [SourceEdit] {
        files.flatMap { other in
            (other.root.collection?.items ?? []).flatMap { section in
                (section.collection?.items ?? []).filter {
                    other.path != file.path || section.name != self.section || $0.name != name
                }.flatMap { namingFirst.edits(in: $0, Place.document.child(section.name).child($0.name)) }
            }.map { SourceEdit(path: other.path, range: $0.range, text: $0.text) }
        }
    }

    /// The shape of a declaration that has one version without a number, as version 1.
    func only(_ declaration: OutlineCollection) -> OutlineItem {
        let shape = declaration.items.filter { !NewVersionWriter.common.contains($0.name ?? "") }
        var content = OutlineCollection(isMap: true, isFlow: false, items: shape)
        content.trailing = declaration.trailing
        return namingFirst.applied(to: OutlineItem(key: .plain("1"), value: .collection(content)), .version)
    }

    /// The declaration has one version without a number; it gets one, and the second follows.
    ///
    /// - Parameter published: Version 1 when that is not what stands there.
    func first(
        _ item: OutlineItem, _ declaration: OutlineCollection, published: OutlineItem? = nil,
        _ location: SourceLocation?, _ diagnostics: inout Diagnostics
    ) -> NewVersion? {
        let one = published ?? only(declaration)
        let two = copy(only(declaration), number: 2)
        let versions = OutlineCollection(isMap: true, isFlow: false, items: [one, two])
        let others = declaration.items.filter { NewVersionWriter.common.contains($0.name ?? "") }
        let all = others + [OutlineItem(key: .plain("versions"), value: .collection(versions))]
        return rebuilt(item, all, 2, location, &diagnostics).map { $0.adding(referencesToFirst) }
    }

    /// The declaration with other content, in place of the old one.
    func rebuilt(
        _ item: OutlineItem, _ items: [OutlineItem], _ number: Int, _ location: SourceLocation?,
        _ diagnostics: inout Diagnostics
    ) -> NewVersion? {
        guard let column = file.section(section)?.column, let start = item.key?.range?.lowerBound,
            let extent = item.extent, item.anchor == nil
        else {
            diagnostics.error(
                "edit.brackets", "'\(name)' stands inside brackets or behind an anchor", at: location,
                suggestion: "write the declaration on lines of its own")
            return nil
        }
        var item = item
        item.leading = []
        let behind = item.collection?.header ?? []
        item.value = .collection(OutlineCollection(isMap: true, isFlow: false, items: items, header: behind))
        let lines = LayoutWriter().block(item, place, column).lines
        let text = lines.joined(separator: "\n").drop { $0 == " " }
        let edit = SourceEdit(path: file.path, range: start..<file.end(of: extent), text: String(text))
        return NewVersion(edits: [edit], number: number, path: file.path, references: 0)
    }

    // MARK: - The copy

    func copy(_ newest: OutlineItem, number: Int) -> OutlineItem {
        var copy = References(name: name, from: number - 1, to: number).applied(to: newest, .version)
        copy = withoutAnchors(copy)
        copy.key = .plain(String(number))
        copy.leading = []
        copy.trailing = []
        copy.hasBlankBefore = newest.hasBlankBefore
        guard var content = copy.collection else { return copy }
        content.items.removeAll { ["description", "upcast", "drop"].contains($0.name) }
        content.header = []
        content.isFlow = false
        content.trailing = skeleton(content, before: number - 1)
        copy.collection = content
        return copy
    }

    /// What a person may have to write, as comments: the copy loads without it.
    private func skeleton(_ content: OutlineCollection, before: Int) -> [LineComment] {
        let lines: [String]
        if let values = content["enum"]?.collection {
            let first = values.items.first.flatMap { $0.scalar?.text ?? $0.collection?["value"]?.scalar?.text } ?? "old"
            lines = [
                "A value that version \(before) has and this one has not needs another in its place:",
                "upcast: { \(first): … }",
            ]
        } else if content["union"] != nil {
            lines = ["Each tag of version \(before) keeps its struct, or gets a later version of it."]
        } else if let fields = content["fields"]?.collection {
            let first = fields.items.first?.name ?? "field"
            lines = [
                "Change the fields above. Those that cannot be derived from version \(before), and those that are given up:",
                "upcast:", "  \(first): old.\(first)", "drop: [\(first)]",
            ]
        } else {
            lines = ["Where a value of version \(before) would not be one of this version:", "upcast: old"]
        }
        return lines.map { LineComment(text: "# \($0)", hasBlankBefore: false) }
    }

    private func withoutAnchors(_ item: OutlineItem) -> OutlineItem {
        var item = item
        item.anchor = nil
        item.key?.anchor = nil
        if var collection = item.collection {
            collection.items = collection.items.map(withoutAnchors)
            item.collection = collection
        }
        return item
    }
}
