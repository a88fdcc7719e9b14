import ArgumentParser

/// The folder of schemas, which every command takes.
struct SchemaOptions: ParsableArguments {
    @Argument(help: "The folder with the schema files.")
    var schemas = "schemas"
}
