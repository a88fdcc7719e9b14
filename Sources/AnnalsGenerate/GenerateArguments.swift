/// The command line of the plugin: `--output FOLDER [--configuration FILE] [--sqlite] FILE…`.
struct GenerateArguments {
    var output = ""
    var configuration: String?
    var sqlite = false
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
            case "--configuration":
                guard let value = rest.popFirst() else { throw Mistake(description: "--configuration needs a file") }
                configuration = value
            case "--sqlite": sqlite = true
            default: schemas.append(argument)
            }
        }
        guard !output.isEmpty, !schemas.isEmpty else {
            throw Mistake(
                description: "usage: annals-generate --output FOLDER [--configuration FILE] [--sqlite] FILE...")
        }
    }
}
