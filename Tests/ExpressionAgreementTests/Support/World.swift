import AnnalsDiagnostics
import AnnalsEvaluation
import AnnalsExpression
import AnnalsFunctions
import AnnalsSchema
import AnnalsValues

@testable import AnnalsGeneration
@testable import AnnalsInterpreter

/// The schema in which all expressions of these tests live, and both ways to run them.
struct World: Sendable {
    /// The schema's text.
    static let source = """
        annals: 1
        types:
          Level: { enum: [low, high, in_progress] }
          Item:
            versions:
              1: { fields: { name: string, count: int } }
              2:
                fields:
                  name: string
                  count: int
                  price: { type: double, default: 1.5 }
                  note: string?
                  tags: { type: list<string>, default: [] }
          Address: { fields: { street: string, zip: string?, country: { type: string, default: NL } } }
          Old:
            fields:
              n: int
              u: uint
              d: double
              s: string
              ok: bool
              raw: bytes
              at: timestamp
              wait: duration
              sum: decimal
              id: uuid
              day: date
              home: uri
              small: int32
              level: Level
              levels: list<Level>
              items: list<Item@1>
              newer: list<Item@2>
              numbers: list<int>
              names: list<string>
              scores: map<int>
              labels: map<string>
              note: string?
              limit: int?
              rank: Level?
              item: Item@2?
              address: Address
              other: Address?
        """

    static let shared = World()

    let schema: Schema
    let context: GenerationContext
    private let runner: ExpressionRunner

    private init() {
        var diagnostics = Diagnostics()
        let loaded = SchemaLoader.load(
            [SchemaSource(path: "world.yaml", text: World.source)], diagnostics: &diagnostics)
        guard let loaded else { fatalError("the schema of the tests: \(DiagnosticTextPrinter().text(diagnostics))") }
        schema = loaded
        context = GenerationContext(loaded, options: SwiftOptions())
        runner = ExpressionRunner(ShapeIndex(loaded))
    }

    /// What expressions see: the records of the schema, `old`, and variables.
    func environment(_ variables: [String: ExpressionType]) -> TypeEnvironment {
        var environment = Scopes(schema).upcast(from: VersionedName("Old", 1), hasMeta: false)
        environment.variables = variables
        return environment
    }

    /// The fields of a record, in order.
    func fields(_ name: RecordName) -> [TypeEnvironment.Field] { environment([:]).records[name] ?? [] }

    /// All records.
    var records: [RecordName] {
        environment([:]).records.keys.sorted { ($0.name, $0.version) < ($1.name, $1.version) }
    }

    /// What the evaluator makes of an expression.
    func evaluate(_ expression: CheckedExpression, _ variables: [String: Value]) throws(EvaluationError) -> Value {
        try runner.value(of: expression, variables)
    }

    /// The fields that a construction may leave out, with their values.
    func defaults(_ name: RecordName) -> OrderedMap<Value> {
        ExpressionRunner.defaults(context.fields(name) ?? [], PayloadDecoder(ShapeIndex(schema)))
    }

    /// The Swift that the generator makes of the schema.
    func generatedSwift() -> [GeneratedFile] {
        var diagnostics = Diagnostics()
        return SwiftGenerator(schema, options: SwiftOptions()).files(&diagnostics)
    }
}
