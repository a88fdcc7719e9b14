public import AnnalsDiagnostics
public import AnnalsSchema
import AnnalsYAML

extension NewVersion {
    /// Finds the edits that bring back the published text of the newest version of an event or a type, and make what stands
    /// there now the version after it.
    ///
    /// - Parameters:
    ///   - number: The version that was published and has changed since.
    ///   - published: The files as they were published.
    /// - Returns: The edits; nil, with a report, when there is none to bring back, or a later version follows it.
    public static func edits(
        restoring name: String, version number: Int, in sources: [SchemaSource], published: [SchemaSource],
        diagnostics: inout Diagnostics
    ) -> NewVersion? {
        guard let files = SchemaOutline.read(sources, &diagnostics),
            let (writer, item) = NewVersionWriter.find(name, files)
        else { return nil }
        var unheard = Diagnostics()
        guard let others = SchemaOutline.read(published, &unheard),
            let (other, before) = NewVersionWriter.find(name, others),
            let version = before.collection.flatMap({ other.version(number, in: $0) })
        else {
            diagnostics.error(
                "edit.unknown-name", "what was published does not have version \(number) of '\(name)' in it", at: nil)
            return nil
        }
        return writer.restore(item, number, version, &diagnostics)
    }
}

extension NewVersionWriter {
    /// A version of a declaration.
    fileprivate func version(_ number: Int, in declaration: OutlineCollection) -> OutlineItem? {
        guard let versions = declaration["versions"]?.collection else { return number == 1 ? only(declaration) : nil }
        return versions.items.first { $0.name == String(number) }
    }

    fileprivate func restore(
        _ item: OutlineItem, _ number: Int, _ published: OutlineItem, _ diagnostics: inout Diagnostics
    ) -> NewVersion? {
        let location = item.key?.range.map { file.tree.location($0) }
        guard let declaration = item.collection, declaration["retired"] == nil else { return nil }
        var published = published
        published.leading = []
        guard let versions = declaration["versions"] else {
            return first(item, declaration, published: published, location, &diagnostics)
        }
        guard let newest = versions.collection?.items.last, newest.name == String(number) else {
            diagnostics.error(
                "edit.not-newest", "'\(name)' has later versions than \(number), so that the change to it has no place",
                at: location)
            return nil
        }
        let next = copy(newest, number: number + 1)
        if let column = versions.collection?.column, let extent = newest.extent,
            let start = newest.key?.range?.lowerBound
        {
            let lines = [published, next].map { LayoutWriter().block($0, .version, column).lines }.joined()
            let text = lines.joined(separator: "\n").drop { $0 == " " }
            let edit = SourceEdit(path: file.path, range: start..<file.end(of: extent), text: String(text))
            return NewVersion(edits: [edit], number: number + 1, path: file.path, references: 0)
        }
        var changed = versions
        changed.collection?.items.removeLast()
        changed.collection?.items += [published, next]
        return rebuilt(
            item, declaration.items.map { $0.name == "versions" ? changed : $0 }, number + 1, location, &diagnostics)
    }
}
