import AnnalsDiagnostics
import AnnalsGeneration
import AnnalsImport
import AnnalsProject
import AnnalsSchema
import Foundation
import Testing

/// What is exported comes back as what it was.
@Suite struct RoundTripTests {
    private static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test(arguments: JSONSchemaDraft.allCases) func sampleSchemasComeBack(_ draft: JSONSchemaDraft) throws {
        let folder = RoundTripTests.package.appending(path: "schemas").path
        let schema = try #require(Project(folder: folder).schema)
        let generator = JSONSchemaGenerator(schema, draft: draft)
        for event in schema.events {
            let id = try #require(schema.aggregates.first { $0.name == event.aggregate }?.id.name)
            for version in event.versions {
                let root = JSONSchemaImport.Root.event(event.name, aggregate: event.aggregate, id: id)
                let result = JSONSchemaImport(root: root).read(generator.schema(of: version))
                #expect(result.losses.allSatisfy { $0.effect == .limit || $0.keyword == "format" }, "\(result.losses)")
                let imported = try #require(
                    result.schema, "\(version.id): \(result.diagnostics.all)\n\(result.text)")
                let other = try #require(imported.event(event.name)?.versions.first)
                #expect(
                    CanonicalShape(other, in: imported).text == CanonicalShape(version, in: schema).text,
                    "\(version.id)\n\(result.text)")
            }
        }
    }

    /// The stress schema has everything; what does not come back from it is named here.
    @Test func everyConstructComesBack() throws {
        let folder = RoundTripTests.package.appending(path: "Tests/AnnalsGeneratedSamples").path
        let schema = try #require(Project(folder: folder).schema)
        var different: [String] = []
        for version in schema.events.flatMap(\.versions) {
            let root = JSONSchemaImport.Root.type(version.id.name)
            let result = JSONSchemaImport(root: root).read(JSONSchemaGenerator(schema).schema(of: version))
            #expect(result.diagnostics.all.isEmpty, "\(result.diagnostics.all.map(\.message))\n\(result.text)")
            let imported = try #require(result.schema)
            let other = try #require(imported.types.first { $0.name == version.id.name }?.versions.first)
            let isSame = CanonicalShape(other, in: imported).text == CanonicalShape(version, in: schema).text
            if !isSame { different.append(version.id.description) }
            // What is different was said.
            if !isSame { #expect(result.losses.contains { $0.keyword == "default" }, "\(version.id)\n\(result.text)") }
        }
        // Defaults with null in them, and those of tagged unions.
        #expect(different == ["Happened@5", "Paid@3"])
    }
}
