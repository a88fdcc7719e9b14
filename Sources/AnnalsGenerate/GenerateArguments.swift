import AnnalsGeneration

/// The command line of the plugin: `--output FOLDER [--access LEVEL] [--sqlite] FILE…`.
struct GenerateArguments {
    var output = ""
    var options = SwiftOptions()
    var schemas: [String] = []

    struct Mistake: Error, CustomStringConvertible {
        let description: String
    }

    init(_ arguments: [String]) throws(Mistake) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--output":
                guard let value = rest.popFirst() else { throw Mistake(description: "--output needs a folder") }
                output = value
            case "--access":
                guard let value = rest.popFirst(), let access = SwiftOptions.Access(rawValue: value) else {
                    throw Mistake(description: "--access is internal, package or public")
                }
                options.access = access
            case "--sqlite": options.sqlite = true
            default: schemas.append(argument)
            }
        }
        guard !output.isEmpty, !schemas.isEmpty else {
            throw Mistake(description: "usage: annals-generate --output FOLDER [--access LEVEL] [--sqlite] FILE...")
        }
    }
}
