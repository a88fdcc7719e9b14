extension OverloadTable {
    /// The types whose values have an order: those with a `<` in the table.
    public static let ordered: [Overload.Pattern] = [
        .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .decimal,
    ]

    static let collections: [Overload] =
        [
            row(
                "list.size", "size", [.function, .method], [.elements], .int, function: "size",
                "The number of elements."),
            row("map.size", "size", [.function, .method], [.members], .int, function: "size", "The number of keys."),
            row(
                "list.reverse", "reverse", [.method], [.elements], .elements, function: "reversed",
                "The elements in reverse order."),
            row(
                "list.distinct", "distinct", [.method], [.elements], .elements, function: "distinct",
                "Without repetitions, the first one kept."),
            row(
                "list.first", "first", [.method], [.elements], .optional(.element), function: "first",
                "The first element, or none."),
            row(
                "list.last", "last", [.method], [.elements], .optional(.element), function: "last",
                "The last element, or none."),
            row(
                "list.indexOf", "indexOf", [.method], [.elements, .element], .int, function: "firstIndex",
                "Where an element first stands, or -1."),
            row(
                "list.lastIndexOf", "lastIndexOf", [.method], [.elements, .element], .int, function: "lastIndex",
                "Where an element last stands, or -1."),
            row(
                "list.slice", "slice", [.method], [.elements, .int, .int], .elements, fails: true, function: "slice",
                "From an index to before another one; fails outside."),
            row(
                "list.flatten", "flatten", [.method], [.list(.elements)], .elements, function: "flatten",
                "The elements of all lists in a row."),
            row(
                "lists.range", "lists.range", [.function], [.int], .list(.int), fails: true, function: "range",
                "The numbers from 0 to before a count, of at most 1,000,000."),
            row(
                "sets.contains", "sets.contains", [.function], [.elements, .elements], .bool, function: "containsAll",
                "Whether the first list has all elements of the second."),
            row(
                "sets.equivalent", "sets.equivalent", [.function], [.elements, .elements], .bool,
                function: "equivalent", "Whether both lists have the same elements."),
            row(
                "sets.intersects", "sets.intersects", [.function], [.elements, .elements], .bool,
                function: "intersects", "Whether the lists have an element in common."),
        ]
        + [Overload.Pattern.int, .uint, .double, .duration].map { type in
            row(
                "\(type)s.sum", "sum", [.method], [.list(type)], type, fails: type != .double, function: "sum",
                "The sum; zero for an empty list.")
        }
        + ordered.flatMap { type in
            [
                row(
                    "\(type)s.min", "min", [.method], [.list(type)], type, fails: true, function: "smallest",
                    "The smallest; fails for an empty list."),
                row(
                    "\(type)s.max", "max", [.method], [.list(type)], type, fails: true, function: "largest",
                    "The largest; fails for an empty list."),
                row(
                    "\(type)s.sort", "sort", [.method], [.list(type)], .list(type), function: "sorted",
                    "The elements in ascending order."),
                row(
                    "\(type)s.isSorted", "isSorted", [.method], [.list(type)], .bool, function: "isSorted",
                    "Whether the elements are in ascending order."),
            ]
        }
}
