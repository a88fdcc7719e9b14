import AnnalsDiagnostics
import AnnalsExpression
import AnnalsYAML

/// Reads `item in event.items`.
enum LoopReader {
    /// The loop and the type of an element; nil when it was not understood.
    static func read(
        _ node: Node, in scope: TypeEnvironment, _ diagnostics: inout Diagnostics
    ) -> (ProjectionHandler.Loop, ExpressionType)? {
        guard case .scalar(let scalar) = node, let separator = scalar.text.range(of: " in ") else {
            diagnostics.error("schema.for-each", "'forEach' has the form 'item in event.items'", at: node.location)
            return nil
        }
        let variable = String(scalar.text[..<separator.lowerBound])
        Names.check(Scalar(text: variable, location: scalar.location), .variable, &diagnostics)
        if scope.variables[variable] != nil || variable == "row" {
            diagnostics.error("schema.for-each", "'\(variable)' means something else here already", at: scalar.location)
        }
        let list = scalar.suffix(
            from: scalar.text.utf8.distance(from: scalar.text.startIndex, to: separator.upperBound))
        guard let expression = ExpressionReader.read(.scalar(list), expecting: nil, in: scope, &diagnostics) else {
            return nil
        }
        guard case .list(let element) = expression.root.type else {
            diagnostics.error(
                "schema.for-each", "'forEach' needs a list, found \(expression.root.type)", at: list.location)
            return nil
        }
        return (ProjectionHandler.Loop(variable: variable, list: expression), element)
    }
}

extension String {
    /// Where a text stands; Foundation's way of it would be all that this room needs of Foundation.
    fileprivate func range(of text: String) -> Range<String.Index>? {
        indices.first { self[$0...].hasPrefix(text) }.map { $0..<index($0, offsetBy: text.count) }
    }
}
